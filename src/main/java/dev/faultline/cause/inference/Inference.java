package dev.faultline.cause.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Answers queries on one [CauseNetwork] exactly, by a junction tree over the OR-chains z_0 = R_i,
/// z_k = z_{k−1} ∨ (X_{p_k} ∧ A_k), X_i = z_m, which keeps every table small however many
/// dependencies a component has (Heckerman & Breese 1996, *Causal independence for probability
/// assessment and inference*).
///
/// Compiled once a network; queries are independent and may run on any thread.
public final class Inference {
    /// Tables up to half a million numbers (4 MB): a query takes some 10 ms.
    public static final long DEFAULT_MAX_ENTRIES = 1L << 19;

    private final CauseNetwork network;
    private final OrChains chains;
    private final JunctionTree tree;
    private Exactness exactness = new Exactness.Exact();

    private Inference(CauseNetwork network, OrChains chains, JunctionTree tree) {
        this.network = network;
        this.chains = chains;
        this.tree = tree;
    }

    /// Compiles a network; always possible, [#exactness()] says at what price.
    public static Inference of(CauseNetwork network) {
        List<AcyclicEdges.Edge> all = new ArrayList<>();
        for (int i = 0; i < network.size(); i++) {
            for (int k = 0; k < network.parentCount(i); k++) {
                all.add(new AcyclicEdges.Edge(i, network.parent(i, k), network.weight(i, k)));
            }
        }
        List<AcyclicEdges.Edge> edges = new ArrayList<>(AcyclicEdges.of(network.size(), all));
        int cycles = all.size() - edges.size();
        edges.sort(Comparator.comparingDouble(AcyclicEdges.Edge::weight).reversed());
        int acyclic = edges.size();
        while (true) {
            Optional<Inference> inference = compile(network.with(edges), DEFAULT_MAX_ENTRIES);
            if (inference.isPresent()) {
                int tooWide = acyclic - edges.size();
                inference.get().exactness =
                        cycles + tooWide == 0
                                ? new Exactness.Exact()
                                : new Exactness.EdgesCut(cycles, tooWide);
                return inference.get();
            }
            // Too wide for exact tables: do without the weakest tenth of the dependencies.
            edges = edges.subList(0, edges.size() * 9 / 10);
        }
    }

    /// How far the answers may be from what the network means.
    public Exactness exactness() {
        return exactness;
    }

    /// Compiles a network.
    ///
    /// @param maxEntries how many numbers the tables may hold
    /// @return nothing where they would hold more
    public static Optional<Inference> compile(CauseNetwork network, long maxEntries) {
        OrChains chains = OrChains.of(network);
        return JunctionTree.compile(chains.variableCount, chains.factors, maxEntries)
                .map(tree -> new Inference(network, chains, tree));
    }

    /// How many numbers the tables of a query hold.
    public long entries() {
        return tree.entries();
    }

    /// Everything believed given `evidence`.
    public Posterior query(Evidence evidence) {
        Weights weights = new Weights(evidence);
        JunctionTree.Marginals marginals = tree.marginals(weights.zero, weights.one);
        int n = network.size();
        double[] trouble = new double[n];
        double[] fault = new double[n];
        for (int i = 0; i < n; i++) {
            trouble[i] = marginals.one()[chains.trouble[i]];
            fault[i] = marginals.one()[chains.ownFault[i]];
        }
        return new Posterior(
                trouble, fault, marginals.logNormaliser() + weights.logScale, exactness);
    }

    /// A belief to be changed finding by finding.
    public Belief begin(Evidence evidence) {
        return new Belief(this, evidence);
    }

    /// Which findings contradict each other: the components of a set of findings that can't all be
    /// true, while they can without any one of them. Empty where `evidence` is possible.
    public int[] contradiction(Evidence evidence) {
        if (query(evidence).possible()) {
            return new int[0];
        }
        Evidence left = evidence;
        for (int i = 0; i < network.size(); i++) {
            if (left.trouble(i) != 0 || left.fault(i) != 0) {
                Evidence without = left.with(i, 0, 0);
                if (!query(without).possible()) {
                    left = without;
                }
            }
        }
        Evidence minimal = left;
        return IntStream.range(0, network.size())
                .filter(i -> minimal.trouble(i) != 0 || minimal.fault(i) != 0)
                .toArray();
    }

