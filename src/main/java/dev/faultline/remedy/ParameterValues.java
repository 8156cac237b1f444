package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The values that a script is given. Each becomes a part of one argument and never meets a shell:
/// what is refused here is what a script, a log or a person could misread.
public final class ParameterValues {
    /// Characters that a pattern may look at before it is given up: far more than any sensible one
    /// needs for [Parameter#LONGEST], and less than a blink for one that runs wild.
    private static final int STEPS = 200_000;

    /// Written together in one word, and not mistaken for each other.
    private static final Set<UnicodeScript> EAST_ASIAN =
            Set.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.HANGUL);

    private ParameterValues() {}

    /// All values of a run, as far as they are known: those that the situation gives, those that a
    /// person gave, and defaults. What is then missing, or not taken, the [Gate] refuses.
    ///
    /// @param asked what a person gave, by name
    public static SortedMap<String, String> of(
            Runbook runbook, ServiceId target, String incident, Map<String, String> asked) {
        SortedMap<String, String> values = new TreeMap<>(asked);
        for (Parameter parameter : runbook.parameters()) {
            switch (parameter.from()) {
                case TARGET -> values.put(parameter.name(), target.value());
                case INCIDENT -> values.put(parameter.name(), incident);
                case ASKED ->
                        parameter
                                .otherwise()
                                .ifPresent(value -> values.putIfAbsent(parameter.name(), value));
            }
        }
        return values;
    }

    /// What is wrong with a value: a sentence that names the parameter. Empty where it is taken.
    ///
    /// @param components whether there is a component of that name
    public static Optional<String> mistake(
            Parameter parameter, String value, Predicate<String> components) {
        return wrong(parameter.type(), value, components)
                .map(what -> "'" + parameter.name() + "' " + what + ".");
    }

    private static Optional<String> wrong(
            Parameter.Type type, String value, Predicate<String> components) {
        // Before anything looks at it more closely: it may be a megabyte.
        if (value.length() > Parameter.LONGEST) {
            return Optional.of(
                    "has %,d characters, %d are taken"
                            .formatted(value.length(), Parameter.LONGEST));
        }
        Optional<String> odd = odd(value);
        if (odd.isPresent()) {
            return odd;
        }
        return switch (type) {
            case Parameter.Type.Text(Pattern pattern) -> {
                Optional<Boolean> matches = matches(pattern, value);
                yield matches.isEmpty()
                        ? Optional.of("takes too long to be compared with '" + pattern + "'")
                        : matches.get()
                                ? Optional.empty()
                                : Optional.of("must match '" + pattern + "' as a whole");
            }
            case Parameter.Type.Whole(long least, long most) ->
                    whole(value, least, most)
                            ? Optional.empty()
                            : Optional.of(
                                    "must be a whole number from %d to %d".formatted(least, most));
            case Parameter.Type.Choice(List<String> values) ->
                    values.contains(value)
                            ? Optional.empty()
                            : Optional.of("must be one of " + String.join(", ", values));
            case Parameter.Type.Component _ ->
                    !value.isBlank() && components.test(value)
                            ? Optional.empty()
                            : Optional.of("must be the name of a component of the graph");
        };
    }

    /// Whether a character shows nothing of its own, and may change how others are shown.
    public static boolean unseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    /// What no type takes.
    private static Optional<String> odd(String value) {
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (unseen(c)) {
                return Optional.of("has the character U+%04X, which nobody sees".formatted(c));
            }
        }
        // The form in which what looks alike is alike: full-width letters, ligatures and odd
        // blanks are changed by it, so that they are found (Unicode Standard Annex 15).
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFKC)) {
            return Optional.of("has characters that only look like others (it is not in NFKC)");
        }
        Set<UnicodeScript> scripts = new HashSet<>();
        value.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.removeAll(Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
        if (scripts.size() > 1 && !EAST_ASIAN.containsAll(scripts)) {
            // Latin and Cyrillic 'a' in one word (Unicode Technical Standard 39, single script).
            return Optional.of("mixes letters of several scripts");
        }
        if (value.startsWith("-")) {
            return Optional.of("begins with '-', as options of a program do");
        }
        for (String element : value.split("[/\\\\]", -1)) {
            if (element.equals("..")) {
                return Optional.of("has '..' in a path");
            }
        }
        return Optional.empty();
    }

    /// A negative number begins with a dash, and so is not taken: no option can be made of one.
    private static boolean whole(String value, long least, long most) {
        if (!value.matches("0|[1-9][0-9]{0,17}")) {
            return false;
        }
        long number = Long.parseLong(value);
        return number >= least && number <= most;
    }

    /// Whether a pattern matches all of a text; empty where that takes too long. A pattern such as
    /// `(a+)+b` needs time that doubles with each letter: its work is counted by the characters
    /// that it looks at.
    private static Optional<Boolean> matches(Pattern pattern, String value) {
        try {
            return Optional.of(pattern.matcher(new Counted(value, new int[] {STEPS})).matches());
        } catch (TooLong e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // one counter, shared by all parts of a text
    private record Counted(CharSequence text, int[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left[0]-- <= 0) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
