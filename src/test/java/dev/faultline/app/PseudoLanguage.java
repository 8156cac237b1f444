package dev.faultline.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;

/// A language that nobody speaks, made of the English words at run time: accents on the letters, a
/// third longer, in brackets. What is not written in it did not come from a bundle; what loses its
/// bracket was cut.
final class PseudoLanguage {
    static final Locale LOCALE = Locale.of("en", "XA");

    private static final String PLAIN = "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ";
    private static final String ACCENTED = "åçđéğĥîĵķļñöŕšţûŵýžÅÇÐÉĞĤÎĴĶĻÑÖŔŠŢÛŴÝŽ";
    private static final List<String> BUNDLES =
            List.of("dev.faultline.ui.words", "dev.faultline.wording.wording");

    private PseudoLanguage() {}

    /// Puts its bundles beside the classes of the tests, where they are found as those of any
    /// language are.
    static void write() {
        try {
            Path classes =
                    Path.of(
                            PseudoLanguage.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (String name : BUNDLES) {
                ResourceBundle english = ResourceBundle.getBundle(name, Locale.ROOT);
                Properties all = new Properties();
                english.keySet().forEach(key -> all.setProperty(key, of(english.getString(key))));
                Path file = classes.resolve(name.replace('.', '/') + "_" + LOCALE + ".properties");
                Files.createDirectories(file.getParent());
                try (Writer out = Files.newBufferedWriter(file)) {
                    all.store(out, null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// A pattern of [java.text.MessageFormat] in this language. What stands in braces stays, but
    /// for the words of a choice.
    static String of(String pattern) {
        if (pattern.isBlank()) {
            return pattern;
        }
        long letters = pattern.codePoints().filter(Character::isLetter).count();
        StringBuilder made = new StringBuilder("[");
        words(pattern, 0, made, false);
        for (long i = 0; i < (letters * 3 + 9) / 10; i++) {
            made.append(i % 7 == 0 ? ' ' : '~');
        }
        return made.append(']').toString();
    }

    /// Text with accents, up to the end of the choice that it stands in.
    private static int words(String from, int start, StringBuilder to, boolean inChoice) {
        int i = start;
        while (i < from.length()) {
            char c = from.charAt(i);
            if (inChoice && (c == '|' || c == '}')) {
                return i;
            }
            if (c == '{') {
                i = argument(from, i, to);
            } else {
                int place = PLAIN.indexOf(c);
                to.append(place < 0 ? c : ACCENTED.charAt(place));
                i++;
            }
        }
        return i;
    }

    private static int argument(String from, int start, StringBuilder to) {
        int end = start;
        while (from.charAt(end) != '}' && from.charAt(end) != ',') {
            end++;
        }
        if (!from.startsWith(",choice,", end)) {
            end = from.indexOf('}', end) + 1;
            to.append(from, start, end);
            return end;
        }
        int i = end + ",choice,".length();
        to.append(from, start, i);
        while (from.charAt(i) != '}') {
            int text = i;
            while (from.charAt(text) != '#' && from.charAt(text) != '<') {
                text++;
            }
            to.append(from, i, text + 1);
            i = words(from, text + 1, to, true);
            if (from.charAt(i) == '|') {
                to.append('|');
                i++;
            }
        }
        to.append('}');
        return i + 1;
    }
}
