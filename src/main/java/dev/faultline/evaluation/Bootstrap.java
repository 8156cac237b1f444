package dev.faultline.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Intervals of a share by the bootstrap over clusters: cases with the same root are no independent
/// witnesses, so whole roots are drawn, not cases.
///
/// @see "Field, Welsh (2007): Bootstrapping clustered data"
public final class Bootstrap {
    private static final int DRAWS = 2000;

    /// Fixed: the same cases always give the same interval.
    private static final long SEED = 20261123;

    private Bootstrap() {}

    /// The middle 95 % of what might as well have come out.
    ///
    /// @param low 2.5 % quantile, `NaN` of nothing
    /// @param high 97.5 % quantile, `NaN` of nothing
    public record Interval(double low, double high) {}

    /// Cases of one root.
    ///
    /// @param hits how many of them count
    /// @param n how many there are
    record Cluster(int hits, int n) {
        Cluster plus(Cluster other) {
            return new Cluster(hits + other.hits, n + other.n);
        }
    }

    /// The interval of Σ hits / Σ n.
    static Interval of(Stream<Map.Entry<String, Boolean>> cases) {
        Map<String, Cluster> byRoot = new TreeMap<>();
        cases.forEach(
                c -> byRoot.merge(c.getKey(), new Cluster(c.getValue() ? 1 : 0, 1), Cluster::plus));
        Cluster[] clusters = byRoot.values().toArray(Cluster[]::new);
        if (clusters.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        Random random = new Random(SEED);
        double[] shares = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int hits = 0;
            int n = 0;
            for (int i = 0; i < clusters.length; i++) {
                Cluster drawn = clusters[random.nextInt(clusters.length)];
                hits += drawn.hits;
                n += drawn.n;
            }
            shares[draw] = (double) hits / n;
        }
        Arrays.sort(shares);
        return new Interval(shares[DRAWS / 40], shares[DRAWS - 1 - DRAWS / 40]);
    }
}
