package dev.faultline.ui.saying;

import dev.faultline.cause.Pins;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.BeliefHistory;
import dev.faultline.incident.Incident;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Page;
import dev.faultline.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What changed since a moment, for who joins late or comes back.
final class Digest {
    /// More lines nobody reads who wants to know what changed.
    private static final int MOST = 12;

    /// The first suspect is asked for at so many moments at most.
    private static final int LOOKS = 240;

    /// Beliefs of the past are kept to 0.0001: what reads as certain was not.
    private static final double ROUNDED = 0.9999;

    private final Words words;
    private final Wording wording;

    Digest(Words words, Wording wording) {
        this.words = words;
        this.wording = wording;
    }

    /// @param named whether persons may be named
    Page since(Instant from, Snapshot now, List<Incident> incidents, boolean named) {
        List<Page.Section> sections = new ArrayList<>();
        sections.add(
                Page.Section.of(
                        "",
                        List.of(
                                wording.headline(
                                                now.diagnosis(),
                                                now.topology().size(),
                                                now.history().learned())
                                        .text(),
                                began(from, now))));
        IncidentLines lines = new IncidentLines(words, named);
        add(
                sections,
                "digest.incidents",
                incidents.stream()
                        .flatMap(incident ->
                                incident.entries().stream()
                                        .filter(e -> !e.takenBack() && e.event().at().isAfter(from))
                                        .flatMap(e -> lines.of(incident, e.event()).stream()))
                        .toList());
        add(sections, "digest.suspects", suspects(from, now));
        add(sections, "digest.anomalies", anomalies(from, now));
        add(
                sections,
                "digest.changes",
                Stream.concat(
                                now.changes().stream()
                                        .filter(c -> c.at().isAfter(from))
                                        .map(c -> at(c.at(), wording.change(c))),
                                now.graphChanges().stream()
                                        .filter(c -> c.at().isAfter(from))
                                        .map(c -> at(c.at(), wording.graph().change(c))))
                        .toList());
        add(
                sections,
                "digest.said",
                now.diagnosis().pins().entries().stream()
                        .filter(e -> e.at().isAfter(from))
                        .map(e -> at(e.at(), said(e, named)))
                        .toList());
        return Page.of(
                words.get("digest.title", Figures.clock(from), Figures.clock(now.at())), sections);
    }

    private String began(Instant from, Snapshot now) {
        return now.onset()
                .map(onset ->
                        words.get(
                                onset.isAfter(from) ? "digest.began" : "digest.going.on",
                                Figures.clock(onset)))
                .orElse(words.get("digest.calm"));
    }

    private String said(Pins.Entry entry, boolean named) {
        String what = wording.pin(entry.pin());
        return named && !entry.by().isEmpty() ? words.get("saying.by", what, entry.by()) : what;
    }

    /// A line each time somebody else came first.
    private List<String> suspects(Instant from, Snapshot now) {
        Duration whole = Duration.between(from, now.at());
        if (whole.isNegative() || whole.isZero()) {
            return List.of();
        }
        Duration step = whole.dividedBy(LOOKS);
        if (step.compareTo(Duration.ofMinutes(1)) < 0) {
            step = Duration.ofMinutes(1);
        }
        List<String> lines = new ArrayList<>();
        ServiceId before = null;
        boolean any = false;
        for (Instant at = from; !at.isAfter(now.at()); at = at.plus(step)) {
            Optional<Lead> lead = lead(now.beliefs(), at);
            if (lead.isEmpty()) {
                continue; // not known what was believed then
            }
            ServiceId first = lead.get().first();
            if (any && !Objects.equals(first, before)) {
                lines.add(at(at, changed(before, lead.get())));
            }
            before = first;
            any = true;
        }
        return lines;
    }

    private String changed(@Nullable ServiceId before, Lead now) {
        if (now.first() == null) {
            return words.get("digest.suspect.none");
        }
        return before == null
                ? words.get("digest.suspect.new", now.first(), Figures.probability(now.cause()))
                : words.get(
                        "digest.suspect.other",
                        now.first(),
                        Figures.probability(now.cause()),
                        before);
    }

    /// Who came first while something was going on; nobody while nothing was.
    private record Lead(@Nullable ServiceId first, double cause) {}

    private static Optional<Lead> lead(BeliefHistory beliefs, Instant at) {
        List<BeliefHistory.Line> top = beliefs.top(1, at, at);
        if (top.isEmpty() || top.getFirst().points().isEmpty()) {
            return Optional.empty();
        }
        BeliefHistory.Belief belief = top.getFirst().points().getLast();
        return Optional.of(
                belief.incident() >= Wording.POSSIBLE
                        ? new Lead(top.getFirst().service(), Math.min(belief.cause(), ROUNDED))
                        : new Lead(null, 0));
    }

    /// The newest first.
    private List<String> anomalies(Instant from, Snapshot now) {
        return now.reported().stream()
                .filter(a -> a.onset().isAfter(from))
                .sorted(Comparator.comparing(Anomaly::onset).reversed())
                .map(a -> at(a.onset(), wording.anomaly(a, now.series().get(a.series()))))
                .toList();
    }

    private String at(Instant at, String text) {
        return words.get("saying.at", Figures.clock(at), text);
    }

    private void add(List<Page.Section> sections, String heading, List<String> lines) {
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(MOST, lines.size())));
        if (lines.size() > MOST) {
            shown.add(words.get("saying.more", lines.size() - MOST));
        }
        if (shown.isEmpty()) {
            shown.add(words.get(heading + ".none"));
        }
        sections.add(Page.Section.of(words.get(heading), shown));
    }
}
