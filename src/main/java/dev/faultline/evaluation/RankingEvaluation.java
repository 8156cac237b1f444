package dev.faultline.evaluation;

import dev.faultline.cause.Recalibration;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Ranks every case of a data set and counts how often the true cause came first, or among the
/// first three, for [Ranker#FAULTLINE] and for the simple rankings beside it.
///
/// Over 300 lines, a third of them the figures it hands out.
public final class RankingEvaluation {
    /// Above this probability a case counts as an incident.
    private static final double INCIDENT = 0.5;

    private final String name;
    private final List<Scored> scored = new ArrayList<>();

    private RankingEvaluation(String name) {
        this.name = name;
    }

    /// Walks a data set once and asks about each incident in several ways.
    ///
    /// @return an evaluation a variant, in their order
    /// @throws IOException where a file of it cannot be read
    public static List<RankingEvaluation> of(CaseSource source, List<Variant> variants)
            throws IOException {
        List<RankingEvaluation> all =
                variants.stream().map(v -> new RankingEvaluation(v.name())).toList();
        CaseDeviations meter = new CaseDeviations();
        OnsetWatch watch = new OnsetWatch();
        source.walk(incident -> {
            for (int v = 0; v < variants.size(); v++) {
                all.get(v).scored.add(ask(incident, variants.get(v), meter, watch));
            }
        });
        return all;
    }

    /// Several evaluations of the same cases as one: shares are their means, and intervals, which
    /// go by roots, do not become narrower.
    public static RankingEvaluation pooled(String name, List<RankingEvaluation> evaluations) {
        RankingEvaluation pooled = new RankingEvaluation(name);
        evaluations.forEach(e -> pooled.scored.addAll(e.scored));
        return pooled;
    }

    private static Scored ask(
            LabelledIncident incident, Variant variant, CaseDeviations meter, OnsetWatch watch) {
        return switch (variant.onset()) {
            case Variant.Onset.Shifted(var by) ->
                    ask(
                            incident,
                            incident.at(incident.truth().onset().plus(by)),
                            variant,
                            meter,
                            "given");
            case Variant.Onset.Detected() -> {
                OnsetWatch.Noticed noticed = watch.of(incident);
                String how = noticed.how().name().toLowerCase(Locale.ROOT);
                if (noticed.how() == OnsetWatch.How.UNNOTICED) {
                    Map<Ranker, Ranker.Answer> none = new EnumMap<>(Ranker.class);
                    for (Ranker ranker : Ranker.values()) {
                        none.put(
                                ranker,
                                new Ranker.Answer(
                                        List.of(),
                                        noticed.incident(),
                                        Double.NaN,
                                        Double.NaN,
                                        List.of()));
                    }
                    yield scored(incident, none, how, Double.NaN);
                }
                Instant usual = noticed.onset().plus(incident.after());
                Instant asked = usual.isAfter(noticed.at()) ? usual : noticed.at();
                yield ask(incident, incident.between(noticed.onset(), asked), variant, meter, how);
            }
        };
    }

    private static Scored ask(
            LabelledIncident incident,
            LabelledCase whole,
            Variant variant,
            CaseDeviations meter,
            String noticed) {
        LabelledCase given = variant.degradation().apply(whole);
        Optional<NameShuffle> shuffle =
                variant.shuffle().isPresent()
                        ? Optional.of(
                                new NameShuffle(
                                        given.recording().topology(),
                                        variant.shuffle().getAsLong()))
                        : Optional.empty();
        LabelledCase asked = shuffle.map(s -> s.apply(given)).orElse(given);
        CaseDeviations.Measured measured = meter.of(asked);
        Ranker.Question question =
                new Ranker.Question(
                        asked.recording().topology(),
                        measured.deviations(),
                        asked.recording().changes(),
                        asked.onset(),
                        variant.parameters(),
                        variant.raw() ? Recalibration.none() : Recalibration.DEFAULT);
        for (Part part : variant.without()) {
            question = part.without(question);
        }
        Map<Ranker, Ranker.Answer> answers = new EnumMap<>(Ranker.class);
        double seconds = 0;
        for (Ranker ranker : Ranker.values()) {
            long begin = System.nanoTime();
            Ranker.Answer answer = ranker.rank(question);
            if (ranker == Ranker.FAULTLINE) {
                seconds = measured.seconds() + (System.nanoTime() - begin) * 1e-9;
            }
            answers.put(ranker, shuffle.map(s -> s.back(answer)).orElse(answer));
        }
        return scored(incident, answers, noticed, seconds);
    }

