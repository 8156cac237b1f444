package dev.faultline.cause.inference;

import java.util.Arrays;
import java.util.Optional;

/// What would be if one component were held healthy, given what was seen of the world in which
/// nobody held it: asked of a [TwinNetwork].
///
/// Where that would be too large, components that are hardly in doubt are taken to be as they
/// probably are, in trouble or well: what that may change is the tolerance.
public final class Intervention {
    /// Below this probability of being otherwise a component is taken to be as it probably is; the
    /// next value where the tree is still too large.
    private static final double[] IN_NO_DOUBT = {
        0, 1e-5, 1e-4, 1e-3, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5
    };

    /// Larger networks than this are never asked whole: that takes seconds for next to nothing.
    private static final int WHOLE = 200;

    private static final double IN_LARGE = 1e-3;

    private Intervention() {}

    /// The answer.
    ///
    /// @param before P(X_i = 1 | e), by the same tree
    /// @param after P(X′_i = 1 | e), with the component held
    /// @param tolerance how far one of them may be off: P(somebody is not as was taken | e), or how
    ///   far `before` is from the posterior where that is more
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(double[] before, double[] after, double tolerance) {}

    /// Holds one component healthy.
    ///
    /// @param inference of that network
    /// @param posterior its answer to the evidence
    public static Outcome hold(
            CauseNetwork network,
            Inference inference,
            Evidence evidence,
            Posterior posterior,
            int held) {
        for (double doubt : IN_NO_DOUBT) {
            if (network.size() > WHOLE && doubt < IN_LARGE) {
                continue;
            }
            Taken taken = Taken.of(posterior.trouble(), doubt, held);
            Optional<Outcome> answer = answer(network, evidence, taken, held);
            if (answer.isPresent()) {
                double wrong = taken.wrong(inference, evidence, posterior);
                return checked(answer.get(), posterior, wrong);
            }
        }
        // Not even a tree of what is surely in trouble fits: nothing can be said.
        return new Outcome(posterior.trouble(), posterior.trouble(), 1);
    }

    private static Outcome checked(Outcome answer, Posterior posterior, double wrong) {
        double off = wrong;
        for (int i = 0; i < answer.before.length; i++) {
            double difference = Math.abs(answer.before[i] - posterior.trouble()[i]);
            // Rounding is no tolerance.
            off = Math.max(off, difference < 1e-9 ? 0 : difference);
        }
        return new Outcome(answer.before, answer.after, Math.min(1, off));
    }

    /// Who is taken to be well and left out, and who is taken to be in trouble.
    @SuppressWarnings("ArrayRecordComponent")
    private record Taken(int[] kept, boolean[] troubled) {
        static Taken of(double[] trouble, double doubt, int held) {
            int[] kept = new int[trouble.length];
            boolean[] troubled = new boolean[trouble.length];
            int count = 0;
            for (int i = 0; i < trouble.length; i++) {
                troubled[i] = doubt > 0 && trouble[i] > 1 - doubt;
                if (i == held || trouble[i] >= doubt) {
                    kept[count++] = i;
                }
            }
            return new Taken(Arrays.copyOf(kept, count), troubled);
        }

        /// P(somebody is not as was taken | e).
        double wrong(Inference inference, Evidence evidence, Posterior posterior) {
            int n = troubled.length;
            double[] trouble = new double[n];
            double[] fault = new double[n];
            Arrays.fill(trouble, Double.NEGATIVE_INFINITY);
            double log = -posterior.logEvidence();
            for (int i : kept) {
                boolean certain = troubled[i] && Double.isFinite(evidence.trouble(i));
                // What is certain weighs 1 and no longer what was measured: that is put back.
                log += certain ? evidence.trouble(i) : 0;
                trouble[i] = certain ? Double.POSITIVE_INFINITY : evidence.trouble(i);
            }
            boolean nothing = kept.length == n;
            for (int i = 0; i < n; i++) {
                fault[i] = evidence.fault(i);
                nothing &= !troubled[i];
            }
            if (nothing) {
                return 0;
            }
            Posterior as = inference.query(new Evidence(trouble, fault));
            return as.possible() ? Math.clamp(-Math.expm1(log + as.logEvidence()), 0, 1) : 1;
        }
    }

    /// Asks about the kept components given that all others are well.
    private static Optional<Outcome> answer(
            CauseNetwork network, Evidence evidence, Taken taken, int held) {
        int[] kept = taken.kept;
        Reduction reduced = Reduction.to(network, kept);
        boolean[] troubled = new boolean[kept.length];
        for (int k = 0; k < kept.length; k++) {
            troubled[k] = taken.troubled[kept[k]];
        }
        return new TwinNetwork(
                        reduced.network(),
                        reduced.evidence(evidence, 1),
                        troubled,
                        Arrays.binarySearch(kept, held))
                .answer()
                .map(of -> {
                    double[] before = new double[network.size()];
                    double[] after = new double[network.size()];
                    for (int k = 0; k < kept.length; k++) {
                        before[kept[k]] = of.before[k];
                        after[kept[k]] = of.after[k];
                    }
                    return new Outcome(before, after, 0);
                });
    }
}
