package dev.faultline.wording;

import dev.faultline.cause.Pins;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.Verdict;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is said on a call and written to owners: what is known, what is believed and how surely,
/// and what is not known yet, each kept apart from the others.
public final class CallWords {
    /// More names than these nobody can follow who only listens.
    private static final int NAMED = 3;

    private final Phrases phrases;
    private final Wording wording;

    CallWords(Phrases phrases, Wording wording) {
        this.phrases = phrases;
        this.wording = wording;
    }

    /// Three sentences, and when the next ones come.
    public record Call(String known, String believed, String unknown, String next) {
        /// A line each.
        public String text() {
            return String.join("\n", known, believed, unknown, next);
        }
    }

    /// What is said on the call.
    ///
    /// @param next when the next update is due
    public Call call(CallFacts facts, Instant next) {
        return new Call(
                say("call.known", known(facts)),
                say("call.believed", believed(facts)),
                say("call.unknown", unknown(facts)),
                say("call.next", Figures.clock(next)));
    }

    /// What can be said for certain: what was measured, and what persons said.
    private String known(CallFacts facts) {
        List<String> parts = new ArrayList<>();
        facts.blind().ifPresent(since -> parts.add(say("call.blind", Figures.clock(since))));
        String many =
                say(
                        switch (facts.anomalous().size()) {
                            case 0 -> "call.anomalous.none";
                            case 1 -> "call.anomalous.one";
                            default -> "call.anomalous.many";
                        },
                        Integer.toString(facts.anomalous().size()),
                        Integer.toString(facts.components()),
                        facts.anomalous().isEmpty() ? "" : names(facts.anomalous()));
        if (facts.onset().isPresent()) {
            Instant onset = facts.onset().get();
            parts.add(
                    say(
                            "call.since",
                            Figures.clock(onset),
                            Figures.duration(Duration.between(onset, facts.at())),
                            many));
        } else if (facts.anomalous().isEmpty()) {
            parts.add(
                    say(
                            "call.nothing",
                            Figures.clock(facts.at()),
                            Integer.toString(facts.components())));
        } else {
            parts.add(say("call.unopened", Figures.clock(facts.at()), many));
        }
        suspect(facts).flatMap(first -> strongest(facts, first)).ifPresent(parts::add);
        for (Pins.Entry each : facts.diagnosis().pins().entries()) {
            parts.add(say("call.said", wording.answers().pin(each.pin())));
        }
        return String.join("; ", parts);
    }

    private Optional<String> strongest(CallFacts facts, ServiceId service) {
        return facts.diagnosis().evidence(service).stream()
                .filter(e -> e.logBayes() > 0)
                .max(Comparator.comparingDouble(SignalEvidence::logBayes))
                .map(wording::evidence)
                .map(said ->
                        say(
                                "call.measured",
                                service.value(),
                                said.series(),
                                said.observed(),
                                said.expected()));
    }

    /// Whom it is worth to speak about; nobody while there is probably no incident.
    private static Optional<ServiceId> suspect(CallFacts facts) {
        Ranking ranking = facts.diagnosis().ranking();
        return facts.blind().isPresent() || ranking.incident() < Wording.POSSIBLE
                ? Optional.empty()
                : ranking.top().map(RankedCause::service);
    }

    private String believed(CallFacts facts) {
        Ranking ranking = facts.diagnosis().ranking();
        if (facts.blind().isPresent()) {
            return say("call.believed.blind");
        }
        String incident = Figures.probability(ranking.incident());
        Headline headline =
                wording.headline(facts.diagnosis(), facts.components(), facts.learned());
        return switch (headline.state()) {
            case LEARNING -> say("call.believed.learning", Figures.share(facts.learned()));
            case CALM -> say("call.believed.calm", incident);
            case POSSIBLE -> say("call.believed.possible", incident, candidates(ranking));
            case LIKELY, SUSPECTED, UNSURE ->
                    ranking.causes().isEmpty()
                            ? say("call.believed.nobody", incident)
                            : say("call.believed.incident", incident, candidates(ranking));
        };
    }

