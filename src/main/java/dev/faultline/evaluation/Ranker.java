package dev.faultline.evaluation;

import dev.faultline.cause.CauseModel;
import dev.faultline.cause.Diagnostician;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.Recalibration;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A way to rank the components of a case: ours, and the simple ones it has to beat.
enum Ranker {
    FAULTLINE("faultline") {
        @Override
        Answer rank(Question asked) {
            CauseParameters p = asked.parameters();
            Ranking ranking =
                    new Diagnostician(
                                    new CauseModel(p, LearnedStrengths.NONE, asked.recalibration()))
                            .diagnose(
                                    asked.topology(),
                                    asked.deviations(),
                                    asked.changes(),
                                    asked.onset())
                            .ranking();
            return new Answer(
                    ranking.causes().stream().map(RankedCause::service).toList(),
                    ranking.incident(),
                    ranking.top().map(RankedCause::cause).orElse(Double.NaN),
                    Math.min(.1, p.faultsPerIncident() / Math.max(1, asked.topology().size())),
                    ranking.causes().stream().map(RankedCause::cause).toList());
        }
    },
    /// The component with the single largest distance from its reference.
    LOUDEST("loudest metric") {
        @Override
        Answer rank(Question asked) {
            Map<ServiceId, Double> score = new HashMap<>();
            for (Deviation d : asked.deviations()) {
                best(score, d.series().service(), Math.abs(d.zExpected()));
            }
            return Answer.byScore(score);
        }
    },
    /// The component with the largest step from just before the onset.
    MEAN_SHIFT("mean shift") {
        @Override
        Answer rank(Question asked) {
            Map<ServiceId, Double> score = new HashMap<>();
            for (Deviation d : asked.deviations()) {
                best(score, d.series().service(), Math.abs(d.zBefore()));
            }
            return Answer.byScore(score);
        }
    },
    /// Anomalous components none of whose dependencies are anomalous, the loudest first; then the
    /// others.
    DEEPEST("deepest anomalous callee") {
        @Override
        Answer rank(Question asked) {
            Map<ServiceId, Double> score = new HashMap<>();
            for (Deviation d : asked.deviations()) {
                boolean worse =
                        switch (d.series().signal()) {
                            case LATENCY, CLIENT_LATENCY, ERRORS, SATURATION, CPU, MEMORY ->
                                    d.z() > 0;
                            case AVAILABILITY -> d.z() < 0;
                            case TRAFFIC,
                                    CLIENT_ERRORS,
                                    LOG_ERRORS,
                                    DISK,
                                    CONNECTIONS,
                                    NETWORK,
                                    OTHER ->
                                    false;
                        };
                if (worse) {
                    best(score, d.series().service(), Math.abs(d.z()));
                }
            }
            Map<ServiceId, Double> anomalous = new HashMap<>();
            score.forEach((service, z) -> {
                if (z > ANOMALOUS) {
                    anomalous.put(
                            service,
                            z + (deepest(asked.topology(), service, score) ? DEPTH_FIRST : 0));
                }
            });
            return Answer.byScore(anomalous);
        }

        private boolean deepest(
                Topology topology, ServiceId service, Map<ServiceId, Double> score) {
            int i = topology.indexOf(service);
            if (i < 0) {
                return true;
            }
            for (int j : topology.dependenciesOf(i)) {
                if (score.getOrDefault(topology.component(j).id(), 0.0) > ANOMALOUS) {
                    return false;
                }
            }
            return true;
        }
    },
    /// The component that was changed last before the onset; where none was, the loudest.
    LAST_DEPLOYED("last deployed first") {
        @Override
        Answer rank(Question asked) {
            List<ServiceId> loudest = LOUDEST.rank(asked).ranking();
            Set<ServiceId> seen = new HashSet<>();
            List<ServiceId> ranking =
                    asked.changes().stream()
                            .filter(c -> !c.at().isAfter(asked.onset().plusSeconds(60)))
                            .filter(c ->
                                    c.kind() == ChangeEvent.Kind.DEPLOY
                                            || c.kind() == ChangeEvent.Kind.CONFIGURATION)
                            .sorted(Comparator.comparing(ChangeEvent::at).reversed())
                            .map(ChangeEvent::component)
                            .filter(seen::add)
                            .collect(
                                    java.util.stream.Collectors.toCollection(
                                            java.util.ArrayList::new));
            loudest.stream().filter(seen::add).forEach(ranking::add);
            return Answer.of(ranking);
        }
    };

    private static final double ANOMALOUS = 5;
    private static final double DEPTH_FIRST = 1e9;

    private final String label;

    Ranker(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Ranker labelled(String label) {
        return Arrays.stream(values())
                .filter(ranker -> ranker.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no ranker '" + label + "'"));
    }

    abstract Answer rank(Question asked);

    /// What a ranker is told.
    ///
    /// @param onset when it began, as far as the protocol tells
    /// @param parameters of ours; the simple rankings have none
    /// @param recalibration of ours
    record Question(
            Topology topology,
            List<Deviation> deviations,
            List<ChangeEvent> changes,
            Instant onset,
            CauseParameters parameters,
            Recalibration recalibration) {}

    private static void best(Map<ServiceId, Double> score, ServiceId service, double value) {
        if (!Double.isNaN(value)) {
            score.merge(service, value, Math::max);
        }
    }

    /// A ranking, and where the ranker says so, probabilities (`NaN` where it does not).
    ///
    /// @param incident that there is an incident at all
    /// @param sure that the first place is a cause, given an incident
    /// @param prior the same before looking
    record Answer(
            List<ServiceId> ranking,
            double incident,
            double sure,
            double prior,
            List<Double> causes) {
        Answer {
            ranking = List.copyOf(ranking);
            causes = List.copyOf(causes);
        }

        static Answer of(List<ServiceId> ranking) {
            return new Answer(ranking, Double.NaN, Double.NaN, Double.NaN, List.of());
        }

        static Answer byScore(Map<ServiceId, Double> score) {
            return of(
                    score.entrySet().stream()
                            .sorted(
                                    Map.Entry.<ServiceId, Double>comparingByValue()
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }
}
