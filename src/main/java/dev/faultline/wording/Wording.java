package dev.faultline.wording;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Explanation;
import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.Explanation.Relation;
import dev.faultline.cause.JointCause;
import dev.faultline.cause.Pin;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.Verdict;
import dev.faultline.cause.evidence.Check;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.LogSeries;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// Parts into sentences, from the one bundle `wording.properties`. Immutable.
///
/// Over 300 lines: one sentence a method.
public final class Wording {
    /// From this probability on something is said to be likely.
    public static final double LIKELY = Verdict.LIKELY;

    /// From this probability on an incident is not dismissed.
    public static final double POSSIBLE = Verdict.POSSIBLE;

    /// Suspects closer than this to the first are named beside it: the order between them means
    /// little.
    public static final double MARGIN = Verdict.MARGIN;

    private final Phrases phrases;

    private Wording(Phrases phrases) {
        this.phrases = phrases;
    }

    /// The words of the program.
    public static Wording english() {
        return in(Locale.ROOT);
    }

    /// In a language, of what it has words for: `wording_de.properties` beside `wording.properties`
    /// has German ones.
    public static Wording in(Locale language) {
        return new Wording(
                new Phrases(
                        ResourceBundle.getBundle(
                                "dev.faultline.wording.wording",
                                language,
                                ResourceBundle.Control.getNoFallbackControl(
                                        ResourceBundle.Control.FORMAT_PROPERTIES))));
    }

    /// Is it real, who is it, and how sure is that.
    ///
    /// @param components how many are watched
    ///
    /// @param learned the share of what is needed to know what is normal, 0..1
    public Headline headline(Ranking ranking, int components, double learned) {
        return new HeadlineWords(phrases).of(ranking, components, learned);
    }

    /// The same of a diagnosis, which also knows whether what persons said contradicts itself.
    public Headline headline(Diagnosis diagnosis, int components, double learned) {
        Headline headline = headline(diagnosis.ranking(), components, learned);
        return diagnosis.contradictory().isEmpty()
                ? headline
                : new Headline(
                        Headline.State.UNSURE,
                        say("headline.contradiction"),
                        headline.suspects(),
                        headline.figure());
    }

    /// The sentences about the graph itself.
    public GraphWords graph() {
        return new GraphWords(phrases);
    }

    /// What is said on a call and written to owners.
    public CallWords call() {
        return new CallWords(phrases, this);
    }

    /// The sentences about incidents.
    public IncidentWords incidents() {
        return new IncidentWords(phrases, true);
    }

    /// What persons, questions and answers are called.
    public AnswerWords answers() {
        return new AnswerWords(phrases, this);
    }

    /// One row of a table of evidence.
    public EvidenceWords evidence(SignalEvidence evidence) {
        Deviation d = evidence.deviation();
        String observed = value(d.observed(), d.series());
        String expected = value(d.expected(), d.series());
        String sigma = Figures.sigmas(silent(d) ? Double.NaN : d.z());
        String method = method(d.method());
        String series = metric(d.series().id());
        String sentence =
                silent(d)
                        ? say(
                                "evidence.silent",
                                series,
                                Figures.share(d.present()),
                                Figures.share(d.usual()))
                        : say(
                                d.series().signal() == Signal.LOG_ERRORS
                                        ? "evidence.log"
                                        : "evidence.sentence",
                                series,
                                observed,
                                expected,
                                sigma,
                                method,
                                d.series().service().value());
        return new EvidenceWords(
                series,
                signal(d.series().signal()),
                observed,
                expected,
                sigma,
                Figures.logOdds(evidence.logBayes()),
                method,
                remark(d),
                sentence + " · " + say("evidence.weight", Figures.logOdds(evidence.logBayes())));
    }

    private String remark(Deviation d) {
        if (d.present() < d.usual() - 0.2) {
            return say("evidence.gaps", Figures.share(d.present()), Figures.share(d.usual()));
        }
        if (Math.abs(d.zExpected()) >= 3 && Math.abs(d.z()) < Math.abs(d.zExpected()) / 2) {
            double before = (d.before() - d.expected()) / d.sigma();
            return Double.isFinite(before) && Math.abs(before) >= 3
                    ? say("evidence.before", Figures.sigmas(before))
                    : "";
        }
        return "";
    }

    /// Where most of the usual values are missing, it is that which counts, not the few left.
    private static boolean silent(Deviation d) {
        return d.present() < d.usual() / 2;
    }

    /// One term of an explanation, without its number.
    public String part(Part part) {
        return switch (part) {
            case Part.Prior _ -> say("part.prior");
            case Part.Own own -> {
                Deviation d = own.evidence().deviation();
                String series = metric(d.series().id());
                yield silent(d)
                        ? say("part.own.silent", series)
                        : say(
                                d.series().signal() == Signal.LOG_ERRORS
                                        ? "part.own.log"
                                        : "part.own",
                                series,
                                value(d.observed(), d.series()),
                                value(d.expected(), d.series()),
                                Figures.sigmas(d.z()),
                                d.series().service().value());
            }
            case Part.Neighbour n ->
                    say(
                            "part."
                                    + n.relation().name().toLowerCase(Locale.ROOT)
                                    + (n.logBayes() > 0 ? ".trouble" : ".well")
                                    + (n.contribution() >= 0 ? ".for" : ".against"),
                            n.other().value());
            case Part.Changed c ->
                    say(
                            "part.changed",
                            say("change." + c.change().kind().name()),
                            Figures.clock(c.change().at()),
                            c.change().text());
            case Part.Well well -> say("part.wellTogether", Figures.count(well.count()));
            case Part.Pinned pinned -> say("part.pinned", pin(pinned.pin()));
            case Part.Recalibrated _ -> say("part.recalibrated");
            case Part.Remainder _ -> say("part.remainder");
        };
    }

