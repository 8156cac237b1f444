package dev.faultline.source.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.io.NumberInput;

/// Reads decimal numbers out of bytes, to the nearest double, without making text of them where
/// that can be done exactly: a mantissa below 2^53 times a power of ten up to 10^22 takes one
/// rounding (Clinger, "How to read floating point numbers accurately", PLDI 1990).
final class Decimal {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    /// Characters of a number: what is longer is none.
    private static final int MOST_LENGTH = 400;

    private double value;
    private long whole;
    private boolean isWhole;

    /// What was read last.
    double value() {
        return value;
    }

    /// Whether what was read last had neither fraction nor exponent, and fits a long.
    boolean isWhole() {
        return isWhole;
    }

    /// What was read last, where [#isWhole].
    long whole() {
        return whole;
    }

    /// Reads a number in the syntax of JSON that begins at `from`.
    ///
    /// @return where it ends, or below 0 when there is none
    int json(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (negative) {
            at++;
        }
        int begun = at;
        long mantissa = 0;
        while (at < to && digit(text[at])) {
            mantissa = mantissa * 10 + text[at++] - '0';
        }
        int digits = at - begun;
        if (digits == 0 || (digits > 1 && text[begun] == '0')) {
            return -1;
        }
        int exponent = 0;
        boolean plain = true;
        if (at < to && text[at] == '.') {
            int point = ++at;
            while (at < to && digit(text[at])) {
                mantissa = mantissa * 10 + text[at++] - '0';
            }
            exponent = point - at;
            if (exponent == 0) {
                return -1;
            }
            digits -= exponent;
            plain = false;
        }
        if (at < to && (text[at] | 0x20) == 'e') {
            at++;
            boolean down = at < to && text[at] == '-';
            if (down || (at < to && text[at] == '+')) {
                at++;
            }
            int first = at;
            int power = 0;
            while (at < to && digit(text[at])) {
                power = Math.min(99_999, power * 10 + text[at++] - '0');
            }
            if (at == first) {
                return -1;
            }
            exponent += down ? -power : power;
            plain = false;
        }
        if (at - from > MOST_LENGTH) {
            return -1;
        }
        boolean fits = digits <= 19 && mantissa >= 0; // 19 digits stay below 2^64
        isWhole = plain && fits;
        whole = negative ? -mantissa : mantissa;
        if (fits && mantissa <= 1L << 53 && exponent >= -22 && exponent <= 22) {
            double exact = mantissa;
            exact = exponent < 0 ? exact / POWERS[-exponent] : exact * POWERS[exponent];
            value = negative ? -exact : exact;
        } else {
            String digitsOfIt = new String(text, from, at - from, StandardCharsets.ISO_8859_1);
            value = NumberInput.parseDouble(digitsOfIt, true);
        }
        return at;
    }

    /// Reads a number that fills `from..to`, as programs print it: a sign in front, no digit before
    /// or after the point, `NaN` and `Inf` included.
    ///
    /// @return whether it is one
    boolean read(byte[] text, int from, int to) {
        if (from < to && json(text, from, to) == to) {
            return true;
        }
        if (to <= from || to - from > MOST_LENGTH) {
            return false;
        }
        isWhole = false;
        String odd =
                new String(text, from, to - from, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        switch (odd) {
            case "nan", "+nan", "-nan" -> value = Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> value = Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> value = Double.NEGATIVE_INFINITY;
            default -> {
                // Double's own syntax has hexadecimal digits, spaces and suffixes too.
                if (!odd.chars().allMatch(c -> "0123456789+-.e".indexOf(c) >= 0)) {
                    return false;
                }
                try {
                    value = Double.parseDouble(odd);
                } catch (NumberFormatException e) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The same for a text.
    boolean read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return read(bytes, 0, bytes.length);
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }
}
