package dev.faultline.remedy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What makes a line that a script printed fit to be seen and kept: the secrets that it was given
/// are taken out, what the settings mask is masked, and what would move a terminal's cursor or turn
/// text around is replaced. A secret that the script prints in another form (base64, in pieces) is
/// not known again.
final class Redaction {
    private static final String HIDDEN = "•••";

    /// Lines of a secret of several are told from what anybody may print from so many characters.
    private static final int SHORTEST_LINE = 4;

    /// So few first characters of a secret tell nothing.
    private static final int SHORTEST_BEGUN = 3;

    /// Control characters but the tabulator, what else begins a line, and what changes the
    /// direction of text.
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\p{Cc}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]");

    private final List<String> secrets;
    private final UnaryOperator<String> mask;
    private final int longest;

    /// @param mask of a line; may be asked on any thread, one at a time
    Redaction(Collection<String> secrets, UnaryOperator<String> mask) {
        List<String> all = new ArrayList<>();
        for (String secret : secrets) {
            List<String> lines = secret.lines().map(String::strip).toList();
            lines.stream()
                    .filter(l -> !l.isEmpty() && (lines.size() == 1 || l.length() >= SHORTEST_LINE))
                    .forEach(all::add);
        }
        // the longest first: one may be part of another
        all.sort(Comparator.comparingInt(String::length).reversed());
        this.secrets = all;
        this.mask = mask;
        this.longest =
                all.stream()
                        .mapToInt(s -> s.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0);
    }

    /// Bytes of the longest secret line.
    int longest() {
        return longest;
    }

    /// A line as it may be seen, at most so long.
    ///
    /// @param whole whether it is all of the line; otherwise what may be the beginning of a secret
    ///   is cut off its end
    String line(String raw, boolean whole, int most) {
        String text = raw;
        for (String secret : secrets) {
            text = text.replace(secret, HIDDEN);
        }
        if (!whole) {
            text = text.substring(0, text.length() - begun(text));
        }
        try {
            text = mask.apply(text);
        } catch (RuntimeException e) {
            return "(a line was left out: it could not be masked)";
        }
        text = UNSEEN.matcher(text).replaceAll("\uFFFD");
        return text.length() > most ? start(text, most) + "…" : text;
    }

    /// How many characters at the end of a text are the beginning of a secret.
    private int begun(String text) {
        for (String secret : secrets) {
            for (int n = Math.min(secret.length() - 1, text.length()); n >= SHORTEST_BEGUN; n--) {
                if (text.endsWith(secret.substring(0, n))) {
                    return n;
                }
            }
        }
        return 0;
    }

    /// The beginning of a text, with no half characters.
    private static String start(String text, int most) {
        int end = Math.min(most, text.length());
        return text.substring(
                0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
