package dev.faultline.cause;

import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.Explanation.Relation;
import dev.faultline.cause.Explanation.Rival;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.Belief;
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

/// Splits the log odds of one component among all that was seen, by Aumann–Shapley values: let all
/// log likelihood ratios grow together from 0 to what they are, e(α) = α·e; then the share of ℓ_j
/// is ℓ_j·∫ ∂logit P(R_t | e(α))/∂ℓ_j dα, and the shares sum to the whole without a rest (Aumann &
/// Shapley 1974; Sundararajan et al. 2017 as "integrated gradients"). The derivative needs no
/// differences: it is P(X_j | R_t, e) − P(X_j | ¬R_t, an incident, e). So two queries a point give
/// the shares of all pieces of evidence at once, however many there are, and none depends on an
/// order.
///
/// What persons said comes after that, in the order in which they said it: each pin is what it
/// changed when it was made.
final class Explainer {
    /// Parts that move the log odds by less are not told one by one.
    private static final double WORTH_TELLING = 0.005;

    /// The integral is good enough where the shares miss the whole by no more.
    private static final double GOOD_ENOUGH = 0.01;

    private static final int[] POINTS = {8, 16, 32};

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
        List<Part> parts = new ArrayList<>();
        Shares shares = shares(target, seen - prior);
        own(target, shares, parts);
        Set<Integer> up = reachable(target, true);
        Set<Integer> down = reachable(target, false);
        Evidence evidence = measured.evidence();
        for (int other = 0; other < measured.size(); other++) {
            double share =
                    shares.trouble[other] * evidence.trouble(other)
                            + shares.fault[other] * evidence.fault(other);
            if (other != target && share != 0) {
                parts.add(
                        new Part.Neighbour(
                                measured.name(other),
                                relation(other, up, down),
                                evidence.trouble(other) + evidence.fault(other),
                                share));
            }
        }
        parts.removeIf(part -> !(Math.abs(part.contribution()) >= WORTH_TELLING));
        parts.sort(Comparator.comparingDouble((Part part) -> -Math.abs(part.contribution())));
        parts.addFirst(new Part.Prior(prior));
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

    /// By component: ∫ ∂logit/∂ℓ dα, for the evidence on X and on R.
    @SuppressWarnings("ArrayRecordComponent")
    private record Shares(double[] trouble, double[] fault) {
        double sum(Evidence evidence) {
            double sum = 0;
            for (int i = 0; i < trouble.length; i++) {
                sum += trouble[i] * evidence.trouble(i) + fault[i] * evidence.fault(i);
            }
            return sum;
        }
    }

    private Shares shares(int target, double whole) {
        Shares shares = new Shares(new double[measured.size()], new double[measured.size()]);
        for (int points : POINTS) {
            shares = integrate(target, points);
            if (Math.abs(shares.sum(measured.evidence()) - whole) <= GOOD_ENOUGH) {
                break;
            }
        }
        return shares;
    }

    private Shares integrate(int target, int points) {
        int n = measured.size();
        Shares shares = new Shares(new double[n], new double[n]);
        GaussIntegrator rule = GAUSS.legendre(points, 0, 1);
        double logNobody = measured.network().logAllSound();
        for (int k = 0; k < points; k++) {
            Evidence partly = scaled(measured.evidence(), rule.getPoint(k));
            Belief belief = measured.inference().begin(partly);
            belief.set(target, partly.trouble(target), Double.POSITIVE_INFINITY);
            Posterior with = belief.posterior();
            belief.set(target, partly.trouble(target), Double.NEGATIVE_INFINITY);
            Posterior without = belief.posterior();
            double some = -Math.expm1(logNobody - without.logEvidence());
            if (!with.possible() || !without.possible() || !(some > 1e-12)) {
                continue;
            }
            double weight = rule.getWeight(k);
            for (int i = 0; i < n; i++) {
                double trouble = with.trouble()[i] - Math.min(1, without.trouble()[i] / some);
                double fault = with.fault()[i] - Math.min(1, without.fault()[i] / some);
                shares.trouble[i] += weight * trouble;
                shares.fault[i] += weight * fault;
            }
        }
        return shares;
    }

    private static Evidence scaled(Evidence evidence, double by) {
        double[] trouble = new double[evidence.size()];
        double[] fault = new double[evidence.size()];
        for (int i = 0; i < trouble.length; i++) {
            trouble[i] = by * evidence.trouble(i);
            fault[i] = by * evidence.fault(i);
        }
        return new Evidence(trouble, fault);
    }

    /// The component's own series and change, each by what it adds to the component's ratio.
    private void own(int target, Shares shares, List<Part> parts) {
        ComponentEvidence all = measured.seen().get(target);
        double[] trouble = bySignal(all.withoutChange(), e -> e.trouble(p));
        double[] fault = bySignal(all.withoutChange(), e -> e.fault(p));
        for (int k = 0; k < trouble.length; k++) {
            parts.add(
                    new Part.Own(
                            all.signals().get(k),
                            shares.trouble[target] * trouble[k] + shares.fault[target] * fault[k]));
        }
        all.change()
                .ifPresent(change ->
                        parts.add(
                                new Part.Changed(
                                        change,
                                        shares.fault[target]
                                                * (all.fault(p) - all.withoutChange().fault(p)))));
    }

    /// What each series adds to its component's ratio, by the same rule as above: series that count
    /// as one share what they say.
    private static double[] bySignal(
            ComponentEvidence all, ToDoubleFunction<ComponentEvidence> ratio) {
        int m = all.signals().size();
        double[] shares = new double[m];
        double whole = ratio.applyAsDouble(all);
        GaussIntegrator rule = GAUSS.legendre(POINTS[0], 0, 1);
        double step = 1e-4;
        for (int k = 0; k < m; k++) {
            for (int q = 0; q < POINTS[0]; q++) {
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
                rivals.add(new Rival(now.name(i), relation(i, up, down), itself, ifCause, ifNot));
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
