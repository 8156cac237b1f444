package dev.faultline.cause.inference;

import java.util.Arrays;

/// Some components of a network given that all others are well, which is exact: a dependant that is
/// well speaks against trouble of what it depends on.
///
/// @param kept their places in the whole network, ascending; here they are counted from 0
/// @param network the kept components with the dependencies among them
/// @param well ln of the evidence on X that the others' being well amounts to, by kept component
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, read only
public record Reduction(int[] kept, CauseNetwork network, double[] well) {
    /// Keeps these.
    ///
    /// @param kept places, ascending
    public static Reduction to(CauseNetwork whole, int[] kept) {
        int m = kept.length;
        int[][] parents = new int[m][];
        double[][] weights = new double[m][];
        double[] leak = new double[m];
        double[] well = new double[m];
        for (int k = 0; k < m; k++) {
            leak[k] = whole.leak(kept[k]);
        }
        for (int i = 0; i < whole.size(); i++) {
            int place = Arrays.binarySearch(kept, i);
            int count = 0;
            int[] to = new int[whole.parentCount(i)];
            double[] w = new double[to.length];
            for (int k = 0; k < to.length; k++) {
                int parent = Arrays.binarySearch(kept, whole.parent(i, k));
                if (parent >= 0 && place >= 0) {
                    to[count] = parent;
                    w[count++] = whole.weight(i, k);
                } else if (parent >= 0) {
                    well[parent] += Math.log1p(-whole.weight(i, k));
                }
            }
            if (place >= 0) {
                parents[place] = Arrays.copyOf(to, count);
                weights[place] = Arrays.copyOf(w, count);
            }
        }
        return new Reduction(kept, new CauseNetwork(parents, weights, leak), well);
    }

    /// What is known of the kept components: that the others are well, and `by` times the log
    /// ratios of what was seen in the whole network.
    public Evidence evidence(Evidence seen, double by) {
        double[] trouble = well.clone();
        double[] fault = new double[kept.length];
        for (int k = 0; k < kept.length; k++) {
            if (by != 0) {
                boolean certain = seen.trouble(kept[k]) == Double.POSITIVE_INFINITY;
                trouble[k] =
                        certain ? seen.trouble(kept[k]) : trouble[k] + by * seen.trouble(kept[k]);
                fault[k] = by * seen.fault(kept[k]);
            }
        }
        return new Evidence(trouble, fault);
    }
}