    /// P(exactly the components of `faulty` have a fault of their own | evidence).
    ///
    /// @param posterior the answer to [#query(Evidence)] for the same evidence
    public double exactly(Evidence evidence, Posterior posterior, int... faulty) {
        double logPrior = 0;
        boolean[] chosen = new boolean[network.size()];
        for (int i : faulty) {
            chosen[i] = true;
        }
        double logFault = 0;
        for (int i = 0; i < network.size(); i++) {
            logPrior += chosen[i] ? Math.log(network.leak(i)) : Math.log1p(-network.leak(i));
            if (chosen[i]) {
                logFault += evidence.fault(i);
            }
        }
        // With every R given, its prior and its evidence are constants: clamp R and put them back.
        Weights weights = new Weights(evidence.withExactly(faulty));
        for (int i = 0; i < network.size(); i++) {
            weights.zero[chains.ownFault[i]] = chosen[i] ? 0 : 1;
            weights.one[chains.ownFault[i]] = chosen[i] ? 1 : 0;
            if (chains.trouble[i] == chains.ownFault[i]) {
                weights.trouble(i, evidence.trouble(i));
            }
        }
        double log = tree.logNormaliser(weights.zero, weights.one) + weights.troubleScale;
        return Math.exp(log + logPrior + logFault - posterior.logEvidence());
    }

    /// One weight pair a variable, scaled so that the larger of a likelihood pair is 1.
    private final class Weights {
        final double[] zero = new double[chains.variableCount];
        final double[] one = new double[chains.variableCount];
        double logScale;
        double troubleScale;

        Weights(Evidence evidence) {
            Arrays.fill(zero, 1);
            Arrays.fill(one, 1);
            for (int i = 0; i < network.size(); i++) {
                zero[chains.ownFault[i]] = 1 - network.leak(i);
                one[chains.ownFault[i]] = network.leak(i);
                logScale += times(chains.ownFault[i], evidence.fault(i));
                troubleScale += times(chains.trouble[i], evidence.trouble(i));
            }
            logScale += troubleScale;
        }

        void trouble(int i, double logRatio) {
            times(chains.trouble[i], logRatio);
        }

        /// Multiplies a likelihood ratio in; returns the log of what was divided out.
        private double times(int variable, double logRatio) {
            if (logRatio > 0) {
                zero[variable] *= Math.exp(-logRatio);
                return logRatio == Double.POSITIVE_INFINITY ? 0 : logRatio;
            }
            one[variable] *= Math.exp(logRatio);
            return 0;
        }
    }

    /// The network as binary variables and factors of at most three variables.
    private static final class OrChains {
        final int variableCount;
        final List<JunctionTree.Factor> factors;
        final int[] ownFault;
        final int[] trouble;

        private OrChains(
                int variableCount,
                List<JunctionTree.Factor> factors,
                int[] ownFault,
                int[] trouble) {
            this.variableCount = variableCount;
            this.factors = factors;
            this.ownFault = ownFault;
            this.trouble = trouble;
        }

        static OrChains of(CauseNetwork network) {
            int n = network.size();
            int[] ownFault = new int[n];
            int[] trouble = new int[n];
            int next = 0;
            for (int i = 0; i < n; i++) {
                ownFault[i] = next;
                // The chain's links follow its own fault; the last one is X_i.
                next += network.parentCount(i) + 1;
                trouble[i] = next - 1;
            }
            int[] dependants = new int[n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < network.parentCount(i); k++) {
                    dependants[network.parent(i, k)]++;
                }
            }
            List<JunctionTree.Factor> factors = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                int link = ownFault[i];
                for (int k : hubsFirst(network, i, dependants)) {
                    factors.add(
                            link(
                                    link,
                                    trouble[network.parent(i, k)],
                                    ++link,
                                    network.weight(i, k)));
                }
            }
            return new OrChains(next, factors, ownFault, trouble);
        }

        /// The places of a component's dependencies, the most shared ones first: chains that meet
        /// the hubs early make narrower trees (measured: 119,000 entries instead of 130,000 on the
        /// bank of 36 components, 6.3 instead of 9.3 million on one of 64).
        private static int[] hubsFirst(CauseNetwork network, int i, int[] dependants) {
            return IntStream.range(0, network.parentCount(i))
                    .boxed()
                    .sorted(Comparator.comparingInt(k -> -dependants[network.parent(i, k)]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        /// P(after | before, cause) of after = before ∨ (cause ∧ A), P(A) = w.
        private static JunctionTree.Factor link(int before, int cause, int after, double w) {
            int[] variables = {before, cause, after};
            Arrays.sort(variables);
            int beforeBit = 1 << Arrays.binarySearch(variables, before);
            int causeBit = 1 << Arrays.binarySearch(variables, cause);
            int afterBit = 1 << Arrays.binarySearch(variables, after);
            double[] table = new double[8];
            for (int index = 0; index < 8; index++) {
                double one = (index & beforeBit) != 0 ? 1 : (index & causeBit) != 0 ? w : 0;
                table[index] = (index & afterBit) != 0 ? one : 1 - one;
            }
            return new JunctionTree.Factor(variables, table);
        }
    }
}
