package dev.faultline.ui.palette;

/// How well a name fits what somebody typed of it: all letters in their order, better where they
/// stand together, at the start of the name or at the start of a word.
final class Fuzzy {
    /// It does not fit at all.
    static final int NOT = Integer.MIN_VALUE;

    private static final int LETTER = 16;
    private static final int NEXT_TO = 24;
    private static final int WORD_START = 16;
    private static final int NAME_START = 6;
    private static final int SKIPPED = 2;

    /// Of two names that fit alike the shorter is meant.
    private static final int LENGTH_PER_POINT = 4;

    private final String[] words;

    /// @param typed words, a blank between
    Fuzzy(String typed) {
        words = lower(typed.strip()).split("\\s+", -1);
    }

    /// The fit of a name to all words that were typed, [#NOT] where one of them is not in it.
    /// Nothing typed fits everything alike.
    int score(String name) {
        for (String word : words) {
            if (!has(word, name)) {
                return NOT;
            }
        }
        int sum = 0;
        String lower = lower(name);
        for (String word : words) {
            sum += word.isEmpty() ? 0 : word(word, lower, name) - name.length() / LENGTH_PER_POINT;
        }
        return sum;
    }

    /// Whether the letters of a word are in a name at all, in their order: most names are done with
    /// here.
    private static boolean has(String word, String name) {
        int next = 0;
        for (int i = 0; i < name.length() && next < word.length(); i++) {
            next += Character.toLowerCase(name.charAt(i)) == word.charAt(next) ? 1 : 0;
        }
        return next == word.length();
    }

    /// Letter by letter, so that places stay what they are.
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) Character.toLowerCase(c)));
        return lower.toString();
    }

    /// The best way to find the letters of a word in a name (as in Smith and Waterman 1981, with
    /// gaps in the name only).
    private static int word(String word, String lower, String name) {
        int n = lower.length();
        // The best score of the letters so far, the last of them standing at i.
        int[] here = new int[n];
        int[] before = new int[n];
        for (int w = 0; w < word.length(); w++) {
            // The best of the letters before this one, wherever they end, less what was skipped.
            int best = NOT;
            for (int i = 0; i < n; i++) {
                int from = w == 0 ? 0 : best;
                if (w > 0 && i > 0 && before[i - 1] != NOT) {
                    from = Math.max(from, before[i - 1] + NEXT_TO);
                }
                here[i] =
                        word.charAt(w) != lower.charAt(i) || from == NOT
                                ? NOT
                                : from + LETTER + place(name, i);
                if (w > 0) {
                    best = best == NOT ? NOT : best - SKIPPED;
                    if (i > 0 && before[i - 1] != NOT) {
                        best = Math.max(best, before[i - 1] - SKIPPED);
                    }
                }
            }
            int[] swap = before;
            before = here;
            here = swap;
        }
        int best = NOT;
        for (int i = 0; i < n; i++) {
            best = Math.max(best, before[i]);
        }
        return best;
    }

    private static int place(String name, int i) {
        if (i == 0) {
            return WORD_START + NAME_START;
        }
        char before = name.charAt(i - 1);
        boolean starts =
                !Character.isLetterOrDigit(before)
                        || (Character.isLowerCase(before) && Character.isUpperCase(name.charAt(i)))
                        || (Character.isLetter(before) && Character.isDigit(name.charAt(i)));
        return starts ? WORD_START : 0;
    }
}
