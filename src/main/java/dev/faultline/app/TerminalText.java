package dev.faultline.app;

import dev.faultline.remedy.ParameterValues;

/// Text of others on a terminal.
final class TerminalText {
    private TerminalText() {}

    /// The text with everything that a terminal would obey rather than show written out: no escape
    /// sequence can hide or fake what a person is asked to agree to.
    static String visible(String text) {
        StringBuilder seen = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (ParameterValues.unseen(c)) {
                        seen.append("\\u{%04X}".formatted(c));
                    } else {
                        seen.appendCodePoint(c);
                    }
                });
        return seen.toString();
    }
}
