package dev.faultline.source.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which topics are read: by name, or by regular expression. What could be a name is one.
///
/// @param given as a person wrote them
/// @param names of topics
/// @param patterns that the whole name of a topic has to match
public record TopicChoice(List<String> given, List<String> names, List<Pattern> patterns) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public TopicChoice {
        given = List.copyOf(given);
        names = List.copyOf(names);
        patterns = List.copyOf(patterns);
    }

    static TopicChoice of(List<String> given) throws BadConnectionException {
        if (given.isEmpty()) {
            throw new BadConnectionException(
                    "No topic was named. Name one, or several by a regular expression: 'metrics\\..*'.");
        }
        List<String> names = new ArrayList<>();
        List<Pattern> patterns = new ArrayList<>();
        for (String topic : given) {
            if (NAME.matcher(topic).matches()) {
                names.add(topic);
                continue;
            }
            try {
                patterns.add(Pattern.compile(topic));
            } catch (PatternSyntaxException e) {
                throw new BadConnectionException(
                        "'%s' is neither the name of a topic nor a regular expression: %s."
                                .formatted(topic, e.getDescription()));
            }
        }
        return new TopicChoice(given, names, patterns);
    }

    /// Whether a topic is chosen.
    boolean chooses(String topic) {
        return names.contains(topic)
                || patterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
    }

    /// All of it as one regular expression, as groups take it.
    Pattern pattern() {
        List<String> parts = new ArrayList<>(names.stream().map(Pattern::quote).toList());
        patterns.forEach(pattern -> parts.add("(?:" + pattern.pattern() + ")"));
        return Pattern.compile(String.join("|", parts));
    }

    @Override
    public String toString() {
        return String.join(", ", given);
    }
}
