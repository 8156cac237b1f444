package dev.faultline.source.mask;

import java.util.Locale;

/// What a quick look at a text tells of what may be in it.
///
/// @param lower the text in lower case
/// @param longestWord the longest run of letters, digits, `-` and `_`
/// @param assigns whether it has a sign that stands between a name and a value
record Glance(String lower, int digits, int letters, int longestWord, boolean assigns) {
    static Glance at(String text) {
        int digits = 0;
        int letters = 0;
        int word = 0;
        int longest = 0;
        boolean assigns = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inWord = true;
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                letters++;
            } else {
                inWord = c == '-' || c == '_';
                assigns |= c == '=' || c == ':' || c == '%';
            }
            word = inWord ? word + 1 : 0;
            longest = Math.max(longest, word);
        }
        return new Glance(text.toLowerCase(Locale.ROOT), digits, letters, longest, assigns);
    }

    /// @param part in lower case
    boolean has(String part) {
        return lower.contains(part);
    }
}