    /// The first of the ranking with their odds: as many as are worth naming.
    private String candidates(Ranking ranking) {
        double top = ranking.causes().getFirst().cause();
        List<String> named =
                ranking.causes().stream()
                        .limit(NAMED)
                        .filter(c -> c.cause() >= Math.min(Wording.MARGIN, top))
                        .map(c ->
                                say(
                                        "call.candidate",
                                        c.service().value(),
                                        Figures.probability(c.cause()),
                                        odds(c.cause())))
                        .toList();
        return phrases.list(named, "list.and");
    }

    /// A probability as odds: `9 to 1`, `1 to 4`; what two digits would round to a certainty is
    /// said to be beyond.
    private String odds(double p) {
        if (p >= 0.995) {
            return say("call.odds.above", "199");
        }
        if (p < 0.005) {
            return say("call.odds.below", "199");
        }
        return p >= 0.5
                ? say("call.odds", ratio(p / (1 - p)), "1")
                : say("call.odds", "1", ratio((1 - p) / p));
    }

    private static String ratio(double odds) {
        return odds < 3 && Math.abs(odds - Math.rint(odds)) > 0.05
                ? "%.1f".formatted(odds)
                : Long.toString(Math.round(odds));
    }

    private String unknown(CallFacts facts) {
        List<String> parts = new ArrayList<>();
        if (facts.diagnosis().ranking().incident() >= Wording.POSSIBLE && facts.blind().isEmpty()) {
            Verdict verdict = facts.diagnosis().verdict();
            if (!(verdict instanceof Verdict.Clear)) {
                parts.add(say("call.unknown.who"));
            }
            facts.onset()
                    .ifPresent(onset ->
                            parts.add(
                                    facts.recent().isEmpty()
                                            ? say("call.unknown.change")
                                            : say(
                                                    "call.unknown.whether",
                                                    wording.change(facts.recent().getLast()),
                                                    Figures.clock(facts.recent().getLast().at()))));
            facts.check()
                    .ifPresent(check ->
                            parts.add(
                                    say(
                                            "call.unknown.check",
                                            wording.answers().check(check),
                                            "%.0f".formatted(check.minutes()))));
        }
        if (facts.unmeasured() > 0) {
            parts.add(
                    say(
                            facts.unmeasured() == 1
                                    ? "call.unknown.unmeasured.one"
                                    : "call.unknown.unmeasured.many",
                            Integer.toString(facts.unmeasured())));
        }
        if (facts.learned() < 1) {
            parts.add(say("call.unknown.normal", Figures.share(facts.learned())));
        }
        return parts.isEmpty() ? say("call.unknown.nothing") : String.join("; ", parts);
    }

    /// A message to whoever owns a component, ready to send.
    ///
    /// @param service whom it is about
    /// @param owner the team; empty where nobody is known to own it
    /// @param next when the next update is due
    public String message(CallFacts facts, ServiceId service, String owner, Instant next) {
        Ranking ranking = facts.diagnosis().ranking();
        List<String> lines = new ArrayList<>();
        lines.add(owner.isBlank() ? say("message.anybody") : say("message.owner", owner));
        lines.add(
                wording.headline(facts.diagnosis(), facts.components(), facts.learned()).text()
                        + ".");
        ranking.of(service)
                .ifPresent(c ->
                        lines.add(
                                say(
                                        "message.suspect",
                                        service.value(),
                                        Figures.probability(c.cause()),
                                        odds(c.cause()),
                                        Integer.toString(c.rank()))));
        strongest(facts, service)
                .ifPresentOrElse(
                        seen -> lines.add(say("message.seen", seen)),
                        () -> lines.add(say("message.nothing.own")));
        facts.onset()
                .ifPresent(onset ->
                        lines.add(
                                say(
                                        "message.since",
                                        Figures.clock(onset),
                                        Figures.duration(Duration.between(onset, facts.at())))));
        facts.check()
                .filter(check -> check.service().equals(service))
                .ifPresent(
                        check -> lines.add(say("message.check", wording.answers().check(check))));
        lines.add(say("message.next", Figures.clock(next)));
        return String.join("\n", lines);
    }

    private String names(List<ServiceId> services) {
        List<String> named = services.stream().limit(NAMED).map(ServiceId::value).toList();
        int more = services.size() - named.size();
        return more == 0
                ? phrases.list(named, "list.and")
                : say("call.more", String.join(", ", named), Integer.toString(more));
    }

    private String say(String key, String... parts) {
        return phrases.say(key, parts);
    }
}
