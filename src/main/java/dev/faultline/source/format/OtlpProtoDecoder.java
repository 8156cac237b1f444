package dev.faultline.source.format;

import static dev.faultline.source.format.ProtoCursor.MESSAGE;
import static dev.faultline.source.format.ProtoCursor.VARINT;
import static dev.faultline.source.format.ProtoCursor.tag;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// OTLP metrics in protobuf: an `ExportMetricsServiceRequest` of opentelemetry-proto 1.x
/// (opentelemetry/proto/metrics/v1/metrics.proto, whose field numbers are written here), read off
/// the wire. A series that is known is found by the hash of the bytes of its resource, scope,
/// metric and attributes; only one that is new is named. Fields may come in any order: what names
/// the points of a message is read before them.
final class OtlpProtoDecoder extends BoundedDecoder {
    /// The label that tells two scopes with the same metric apart.
    static final String SCOPE = "otel.scope.name";

    /// The first byte of a request: the tag of its only field.
    static final byte BEGIN = 1 << 3 | MESSAGE;

    private static final long NANOS_OF_MILLI = 1_000_000;

    private final ProtoCursor in = new ProtoCursor();
    private final OtlpPoint point = new OtlpPoint(in);
    private final OtlpAttributes attributes = new OtlpAttributes(in);
    private final KeyedHash ofResource = new KeyedHash();
    private final KeyedHash ofScope = new KeyedHash();
    private final KeyedHash ofMetric = new KeyedHash();
    private final KeyedHash ofSeries = new KeyedHash();

    private long recordMillis;

    // Where the messages and texts lie that name the series at hand.
    private int resourceFrom;
    private int resourceTo;
    private boolean resourceNamed;
    private int scopeFrom;
    private int scopeTo;
    private int nameFrom;
    private int nameTo;
    private int unitFrom;
    private int unitTo;

    OtlpProtoDecoder(PointSink sink) {
        super(Format.OTLP_PROTO, sink);
    }

    @Override
    void read(byte[] record, long recordMillis) throws Unreadable {
        this.recordMillis = recordMillis;
        if (record.length > 0 && record[0] != BEGIN) {
            // Other bytes may look like fields of a later version, and would be passed over unsaid.
            throw Unreadable.malformed("no OTLP request: it begins with another field");
        }
        in.bytes = record;
        OtlpSignal signal = OtlpSignal.of(in);
        if (signal == OtlpSignal.LOGS || signal == OtlpSignal.TRACES) {
            throw new Unreadable(RejectReason.UNSUPPORTED, signal.not(OtlpSignal.METRICS));
        }
        in.at = 0;
        while (in.toNext(tag(1, MESSAGE), record.length)) {
            int end = in.end(record.length);
            resourceMetrics(in.at, end);
            in.at = end;
        }
    }

    private void resourceMetrics(int from, int to) throws Unreadable {
        resourceFrom = from;
        resourceTo = to;
        resourceNamed = false;
        ofResource.begin();
        while (in.toNext(tag(1, MESSAGE), to)) {
            int end = in.end(to);
            ofResource.add(in.bytes, in.at, end);
            in.at = end;
        }
        in.at = from;
        while (in.toNext(tag(2, MESSAGE), to)) {
            int end = in.end(to);
            scopeMetrics(in.at, end);
            in.at = end;
        }
    }

    /// The name of a scope tells series apart; its version changes with every release.
    private void scopeMetrics(int from, int to) throws Unreadable {
        scopeFrom = from;
        scopeTo = from;
        while (in.toNext(tag(1, MESSAGE), to)) {
            int end = in.end(to);
            while (in.toNext(tag(1, MESSAGE), end)) {
                scopeTo = in.end(end);
                scopeFrom = in.at;
                in.at = scopeTo;
            }
        }
        ofScope.from(ofResource);
        ofScope.add(in.bytes, scopeFrom, scopeTo);
        in.at = from;
        while (in.toNext(tag(2, MESSAGE), to)) {
            int end = in.end(to);
            metric(in.at, end);
            in.at = end;
        }
    }

