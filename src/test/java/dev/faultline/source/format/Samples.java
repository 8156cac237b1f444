package dev.faultline.source.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// True records of other programs, of src/test/resources/records.
final class Samples {
    private Samples() {}

    /// The records of each format of which there are true ones.
    static Map<Format, List<byte[]>> all() {
        Map<Format, List<byte[]>> all = new EnumMap<>(Format.class);
        List<byte[]> otlp = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            otlp.add(bytes("otlp_proto/%03d.pb".formatted(i)));
        }
        all.put(Format.OTLP_PROTO, otlp);
        all.put(Format.OTLP_JSON, lines("otlp_json.ndjson"));
        all.put(Format.COLLECTD_JSON, lines("collectd-json.txt"));
        // a record is a line, its CR LF included, and the line feed that kcat put behind it
        all.put(
                Format.GRAPHITE,
                Arrays.stream(text("collectd-graphite.txt").split("\r\n\n"))
                        .map(r -> (r + "\r\n").getBytes(StandardCharsets.UTF_8))
                        .toList());
        all.put(Format.PROMETHEUS, List.of(bytes("prometheus-kafka-adapter.json")));
        all.put(
                Format.TELEGRAF_JSON,
                List.of(bytes("telegraf-json-standard.json"), bytes("telegraf-json-batch.json")));
        all.put(Format.METRICBEAT, List.of(bytes("metricbeat.json")));
        all.put(Format.VECTOR, List.of(bytes("vector-json-metric.json")));
        return all;
    }

    /// The same, with records of the formats of which there are no true ones.
    static Map<Format, List<byte[]>> withMadeOnes() {
        Map<Format, List<byte[]>> all = all();
        all.put(Format.OWN, lines("own.ndjson"));
        all.put(
                Format.INFLUX,
                Arrays.stream(text("influx.txt").split("\n\n"))
                        .map(r -> (r + "\n").getBytes(StandardCharsets.UTF_8))
                        .toList());
        all.put(Format.OTLP_LOGS_PROTO, LogSamples.requests());
        all.put(Format.OTLP_LOGS_JSON, lines("otlp-logs.ndjson"));
        all.put(Format.LOG_JSON, lines("log-json.ndjson"));
        return all;
    }

    static List<byte[]> lines(String file) {
        return text(file)
                .lines()
                .filter(l -> !l.isBlank())
                .map(l -> l.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String file) {
        try (InputStream in = Samples.class.getResourceAsStream("/records/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