    private static Scored scored(
            LabelledIncident incident,
            Map<Ranker, Ranker.Answer> answers,
            String noticed,
            double seconds) {
        return new Scored(
                incident.name(),
                incident.system(),
                incident.groups(),
                incident.truth(),
                answers,
                noticed,
                seconds);
    }

    /// Hit rates of one group of cases.
    ///
    /// @param of what the group has in common; empty for all cases
    /// @param n cases with a fault
    /// @param top1 share of them with a true cause in the first place
    /// @param top3 share with one among the first three
    /// @param empty share without any ranking
    /// @param incident share of them believed to be an incident
    /// @param several cases with more than one root
    /// @param together share of those with all roots among the first three
    /// @param calmN cases without a fault
    /// @param calm share of those not taken for an incident
    public record Rates(
            Map<String, String> of,
            int n,
            double top1,
            double top3,
            double empty,
            double incident,
            int several,
            double together,
            int calmN,
            double calm) {}

    /// What was asked, in a few words.
    public String name() {
        return name;
    }

    public int cases() {
        return scored.size();
    }

    public double secondsPerCase() {
        return scored.stream()
                .mapToDouble(Scored::seconds)
                .filter(s -> !Double.isNaN(s))
                .average()
                .orElse(0);
    }

    /// Rates of all cases by one way of ranking, by the label of [#rankers()].
    public Rates overall(String ranker) {
        return rates(Map.of(), scored, Ranker.labelled(ranker));
    }

    /// The 95 % interval of the share with a true cause among the first `k`, by the bootstrap over
    /// roots.
    public Bootstrap.Interval interval(String ranker, int k) {
        Ranker by = Ranker.labelled(ranker);
        return Bootstrap.of(
                scored.stream().filter(Scored::fault).map(s -> Map.entry(s.root(), s.hit(by, k))));
    }

    /// Rates of ours, one entry a combination of the data set's groups, in the order of the walk.
    public List<Rates> groups() {
        Map<Map<String, String>, List<Scored>> byGroup = new LinkedHashMap<>();
        for (Scored s : scored) {
            byGroup.computeIfAbsent(s.groups(), g -> new ArrayList<>()).add(s);
        }
        List<Rates> rates = new ArrayList<>();
        byGroup.forEach((group, cases) -> rates.add(rates(group, cases, Ranker.FAULTLINE)));
        return rates;
    }

    /// The ways of ranking that were compared; ours first.
    public static List<String> rankers() {
        return List.of(Ranker.values()).stream().map(Ranker::label).toList();
    }

    /// How far P(cause) of the first place can be taken at its word, where there was a fault.
    public Calibration calibration() {
        return Calibration.of(forecasts());
    }

    /// P(cause) of the first place of each case with a fault that was answered, and whether it was
    /// a true one.
    public List<Calibration.Forecast> forecasts() {
        return forecasts(scored);
    }

    /// P(cause) of every place, and whether it was a true one, beside that of the first: what a map
    /// is learned from that is then applied to all places.
    ///
    /// @param places of every case with a fault
    /// @param first the first of each
    public record Forecasts(List<Calibration.Forecast> places, List<Calibration.Forecast> first) {}

