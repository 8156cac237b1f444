package dev.faultline.evaluation;

import dev.faultline.model.ServiceId;
import dev.faultline.signal.Deviation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// Ranks every case of a data set and counts how often the true cause came first, or among the
/// first three, for [Ranker#FAULTLINE] and for the simple rankings beside it.
public final class RankingEvaluation {
    /// Above this probability a case counts as an incident.
    private static final double INCIDENT = 0.5;

    private final List<Scored> scored = new ArrayList<>();

    private RankingEvaluation() {}

    /// One case as it was answered.
    private record Scored(
            String name,
            Map<String, String> groups,
            Truth truth,
            Map<Ranker, Ranker.Answer> answers,
            double seconds) {
        Ranker.Answer answer(Ranker ranker) {
            return Objects.requireNonNull(answers.get(ranker));
        }

        boolean hit(Ranker ranker, int k) {
            return answer(ranker).ranking().stream().limit(k).anyMatch(truth.roots()::contains);
        }

        boolean empty(Ranker ranker) {
            return answer(ranker).ranking().isEmpty();
        }
    }

    /// Walks a data set.
    ///
    /// @param shuffleSeed where given, components are renamed and reordered by this seed before
    ///   ranking, and back after: the answers must not change
    /// @throws IOException where a file of it cannot be read
    public static RankingEvaluation of(DataSet dataSet, Path root, OptionalLong shuffleSeed)
            throws IOException {
        RankingEvaluation evaluation = new RankingEvaluation();
        dataSet.walk(root, given -> evaluation.score(given, shuffleSeed));
        if (evaluation.scored.isEmpty()) {
            throw new IOException(
                    root + ": no case of this data set was found there. Nothing was ranked.");
        }
        return evaluation;
    }

    private void score(LabelledCase given, OptionalLong shuffleSeed) {
        Optional<NameShuffle> shuffle =
                shuffleSeed.isPresent()
                        ? Optional.of(
                                new NameShuffle(
                                        given.recording().topology(), shuffleSeed.getAsLong()))
                        : Optional.empty();
        LabelledCase asked = shuffle.map(s -> s.apply(given)).orElse(given);
        long begin = System.nanoTime();
        List<Deviation> deviations = CaseDeviations.of(asked);
        Map<Ranker, Ranker.Answer> answers = new EnumMap<>(Ranker.class);
        double seconds = 0;
        for (Ranker ranker : Ranker.values()) {
            Ranker.Answer answer =
                    ranker.rank(
                            asked.recording().topology(),
                            deviations,
                            asked.recording().changes(),
                            asked.onset());
            if (ranker == Ranker.FAULTLINE) {
                seconds = (System.nanoTime() - begin) * 1e-9;
            }
            answers.put(ranker, shuffle.map(s -> s.back(answer)).orElse(answer));
        }
        scored.add(new Scored(given.name(), given.groups(), given.truth(), answers, seconds));
    }

    /// Hit rates of one group of cases.
    ///
    /// @param of what the group has in common; empty for all cases
    /// @param n cases with a fault
    /// @param top1 share of them with a true cause in the first place
    /// @param top3 share with one among the first three
    /// @param empty share without any ranking
    /// @param incident share of them believed to be an incident
    /// @param calmN cases without a fault
    /// @param calm share of those not taken for an incident
    public record Rates(
            Map<String, String> of,
            int n,
            double top1,
            double top3,
            double empty,
            double incident,
            int calmN,
            double calm) {}

    public int cases() {
        return scored.size();
    }

    public double secondsPerCase() {
        return scored.stream().mapToDouble(Scored::seconds).average().orElse(0);
    }

    /// Rates of all cases by one way of ranking, by the label of [#rankers()].
    public Rates overall(String ranker) {
        return rates(Map.of(), scored, byLabel(ranker));
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

    /// One line a case: what was true, and what was answered.
    ///
    /// @param first the first three of the ranking
    /// @param place of the best true cause, from 1; 0 where there is none
    public record Line(
            String name,
            String kind,
            List<ServiceId> roots,
            List<ServiceId> first,
            int place,
            double incident) {}

    public List<Line> lines() {
        return scored.stream()
                .map(s -> {
                    Ranker.Answer answer = s.answer(Ranker.FAULTLINE);
                    int place = 0;
                    for (int i = answer.ranking().size(); i > 0; i--) {
                        place = s.truth.roots().contains(answer.ranking().get(i - 1)) ? i : place;
                    }
                    return new Line(
                            s.name,
                            s.truth.kind(),
                            s.truth.roots(),
                            answer.ranking().stream().limit(3).toList(),
                            place,
                            answer.incident());
                })
                .toList();
    }

    private static Ranker byLabel(String label) {
        for (Ranker ranker : Ranker.values()) {
            if (ranker.label().equals(label)) {
                return ranker;
            }
        }
        throw new IllegalArgumentException("there is no ranker '" + label + "'");
    }

    private static Rates rates(Map<String, String> group, List<Scored> cases, Ranker ranker) {
        List<Scored> faults = cases.stream().filter(s -> s.truth.fault()).toList();
        List<Scored> calm = cases.stream().filter(s -> !s.truth.fault()).toList();
        return new Rates(
                group,
                faults.size(),
                share(faults.stream().filter(s -> s.hit(ranker, 1)).count(), faults.size()),
                share(faults.stream().filter(s -> s.hit(ranker, 3)).count(), faults.size()),
                share(faults.stream().filter(s -> s.empty(ranker)).count(), faults.size()),
                share(
                        faults.stream()
                                .filter(s -> s.answer(ranker).incident() >= INCIDENT)
                                .count(),
                        faults.size()),
                calm.size(),
                share(
                        calm.stream()
                                .filter(s -> !(s.answer(ranker).incident() >= INCIDENT))
                                .count(),
                        calm.size()));
    }

    private static double share(long hits, int of) {
        return of == 0 ? Double.NaN : (double) hits / of;
    }
}
