package dev.faultline.app;

/// Text of others on a terminal.
final class TerminalText {
    private TerminalText() {}

    /// The text with everything that a terminal would obey rather than show written out: no escape
    /// sequence can hide or fake what a person is asked to agree to.
    static String visible(String text) {
        StringBuilder seen = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (Character.getType(c)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.SURROGATE,
                                Character.PRIVATE_USE,
                                Character.UNASSIGNED,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR ->
                                seen.append("\\u{%04X}".formatted(c));
                        default -> seen.appendCodePoint(c);
                    }
                });
        return seen.toString();
    }
}
