package dev.faultline.app;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.DependencyKind;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A correction of the graph as one JSON object: `says` (depends, independent, kind, team,
/// criticality, same, hidden), `about`, and what is said, `takenBack`, `at`, `by`.
final class CorrectionRow {
    private CorrectionRow() {}

    static ObjectNode write(Correction.Act act, ObjectNode row) {
        Correction correction = act.correction();
        row.put("about", correction.about().value());
        switch (correction) {
            case Correction.Depends(_, var on, var kind) ->
                    row.put("says", "depends").put("on", on.value()).put("as", kind.label());
            case Correction.Independent(_, var on) ->
                    row.put("says", "independent").put("on", on.value());
            case Correction.OfKind(_, var kind) -> row.put("says", "kind").put("as", kind.label());
            case Correction.OfTeam(_, var team) -> row.put("says", "team").put("as", team);
            case Correction.Critical(_, int level) ->
                    row.put("says", "criticality").put("as", Integer.toString(level));
            case Correction.Same(_, var as) -> row.put("says", "same").put("as", as.value());
            case Correction.Hidden _ -> row.put("says", "hidden");
        }
        row.put("takenBack", act.takenBack());
        row.put("at", act.at().toString());
        return row.put("by", act.by());
    }

    /// @throws IllegalArgumentException or a [java.time.DateTimeException] where it says something
    ///   else
    static Correction.Act read(JsonNode row) {
        ServiceId about = new ServiceId(text(row, "about"));
        String says = text(row, "says");
        Correction correction =
                switch (says) {
                    case "depends" ->
                            new Correction.Depends(
                                    about,
                                    new ServiceId(text(row, "on")),
                                    DependencyKind.of(text(row, "as")).orElseThrow(() -> odd(row)));
                    case "independent" ->
                            new Correction.Independent(about, new ServiceId(text(row, "on")));
                    case "kind" ->
                            new Correction.OfKind(
                                    about,
                                    ComponentKind.of(text(row, "as")).orElseThrow(() -> odd(row)));
                    case "team" -> new Correction.OfTeam(about, text(row, "as"));
                    case "criticality" ->
                            new Correction.Critical(about, Integer.parseInt(text(row, "as")));
                    case "same" -> new Correction.Same(about, new ServiceId(text(row, "as")));
                    case "hidden" -> new Correction.Hidden(about);
                    default ->
                            throw new IllegalArgumentException(
                                    "a correction that says '" + says + "' is not known");
                };
        return new Correction.Act(
                correction,
                row.path("takenBack").asBoolean(false),
                Instant.parse(text(row, "at")),
                row.path("by").asString(""));
    }

    private static IllegalArgumentException odd(JsonNode row) {
        return new IllegalArgumentException("'" + text(row, "as") + "' is no kind");
    }

    private static String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.asString();
    }
}
