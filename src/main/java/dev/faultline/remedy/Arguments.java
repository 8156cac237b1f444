package dev.faultline.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The argument list of a script. Every entry of the runbook becomes one argument, whatever is put
/// in place of its braces: nothing in a value is split, expanded or read again.
public final class Arguments {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)\\}");

    private Arguments() {}

    /// The arguments for what a statement says; empty where the script has none for its mode.
    ///
    /// @throws IllegalArgumentException where a value is missing, which the [Gate] refuses before
    public static Optional<List<String>> of(Runbook runbook, Statement statement) {
        return runbook.script()
                .arguments(statement.mode())
                .map(list ->
                        list.stream()
                                .map(argument -> filled(argument, statement.parameters()))
                                .toList());
    }

    private static String filled(String argument, Map<String, String> values) {
        return BRACES.matcher(argument)
                .replaceAll(found -> {
                    String value = values.get(found.group(1));
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "there is no value for " + found.group());
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    /// What is wrong with an argument as a runbook has it.
    ///
    /// @param names of the runbook's parameters
    static Optional<String> mistake(String argument, Set<String> names) {
        for (Matcher found = BRACES.matcher(argument); found.find(); ) {
            if (!names.contains(found.group(1))) {
                return Optional.of(
                        "there is no parameter '%s' for the braces in '%s'."
                                .formatted(found.group(1), argument));
            }
        }
        String rest = BRACES.matcher(argument).replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            return Optional.of(
                    "'%s' has a brace of which the other is missing.".formatted(argument));
        }
        return argument.chars().anyMatch(Character::isISOControl)
                ? Optional.of("an argument has a control character (a line break or the like).")
                : Optional.empty();
    }
}
