package dev.faultline.source.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Formats of one flat object a number, read without a parser where that is safe: time and value
/// are read out of the bytes, all other bytes are hashed. When they were met before, they were read
/// the long way then, by Jackson: so they are proper JSON, and name the series that they named
/// then. Whatever is unusual goes the long way again.
///
/// Lines of NDJSON stand for themselves: one that cannot be read spoils no other.
abstract class FlatJsonDecoder extends JsonDecoder {
    static final long NANOS_OF_MILLI = 1_000_000;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long ESCAPES = ONES * '\\';

    /// Base of the numbers that stand for names of fields: no two of up to seven bytes have the
    /// same. Who makes longer ones that have hurts but his own record.
    private static final long RADIX = 257;

    /// What [#scan] gives for what only the long way can read.
    private static final int UNUSUAL = -1;

    /// The series that the long way named last.
    int named;

    private final long time;
    private final long value;
    private final long[] names;
    private final KeyedHash hash = new KeyedHash();
    private long at;
    private double number;

    /// @param time name of the field of the time
    /// @param value name of the field of the value
    /// @param naming names of the fields that name the series; others are not looked at
    FlatJsonDecoder(Format format, PointSink sink, String time, String value, String... naming) {
        super(format, sink);
        this.time = packed(time);
        this.value = packed(value);
        names = Arrays.stream(naming).mapToLong(FlatJsonDecoder::packed).toArray();
    }

    @Override
    final void read(byte[] record, long recordMillis) throws Unreadable {
        int from = blanks(record, 0);
        while (from < record.length) {
            int end = scan(record, from, recordMillis);
            int series = end == UNUSUAL ? SeriesTable.ABSENT : table.find(hash);
            if (series != SeriesTable.ABSENT) {
                point(series, at, 0, number);
            } else if (end != UNUSUAL) {
                named = SeriesTable.ABSENT;
                read(record, from, end, recordMillis);
                if (named != SeriesTable.ABSENT) {
                    table.alias(hash, named);
                }
            } else {
                end = line(record, from);
                try {
                    read(record, from, end, recordMillis);
                } catch (Unreadable e) {
                    if (end == record.length) {
                        throw e;
                    }
                    reject(e.reason, e.detail());
                }
            }
            from = blanks(record, end);
        }
    }

    /// The end of a line that stands for itself, else of the record: the next line begins with an
    /// object, and not as a part of this one.
    static int line(byte[] record, int from) {
        int last = '{';
        for (int i = from; i < record.length; i++) {
            if (record[i] == '\n' && ":,[{".indexOf(last) < 0) {
                int next = blanks(record, i);
                return next == record.length || record[next] == '{' ? i : record.length;
            }
            last = record[i] > ' ' ? record[i] : last;
        }
        return record.length;
    }

    /// Passes over an object: its time in [#at], its value in [#number], the rest in [#hash].
    ///
    /// @return where it ends, or [#UNUSUAL]
    private int scan(byte[] text, int from, long recordMillis) {
        if (text[from] != '{') {
            return UNUSUAL;
        }
        at = Times.NONE;
        boolean valued = false;
        boolean timed = false;
        hash.begin();
        int kept = from; // what is not hashed yet
        int i = from + 1;
        while (true) {
            i = blanks(text, i);
            if (i == text.length || text[i] != '"') {
                return UNUSUAL;
            }
            int key = i;
            long packed = 0;
            for (i++; i < text.length && text[i] != '"'; i++) {
                if (text[i] == '\\') {
                    return UNUSUAL;
                }
                packed = packed * RADIX + text[i];
            }
            i = blanks(text, i + 1);
            if (i >= text.length || text[i] != ':') {
                return UNUSUAL;
            }
            i = blanks(text, i + 1);
            if (i == text.length) {
                return UNUSUAL;
            }
            if (packed == value) {
                hash.add(text, kept, i);
                i = valued ? UNUSUAL : value(text, i);
                kept = i;
                valued = true;
            } else if (packed == time) {
                hash.add(text, kept, i);
                i = timed ? UNUSUAL : time(text, i);
                kept = i;
                timed = true;
            } else if (names(packed)) {
                i = passed(text, i);
            } else {
                hash.add(text, kept, key);
                i = scalar(text, i);
                kept = i;
            }
            if (i == UNUSUAL) {
                return UNUSUAL;
            }
            i = blanks(text, i);
            if (i == text.length) {
                return UNUSUAL;
            }
            if (text[i] == '}') {
                hash.add(text, kept, ++i);
                hash.end();
                at = timed ? at : recordMillis;
                return valued ? i : UNUSUAL;
            }
            if (text[i++] != ',') {
                return UNUSUAL;
            }
        }
    }

