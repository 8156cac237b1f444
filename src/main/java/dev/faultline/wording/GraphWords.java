package dev.faultline.wording;

import dev.faultline.topology.Correction;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.Sighting;
import dev.faultline.topology.TopologyChange;
import java.util.ArrayList;
import java.util.List;

/// Sentences about the graph itself: how it changed, what persons corrected, who saw what.
public final class GraphWords {
    private final Phrases phrases;

    GraphWords(Phrases phrases) {
        this.phrases = phrases;
    }

    /// What changed, and by whom it was told.
    public String change(TopologyChange change) {
        String what = change.what().name();
        String sources = String.join(", ", change.sources());
        String sentence =
                change.on()
                        .map(on ->
                                phrases.say(
                                        "graph.dependency." + what,
                                        change.component().value(),
                                        on.value(),
                                        change.before(),
                                        change.after()))
                        .orElseGet(() ->
                                phrases.say(
                                        "graph.component." + what,
                                        change.component().value(),
                                        "",
                                        change.before().isEmpty() ? "\u2013" : change.before(),
                                        change.after().isEmpty() ? "\u2013" : change.after()));
        return sources.isEmpty() ? sentence : sentence + " \u00b7 " + sources;
    }

    /// What a person says of the graph.
    public String correction(Correction correction) {
        return switch (correction) {
            case Correction.Depends(var from, var to, var kind) ->
                    phrases.say("correction.depends", from.value(), to.value(), kind.label());
            case Correction.Independent(var from, var to) ->
                    phrases.say("correction.independent", from.value(), to.value());
            case Correction.OfKind(var about, var kind) ->
                    phrases.say("correction.kind", about.value(), kind.label());
            case Correction.OfTeam(var about, var team) ->
                    phrases.say("correction.team", about.value(), team);
            case Correction.Critical(var about, int level) ->
                    phrases.say("correction.criticality", about.value(), Integer.toString(level));
            case Correction.Same(var about, var as) ->
                    phrases.say("correction.same", about.value(), as.value());
            case Correction.Hidden(var about) -> phrases.say("correction.hidden", about.value());
        };
    }

    /// A dependency with who saw it and when.
    public String dependency(Dependency dependency) {
        List<String> who = new ArrayList<>();
        for (Sighting each : dependency.sightings()) {
            who.add(
                    each.lastSeen()
                            .map(last ->
                                    phrases.say("graph.seen", each.source(), Figures.clock(last)))
                            .orElse(each.source()));
        }
        String tie =
                phrases.say(
                        dependency.faded() ? "graph.tie.faded" : "graph.tie",
                        dependency.from().value(),
                        dependency.to().value(),
                        dependency.kind().label());
        return who.isEmpty() ? tie : tie + " \u00b7 " + String.join(", ", who);
    }
}
