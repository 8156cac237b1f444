package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a person confirms: everything that a run depends on.
///
/// @param action unique: what the run is known by, and why it can be used once
/// @param system which system it is about, as the log of incidents names it
/// @param runbook its id
/// @param hash of the runbook and its script, see [RunbookCopy#hash()]
/// @param parameters by name, with all values as they are given
/// @param incident which it belongs to, as text; empty for none
/// @param at when it was signed, by the person's clock
/// @param person by the name in the policy
/// @param cause P(cause) of the target that the person saw
public record Statement(
        String action,
        String system,
        String runbook,
        int version,
        String hash,
        Runbook.Mode mode,
        SortedMap<String, String> parameters,
        ServiceId target,
        String incident,
        Instant at,
        String person,
        double cause) {
    public Statement {
        parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /// With parameters in any order.
    public Statement(
            String action,
            String system,
            RunbookCopy copy,
            Runbook.Mode mode,
            Map<String, String> parameters,
            ServiceId target,
            String incident,
            Instant at,
            String person,
            double cause) {
        this(
                action,
                system,
                copy.runbook().id(),
                copy.runbook().version(),
                copy.hash(),
                mode,
                new TreeMap<>(parameters),
                target,
                incident,
                at,
                person,
                cause);
    }
}