    private boolean names(long packed) {
        for (long name : names) {
            if (name == packed) {
                return true;
            }
        }
        return false;
    }

    /// Reads a number, or a text that is one.
    private int value(byte[] text, int from) {
        if (text[from] != '"') {
            int end = decimal.json(text, from, text.length);
            number = decimal.value();
            return end;
        }
        int end = quote(text, from + 1);
        if (end == UNUSUAL || !decimal.read(text, from + 1, end)) {
            return UNUSUAL;
        }
        number = decimal.value();
        return end + 1;
    }

    private int time(byte[] text, int from) {
        if (text[from] == '"') {
            int end = quote(text, from + 1);
            at = end == UNUSUAL ? Times.NONE : times.iso(text, from + 1, end);
            return at == Times.NONE ? UNUSUAL : end + 1;
        }
        int end = decimal.json(text, from, text.length);
        if (end == UNUSUAL || !decimal.isWhole()) {
            return UNUSUAL;
        }
        at = Times.ofEpoch(decimal.whole(), NANOS_OF_MILLI);
        return end;
    }

    /// Passes over a text, a number, or an object of such: bytes that are hashed.
    private static int passed(byte[] text, int from) {
        if (text[from] != '{') {
            return scalar(text, from);
        }
        for (int i = from + 1; i < text.length; i++) {
            switch (text[i]) {
                case '"' -> {
                    i = quote(text, i + 1);
                    if (i == UNUSUAL) {
                        return UNUSUAL;
                    }
                }
                case '}' -> {
                    return i + 1;
                }
                case '{', '[' -> {
                    return UNUSUAL;
                }
                default -> {}
            }
        }
        return UNUSUAL;
    }

    /// Passes over a text, a number, or a word of JSON.
    private static int scalar(byte[] text, int from) {
        if (text[from] == '"') {
            int end = quote(text, from + 1);
            return end == UNUSUAL ? UNUSUAL : end + 1;
        }
        int i = from;
        while (i < text.length
                && (text[i] == '-' || text[i] == '+' || text[i] == '.' || plain(text[i]))) {
            i++;
        }
        return i == from ? UNUSUAL : i;
    }

    private static boolean plain(byte b) {
        int low = b | 0x20;
        return (b >= '0' && b <= '9') || (low >= 'a' && low <= 'z');
    }

    /// Where a text ends that begins at `from`: its closing quote. Eight bytes at a time; the first
    /// byte found of several is right (Warren, "Hacker's Delight", 2nd ed., 6-1).
    private static int quote(byte[] text, int from) {
        int i = from;
        while (i <= text.length - Long.BYTES) {
            long word = (long) WORDS.get(text, i);
            long quotes = word ^ QUOTES;
            long escapes = word ^ ESCAPES;
            long found = (((quotes - ONES) & ~quotes) | ((escapes - ONES) & ~escapes)) & TOPS;
            if (found == 0) {
                i += Long.BYTES;
                continue;
            }
            i += Long.numberOfTrailingZeros(found) >>> 3;
            if (text[i] == '"') {
                return i;
            }
            i += 2;
        }
        for (; i < text.length; i++) {
            if (text[i] == '"') {
                return i;
            }
            if (text[i] == '\\') {
                i++;
            }
        }
        return UNUSUAL;
    }

    static int blanks(byte[] text, int from) {
        int i = from;
        while (i < text.length
                && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static long packed(String name) {
        long packed = 0;
        for (int i = 0; i < name.length(); i++) {
            packed = packed * RADIX + name.charAt(i);
        }
        return packed;
    }
}
