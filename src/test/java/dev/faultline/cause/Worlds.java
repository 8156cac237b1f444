package dev.faultline.cause;

import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;

/// The same numbers by summing over all own faults R and all ties A of a small network: no formula
/// of the program is used.
final class Worlds {
    final double[] fault;
    final double[] trouble;
    final double some;

    Worlds(CauseNetwork network, Evidence evidence) {
        int n = network.size();
        this.fault = new double[n];
        this.trouble = new double[n];
        double total = 0;
        double nobody = 0;
        int possible = ties(network);
        for (int r = 0; r < 1 << n; r++) {
            // All subsets of the ties that there are.
            for (int a = possible; a >= 0; a = a == 0 ? -1 : a - 1 & possible) {
                double weight = weight(network, evidence, r, a);
                int x = fixpoint(n, r, a);
                for (int i = 0; i < n; i++) {
                    weight *= likelihood(evidence.trouble(i), (x >> i & 1) != 0);
                }
                total += weight;
                nobody += r == 0 ? weight : 0;
                for (int i = 0; i < n; i++) {
                    fault[i] += (r >> i & 1) != 0 ? weight : 0;
                    trouble[i] += (x >> i & 1) != 0 ? weight : 0;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            fault[i] /= total - nobody;
            trouble[i] /= total - nobody;
        }
        this.some = 1 - nobody / total;
    }

    private static int ties(CauseNetwork network) {
        int ties = 0;
        for (int bit = 0; bit < network.size() * network.size(); bit++) {
            if (network.strength(bit / network.size(), bit % network.size()) > 0) {
                ties |= 1 << bit;
            }
        }
        return ties;
    }

    private static double weight(CauseNetwork network, Evidence evidence, int r, int a) {
        int n = network.size();
        double weight = 1;
        for (int i = 0; i < n; i++) {
            boolean own = (r >> i & 1) != 0;
            weight *= own ? network.leak(i) : 1 - network.leak(i);
            weight *= likelihood(evidence.fault(i), own);
            for (int j = 0; j < n; j++) {
                double w = network.strength(i, j);
                weight *= (a >> i * n + j & 1) != 0 ? w : 1 - w;
            }
        }
        return weight;
    }

    private static double likelihood(double logRatio, boolean holds) {
        if (logRatio == Double.POSITIVE_INFINITY) {
            return holds ? 1 : 0;
        }
        return holds ? Math.exp(logRatio) : 1;
    }

    private static int fixpoint(int n, int r, int a) {
        int x = r;
        for (int round = 0; round < n; round++) {
            for (int i = 0; i < n; i++) {
                if ((a >> i * n & x & (1 << n) - 1) != 0) {
                    x |= 1 << i;
                }
            }
        }
        return x;
    }
}
