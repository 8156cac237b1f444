package dev.faultline.cause;

import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.Explanation.Relation;
import dev.faultline.cause.Explanation.Rival;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Posterior;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/// Words why: the split of what was measured by [Attribution], what persons said after that, in the
/// order in which they said it, each pin by what it changed when it was made, and who competes.
final class Explainer {
    /// So many parts are told one by one at most, the largest ones.
    private static final int TOLD = 60;

    /// Of the integral over what one component's own series say.
    private static final int POINTS = 8;

    /// A rival is told where its being the cause moves P(cause) by so much.
    private static final double WORTH_NAMING = 0.02;

    private static final int RIVALS = 5;

    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

    private final Situation measured;
    private final Findings findings;
    private final Topology topology;
    private final CauseParameters p;

    Explainer(Situation measured, Findings findings) {
        this.measured = measured;
        this.findings = findings;
        this.topology = measured.topology();
        this.p = measured.parameters();
    }

    Explanation explain(int target) {
        Situation now = findings.situation();
        double prior = measured.with(Evidence.none(measured.size())).logOdds(target);
        double seen = measured.logOdds(target);
        Set<Integer> up = reachable(target, true);
        Set<Integer> down = reachable(target, false);
        List<Part> parts = told(target, prior, seen, up, down);
        double before = seen;
        for (int k = 0; k < findings.holding().size(); k++) {
            double after = findings.after(k + 1).logOdds(target);
            parts.add(new Part.Pinned(findings.holding().get(k), after - before));
            before = after;
        }
        double full = now.logOdds(target);
        if (now.recalibrated(target) != 0) {
            parts.add(new Part.Recalibrated(now.recalibrated(target)));
            full += now.recalibrated(target);
        }
        double told = parts.stream().mapToDouble(Part::contribution).sum();
        parts.add(new Part.Remainder(full - told));
        return new Explanation(measured.name(target), parts, rivals(now, target, up, down), full);
    }

    /// The prior and what was measured.
    private List<Part> told(
            int target, double prior, double seen, Set<Integer> up, Set<Integer> down) {
        Attribution.Shares shares = new Attribution(measured, target).shares(prior, seen);
        List<Part> parts = new ArrayList<>();
        own(target, shares, parts);
        Evidence evidence = measured.evidence();
        for (int other = 0; other < measured.size(); other++) {
            double share =
                    shares.trouble()[other] * evidence.trouble(other)
                            + shares.fault()[other] * evidence.fault(other);
            if (other != target && share != 0) {
                parts.add(
                        new Part.Neighbour(
                                measured.name(other),
                                relation(other, up, down),
                                evidence.trouble(other) + evidence.fault(other),
                                share));
            }
        }
        parts.sort(Comparator.comparingDouble((Part part) -> -Math.abs(part.contribution())));
        parts.subList(Math.min(TOLD, parts.size()), parts.size()).clear();
        if (shares.well() > 0) {
            parts.addFirst(new Part.Well(shares.well(), shares.others()));
        }
        parts.addFirst(new Part.Prior(prior));
        return parts;
    }

    /// The component's own series and change, each by what it adds to the component's ratio.
    private void own(int target, Attribution.Shares shares, List<Part> parts) {
        ComponentEvidence all = measured.seen().get(target);
        double[] trouble = bySignal(all.withoutChange(), e -> e.trouble(p));
        double[] fault = bySignal(all.withoutChange(), e -> e.fault(p));
        for (int k = 0; k < trouble.length; k++) {
            parts.add(
                    new Part.Own(
                            all.signals().get(k),
                            shares.trouble()[target] * trouble[k]
                                    + shares.fault()[target] * fault[k]));
        }
        all.change()
                .ifPresent(change ->
                        parts.add(
                                new Part.Changed(
                                        change,
                                        shares.fault()[target]
                                                * (all.fault(p) - all.withoutChange().fault(p)))));
    }

    /// What each series adds to its component's ratio, by the same rule as above: series that count
    /// as one share what they say.
    private static double[] bySignal(
            ComponentEvidence all, ToDoubleFunction<ComponentEvidence> ratio) {
        int m = all.signals().size();
        double[] shares = new double[m];
        double whole = ratio.applyAsDouble(all);
        GaussIntegrator rule = GAUSS.legendre(POINTS, 0, 1);
        double step = 1e-4;
        for (int k = 0; k < m; k++) {
            for (int q = 0; q < POINTS; q++) {
                double at = rule.getPoint(q);
                double more = ratio.applyAsDouble(scaled(all, at, k, step));
                double less = ratio.applyAsDouble(scaled(all, at, k, -step));
                shares[k] += rule.getWeight(q) * (more - less) / (2 * step);
            }
        }
        double sum = 0;
        double size = 0;
        for (double share : shares) {
            sum += share;
            size += Math.abs(share);
        }
        for (int k = 0; k < m && size > 0; k++) {
            // Kinks (a loudest series, a clip) make the integral inexact: shared out by size.
            shares[k] += (whole - sum) * Math.abs(shares[k]) / size;
        }
        return shares;
    }

    private static ComponentEvidence scaled(
            ComponentEvidence all, double by, int changed, double step) {
        List<SignalEvidence> signals = new ArrayList<>();
        for (int k = 0; k < all.signals().size(); k++) {
            SignalEvidence s = all.signals().get(k);
            double factor = k == changed ? by + step : by;
            signals.add(new SignalEvidence(s.deviation(), factor * s.logBayes(), s.ofOwnFault()));
        }
        return new ComponentEvidence(signals, all.change(), all.changeBonus());
    }

    private List<Rival> rivals(Situation now, int target, Set<Integer> up, Set<Integer> down) {
        List<Rival> rivals = new ArrayList<>();
        double own = now.cause(target);
        if (own <= 0 || own >= 1) {
            return rivals;
        }
        Evidence evidence = now.evidence();
        Posterior given =
                now.inference()
                        .query(
                                evidence.with(
                                        target,
                                        evidence.trouble(target),
                                        Double.POSITIVE_INFINITY));
        for (int i = 0; i < now.size(); i++) {
            double itself = now.cause(i);
            if (i == target || itself <= 0 || itself >= 1) {
                continue;
            }
            double both = own * given.fault()[i];
            double ifCause = Math.min(1, both / itself);
            double ifNot = Math.clamp((own - both) / (1 - itself), 0, 1);
            // What its guilt matters here: how far knowing it would move this one on average.
            double moves = itself * Math.abs(ifCause - own) + (1 - itself) * Math.abs(ifNot - own);
            if (moves >= WORTH_NAMING) {
                rivals.add(
                        new Rival(
                                now.name(i),
                                relation(i, up, down),
                                now.shown(itself),
                                now.shown(ifCause),
                                now.shown(ifNot)));
            }
        }
        rivals.sort(
                Comparator.comparingDouble((Rival r) ->
                        -r.itself() * (1 - r.itself()) * Math.abs(r.ifCause() - r.ifNot())));
        return rivals.subList(0, Math.min(RIVALS, rivals.size()));
    }

    private static Relation relation(int other, Set<Integer> up, Set<Integer> down) {
        return up.contains(other)
                ? Relation.DEPENDANT
                : down.contains(other) ? Relation.DEPENDENCY : Relation.OTHER;
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
