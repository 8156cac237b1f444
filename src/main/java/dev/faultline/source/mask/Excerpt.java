package dev.faultline.source.mask;

import java.nio.charset.StandardCharsets;

/// The beginning of a record, as a person may see it: masked, on one line, control characters and
/// what is no text as escapes.
public final class Excerpt {
    /// Characters of an excerpt, at most.
    public static final int LENGTH = 120;

    /// Bytes that are looked at: what is masked becomes shorter, so more than are shown.
    private static final int LOOKED_AT = 640;

    /// Characters of the longest that is recognised by its end only, an e-mail address: 64 before
    /// the @, 253 behind it (RFC 5321).
    private static final int LONGEST_SECRET = 320;

    private Excerpt() {}

    /// The excerpt of a record.
    public static String of(byte[] record, Masking masking) {
        int length = Math.min(record.length, LOOKED_AT);
        String text = new String(record, 0, length, StandardCharsets.UTF_8);
        if (length < record.length) {
            text = withoutCutEnd(text);
        }
        String masked = masking.text(text);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < masked.length() && shown.length() < LENGTH; ) {
            int c = masked.codePointAt(i);
            i += Character.charCount(c);
            String one = shown(c);
            if (shown.length() + one.length() > LENGTH) {
                break;
            }
            shown.append(one);
        }
        return shown.toString();
    }

    /// What is cut in the middle is not recognised any more: the last word goes, whatever it is.
    static String withoutCutEnd(String text) {
        int end = text.length();
        int least = Math.max(0, end - LONGEST_SECRET);
        while (end > least && text.charAt(end - 1) < 127 && isPartOfSecret(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isPartOfSecret(char c) {
        return Character.isLetterOrDigit(c) || "+/=_.@ -%\\".indexOf(c) >= 0;
    }

    private static String shown(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                    Character.isISOControl(c)
                                    || c == 0xFFFD
                                    || Character.getType(c) == Character.FORMAT
                                    || Character.getType(c) == Character.SURROGATE
                                    || Character.getType(c) == Character.UNASSIGNED
                            ? "\\u%04x".formatted(c)
                            : Character.toString(c);
        };
    }
}
