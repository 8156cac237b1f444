package dev.faultline.cause.learning;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Inference;
import dev.faultline.cause.inference.Posterior;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Expectations for networks that are too wide for a [PassageTree]: the posteriors are taken for
/// the states themselves, so x_i·x_j·w/p is expected to have passed from j to i, p = 1 − (1−r_i)
/// ∏_k (1 − w_k·x_k) (METHODS-cause §4 with soft states). Blind to what hangs together beyond its
/// marginals.
final class SoftPassages implements Passages {
    private final CauseNetwork shape;
    private final int[][] parents;
    private final boolean[][] learns;
    private double[][] w = {};
    private @Nullable Inference inference;
    private Posterior posterior;

    SoftPassages(CauseNetwork shape) {
        this.shape = shape;
        int n = shape.size();
        this.parents = new int[n][];
        this.learns = new boolean[n][];
        int[] group = new int[n];
        int number = 0;
        for (int[] cycle : shape.cycles()) {
            for (int i : cycle) {
                group[i] = number;
            }
            number++;
        }
        for (int i = 0; i < n; i++) {
            parents[i] = new int[shape.parentCount(i)];
            learns[i] = new boolean[parents[i].length];
            for (int k = 0; k < parents[i].length; k++) {
                parents[i][k] = shape.parent(i, k);
                learns[i][k] = group[parents[i][k]] != group[i];
            }
        }
        this.posterior = Inference.of(shape).query(Evidence.none(n));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // new numbers come in a new array
    public double take(
            Evidence seen, Optional<Set<Integer>> roots, double[] lambda, double[][] strengths) {
        Inference known = inference;
        if (known == null || w != strengths) {
            known = Inference.of(new CauseNetwork(parents, strengths, lambda));
            inference = known;
            w = strengths;
        }
        int n = shape.size();
        double[] trouble = new double[n];
        double[] fault = new double[n];
        double log = 0;
        for (int i = 0; i < n; i++) {
            trouble[i] = seen.trouble(i);
            fault[i] = seen.fault(i);
            if (roots.isPresent()) {
                boolean root = roots.get().contains(i);
                fault[i] = root ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            // As a tree has it: the larger of two likelihoods is 1.
            log -= Double.isInfinite(trouble[i]) ? 0 : Math.max(trouble[i], 0);
            log -= Double.isInfinite(fault[i]) ? 0 : Math.max(fault[i], 0);
        }
        posterior = known.query(new Evidence(trouble, fault));
        return posterior.possible() ? log + posterior.logEvidence() : Double.NEGATIVE_INFINITY;
    }

    @Override
    public boolean learns(int i, int k) {
        return learns[i][k];
    }

    @Override
    public double fault(int i) {
        return posterior.fault()[i];
    }

    @Override
    public double active(int i, int k) {
        return posterior.trouble()[parents[i][k]];
    }

    @Override
    public double passed(int i, int k, double strength) {
        double spared = 1 - posterior.fault()[i];
        for (int j = 0; j < parents[i].length; j++) {
            spared *= 1 - w[i][j] * posterior.trouble()[parents[i][j]];
        }
        double x = posterior.trouble()[i] * active(i, k);
        return spared < 1 ? Math.min(x, x * strength / (1 - spared)) : 0;
    }
}
