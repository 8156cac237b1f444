package dev.faultline.cause.inference;

import dev.faultline.topology.StrongComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A leaky noisy-OR network over `n` components: component `i` has a fault of its own, `R_i`, with
/// probability `leak[i]`; trouble of its dependency `j` reaches it with probability `w_ji`; and it
/// is in trouble, `X_i = R_i ∨ ⋁_j (X_j ∧ A_ji)`. On an acyclic graph that is P(X) = ∏ P(X_i |
/// Parents(X_i)) with 1 − P(X_i = 1 | pa) = (1−leak_i) ∏_{j∈pa, x_j=1} (1−w_ji) (Pearl 1988,
/// *Probabilistic Reasoning in Intelligent Systems*, §4.3.2, with Henrion's leak).
///
/// Immutable.
public final class CauseNetwork {
    private final int[][] parents;
    private final double[][] weights;
    private final double[] leak;

    /// @param parents indices of what each component depends on
    /// @param weights the probability, 0..1, that trouble of that dependency reaches the component
    /// @param leak the probability, 0..1, of a fault of its own
    /// @throws IllegalArgumentException where shapes or ranges are wrong
    public CauseNetwork(int[][] parents, double[][] weights, double[] leak) {
        int n = leak.length;
        if (parents.length != n || weights.length != n) {
            throw new IllegalArgumentException("parents, weights and leak differ in length");
        }
        this.parents = new int[n][];
        this.weights = new double[n][];
        this.leak = leak.clone();
        for (int i = 0; i < n; i++) {
            this.parents[i] = parents[i].clone();
            this.weights[i] = weights[i].clone();
            requireProbability("leak of component " + i, leak[i]);
            if (parents[i].length != weights[i].length) {
                throw new IllegalArgumentException(
                        "component " + i + " has other weights than parents");
            }
            for (int k = 0; k < parents[i].length; k++) {
                if (parents[i][k] < 0 || parents[i][k] >= n) {
                    throw new IllegalArgumentException(
                            "component " + i + " depends on no known component");
                }
                requireProbability("weight of an edge to component " + i, weights[i][k]);
            }
        }
    }

    public int size() {
        return leak.length;
    }

    /// How many dependencies component `i` has.
    public int parentCount(int i) {
        return parents[i].length;
    }

    /// The `k`-th dependency of component `i`.
    public int parent(int i, int k) {
        return parents[i][k];
    }

    /// P(trouble of the `k`-th dependency of component `i` reaches it).
    public double weight(int i, int k) {
        return weights[i][k];
    }

    /// P(component `i` has a fault of its own), before any finding.
    public double leak(int i) {
        return leak[i];
    }

    /// ln P(no component has a fault of its own).
    public double logAllSound() {
        double sum = 0;
        for (double p : leak) {
            sum += Math.log1p(-p);
        }
        return sum;
    }

    /// The components in groups that depend on each other in circles, most of them alone; each
    /// after those that it depends on.
    public List<int[]> cycles() {
        StrongComponents found = new Links(this).components;
        List<int[]> cycles = new ArrayList<>();
        int at = 0;
        for (int size : found.size()) {
            cycles.add(Arrays.copyOfRange(found.order(), at, at + size));
            at += size;
        }
        return cycles;
    }

    private static void requireProbability(String what, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(what + " is " + p + ", not a probability");
        }
    }

    /// How probably trouble of `parent` reaches `i`; 0 where `i` does not depend on it.
    public double strength(int i, int parent) {
        for (int k = 0; k < parents[i].length; k++) {
            if (parents[i][k] == parent) {
                return weights[i][k];
            }
        }
        return 0;
    }

    /// The same network with another strength of one dependency that it has.
    public CauseNetwork withStrength(int i, int parent, double w) {
        double[][] changed = weights.clone();
        changed[i] = weights[i].clone();
        for (int k = 0; k < parents[i].length; k++) {
            if (parents[i][k] == parent) {
                changed[i][k] = w;
            }
        }
        return new CauseNetwork(parents, changed, leak);
    }
}
