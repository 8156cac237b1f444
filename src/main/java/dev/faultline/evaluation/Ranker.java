package dev.faultline.evaluation;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Diagnostician;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Topology;
import java.time.Instant;
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
        Answer rank(
                Topology topology,
                List<Deviation> deviations,
                List<ChangeEvent> changes,
                Instant onset) {
            Diagnosis diagnosis =
                    new Diagnostician(CauseParameters.DEFAULT)
                            .diagnose(topology, deviations, changes, onset);
            return new Answer(
                    diagnosis.ranking().causes().stream().map(RankedCause::service).toList(),
                    diagnosis.ranking().incident());
        }
    },
    /// The component with the single largest distance from its reference.
    LOUDEST("loudest metric") {
        @Override
        Answer rank(
                Topology topology,
                List<Deviation> deviations,
                List<ChangeEvent> changes,
                Instant onset) {
            Map<ServiceId, Double> score = new HashMap<>();
            for (Deviation d : deviations) {
                best(score, d.series().service(), Math.abs(d.zExpected()));
            }
            return Answer.byScore(score);
        }
    },
    /// The component with the largest step from just before the onset.
    MEAN_SHIFT("mean shift") {
        @Override
        Answer rank(
                Topology topology,
                List<Deviation> deviations,
                List<ChangeEvent> changes,
                Instant onset) {
            Map<ServiceId, Double> score = new HashMap<>();
            for (Deviation d : deviations) {
                best(score, d.series().service(), Math.abs(d.zBefore()));
            }
            return Answer.byScore(score);
        }
    },
    /// Anomalous components none of whose dependencies are anomalous, the loudest first; then the
    /// others.
    DEEPEST("deepest anomalous callee") {
        @Override
        Answer rank(
                Topology topology,
                List<Deviation> deviations,
                List<ChangeEvent> changes,
                Instant onset) {
            Map<ServiceId, Double> score = new HashMap<>();
            for (Deviation d : deviations) {
                boolean worse =
                        switch (d.series().signal()) {
                            case LATENCY, CLIENT_LATENCY, ERRORS, SATURATION, CPU, MEMORY ->
                                    d.z() > 0;
                            case AVAILABILITY -> d.z() < 0;
                            case TRAFFIC, CLIENT_ERRORS, DISK, CONNECTIONS, NETWORK, OTHER -> false;
                        };
                if (worse) {
                    best(score, d.series().service(), Math.abs(d.z()));
                }
            }
            Map<ServiceId, Double> anomalous = new HashMap<>();
            score.forEach((service, z) -> {
                if (z > ANOMALOUS) {
                    anomalous.put(
                            service, z + (deepest(topology, service, score) ? DEPTH_FIRST : 0));
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
        Answer rank(
                Topology topology,
                List<Deviation> deviations,
                List<ChangeEvent> changes,
                Instant onset) {
            List<ServiceId> loudest = LOUDEST.rank(topology, deviations, changes, onset).ranking();
            Set<ServiceId> seen = new HashSet<>();
            List<ServiceId> ranking =
                    changes.stream()
                            .filter(c -> !c.at().isAfter(onset.plusSeconds(60)))
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
            return new Answer(List.copyOf(ranking), Double.NaN);
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

    abstract Answer rank(
            Topology topology,
            List<Deviation> deviations,
            List<ChangeEvent> changes,
            Instant onset);

    private static void best(Map<ServiceId, Double> score, ServiceId service, double value) {
        if (!Double.isNaN(value)) {
            score.merge(service, value, Math::max);
        }
    }

    /// A ranking, and where the ranker says so, the probability that there is an incident at all.
    record Answer(List<ServiceId> ranking, double incident) {
        static Answer byScore(Map<ServiceId, Double> score) {
            return new Answer(
                    score.entrySet().stream()
                            .sorted(
                                    Map.Entry.<ServiceId, Double>comparingByValue()
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .map(Map.Entry::getKey)
                            .toList(),
                    Double.NaN);
        }
    }
}
