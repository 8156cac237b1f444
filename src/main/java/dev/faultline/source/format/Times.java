package dev.faultline.source.format;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

/// Times as producers write them, in ms since the epoch. Remembers the last day it read: times of a
/// topic lie on few days.
final class Times {
    /// What is given for a text or number that is no time.
    static final long NONE = Long.MIN_VALUE;

    private static final long DAY = 86_400_000;

    private final byte[] date = new byte[10];
    private long dateMillis;

    /// A number since the epoch, by its magnitude: as seconds it lies in 2001..5138, else as ms in
    /// 1973..5138, as microseconds or nanoseconds likewise. What is smaller is taken as told.
    ///
    /// @param nanos the length of the unit of small ones
    static long ofEpoch(long number, long nanos) {
        if (number < 1_000_000_000L) {
            return number < 0 ? NONE : (long) (number * (nanos * 1e-6));
        }
        if (number < 100_000_000_000L) {
            return number * 1000;
        }
        if (number < 100_000_000_000_000L) {
            return number;
        }
        return number < 100_000_000_000_000_000L ? number / 1000 : number / 1_000_000;
    }

    /// The same for a number with a fraction.
    static long ofEpoch(double number, long nanos) {
        if (number >= 1e9 && number < 1e11) {
            return Math.round(number * 1000);
        }
        return number >= 0 && number < 0x1p63 ? ofEpoch((long) number, nanos) : NONE;
    }

    /// A time in ISO 8601, as [#iso(byte[], int, int)] reads it.
    long iso(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return iso(bytes, 0, bytes.length);
    }

    /// `2026-11-23T18:48:00.123Z`, with or without a fraction, `Z`, an offset such as `+01:00` or
    /// nothing for UTC; [#NONE] for anything else.
    long iso(byte[] text, int from, int to) {
        if (to - from < 19
                || text[from + 13] != ':'
                || text[from + 16] != ':'
                || ((text[from + 10] | 0x20) != 't' && text[from + 10] != ' ')) {
            return NONE;
        }
        if (!sameDate(text, from) && !newDate(text, from)) {
            return NONE;
        }
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 60) {
            return NONE;
        }
        int at = from + 19;
        int millis = 0;
        if (at < to && (text[at] == '.' || text[at] == ',')) {
            int scale = 100;
            int begun = ++at;
            while (at < to && digit(text[at])) {
                millis += (text[at++] - '0') * scale;
                scale /= 10;
            }
            if (at == begun) {
                return NONE;
            }
        }
        long ahead = offset(text, at, to);
        return ahead == NONE
                ? NONE
                : dateMillis
                        + hour * 3_600_000L
                        + minute * 60_000L
                        + second * 1000L
                        + millis
                        - ahead;
    }

    private boolean sameDate(byte[] text, int from) {
        for (int i = 9; i >= 0; i--) { // the last digits differ first
            if (text[from + i] != date[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean newDate(byte[] text, int from) {
        int century = two(text, from);
        int year = two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        if ((century | year | month | day) < 0 || text[from + 4] != '-' || text[from + 7] != '-') {
            return false;
        }
        try {
            dateMillis = LocalDate.of(century * 100 + year, month, day).toEpochDay() * DAY;
        } catch (DateTimeException e) {
            return false;
        }
        System.arraycopy(text, from, date, 0, date.length);
        return true;
    }

    /// What stands behind the seconds: how far the clock is ahead of UTC, in ms.
    private static long offset(byte[] text, int at, int to) {
        int length = to - at;
        if (length == 0 || (length == 1 && (text[at] | 0x20) == 'z')) {
            return 0;
        }
        boolean colon = length == 6 && text[at + 3] == ':';
        if ((length != 3 && length != 5 && !colon) || (text[at] != '+' && text[at] != '-')) {
            return NONE;
        }
        int hours = two(text, at + 1);
        int minutes = length == 3 ? 0 : two(text, to - 2);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
            return NONE;
        }
        long ahead = (hours * 60L + minutes) * 60_000;
        return text[at] == '-' ? -ahead : ahead;
    }

    /// Two digits; below 0 for anything else.
    private static int two(byte[] text, int at) {
        return digit(text[at]) && digit(text[at + 1])
                ? (text[at] - '0') * 10 + text[at + 1] - '0'
                : -1;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
