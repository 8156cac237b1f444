package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Influx line protocol, as Telegraf writes it: `measurement,tag=v field=1,other=2i
/// 1465839830100400200`, several lines a record
/// (docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol). Each field that is a number or
/// a truth value is a series; texts are none.
final class InfluxDecoder extends BoundedDecoder {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([, =\\\\])");

    private final Decimal decimal = new Decimal();
    private final KeyedHash ofHead = new KeyedHash();
    private final KeyedHash ofSeries = new KeyedHash();

    // The fields of the line at hand; its time comes last.
    private int[] series = new int[16];
    private double[] values = new double[16];
    private int fields;
    private String measurement = "";
    private boolean headNamed;

    private byte[] text = new byte[0];
    private int at;

    InfluxDecoder(PointSink sink) {
        super(Format.INFLUX, sink);
    }

    @Override
    void read(byte[] record, long recordMillis) throws Unreadable {
        text = record;
        at = 0;
        int line = 0;
        while (at < text.length) {
            line++;
            if (text[at] == '#') {
                toLineEnd();
            } else if ((text[at] & 0xff) > ' ' && !line(recordMillis)) {
                reject(RejectReason.MALFORMED, "line %,d is no Influx line".formatted(line));
                toLineEnd();
            }
            at++;
        }
    }

    private void toLineEnd() {
        while (at < text.length && text[at] != '\n') {
            at++;
        }
    }

    /// Reads a line and stands at its end.
    ///
    /// @return false where it breaks the syntax; then it stands somewhere in it
    private boolean line(long recordMillis) throws Unreadable {
        int from = at;
        at = upTo(at, ' ', ' ');
        int to = at;
        if (!stands(' ') || text[from] == ',') {
            return false;
        }
        ofHead.begin();
        ofHead.add(text, from, to);
        headNamed = false;
        fields = 0;
        spaces();
        while (field(from, to)) {
            if (stands(',')) {
                at++;
                continue;
            }
            spaces();
            return delivered(recordMillis);
        }
        return false;
    }

    /// Reads the time, if there is one, and delivers the fields.
    private boolean delivered(long recordMillis) throws Unreadable {
        long when = recordMillis;
        int from = at;
        while (at < text.length && text[at] > ' ') {
            at++;
        }
        if (at > from) {
            if (!decimal.read(text, from, at)) {
                return false;
            }
            when = decimal.isWhole() ? Times.ofEpoch(decimal.whole(), 1) : Times.NONE;
        }
        spaces();
        if (at < text.length && text[at] != '\n' && text[at] != '\r') {
            return false;
        }
        for (int i = 0; i < fields; i++) {
            point(series[i], when, 0, values[i]);
        }
        toLineEnd();
        return true;
    }

    /// Reads a field and stands behind it.
    private boolean field(int headFrom, int headTo) throws Unreadable {
        int keyFrom = at;
        int keyTo = upTo(at, '=', ' ');
        if (keyTo == keyFrom || keyTo == text.length || text[keyTo] != '=') {
            return false;
        }
        at = keyTo + 1;
        if (stands('"')) {
            do {
                at += stands('\\') ? 2 : 1;
            } while (at < text.length && text[at] != '"');
            at++;
            return at <= text.length;
        }
        int from = at;
        while (at < text.length && text[at] != ',' && text[at] > ' ') {
            at++;
        }
        if (!value(from, at)) {
            return false;
        }
        if (fields == series.length) {
            series = Arrays.copyOf(series, fields * 2);
            values = Arrays.copyOf(values, fields * 2);
        }
        series[fields] = series(headFrom, headTo, keyFrom, keyTo);
        values[fields++] = decimal.value();
        return true;
    }

    private boolean value(int from, int to) {
        if (from == to) {
            return false;
        }
        return switch (text[to - 1]) {
            case 'i', 'u' -> decimal.read(text, from, to - 1) && decimal.isWhole();
            case 't', 'T', 'f', 'F', 'e', 'E' ->
                    switch (new String(text, from, to - from, StandardCharsets.ISO_8859_1)) {
                        case "t", "T", "true", "True", "TRUE" -> decimal.read("1");
                        case "f", "F", "false", "False", "FALSE" -> decimal.read("0");
                        default -> decimal.read(text, from, to);
                    };
            default -> decimal.read(text, from, to);
        };
    }

    private int series(int headFrom, int headTo, int keyFrom, int keyTo) throws Unreadable {
        ofSeries.from(ofHead);
        ofSeries.add(text, keyFrom, keyTo);
        ofSeries.end();
        int known = table.find(ofSeries);
        if (known != SeriesTable.ABSENT) {
            return known;
        }
        if (!headNamed) {
            name(headFrom, headTo);
            headNamed = true;
        }
        InfluxNames.metric(naming, measurement, unescaped(keyFrom, keyTo));
        int number = naming.number();
        table.alias(ofSeries, number);
        return number;
    }

    /// Names what the fields of a line have in common.
    private void name(int headFrom, int headTo) {
        int comma = Math.min(upTo(headFrom, ',', ' '), headTo);
        measurement = unescaped(headFrom, comma);
        naming.sender();
        naming.series(measurement, "", PointKind.UNTOLD);
        for (int from = comma + 1; from < headTo; ) {
            int equals = Math.min(upTo(from, '=', ','), headTo);
            int to = Math.min(upTo(equals, ',', ' '), headTo);
            naming.label(unescaped(from, equals), unescaped(Math.min(equals + 1, to), to));
            from = to + 1;
        }
    }

    /// A name without the backslashes that keep commas, spaces and equals signs in it.
    private String unescaped(int from, int to) {
        String raw = new String(text, from, to - from, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : ESCAPE.matcher(raw).replaceAll("$1");
    }

    /// Where the first of two characters or the end of the line is, not counting what stands behind
    /// a backslash.
    private int upTo(int from, char one, char other) {
        int i = from;
        while (i < text.length && text[i] != one && text[i] != other && text[i] != '\n') {
            i += text[i] == '\\' && i + 1 < text.length && text[i + 1] != '\n' ? 2 : 1;
        }
        return Math.min(i, text.length);
    }

    private boolean stands(char c) {
        return at < text.length && text[at] == c;
    }

    private void spaces() {
        while (stands(' ')) {
            at++;
        }
    }
}
