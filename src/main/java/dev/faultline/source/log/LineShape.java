package dev.faultline.source.log;

/// What lines of one statement in a program have in common: the text of a line with everything that
/// is a value replaced by [#ANY]. Values are numbers and what holds them (times, durations,
/// addresses, hexadecimal and other ids), UUIDs, quoted texts, what stands behind `key=`, and
/// pseudonyms of masked data. Digits at the end of a word leave the word: `worker12` becomes
/// `worker<*>`. Values side by side become one, so that a list is one value however long it is.
///
/// Only the first line of a text counts: what follows is a stack trace. One pass, no regular
/// expressions. Not thread-safe.
final class LineShape {
    /// Stands for a value.
    static final String ANY = "<*>";

    /// Characters of a line that are looked at.
    static final int LONGEST = 300;

    /// A longer word is an id.
    private static final int LONGEST_WORD = 40;

    /// Hexadecimal digits that are an id, where one of them is a digit.
    private static final int SHORTEST_HEX = 8;

    private static final int UUID = 36;
    private static final int PSEUDONYM = 12;

    private final StringBuilder out = new StringBuilder();
    private String text = "";
    private int to;

    /// The shape of a line; empty for one that says nothing.
    String of(String line) {
        text = line;
        to = Math.min(line.length(), LONGEST);
        out.setLength(0);
        int i = 0;
        while (i < to && line.charAt(i) <= ' ') {
            i++;
        }
        char closing = 0; // the quote that ends what stands behind `msg=`
        int word = 0; // where the last word begins in what was written
        while (i < to) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c <= ' ') {
                space();
                i++;
            } else if (Character.isLetterOrDigit(c) || c == '_') {
                int end = word(i);
                word = out.length();
                i = written(i, end);
            } else if (c == '=' && isAssignment(i)) {
                out.append('=');
                if (!tells(word)) {
                    i = value(i + 1);
                } else if (isQuote(i + 1)) {
                    closing = text.charAt(i + 1);
                    i += 2;
                } else {
                    i++;
                }
            } else if (c == closing) {
                closing = 0;
                i++;
            } else if (isQuote(i) && opens(i)) {
                int end = text.indexOf(c, i + 1);
                if (end > 0 && end < to) {
                    out.append(c).append(ANY).append(c);
                    i = end + 1;
                } else {
                    i++;
                }
            } else {
                out.append(c);
                i++;
            }
        }
        while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }

    private void space() {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    private int word(int from) {
        int i = from;
        while (i < to && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i;
    }

    /// Writes a word, or that it is a value.
    ///
    /// @return where it ends, which is later for a UUID or an address of colons
    private int written(int from, int end) {
        if (end - from == 8 && isUuid(from)) {
            any();
            return from + UUID;
        }
        int address = address(from);
        if (address > 0) {
            any();
            return address;
        }
        int digits = 0;
        int firstDigit = end;
        boolean hex = true;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digits++;
                firstDigit = Math.min(firstDigit, i);
            }
            hex &= isHex(c);
        }
        int length = end - from;
        if (hex && length == PSEUDONYM && pseudonym()) {
            any();
        } else if (digits == 0 && length <= LONGEST_WORD) {
            out.append(text, from, end);
        } else if (firstDigit == from
                || length > LONGEST_WORD
                || (hex && length >= SHORTEST_HEX)
                || firstDigit + digits != end) {
            any();
        } else {
            out.append(text, from, firstDigit).append(ANY);
        }
        return end;
    }

    /// Writes that a value stands here: once, where others stand directly before it.
    private void any() {
        int length = out.length();
        int joint = length;
        while (joint > 0 && length - joint < 2 && ".:-+, ".indexOf(out.charAt(joint - 1)) >= 0) {
            joint--;
        }
        if (joint >= ANY.length()
                && out.indexOf(ANY, joint - ANY.length()) == joint - ANY.length()) {
            out.setLength(joint);
        } else {
            out.append(ANY);
        }
    }

    /// Takes back the kind of a pseudonym, whose digits follow: `email:` of `email:3fa9c1d2e4b6`.
    private boolean pseudonym() {
        int end = out.length() - 1;
        if (end < 1 || out.charAt(end) != ':') {
            return false;
        }
        int from = end;
        while (from > 0 && isKind(out.charAt(from - 1))) {
            from--;
        }
        if (from == end) {
            return false;
        }
        out.setLength(from);
        return true;
    }

    private static boolean isKind(char c) {
        return (c >= 'a' && c <= 'z') || c == '-' || (c >= '0' && c <= '9');
    }

    /// Whether this `=` stands between a name and a value.
    private boolean isAssignment(int at) {
        return at + 1 < to
                && !out.isEmpty()
                && Character.isLetterOrDigit(out.charAt(out.length() - 1))
                && text.charAt(at + 1) > ' '
                && text.charAt(at + 1) != '=';
    }

    /// Whether what stands behind a name is what the line says, and not one of its values.
    private boolean tells(int word) {
        return switch (out.substring(word, out.length() - 1)) {
            case "msg", "message", "error", "err", "reason", "cause", "exception" -> true;
            default -> false;
        };
    }

    /// Passes over a value behind `=`.
    private int value(int from) {
        out.append(ANY);
        if (isQuote(from)) {
            int end = text.indexOf(text.charAt(from), from + 1);
            if (end > 0 && end < to) {
                return end + 1;
            }
        }
        int i = from;
        while (i < to && text.charAt(i) > ' ' && ",;&)]}".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private boolean isQuote(int at) {
        char c = at < to ? text.charAt(at) : ' ';
        return c == '"' || c == '\'' || c == '`';
    }

    /// Whether a quote begins something: an apostrophe stands behind a letter.
    private boolean opens(int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }

    /// The end of an IPv6 or MAC address; -1 where none begins.
    private int address(int from) {
        int colons = 0;
        boolean sure = false;
        int i = from;
        while (i < to && (isHex(text.charAt(i)) || text.charAt(i) == ':')) {
            boolean colon = text.charAt(i) == ':';
            colons += colon ? 1 : 0;
            sure |= colon ? text.charAt(i - 1) == ':' : Character.isDigit(text.charAt(i));
            i++;
        }
        boolean ends = i == to || !Character.isLetterOrDigit(text.charAt(i));
        return sure && ends && colons >= 2 && text.charAt(i - 1) != ':' ? i : -1;
    }

    private boolean isUuid(int from) {
        if (from + UUID > to) {
            return false;
        }
        for (int i = 0; i < UUID; i++) {
            char c = text.charAt(from + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isHex(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
