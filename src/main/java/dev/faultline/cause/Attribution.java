package dev.faultline.cause;

import dev.faultline.cause.inference.Belief;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.cause.inference.Inference;
import dev.faultline.cause.inference.Posterior;
import dev.faultline.cause.inference.Reduction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/// Splits the log odds of one component among all that was measured, by Aumann–Shapley values: let
/// all log likelihood ratios grow together from 0 to what they are, e(α) = α·e; then the share of
/// ℓ_j is ℓ_j·∫ ∂logit P(R_t | e(α))/∂ℓ_j dα, and the shares sum to the whole without a rest
/// (Aumann & Shapley 1974; Sundararajan et al. 2017 as "integrated gradients"). The derivative
/// needs no differences: it is P(X_j | R_t, e) − P(X_j | ¬R_t, an incident, e). So two queries a
/// point give the shares of all pieces of evidence at once, however many there are, and none
/// depends on an order.
///
/// In a large network that is done for those who may be in trouble, given that the others are well.
/// Where even that is too wide for tables, each component's evidence is taken away in turn instead.
final class Attribution {
    /// In larger networks those that are hardly in trouble, less than so probably, are told
    /// together.
    private static final int WHOLE = 150;

    private static final double HARDLY = 0.01;

    /// Where answers are drawn at random, so many components are taken away one by one.
    private static final int ONE_BY_ONE = 24;

    /// The integral is good enough where the shares miss the whole by no more.
    private static final double GOOD_ENOUGH = 0.01;

    private static final int[] POINTS = {8, 16, 32};
    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

    private final Situation measured;
    private final int target;

    Attribution(Situation measured, int target) {
        this.measured = measured;
        this.target = target;
    }

    /// @param prior log odds before anything was seen
    /// @param seen log odds by all that was measured
    Shares shares(double prior, double seen) {
        Reduction reduction = Reduction.to(measured.network(), kept());
        Inference inference = Inference.of(reduction.network());
        int place = Arrays.binarySearch(reduction.kept(), target);
        int well = measured.size() - reduction.kept().length;
        try {
            double start = well == 0 ? prior : start(reduction, inference, place);
            Shares split = integrated(reduction, inference, place, seen - start);
            return new Shares(split.trouble, split.fault, well, start - prior);
        } catch (TooWide e) {
            return oneByOne(seen);
        }
    }

    /// Whom it is about: everybody where that is quick, else who may be in trouble.
    private int[] kept() {
        return IntStream.range(0, measured.size())
                .filter(i ->
                        measured.size() <= WHOLE
                                || i == target
                                || measured.posterior().trouble()[i] > HARDLY)
                .toArray();
    }

    /// The log odds once the others are known to be well.
    private static double start(Reduction reduction, Inference inference, int place)
            throws TooWide {
        Evidence evidence = reduction.evidence(Evidence.none(0), 0);
        Posterior posterior = asked(inference.begin(evidence));
        return Situation.logOdds(
                posterior.fault()[place], Situation.some(reduction.network(), evidence, posterior));
    }

    private static Shares none(int size) {
        return new Shares(new double[size], new double[size], 0, 0);
    }

    /// Such an answer would take seconds and be noise.
    private static final class TooWide extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static Posterior asked(Belief belief) throws TooWide {
        Posterior posterior = belief.posterior();
        if (posterior.exactness() instanceof Exactness.Sampled) {
            throw new TooWide();
        }
        return posterior;
    }

    /// By component: what each unit of the evidence on X and on R adds.
    ///
    /// @param well how many others are told together
    /// @param others what their being well adds
    @SuppressWarnings("ArrayRecordComponent")
    record Shares(double[] trouble, double[] fault, int well, double others) {
        double sum(Evidence evidence) {
            double sum = 0;
            for (int i = 0; i < trouble.length; i++) {
                sum += trouble[i] * evidence.trouble(i) + fault[i] * evidence.fault(i);
            }
            return sum;
        }
    }

    private Shares integrated(Reduction reduction, Inference inference, int place, double whole)
            throws TooWide {
        Shares shares = none(0);
        for (int points : POINTS) {
            shares = integrate(reduction, inference, place, points);
            if (Math.abs(shares.sum(measured.evidence()) - whole) <= GOOD_ENOUGH) {
                break;
            }
        }
        return shares;
    }

    private Shares integrate(Reduction reduction, Inference inference, int place, int points)
            throws TooWide {
        int n = measured.size();
        Shares shares = none(n);
        GaussIntegrator rule = GAUSS.legendre(points, 0, 1);
        double logNobody = reduction.network().logAllSound();
        for (int k = 0; k < points; k++) {
            Evidence partly = reduction.evidence(measured.evidence(), rule.getPoint(k));
            Belief belief = inference.begin(partly);
            belief.set(place, partly.trouble(place), Double.POSITIVE_INFINITY);
            Posterior with = asked(belief);
            belief.set(place, partly.trouble(place), Double.NEGATIVE_INFINITY);
            Posterior without = asked(belief);
            double some = -Math.expm1(logNobody - without.logEvidence());
            if (!with.possible() || !without.possible() || !(some > 1e-12)) {
                continue;
            }
            double weight = rule.getWeight(k);
            for (int i = 0; i < reduction.kept().length; i++) {
                double trouble = with.trouble()[i] - Math.min(1, without.trouble()[i] / some);
                double fault = with.fault()[i] - Math.min(1, without.fault()[i] / some);
                shares.trouble[reduction.kept()[i]] += weight * trouble;
                shares.fault[reduction.kept()[i]] += weight * fault;
            }
        }
        return shares;
    }

    /// What taking away all evidence of one component after the other changes: not a split, what
    /// overlaps is left over.
    private Shares oneByOne(double seen) {
        int n = measured.size();
        Shares shares = none(n);
        Evidence evidence = measured.evidence();
        Belief belief = measured.inference().begin(evidence);
        IntStream.range(0, n)
                .filter(i -> weight(i) != 0)
                .boxed()
                .sorted(
                        Comparator.comparingDouble((Integer i) ->
                                -weight(i) * (0.001 + measured.posterior().trouble()[i])))
                .limit(ONE_BY_ONE)
                .forEach(i -> {
                    belief.set(i, 0, 0);
                    double unit = (seen - measured.with(belief).logOdds(target)) / weight(i);
                    belief.set(i, evidence.trouble(i), evidence.fault(i));
                    shares.trouble[i] = unit * Math.signum(evidence.trouble(i));
                    shares.fault[i] = unit * Math.signum(evidence.fault(i));
                });
        return shares;
    }

    private double weight(int i) {
        return Math.abs(measured.evidence().trouble(i)) + Math.abs(measured.evidence().fault(i));
    }
}
