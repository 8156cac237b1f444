package dev.faultline.source.format;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes samples as records that this program reads as the same series again: each says which
/// signal it is ([RawSeries#SIGNAL]), so that no name is interpreted. What one component measured
/// at one time goes into one record. Not thread-safe.
public abstract sealed class SampleEncoder {
    /// The samples of one component at one time.
    ///
    /// @param series places in the table
    /// @param values in the units of their series
    public abstract byte[] record(long atMillis, List<Integer> series, List<Double> values);

    /// Records of the own format, one object a line.
    public static SampleEncoder own(List<SeriesInfo> table) {
        return new Own(table);
    }

    /// Records of OTLP in protobuf: an `ExportMetricsServiceRequest` of gauges. Numbers of fields:
    /// opentelemetry-proto 1.x, metrics/v1/metrics.proto.
    public static SampleEncoder otlp(List<SeriesInfo> table) {
        return new Otlp(table);
    }

    /// A unit as [dev.faultline.source.meaning] reads it.
    private static String spelled(Unit unit) {
        return switch (unit) {
            case SECONDS -> "s";
            case RATIO -> "ratio";
            case PERCENT -> "%";
            case PER_SECOND -> "1/s";
            case BYTES -> "By";
            case BYTES_PER_SECOND -> "By/s";
            case COUNT -> "count";
            case UNKNOWN -> "";
        };
    }

    private static final class Own extends SampleEncoder {
        /// Of each series all but time and value.
        private final List<String> names = new ArrayList<>();

        Own(List<SeriesInfo> table) {
            JsonMapper mapper = JsonMapper.shared();
            for (SeriesInfo info : table) {
                ObjectNode object =
                        mapper.createObjectNode()
                                .put("service", info.service().value())
                                .put("metric", info.id().metric())
                                .put("unit", spelled(info.unit()))
                                .put("signal", info.signal().name());
                ObjectNode labels = object.putObject("labels");
                info.id().labels().forEach(labels::put);
                names.add(mapper.writeValueAsString(object).substring(1));
            }
        }

        @Override
        public byte[] record(long atMillis, List<Integer> series, List<Double> values) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < series.size(); i++) {
                lines.append(i == 0 ? "" : "\n")
                        .append("{\"ts\":")
                        .append(atMillis)
                        .append(",\"value\":")
                        .append((double) values.get(i))
                        .append(',')
                        .append(names.get(series.get(i)));
            }
            return lines.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final class Otlp extends SampleEncoder {
        private final List<SeriesInfo> table;
        private final Map<Integer, byte[]> attributes = new LinkedHashMap<>();
        private final Proto proto = new Proto();

        Otlp(List<SeriesInfo> table) {
            this.table = table;
        }

        @Override
        public byte[] record(long atMillis, List<Integer> series, List<Double> values) {
            int resourceMetrics = proto.open(1);
            int resource = proto.open(1);
            attribute(proto, 1, "service.name", table.get(series.getFirst()).service().value());
            proto.close(resource);
            int scopeMetrics = proto.open(2);
            for (int i = 0; i < series.size(); i++) {
                SeriesInfo info = table.get(series.get(i));
                int metric = proto.open(2);
                proto.text(1, info.id().metric());
                proto.text(3, spelled(info.unit()));
                int gauge = proto.open(5);
                int point = proto.open(1);
                proto.fixed(3, atMillis * 1_000_000);
                proto.real(4, values.get(i));
                proto.append(attributes.computeIfAbsent(series.get(i), _ -> attributes(info)));
                proto.close(point);
                proto.close(gauge);
                proto.close(metric);
            }
            proto.close(scopeMetrics);
            proto.close(resourceMetrics);
            return proto.take();
        }

        private static byte[] attributes(SeriesInfo info) {
            Map<String, String> all = new TreeMap<>(info.id().labels());
            all.put(RawSeries.SIGNAL, info.signal().name());
            Proto fields = new Proto();
            all.forEach((key, value) -> attribute(fields, 7, key, value));
            return fields.take();
        }

        private static void attribute(Proto to, int field, String key, String value) {
            int attribute = to.open(field);
            to.text(1, key);
            int any = to.open(2);
            to.text(1, value);
            to.close(any);
            to.close(attribute);
        }
    }
}
