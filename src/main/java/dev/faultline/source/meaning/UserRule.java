package dev.faultline.source.meaning;

import dev.faultline.model.Signal;
import dev.faultline.model.SignalRules;
import dev.faultline.settings.Settings;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.meaning.Reading.Use;
import dev.faultline.topology.ComponentKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A rule of a user's settings, ready to be asked.
final class UserRule {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

    private final Settings.MappingRule rule;
    private final Optional<Pattern> metric;
    private final Map<String, Pattern> labels = new HashMap<>();

    /// @throws java.util.regex.PatternSyntaxException where an expression is none
    UserRule(Settings.MappingRule rule) {
        this.rule = rule;
        metric =
                rule.metric().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Pattern.compile(rule.metric()));
        rule.labels()
                .forEach((name, value) ->
                        labels.put(SignalRules.normalised(name), Pattern.compile(value)));
    }

    /// @param told labels and resource, by normalised name
    boolean fits(RawSeries raw, Map<String, String> told) {
        return metric.map(m -> m.matcher(raw.metric()).matches()).orElse(true)
                && labels.entrySet().stream()
                        .allMatch(e ->
                                e.getValue().matcher(told.getOrDefault(e.getKey(), "")).matches());
    }

    boolean drops() {
        return rule.drop();
    }

    /// The component that it names; empty where it names none, or by a label that is not there.
    Optional<ServiceNames.Owner> owner(RawSeries raw, Map<String, String> told) {
        String template = rule.service();
        if (template.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder service = new StringBuilder();
        String label = "";
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            String name = place.group(1);
            String value = group(raw, name);
            if (value == null) {
                label = SignalRules.normalised(name);
                value = told.getOrDefault(label, "");
            }
            if (value.isBlank()) {
                return Optional.empty();
            }
            place.appendReplacement(service, Matcher.quoteReplacement(value));
        }
        place.appendTail(service);
        return service.toString().isBlank()
                ? Optional.empty()
                : Optional.of(
                        new ServiceNames.Owner(
                                service.toString(),
                                ServiceNames.isHost(label)
                                        ? ComponentKind.HOST
                                        : ComponentKind.SERVICE,
                                // A label that is the whole name tells nothing more.
                                PLACE.matcher(template).matches() ? label : ""));
    }

    private @Nullable String group(RawSeries raw, String name) {
        if (metric.isEmpty() || !name.chars().allMatch(Character::isDigit)) {
            return null;
        }
        Matcher found = metric.get().matcher(raw.metric());
        int number = Integer.parseInt(name);
        return found.matches() && number <= found.groupCount() ? found.group(number) : null;
    }

    String unit(String told) {
        return rule.unit().isEmpty() ? told : rule.unit();
    }

    PointKind kind(PointKind told) {
        return rule.kind()
                .map(kind ->
                        switch (kind) {
                            case GAUGE -> PointKind.GAUGE;
                            case COUNTER ->
                                    told == PointKind.DELTA
                                            ? PointKind.DELTA
                                            : PointKind.CUMULATIVE;
                        })
                .orElse(told);
    }

    /// A reading with the signal of the rule.
    Reading over(Reading reading) {
        if (rule.signal().isEmpty()) {
            return reading;
        }
        Signal signal = rule.signal().get();
        Use use = reading.use();
        if (use == Use.RATE && signal == Signal.TRAFFIC) {
            use = Use.CALLS;
        } else if (use == Use.CALLS && signal != Signal.TRAFFIC) {
            use = Use.RATE;
        }
        String metric = reading.metric();
        if (use != reading.use()) {
            metric = use == Use.RATE ? metric + ".rate" : metric.replaceFirst("\\.rate$", "");
        }
        return new Reading(
                metric,
                use,
                signal,
                reading.unit(),
                reading.factor(),
                reading.offset(),
                reading.folded());
    }
}
