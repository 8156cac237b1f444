package dev.faultline.cause.inference;

/// Posteriors by going through every combination of own faults and passing edges: the definition
/// itself, for networks of few components.
final class Enumeration {
    final double[] trouble;
    final double[] fault;
    final double[] bySet;
    final double logEvidence;

    Enumeration(CauseNetwork network, Evidence evidence) {
        int n = network.size();
        int edges = 0;
        for (int i = 0; i < n; i++) {
            edges += network.parentCount(i);
        }
        trouble = new double[n];
        fault = new double[n];
        bySet = new double[1 << n];
        double total = 0;
        for (int r = 0; r < 1 << n; r++) {
            double ofFaults = 1;
            for (int i = 0; i < n; i++) {
                boolean own = (r >> i & 1) != 0;
                ofFaults *= own ? network.leak(i) : 1 - network.leak(i);
                ofFaults *= weight(evidence.fault(i), own);
            }
            for (long a = 0; ofFaults > 0 && a < 1L << edges; a++) {
                double p = ofFaults;
                int e = 0;
                for (int i = 0; i < n; i++) {
                    for (int k = 0; k < network.parentCount(i); k++) {
                        double w = network.weight(i, k);
                        p *= (a >> e++ & 1) != 0 ? w : 1 - w;
                    }
                }
                int x = p > 0 ? fixpoint(network, r, a) : 0;
                for (int i = 0; i < n; i++) {
                    p *= weight(evidence.trouble(i), (x >> i & 1) != 0);
                }
                total += p;
                bySet[r] += p;
                for (int i = 0; i < n; i++) {
                    trouble[i] += (x >> i & 1) != 0 ? p : 0;
                    fault[i] += (r >> i & 1) != 0 ? p : 0;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            trouble[i] /= total;
            fault[i] /= total;
        }
        for (int r = 0; r < 1 << n; r++) {
            bySet[r] /= total;
        }
        logEvidence = Math.log(total);
    }

    private static double weight(double logRatio, boolean one) {
        if (logRatio == Double.POSITIVE_INFINITY) {
            return one ? 1 : 0;
        }
        return one ? Math.exp(logRatio) : 1;
    }

    private static int fixpoint(CauseNetwork network, int r, long a) {
        int x = r;
        while (true) {
            int next = x;
            int e = 0;
            for (int i = 0; i < network.size(); i++) {
                for (int k = 0; k < network.parentCount(i); k++) {
                    if ((a >> e++ & 1) != 0 && (x >> network.parent(i, k) & 1) != 0) {
                        next |= 1 << i;
                    }
                }
            }
            if (next == x) {
                return x;
            }
            x = next;
        }
    }
}
