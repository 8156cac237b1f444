package dev.faultline.remedy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One value that a script is given.
///
/// @param name stands in braces in the argument list: `{name}`
/// @param title what a person reads where it is asked for
/// @param from who gives it
/// @param otherwise taken where nobody gives one; empty where one must
public record Parameter(
        String name, String title, Type type, From from, Optional<String> otherwise) {
    /// Who gives a value.
    public enum From {
        /// The name of the component that is acted on.
        TARGET,
        /// The incident, as people call it.
        INCIDENT,
        /// A person, in the dialog.
        ASKED
    }

    /// What values are taken. Each refuses all that is not plainly meant: control characters, a
    /// leading dash, and more than [#LONGEST] characters are refused by every type.
    public sealed interface Type {
        /// Text that a pattern matches as a whole.
        record Text(Pattern pattern) implements Type {}

        /// A whole number between two others, both included.
        record Whole(long least, long most) implements Type {}

        /// One of some words.
        record Choice(List<String> values) implements Type {
            public Choice {
                values = List.copyOf(values);
            }
        }

        /// The name of a component that the graph knows.
        record Component() implements Type {}
    }

    /// Characters of a value, at most.
    public static final int LONGEST = 256;
}
