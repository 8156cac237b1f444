package dev.faultline.source.format;

import static dev.faultline.source.format.ProtoCursor.FIXED32;
import static dev.faultline.source.format.ProtoCursor.FIXED64;
import static dev.faultline.source.format.ProtoCursor.MESSAGE;
import static dev.faultline.source.format.ProtoCursor.VARINT;
import static dev.faultline.source.format.ProtoCursor.tag;

/// What an OTLP request in protobuf carries. Requests of metrics, logs and traces begin alike: a
/// list of resources, each with a list of scopes, each with a list of items. The fields of an item
/// tell them apart by number and wire type (opentelemetry-proto 1.x):
///
/// | | metric | log record | span |
/// |---|---|---|---|
/// | 1 | name (bytes) | time (fixed64) | trace id (bytes) |
/// | 2 | description (bytes) | severity (varint) | span id (bytes) |
/// | 7 | sum (bytes) | count (varint) | start (fixed64) |
/// | 8 | – | flags (fixed32) | end (fixed64) |
/// | 11 | summary (bytes) | observed (fixed64) | events (bytes) |
enum OtlpSignal {
    METRICS("metrics"),
    LOGS("logs"),
    TRACES("traces"),
    /// It holds no item that tells.
    UNTOLD("nothing that is known");

    private final String label;

    OtlpSignal(String label) {
        this.label = label;
    }

    /// What is said where something else was expected.
    String not(OtlpSignal wanted) {
        return "an OTLP request of " + label + ", not of " + wanted.label;
    }

    /// What a record carries, whatever its bytes are.
    static OtlpSignal of(byte[] record) {
        ProtoCursor in = new ProtoCursor();
        in.bytes = record;
        return of(in);
    }

    /// The same of the bytes under a cursor, which stands somewhere then.
    static OtlpSignal of(ProtoCursor in) {
        in.at = 0;
        try {
            return first(in, in.bytes.length, 1);
        } catch (Unreadable e) {
            return UNTOLD;
        }
    }

    /// @param level 1 for the request, 2 for a resource, 3 for a scope
    private static OtlpSignal first(ProtoCursor in, int to, int level) throws Unreadable {
        int wanted = level == 1 ? tag(1, MESSAGE) : tag(2, MESSAGE);
        while (in.at < to) {
            int tag = in.tag(to);
            if (tag != wanted) {
                in.skip(tag, to);
                continue;
            }
            int end = in.end(to);
            OtlpSignal found = level == 3 ? item(in, end) : first(in, end, level + 1);
            if (found != UNTOLD) {
                return found;
            }
            in.at = end;
        }
        return UNTOLD;
    }

    private static OtlpSignal item(ProtoCursor in, int to) throws Unreadable {
        boolean named = false;
        while (in.at < to) {
            int tag = in.tag(to);
            switch (tag) {
                case 1 << 3 | FIXED64, 11 << 3 | FIXED64, 2 << 3 | VARINT, 8 << 3 | FIXED32 -> {
                    return LOGS;
                }
                case 7 << 3 | FIXED64, 8 << 3 | FIXED64 -> {
                    return TRACES;
                }
                case 1 << 3 | MESSAGE -> {
                    int end = in.end(to);
                    named |= end > in.at;
                    in.at = end;
                }
                default -> in.skip(tag, to);
            }
        }
        return named ? METRICS : UNTOLD;
    }
}
