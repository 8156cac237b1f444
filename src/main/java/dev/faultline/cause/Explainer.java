package dev.faultline.cause;

import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.Explanation.Relation;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Inference;
import dev.faultline.cause.inference.Posterior;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Explains a posterior by asking again without each piece of evidence: its contribution is logit
/// P(R_i | e) − logit P(R_i | e∖e_j). Such contributions overlap, so what they leave over is a part
/// of its own; with it the sum is the posterior's log odds.
final class Explainer {
    /// Parts that move the log odds by less are not told one by one.
    private static final double WORTH_TELLING = 0.02;

    private final Topology topology;
    private final CauseNetwork network;
    private final Inference inference;
    private final List<ComponentEvidence> seen;
    private final Evidence evidence;
    private final CauseParameters p;

    Explainer(
            Topology topology,
            CauseNetwork network,
            Inference inference,
            List<ComponentEvidence> seen,
            Evidence evidence,
            CauseParameters p) {
        this.topology = topology;
        this.network = network;
        this.inference = inference;
        this.seen = seen;
        this.evidence = evidence;
        this.p = p;
    }

    /// @throws IllegalArgumentException where the topology has no such component
    Explanation explain(ServiceId service) {
        int target = topology.indexOf(service);
        if (target < 0) {
            throw new IllegalArgumentException(service + " is not in the topology");
        }
        double full = logOdds(evidence, target);
        double prior = logOdds(Evidence.none(network.size()), target);
        List<Part> parts = new ArrayList<>();
        ComponentEvidence own = seen.get(target);
        for (SignalEvidence signal : own.signals()) {
            if (signal.logBayes() != 0) {
                parts.add(
                        new Part.Own(
                                signal, full - logOdds(with(target, own.without(signal)), target)));
            }
        }
        own.change()
                .ifPresent(change ->
                        parts.add(
                                new Part.Changed(
                                        change,
                                        full
                                                - logOdds(
                                                        with(target, own.withoutChange()),
                                                        target))));
        Set<Integer> up = reachable(target, true);
        Set<Integer> down = reachable(target, false);
        for (int other = 0; other < network.size(); other++) {
            double logBayes = evidence.trouble(other) + evidence.fault(other);
            if (other != target && (evidence.trouble(other) != 0 || evidence.fault(other) != 0)) {
                Relation relation =
                        up.contains(other)
                                ? Relation.DEPENDANT
                                : down.contains(other) ? Relation.DEPENDENCY : Relation.OTHER;
                double contribution = full - logOdds(evidence.with(other, 0, 0), target);
                parts.add(
                        new Part.Neighbour(
                                topology.component(other).id(), relation, logBayes, contribution));
            }
        }
        parts.removeIf(part -> Math.abs(part.contribution()) < WORTH_TELLING);
        parts.sort(Comparator.comparingDouble((Part part) -> -Math.abs(part.contribution())));
        parts.addFirst(new Part.Prior(prior));
        double told = parts.stream().mapToDouble(Part::contribution).sum();
        parts.add(new Part.Remainder(full - told));
        return new Explanation(service, parts, full);
    }

    private Evidence with(int component, ComponentEvidence replaced) {
        return evidence.with(component, replaced.trouble(p), replaced.fault(p));
    }

    private double logOdds(Evidence given, int target) {
        Posterior posterior = inference.query(given);
        double some = Diagnostician.Conditional.some(network, posterior);
        double fault = posterior.fault()[target];
        // some − fault is P(somebody else alone): kept away from 0, where a certain cause has
        // infinite odds.
        return Math.log(Math.max(fault, 1e-15)) - Math.log(Math.max(some - fault, 1e-15));
    }

    private Set<Integer> reachable(int from, boolean dependants) {
        Set<Integer> found = new HashSet<>();
        List<Integer> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            int node = open.removeLast();
            for (int next :
                    dependants ? topology.dependantsOf(node) : topology.dependenciesOf(node)) {
                if (found.add(next)) {
                    open.add(next);
                }
            }
        }
        found.remove(from);
        return found;
    }
}