    /// The same, system by system (or root by root, where all cases are of one system), to be split
    /// for a cross-validation.
    public Collection<Forecasts> forecastsBySystem() {
        Map<String, List<Scored>> bySystem = new LinkedHashMap<>();
        for (Scored s : scored) {
            String group = s.system().isEmpty() ? s.root() : s.system();
            bySystem.computeIfAbsent(group, g -> new ArrayList<>()).add(s);
        }
        return bySystem.values().stream().map(s -> new Forecasts(places(s), forecasts(s))).toList();
    }

    private static List<Calibration.Forecast> places(List<Scored> scored) {
        List<Calibration.Forecast> places = new ArrayList<>();
        for (Scored s : scored) {
            Ranker.Answer answer = s.answer(Ranker.FAULTLINE);
            for (int k = 0; s.fault() && k < answer.causes().size(); k++) {
                places.add(
                        new Calibration.Forecast(
                                answer.causes().get(k),
                                s.truth().roots().contains(answer.ranking().get(k)),
                                answer.prior()));
            }
        }
        return places;
    }

    private static List<Calibration.Forecast> forecasts(List<Scored> scored) {
        return scored.stream()
                .filter(Scored::fault)
                .filter(s -> !Double.isNaN(s.answer(Ranker.FAULTLINE).sure()))
                .map(s -> {
                    Ranker.Answer answer = s.answer(Ranker.FAULTLINE);
                    return new Calibration.Forecast(
                            answer.sure(), s.hit(Ranker.FAULTLINE, 1), answer.prior());
                })
                .toList();
    }

    /// P(incident) of each case, and whether there was a fault.
    public List<Calibration.Forecast> incidentForecasts() {
        double prior = CauseParameters.DEFAULT.incidentPrior();
        return scored.stream()
                .map(s ->
                        new Calibration.Forecast(
                                s.answer(Ranker.FAULTLINE).incident(), s.fault(), prior))
                .toList();
    }

    /// How many of the cases with a fault were noticed in which way.
    public Map<String, Long> noticed() {
        Map<String, Long> count = new TreeMap<>();
        scored.stream().filter(Scored::fault).forEach(s -> count.merge(s.noticed(), 1L, Long::sum));
        return count;
    }

    /// One line a case: what was true, and what was answered.
    ///
    /// @param first the first three of the ranking
    /// @param place of the best true cause, from 1; 0 where there is none
    /// @param incident P(incident)
    /// @param sure P(cause) of the first place
    public record Line(
            String name,
            String kind,
            List<ServiceId> roots,
            List<ServiceId> first,
            int place,
            double incident,
            double sure) {}

    public List<Line> lines() {
        return scored.stream()
                .map(s -> {
                    Ranker.Answer answer = s.answer(Ranker.FAULTLINE);
                    return new Line(
                            s.name(),
                            s.truth().kind(),
                            s.truth().roots(),
                            answer.ranking().stream().limit(3).toList(),
                            s.place(Ranker.FAULTLINE),
                            answer.incident(),
                            answer.sure());
                })
                .toList();
    }

    private static Rates rates(Map<String, String> group, List<Scored> cases, Ranker ranker) {
        List<Scored> faults = cases.stream().filter(Scored::fault).toList();
        List<Scored> calm = cases.stream().filter(s -> !s.fault()).toList();
        List<Scored> several = faults.stream().filter(s -> s.truth().roots().size() > 1).toList();
        return new Rates(
                group,
                faults.size(),
                share(faults, s -> s.hit(ranker, 1)),
                share(faults, s -> s.hit(ranker, 3)),
                share(faults, s -> s.empty(ranker)),
                share(faults, s -> s.answer(ranker).incident() >= INCIDENT),
                several.size(),
                share(several, s -> s.all(ranker, 3)),
                calm.size(),
                // The simple rankings do not say whether there is an incident at all.
                ranker == Ranker.FAULTLINE
                        ? share(calm, s -> !(s.answer(ranker).incident() >= INCIDENT))
                        : Double.NaN);
    }

    private static double share(List<Scored> of, Predicate<Scored> hit) {
        return of.isEmpty() ? Double.NaN : (double) of.stream().filter(hit).count() / of.size();
    }
}
