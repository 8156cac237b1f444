package dev.faultline.ui.saying;

import dev.faultline.cause.NextCheck;
import dev.faultline.cause.Pin;
import dev.faultline.cause.Pins;
import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.ui.Words;
import dev.faultline.wording.CallWords;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Page;
import dev.faultline.wording.Wording;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The sheet for who takes over: what is suspected, what was ruled out and by whom, what to look at
/// next. What is not known is said to be so.
final class HandOver {
    private static final int SUSPECTS = 5;

    private final Words words;
    private final Wording wording;

    HandOver(Words words, Wording wording) {
        this.words = words;
        this.wording = wording;
    }

    /// @param named whether persons may be named
    Page of(
            Snapshot now,
            String system,
            CallWords.Call call,
            List<NextCheck> checks,
            List<Incident> incidents,
            boolean named) {
        IncidentLines lines = new IncidentLines(words, named);
        List<Incident> open = incidents.stream().filter(Incident::open).toList();
        List<String> notes =
                named
                        ? open.stream()
                                .flatMap(i ->
                                        i.notes().stream()
                                                .flatMap(note -> lines.of(i, note).stream()))
                                .toList()
                        : List.of(words.get("saying.hidden"));
        return Page.of(
                words.get("handover.title", system, Figures.moment(now.at())),
                List.of(
                        Page.Section.of(
                                "",
                                List.of(
                                        call.known(),
                                        call.believed(),
                                        call.unknown(),
                                        call.next())),
                        section("handover.incidents", open.stream().map(lines::standing).toList()),
                        section("handover.notes", notes),
                        section("handover.suspects", suspects(now)),
                        section(
                                "handover.hypotheses",
                                pins(now, named, pin -> pin instanceof Pin.IsCause)),
                        section(
                                "handover.ruled.out",
                                pins(
                                        now,
                                        named,
                                        pin ->
                                                pin instanceof Pin.NotCause
                                                        || pin instanceof Pin.Healthy)),
                        section(
                                "handover.found",
                                pins(
                                        now,
                                        named,
                                        pin ->
                                                pin instanceof Pin.InTrouble
                                                        || pin instanceof Pin.Checked)),
                        section(
                                "handover.checks",
                                checks.stream()
                                        .map(check ->
                                                words.get(
                                                        "handover.check",
                                                        wording.answers().check(check),
                                                        Math.round(check.minutes()),
                                                        wording.answers().outlook(check)))
                                        .toList()),
                        section("handover.actions", Stream.<String>of().toList())));
    }

    private List<String> suspects(Snapshot now) {
        return now.diagnosis().ranking().incident() < Wording.POSSIBLE
                ? List.of()
                : now.diagnosis().ranking().causes().stream()
                        .limit(SUSPECTS)
                        .map(c -> suspect(now, c))
                        .toList();
    }

    private String suspect(Snapshot now, RankedCause cause) {
        int i = now.topology().indexOf(cause.service());
        return words.get(
                "handover.suspect",
                cause.rank(),
                cause.service(),
                Figures.probability(cause.cause()),
                i < 0
                        ? words.get("inspector.not.in.topology")
                        : wording.team(now.topology().component(i)));
    }

    private List<String> pins(Snapshot now, boolean named, Predicate<Pin> which) {
        return now.diagnosis().pins().entries().stream()
                .filter(e -> which.test(e.pin()))
                .map(e -> said(e, named))
                .toList();
    }

    private String said(Pins.Entry entry, boolean named) {
        String at = words.get("saying.at", Figures.clock(entry.at()), wording.pin(entry.pin()));
        return !named
                ? at
                : words.get(
                        "saying.by",
                        at,
                        entry.by().isEmpty() ? words.get("pins.somebody") : entry.by());
    }

    private Page.Section section(String heading, List<String> lines) {
        return Page.Section.of(
                words.get(heading),
                lines.isEmpty() ? List.of(words.get(heading + ".none")) : lines);
    }
}
