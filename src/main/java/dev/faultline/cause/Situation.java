package dev.faultline.cause;

import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.inference.Belief;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.cause.inference.Inference;
import dev.faultline.cause.inference.Posterior;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What one moment's evidence comes to: network, evidence and posterior, and the numbers that are
/// shown, which are given that an incident is going on: that at least one component has a fault.
/// Immutable; components are indexed as in the topology.
///
/// Over 300 lines: all that is derived from one moment shares its arrays.
final class Situation {
    /// Sets of causes are searched among so many of the most probable components.
    private static final int JOINT_CANDIDATES = 6;

    private static final int JOINT_MEMBERS = 3;
    private static final int JOINT_SHOWN = 10;

    /// A set is at most as probable as its least probable member: below, none is looked for.
    private static final double JOINT_WORTH = 0.005;

    /// Where P(at least one fault | evidence) is below, it is rounding.
    private static final double NOBODY = 1e-13;

    private final Topology topology;
    private final CauseParameters parameters;
    private final Recalibration recalibration;
    private final CauseNetwork network;
    private final Inference inference;
    private final List<ComponentEvidence> seen;
    private final Evidence evidence;
    private final Posterior posterior;
    private final double some;

    private Situation(
            Topology topology,
            CauseParameters parameters,
            Recalibration recalibration,
            CauseNetwork network,
            Inference inference,
            List<ComponentEvidence> seen,
            Evidence evidence,
            Posterior posterior) {
        this.topology = topology;
        this.parameters = parameters;
        this.recalibration = recalibration;
        this.network = network;
        this.inference = inference;
        this.seen = List.copyOf(seen);
        this.evidence = evidence;
        this.posterior = posterior;
        this.some = some(network, evidence, posterior);
    }

    /// What the measurements come to.
    ///
    /// @param seen the evidence of each component
    static Situation measured(
            Topology topology,
            CauseParameters parameters,
            Recalibration recalibration,
            CauseNetwork network,
            List<ComponentEvidence> seen) {
        double[] trouble = seen.stream().mapToDouble(e -> e.trouble(parameters)).toArray();
        double[] fault = seen.stream().mapToDouble(e -> e.fault(parameters)).toArray();
        Inference inference = Inference.of(network);
        Evidence evidence = new Evidence(trouble, fault);
        Posterior posterior =
                topology.size() == 0
                        ? new Posterior(trouble, fault, 0, new Exactness.Exact())
                        : inference.query(evidence);
        return new Situation(
                topology, parameters, recalibration, network, inference, seen, evidence, posterior);
    }

    /// The same network with other evidence.
    Situation with(Evidence other) {
        return new Situation(
                topology,
                parameters,
                recalibration,
                network,
                inference,
                seen,
                other,
                inference.query(other));
    }

    /// The same network as a belief that was begun from it now has it.
    Situation with(Belief belief) {
        return new Situation(
                topology,
                parameters,
                recalibration,
                network,
                inference,
                seen,
                belief.evidence(),
                belief.posterior());
    }

    /// The same evidence in another network of the same components.
    Situation with(CauseNetwork other) {
        Inference its = Inference.of(other);
        return new Situation(
                topology,
                parameters,
                recalibration,
                other,
                its,
                seen,
                evidence,
                its.query(evidence));
    }

    Topology topology() {
        return topology;
    }

    CauseParameters parameters() {
        return parameters;
    }

    CauseNetwork network() {
        return network;
    }

    Inference inference() {
        return inference;
    }

    /// What was measured of each component.
    List<ComponentEvidence> seen() {
        return seen;
    }

    Evidence evidence() {
        return evidence;
    }

    Posterior posterior() {
        return posterior;
    }

    int size() {
        return topology.size();
    }

    ServiceId name(int i) {
        return topology.component(i).id();
    }

    /// Whether the evidence can all be true.
    boolean possible() {
        return posterior.possible() && !Double.isNaN(posterior.logEvidence());
    }

    /// P(at least one fault | evidence) under the network's own priors, the divisor.
    double some() {
        return some;
    }

    /// Whether anybody can be a cause at all.
    boolean anybody() {
        return some > NOBODY;
    }

    /// [#cause(int)] as it is shown: recalibrated. The order stays.
    double shown(int i) {
        return shown(cause(i));
    }

    /// Any P(cause) that the network gives, as it is shown.
    double shown(double cause) {
        return recalibration.apply(cause);
    }

    /// What the recalibration adds to log odds; nothing to what is certain.
    double recalibrated(int i) {
        double cause = cause(i);
        return cause <= 0 || cause >= 1 ? 0 : recalibration.logOdds(logOdds(i)) - logOdds(i);
    }

