package dev.faultline.cause.network;

import java.util.ArrayList;
import java.util.List;

/// The words and marks of a BIF text. Commas and bars between words separate like blanks do, as the
/// format says; comments are left out.
final class BifTokens {
    /// One word or mark.
    ///
    /// @param quoted whether it stood in double quotes, and so is a name whatever it says
    record Token(String text, boolean quoted, int line) {
        boolean is(String word) {
            return !quoted && text.equals(word);
        }
    }

    private static final String MARKS = "{}()[];";

    private final String where;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /// @throws NetworkException where a quote or a comment has no end
    BifTokens(String where, String text) throws NetworkException {
        this.where = where;
        read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private void read(String text) throws NetworkException {
        int line = 1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                i++;
            } else if (Character.isWhitespace(c) || c == ',' || c == '|') {
                i++;
            } else if (text.startsWith("//", i)) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", i)) {
                int end = end(text, "*/", i + 2, line, "comment");
                line += lines(text, i, end);
                i = end + 2;
            } else if (c == '"') {
                int end = end(text, "\"", i + 1, line, "quote");
                tokens.add(new Token(text.substring(i + 1, end), true, line));
                line += lines(text, i, end);
                i = end + 1;
            } else if (MARKS.indexOf(c) >= 0) {
                tokens.add(new Token(String.valueOf(c), false, line));
                i++;
            } else {
                int end = i;
                while (end < text.length() && inWord(text.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(text.substring(i, end), false, line));
                i = end;
            }
        }
        tokens.add(new Token("", false, line));
    }

    private static boolean inWord(char c) {
        return !Character.isWhitespace(c)
                && c != ','
                && c != '|'
                && c != '"'
                && MARKS.indexOf(c) < 0;
    }

    private int end(String text, String mark, int from, int line, String what)
            throws NetworkException {
        int end = text.indexOf(mark, from);
        if (end < 0) {
            throw new NetworkException(
                    "%s, line %,d: a %s begins here and has no end (%s)."
                            .formatted(where, line, what, mark));
        }
        return end;
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    int position() {
        return at;
    }

    void goTo(int position) {
        at = position;
    }

    Token peek() {
        return tokens.get(at);
    }

    boolean atEnd() {
        return at == tokens.size() - 1;
    }

    Token next() throws NetworkException {
        if (atEnd()) {
            throw wrong(peek(), "the file ends in the middle of a block");
        }
        return tokens.get(at++);
    }

    /// Takes the next word or mark, which must be this one.
    void expect(String word) throws NetworkException {
        Token token = next();
        if (!token.is(word)) {
            throw wrong(token, "'%s' was expected, '%s' found".formatted(word, token.text));
        }
    }

    /// A word, not a mark.
    Token name(String what) throws NetworkException {
        Token token = next();
        if (!token.quoted && MARKS.contains(token.text)) {
            throw wrong(token, "%s was expected, '%s' found".formatted(what, token.text));
        }
        return token;
    }

    /// The words up to a mark, which is taken as well.
    List<Token> until(String mark, String what) throws NetworkException {
        List<Token> words = new ArrayList<>();
        while (!peek().is(mark)) {
            words.add(name(what));
        }
        next();
        return words;
    }

    /// Leaves out everything up to a mark.
    void skipPast(String mark) throws NetworkException {
        while (!next().is(mark)) {
            // a property says nothing about the distribution
        }
    }

    NetworkException wrong(Token token, String found) {
        return new NetworkException("%s, line %,d: %s.".formatted(where, token.line, found));
    }
}
