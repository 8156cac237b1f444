package dev.faultline.demo.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Faults to come, by when: a list in YAML such as
///
///     - {after: 5m, fault: db-pool-exhausted@payments-db, for: 30m, severity: 0.8}
public record Scenario(List<Entry> entries) {
    private static final long LARGEST = 1 << 20;

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Set<String> KEYS = Set.of("after", "fault", "for", "severity");

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})(s|m|h|d)");

    /// One fault to come.
    ///
    /// @param after since the bank went live
    public record Entry(Duration after, Fault fault) {}

    public Scenario {
        entries = entries.stream().sorted(Comparator.comparing(Entry::after)).toList();
    }

    /// Reads a file.
    ///
    /// @throws BankException where it can't be read or used as a whole; nothing of it is taken then
    public static Scenario read(Path file) throws BankException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BankException(file + " is larger than 1 MiB: no scenario.");
            }
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new BankException(file + " can't be read: " + e.getMessage() + ".");
        }
    }

    /// As [#read], from text.
    ///
    /// @param where what messages call it
    public static Scenario parse(String where, String text) throws BankException {
        JsonNode list;
        try {
            list = YAML.readTree(text);
        } catch (JacksonException e) {
            throw new BankException(
                    "%s, line %d: it is not YAML (%s)."
                            .formatted(where, e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
        if (!list.isArray()) {
            throw new BankException(
                    where
                            + ": a list of faults was expected, each as"
                            + " {after: 5m, fault: db-pool-exhausted@payments-db}.");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode each : list) {
            entries.add(entry(where + ", fault " + (entries.size() + 1), each));
        }
        return new Scenario(entries);
    }

    private static Entry entry(String where, JsonNode given) throws BankException {
        for (String key : given.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new BankException(
                        where
                                + ": '"
                                + key
                                + "' is not known. There are after, fault, for and"
                                + " severity.");
            }
        }
        if (!given.path("fault").isString()) {
            throw new BankException(
                    where + ": fault: db-pool-exhausted@payments-db or the like is missing.");
        }
        try {
            Fault fault = Fault.parse(given.path("fault").asString());
            if (given.has("severity")) {
                double severity = given.path("severity").asDouble(Double.NaN);
                if (!(severity > 0 && severity <= 1)) {
                    throw new BankException(
                            "severity is " + given.path("severity") + ", not above 0 up to 1.");
                }
                fault = fault.withSeverity(severity);
            }
            if (given.has("for")) {
                Duration lasts = length(given.path("for"));
                if (lasts.isZero()) {
                    throw new BankException("a fault can't last for 0 s.");
                }
                fault = fault.lasting(lasts);
            }
            return new Entry(
                    given.has("after") ? length(given.path("after")) : Duration.ZERO, fault);
        } catch (BankException e) {
            throw new BankException(where + ": " + e.getMessage());
        }
    }

    private static Duration length(JsonNode given) throws BankException {
        Matcher found =
                LENGTH.matcher(given.isString() ? given.asString().toLowerCase(Locale.ROOT) : "");
        if (!found.matches()) {
            throw new BankException("'" + given + "' is no length of time such as 90s, 5m or 2h.");
        }
        return Duration.parse(
                switch (found.group(2)) {
                    case "d" -> "P" + found.group(1) + "D";
                    case String unit -> "PT" + found.group(1) + unit.toUpperCase(Locale.ROOT);
                });
    }
}
