package dev.faultline.cause;

import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.evidence.EvidenceModel;
import dev.faultline.cause.evidence.NetworkBuilder;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.cause.inference.Inference;
import dev.faultline.cause.inference.Posterior;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// From deviations to a [Diagnosis]: evidence, network, posterior, ranking. Pure: the same input
/// gives the same diagnosis, and looking again at the same minutes raises no belief.
public final class Diagnostician {
    /// Sets of causes are searched among so many of the most probable components.
    private static final int JOINT_CANDIDATES = 6;

    private static final int JOINT_SHOWN = 10;

    /// A set is at most as probable as its least probable member: below, none is looked for.
    private static final double JOINT_WORTH = 0.005;

    private final CauseParameters p;
    private final EvidenceModel evidenceModel;

    public Diagnostician(CauseParameters parameters) {
        this.p = parameters;
        this.evidenceModel = new EvidenceModel(parameters);
    }

    /// Diagnoses one moment.
    ///
    /// @param deviations how far each series is from normal since the onset
    /// @param changes all changes known by now
    /// @param onset when what is going on began, or the start of the last minutes where nothing is
    public Diagnosis diagnose(
            Topology topology,
            List<Deviation> deviations,
            List<ChangeEvent> changes,
            Instant onset) {
        if (topology.size() == 0) {
            Ranking nobody =
                    new Ranking(p.incidentPrior(), List.of(), List.of(), new Exactness.Exact());
            return new Diagnosis(
                    nobody, Map.of(), service -> new Explanation(service, List.of(), 0));
        }
        List<ComponentEvidence> seen = evidenceModel.of(topology, deviations, changes, onset);
        CauseNetwork network = new NetworkBuilder(p).network(topology, deviations);
        Inference inference = Inference.of(network);
        Evidence evidence = evidence(seen);
        Posterior posterior = inference.query(evidence);
        Conditional given = new Conditional(network, posterior, p.incidentPrior());
        Ranking ranking = rank(topology, inference, evidence, posterior, given);
        Map<ServiceId, List<SignalEvidence>> byService = new HashMap<>();
        for (int i = 0; i < topology.size(); i++) {
            byService.put(topology.component(i).id(), seen.get(i).signals());
        }
        Explainer explainer = new Explainer(topology, network, inference, seen, evidence, p);
        return new Diagnosis(ranking, byService, explainer::explain);
    }

    /// Posterior numbers given that an incident is going on: that at least one component has a
    /// fault.
    ///
    /// @param incident P(an incident | evidence): π·L/(π·L + 1−π), where L is the evidence's ratio
    ///   of "at least one fault" against "none"
    /// @param some P(at least one fault | evidence) under the network's own priors, the divisor
    record Conditional(double incident, double some) {
        Conditional(CauseNetwork network, Posterior posterior, double prior) {
            this(incident(network, posterior, prior), some(network, posterior));
        }

        static double some(CauseNetwork network, Posterior posterior) {
            return -Math.expm1(network.logAllSound() - posterior.logEvidence());
        }

        private static double incident(CauseNetwork network, Posterior posterior, double prior) {
            double logSome = posterior.logEvidence() + Math.log(some(network, posterior));
            double logRatio = logSome - Math.log(-Math.expm1(network.logAllSound()));
            double logOdds = Math.log(prior) - Math.log1p(-prior) + logRatio;
            return 1 / (1 + Math.exp(-logOdds));
        }

        double cause(double fault) {
            return Math.min(1, fault / some);
        }
    }

    private Evidence evidence(List<ComponentEvidence> seen) {
        double[] trouble = seen.stream().mapToDouble(e -> e.trouble(p)).toArray();
        double[] fault = seen.stream().mapToDouble(e -> e.fault(p)).toArray();
        return new Evidence(trouble, fault);
    }

    private static Ranking rank(
            Topology topology,
            Inference inference,
            Evidence evidence,
            Posterior posterior,
            Conditional given) {
        record Candidate(int component, double cause, double trouble) {}
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < topology.size(); i++) {
            double trouble = given.incident() * given.cause(posterior.trouble()[i]);
            candidates.add(new Candidate(i, given.cause(posterior.fault()[i]), trouble));
        }
        candidates.sort(
                Comparator.comparingDouble((Candidate c) -> -c.cause)
                        .thenComparing(c -> topology.component(c.component).id()));
        List<RankedCause> causes = new ArrayList<>();
        for (Candidate c : candidates) {
            causes.add(
                    new RankedCause(
                            causes.size() + 1,
                            topology.component(c.component).id(),
                            c.cause,
                            c.trouble));
        }
        int[] top =
                candidates.stream()
                        .limit(JOINT_CANDIDATES)
                        .filter(c -> c.cause >= JOINT_WORTH)
                        .mapToInt(Candidate::component)
                        .toArray();
        List<JointCause> joint = joint(topology, inference, evidence, posterior, given, top);
        return new Ranking(given.incident(), causes, joint, posterior.exactness());
    }

    /// The most probable sets of one to three of the `top` components.
    private static List<JointCause> joint(
            Topology topology,
            Inference inference,
            Evidence evidence,
            Posterior posterior,
            Conditional given,
            int[] top) {
        List<JointCause> joint = new ArrayList<>();
        for (int bits = 1; bits < 1 << top.length; bits++) {
            if (Integer.bitCount(bits) > 3) {
                continue;
            }
            int chosen = bits;
            int[] set =
                    IntStream.range(0, top.length)
                            .filter(k -> (chosen >> k & 1) != 0)
                            .map(k -> top[k])
                            .toArray();
            List<ServiceId> names =
                    IntStream.of(set).mapToObj(i -> topology.component(i).id()).toList();
            joint.add(
                    new JointCause(
                            names, given.cause(inference.exactly(evidence, posterior, set))));
        }
        joint.sort(Comparator.comparingDouble(JointCause::probability).reversed());
        return List.copyOf(joint.subList(0, Math.min(JOINT_SHOWN, joint.size())));
    }
}