    /// What a person said.
    public String pin(Pin pin) {
        return answers().pin(pin);
    }

    /// What a person can look at.
    public String check(Check check) {
        return say("check." + check.name());
    }

    /// Terms of an explanation that are given in sum.
    public String smaller(int terms) {
        return say("part.smaller", Integer.toString(terms));
    }

    /// What the terms of an explanation add up to.
    public String sum(Explanation explanation) {
        double logOdds = explanation.posteriorLogOdds();
        double p = 1 / (1 + Math.exp(-logOdds));
        return say("part.sum", Figures.probability(p), Figures.logOdds(logOdds));
    }

    /// Who would be the causes together, without the probability.
    public String joint(JointCause joint) {
        List<String> names = joint.components().stream().map(ServiceId::value).toList();
        return switch (names.size()) {
            case 0 -> say("joint.nobody");
            case 1 -> say("joint.alone", names.getFirst());
            default -> say("joint.together", phrases.list(names, "list.and"));
        };
    }

    /// The badge beside the numbers.
    public String exactness(Exactness exactness) {
        return switch (exactness) {
            case Exactness.Exact _ -> say("exactness.exact");
            case Exactness.Within(double delta) ->
                    say("exactness.within", Figures.tolerance(delta));
            case Exactness.Sampled(int draws, double halfWidth) ->
                    say("exactness.sampled", Figures.tolerance(halfWidth), Figures.count(draws));
        };
    }

    /// What happened to a series, for a time line that says when it began.
    public String anomaly(Anomaly anomaly, SeriesInfo series) {
        String what = series.service() + " " + metric(series.id());
        String peak = Figures.sigmas(anomaly.peakSigma()).substring(1);
        String happened =
                switch (anomaly.rule()) {
                    case SILENCE -> say("anomaly.silence", what);
                    case RESIDUAL, RECORD, RECORD_MEAN, SEASONAL, MEAN_SHIFT, INNOVATION ->
                            switch (anomaly.direction()) {
                                case UP -> say("anomaly.up", what, peak);
                                case DOWN -> say("anomaly.down", what, peak);
                            };
                };
        return anomaly.ended()
                .map(end -> say("anomaly.ended", happened, Figures.clock(end)))
                .orElseGet(() -> say("anomaly.lasts", happened));
    }

    /// What an anomaly looks like.
    public String kind(Anomaly.Kind kind) {
        return say("anomaly.kind." + kind.name());
    }

    /// How far a series can be trusted and what speaks against it; empty where nothing does.
    public String reliability(Reliability reliability) {
        return reliability.reason() == Reliability.Reason.FINE
                ? ""
                : say(
                        "reliability",
                        Figures.share(reliability.score()),
                        say("reliability." + reliability.reason().name()));
    }

    /// Why an anomaly was raised.
    public String rule(Anomaly.Rule rule) {
        return say("anomaly.rule." + rule.name());
    }

    /// What was done to the system, for a time line that says when.
    public String change(ChangeEvent change) {
        String component = change.component().value();
        return change.kind() == ChangeEvent.Kind.NOTE
                ? say("change.note", component, change.text())
                : say("change.sentence", kind(change.kind()), component, change.text());
    }

    /// The entry of a time line at which what is going on began.
    public String onset() {
        return say("timeline.onset");
    }

    /// What stands in place of evidence where there is none.
    public String noEvidence() {
        return say("evidence.none");
    }

    /// How the expected values of a series were made.
    public String method(Method method) {
        return say("method." + method.name());
    }

    /// What a series measures.
    public String signal(Signal signal) {
        return say("signal." + signal.name());
    }

    public String kind(ComponentKind kind) {
        return say("kind." + kind.name());
    }

    public String kind(ChangeEvent.Kind kind) {
        return say("change." + kind.name());
    }

    /// How a component stands to the one that is explained.
    public String relation(Relation relation) {
        return say("relation." + relation.name());
    }

    /// Who owns a component.
    public String team(Component component) {
        return component.team().isBlank() ? say("team.none") : component.team();
    }

    /// A notice with its level, so that the level is never colour alone.
    public String notice(Notice notice) {
        return say("notice." + notice.level().name()) + ": " + notice.text();
    }

    /// A value of a series with its unit, or that there is none. Lines of logs are counted by the
    /// minute: they are few.
    public String value(double value, SeriesInfo series) {
        if (LogSeries.severity(series.id()).isPresent() && Double.isFinite(value)) {
            return say("value.lines", Figures.value(Math.rint(600 * value) / 10, Unit.COUNT));
        }
        return Double.isFinite(value) ? Figures.value(value, series.unit()) : say("value.none");
    }

    /// A series within its component: the metric, then its labels; of lines of a log what they say.
    public String metric(SeriesId id) {
        Optional<String> severity = LogSeries.severity(id);
        if (severity.isPresent()) {
            return LogSeries.template(id)
                    .map(template ->
                            template.equals(LogSeries.OTHER)
                                    ? say("log.other", severity.get())
                                    : say("log.template", severity.get(), template))
                    .orElseGet(() -> say("log.lines", severity.get()));
        }
        return id.labels().isEmpty()
                ? id.metric()
                : id.metric()
                        + id.labels().entrySet().stream()
                                .map(l -> l.getKey() + "=" + l.getValue())
                                .collect(Collectors.joining(", ", " {", "}"));
    }

    private String say(String key, String... parts) {
        return phrases.say(key, parts);
    }
}
