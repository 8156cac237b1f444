package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;

/// Graphite's plain text: `name value seconds`, several lines a record; tags as `name;key=value`
/// (graphite.readthedocs.io/en/latest/feeding-carbon.html, tags.html). The name stays one dotted
/// metric; its parts are the resource as `node.0`, `node.1`, … from the front, so that a rule can
/// pick the host out of them.
final class GraphiteDecoder extends BoundedDecoder {
    /// Parts of a name that a rule can pick.
    private static final int MOST_NODES = 32;

    private final Decimal decimal = new Decimal();
    private final KeyedHash hash = new KeyedHash();

    GraphiteDecoder(PointSink sink) {
        super(Format.GRAPHITE, sink);
    }

    @Override
    void read(byte[] record, long recordMillis) throws Unreadable {
        int line = 1;
        for (int at = 0; at < record.length; at++) {
            int from = at;
            while (at < record.length && record[at] != '\n') {
                at++;
            }
            line(record, from, at, line++, recordMillis);
        }
    }

    private void line(byte[] text, int from, int to, int line, long recordMillis)
            throws Unreadable {
        int nameFrom = blanks(text, from, to);
        int nameTo = word(text, nameFrom, to);
        int valueFrom = blanks(text, nameTo, to);
        int valueTo = word(text, valueFrom, to);
        int timeFrom = blanks(text, valueTo, to);
        int timeTo = word(text, timeFrom, to);
        if (nameFrom == to) {
            return;
        }
        if (timeTo == timeFrom || blanks(text, timeTo, to) < to) {
            reject(RejectReason.MALFORMED, "line %,d is no name, value and time".formatted(line));
            return;
        }
        if (!decimal.read(text, timeFrom, timeTo)) {
            reject(RejectReason.BAD_TIME, "line %,d has a time that is none".formatted(line));
            return;
        }
        double seconds = decimal.value();
        // carbon takes -1 for now
        long at = seconds == -1 ? recordMillis : Times.ofEpoch(seconds, 1_000_000_000);
        if (!decimal.read(text, valueFrom, valueTo)) {
            reject(
                    RejectReason.NOT_A_NUMBER,
                    "line %,d has a value that is no number".formatted(line));
            return;
        }
        double value = decimal.value();
        point(series(text, nameFrom, nameTo), at, 0, value);
    }

    private int series(byte[] text, int from, int to) throws Unreadable {
        hash.begin();
        hash.add(text, from, to);
        hash.end();
        int known = table.find(hash);
        if (known != SeriesTable.ABSENT) {
            return known;
        }
        String[] parts = new String(text, from, to - from, StandardCharsets.UTF_8).split(";", -1);
        naming.sender();
        String[] nodes = parts[0].split("\\.", MOST_NODES);
        for (int i = 0; i < nodes.length; i++) {
            naming.resource("node." + i, nodes[i]);
        }
        naming.series(parts[0], "", PointKind.UNTOLD);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                naming.label(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
        }
        int number = naming.number();
        table.alias(hash, number);
        return number;
    }

    private static int blanks(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= 0 && text[at] <= ' ') {
            at++;
        }
        return at;
    }

    private static int word(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] < 0 || text[at] > ' ')) {
            at++;
        }
        return at;
    }
}
