package dev.faultline.evaluation;

import dev.faultline.cause.CauseModel;
import dev.faultline.cause.Diagnostician;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Recalibration;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.evidence.EvidenceModel;
import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.evidence.NetworkBuilder;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.learning.TrainingSystem;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Component;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Labelled incidents as what strengths are learned from, and two versions of strengths compared on
/// labelled incidents before one is taken.
public final class StrengthTraining {
    /// What is less probable than this counts as this: one incident must not decide all.
    private static final double LEAST = 1e-6;

    private final CauseParameters parameters = CauseParameters.DEFAULT;
    private final Map<Topology, List<TrainingSystem.Incident>> incidents = new LinkedHashMap<>();

    /// Takes the incidents of a data set in; times without a fault teach nothing about faults and
    /// are left out.
    ///
    /// @param labelled whether the truth about their roots is used
    /// @throws IOException where a file cannot be read
    public void add(CaseSource source, boolean labelled) throws IOException {
        CaseDeviations meter = new CaseDeviations();
        EvidenceModel model = new EvidenceModel(parameters);
        source.walk(incident -> {
            if (incident.truth().fault()) {
                LabelledCase given = incident.at(incident.truth().onset());
                Topology topology = given.recording().topology();
                List<ComponentEvidence> seen =
                        model.of(
                                topology,
                                meter.of(given).deviations(),
                                given.recording().changes(),
                                given.onset());
                Optional<Set<Integer>> roots =
                        labelled
                                ? Optional.of(
                                        given.truth().roots().stream()
                                                .map(topology::indexOf)
                                                .filter(i -> i >= 0)
                                                .collect(Collectors.toSet()))
                                : Optional.empty();
                // A root that is not in the topology can't be learned from.
                if (roots.isEmpty() || !roots.get().isEmpty()) {
                    incidents
                            .computeIfAbsent(topology, t -> new ArrayList<>())
                            .add(new TrainingSystem.Incident(evidence(seen), roots));
                }
            }
        });
    }

    /// All that was taken in, by system.
    ///
    /// @param before the strengths to begin with
    public List<TrainingSystem> systems(LearnedStrengths before) {
        return incidents.entrySet().stream()
                .map(e ->
                        new TrainingSystem(
                                e.getKey().components().stream().map(Component::id).toList(),
                                new NetworkBuilder(parameters, before)
                                        .network(e.getKey(), List.of()),
                                e.getValue()))
                .toList();
    }

    private Evidence evidence(List<ComponentEvidence> seen) {
        return new Evidence(
                seen.stream().mapToDouble(e -> e.trouble(parameters)).toArray(),
                seen.stream().mapToDouble(e -> e.fault(parameters)).toArray());
    }

    /// How well one version answers.
    ///
    /// @param logScore the mean of ln P(cause) of the best placed true root; 0 is perfect
    public record Score(double logScore, double top1, double top3) {}

    /// Two versions on the same incidents.
    ///
    /// @param incidents with a fault
    /// @param better of how many the second one's log score is higher
    /// @param worse of how many it is lower
    public record Comparison(int incidents, Score first, Score second, int better, int worse) {}

    /// Ranks every incident with a fault by two versions.
    ///
    /// @throws IOException where a file cannot be read
    public static Comparison compare(
            List<CaseSource> sources, LearnedStrengths first, LearnedStrengths second)
            throws IOException {
        List<double[]> a = new ArrayList<>();
        List<double[]> b = new ArrayList<>();
        CaseDeviations meter = new CaseDeviations();
        for (CaseSource source : sources) {
            source.walk(incident -> {
                if (incident.truth().fault()) {
                    LabelledCase given = incident.at(incident.truth().onset());
                    List<Deviation> deviations = meter.of(given).deviations();
                    a.add(place(given, deviations, first));
                    b.add(place(given, deviations, second));
                }
            });
        }
        int better = 0;
        int worse = 0;
        for (int i = 0; i < a.size(); i++) {
            better += b.get(i)[0] > a.get(i)[0] ? 1 : 0;
            worse += b.get(i)[0] < a.get(i)[0] ? 1 : 0;
        }
        return new Comparison(a.size(), score(a), score(b), better, worse);
    }

    /// The log score of the best placed true root, and its place from 1.
    private static double[] place(
            LabelledCase given, List<Deviation> deviations, LearnedStrengths learned) {
        List<RankedCause> causes =
                new Diagnostician(
                                new CauseModel(
                                        CauseParameters.DEFAULT, learned, Recalibration.DEFAULT))
                        .diagnose(
                                given.recording().topology(),
                                deviations,
                                given.recording().changes(),
                                given.onset())
                        .ranking()
                        .causes();
        for (RankedCause cause : causes) {
            if (given.truth().roots().contains(cause.service())) {
                return new double[] {Math.log(Math.max(cause.cause(), LEAST)), cause.rank()};
            }
        }
        return new double[] {Math.log(LEAST), Double.POSITIVE_INFINITY};
    }

    private static Score score(List<double[]> places) {
        return new Score(
                places.stream().mapToDouble(p -> p[0]).average().orElse(Double.NaN),
                places.stream().mapToDouble(p -> p[1] <= 1 ? 1 : 0).average().orElse(Double.NaN),
                places.stream().mapToDouble(p -> p[1] <= 3 ? 1 : 0).average().orElse(Double.NaN));
    }
}