    private void metric(int from, int to) throws Unreadable {
        nameFrom = from;
        nameTo = from;
        unitFrom = from;
        unitTo = from;
        OtlpData data = null;
        int dataFrom = from;
        int dataTo = from;
        while (in.at < to) {
            int tag = in.tag(to);
            if (tag == tag(1, MESSAGE)) {
                nameTo = in.end(to);
                nameFrom = in.at;
                in.at = nameTo;
            } else if (tag == tag(3, MESSAGE)) {
                unitTo = in.end(to);
                unitFrom = in.at;
                in.at = unitTo;
            } else {
                OtlpData found = data(tag);
                if (found == null) {
                    in.skip(tag, to);
                } else {
                    data = found;
                    dataTo = in.end(to);
                    dataFrom = in.at;
                    in.at = dataTo;
                }
            }
        }
        if (data == null) {
            reject(RejectReason.UNSUPPORTED, "an OTLP metric without a kind of data that is known");
        } else if (nameFrom == nameTo) {
            reject(RejectReason.INCOMPLETE, "an OTLP metric without a name");
        } else {
            points(data, dataFrom, dataTo);
        }
    }

    private static @Nullable OtlpData data(int tag) {
        return switch (tag) {
            case 5 << 3 | MESSAGE -> OtlpData.GAUGE;
            case 7 << 3 | MESSAGE -> OtlpData.SUM;
            case 9 << 3 | MESSAGE -> OtlpData.HISTOGRAM;
            case 10 << 3 | MESSAGE -> OtlpData.EXPONENTIAL;
            case 11 << 3 | MESSAGE -> OtlpData.SUMMARY;
            default -> null;
        };
    }

    private void points(OtlpData data, int from, int to) throws Unreadable {
        int temporality = 0;
        boolean monotonic = false;
        in.at = from;
        while (in.at < to) {
            int tag = in.tag(to);
            if (tag == tag(2, VARINT)) {
                temporality = (int) in.varint(to);
            } else if (tag == tag(3, VARINT)) {
                monotonic = in.varint(to) != 0;
            } else {
                in.skip(tag, to);
            }
        }
        PointKind kind = data.kind(temporality, monotonic);
        if (kind == null) {
            reject(RejectReason.UNSUPPORTED, OtlpData.CHANGES);
            return;
        }
        ofMetric.from(ofScope);
        ofMetric.add(in.bytes, nameFrom, nameTo);
        ofMetric.add(in.bytes, unitFrom, unitTo);
        ofMetric.add(kind.name());
        in.at = from;
        while (in.toNext(tag(1, MESSAGE), to)) {
            int end = in.end(to);
            point(data, kind, in.at, end);
            in.at = end;
        }
    }

    private void point(OtlpData data, PointKind kind, int from, int to) throws Unreadable {
        ofSeries.from(ofMetric);
        point.read(data, to, ofSeries);
        ofSeries.end();
        int series = table.find(ofSeries);
        if (series == SeriesTable.ABSENT) {
            series = name(data, kind, from, to);
            table.alias(ofSeries, series);
        }
        long at = point.at == 0 ? recordMillis : Long.divideUnsigned(point.at, NANOS_OF_MILLI);
        long since = Math.max(0, point.since / NANOS_OF_MILLI);
        Distribution distribution = point.distribution;
        if (data == OtlpData.GAUGE || data == OtlpData.SUM) {
            point(series, at, since, point.none() ? Double.NaN : point.value);
        } else if (point.none()) {
            point(series, at, since, Double.NaN);
        } else if (distribution == null) {
            reject(RejectReason.MALFORMED, OtlpData.MISFIT);
        } else {
            distribution(series, at, since, distribution);
        }
    }

    private int name(OtlpData data, PointKind kind, int from, int to) throws Unreadable {
        if (!resourceNamed) {
            naming.sender();
            in.at = resourceFrom;
            while (in.toNext(tag(1, MESSAGE), resourceTo)) {
                int end = in.end(resourceTo);
                attributes.read(in.at, end, 1, naming::resource);
            }
            resourceNamed = true;
        }
        naming.series(text(nameFrom, nameTo), text(unitFrom, unitTo), kind);
        if (scopeTo > scopeFrom) {
            naming.label(SCOPE, text(scopeFrom, scopeTo));
        }
        attributes.read(from, to, OtlpPoint.attributesField(data), naming::label);
        return naming.number();
    }

    private String text(int from, int to) {
        return new String(in.bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