    /// P(own fault of `i` | evidence, an incident), as the network has it.
    double cause(int i) {
        return anybody() ? Math.min(1, posterior.fault()[i] / some) : 0;
    }

    /// P(`i` in trouble | evidence, an incident).
    double troubleGivenIncident(int i) {
        return anybody() ? Math.min(1, posterior.trouble()[i] / some) : 0;
    }

    /// ln of the odds of [#cause(int)], bounded where it is certain.
    double logOdds(int i) {
        return logOdds(posterior.fault()[i], some);
    }

    /// ln of the odds of a fault given some fault.
    static double logOdds(double fault, double some) {
        return Math.log(Math.max(fault, 1e-15)) - Math.log(Math.max(some - fault, 1e-15));
    }

    static double some(CauseNetwork network, Evidence evidence, Posterior posterior) {
        for (int i = 0; i < evidence.size(); i++) {
            if (evidence.trouble(i) == Double.POSITIVE_INFINITY
                    || evidence.fault(i) == Double.POSITIVE_INFINITY) {
                return 1;
            }
        }
        return Math.max(0, -Math.expm1(network.logAllSound() - posterior.logEvidence()));
    }

    /// P(an incident | evidence): π·L/(π·L + 1−π), where L is the evidence's ratio of "at least one
    /// fault" against "none".
    double incident() {
        double prior = parameters.incidentPrior();
        double somePrior = -Math.expm1(network.logAllSound());
        if (somePrior == 0) {
            return prior;
        }
        if (!anybody()) {
            return 0;
        }
        if (some == 1) {
            return 1;
        }
        double logRatio = posterior.logEvidence() + Math.log(some) - Math.log(somePrior);
        double logOdds = Math.log(prior) - Math.log1p(-prior) + logRatio;
        return 1 / (1 + Math.exp(-logOdds));
    }

    /// Places by [#cause(int)], the most probable first, ties by name.
    int[] order() {
        return IntStream.range(0, size())
                .boxed()
                .sorted(
                        Comparator.comparingDouble((Integer i) -> -cause(i))
                                .thenComparing(this::name))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// The place of the most probable cause.
    ///
    /// @return -1 where there is no component
    int first() {
        int best = -1;
        for (int i = 0; i < size(); i++) {
            if (best < 0
                    || cause(i) > cause(best)
                    || (cause(i) == cause(best) && name(i).compareTo(name(best)) < 0)) {
                best = i;
            }
        }
        return best;
    }

    Ranking ranking() {
        double incident = incident();
        List<RankedCause> causes = new ArrayList<>();
        for (int i : order()) {
            causes.add(
                    new RankedCause(
                            causes.size() + 1,
                            name(i),
                            shown(i),
                            incident * troubleGivenIncident(i)));
        }
        return new Ranking(incident, causes, posterior.exactness());
    }

    /// The most probable sets of one to three of the most probable components, at most ten. A set
    /// is at most as probable as its least probable member, so that not all need be asked for; it
    /// still costs ten times the ranking.
    List<JointCause> joint() {
        int[] top =
                IntStream.of(order())
                        .limit(JOINT_CANDIDATES)
                        .filter(i -> cause(i) >= JOINT_WORTH)
                        .toArray();
        @SuppressWarnings("ArrayRecordComponent")
        record Candidate(int[] set, double most) {}
        List<Candidate> candidates = new ArrayList<>();
        for (int bits = 1; bits < 1 << top.length; bits++) {
            int chosen = bits;
            int[] set =
                    IntStream.range(0, top.length)
                            .filter(k -> (chosen >> k & 1) != 0)
                            .map(k -> top[k])
                            .toArray();
            if (set.length <= JOINT_MEMBERS) {
                double most = IntStream.of(set).mapToDouble(this::shown).min().orElse(0);
                candidates.add(new Candidate(set, most));
            }
        }
        candidates.sort(Comparator.comparingDouble((Candidate c) -> -c.most));
        List<JointCause> joint = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (joint.size() >= JOINT_SHOWN
                    && candidate.most <= joint.get(JOINT_SHOWN - 1).probability()) {
                break;
            }
            List<ServiceId> names = IntStream.of(candidate.set).mapToObj(this::name).toList();
            joint.add(
                    new JointCause(
                            names,
                            recalibration.apply(
                                    Math.min(
                                            1,
                                            inference.exactly(evidence, posterior, candidate.set)
                                                    / some))));
            joint.sort(Comparator.comparingDouble(JointCause::probability).reversed());
        }
        return List.copyOf(joint.subList(0, Math.min(JOINT_SHOWN, joint.size())));
    }
}
