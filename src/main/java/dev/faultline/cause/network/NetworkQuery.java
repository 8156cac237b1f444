package dev.faultline.cause.network;

import dev.faultline.cause.inference.JunctionTree;
import dev.faultline.cause.inference.JunctionTree.Factor;
import dev.faultline.cause.inference.Propagation;
import dev.faultline.cause.network.Findings.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What follows from findings on a plain network, exactly: all marginals and P(findings).
///
/// Variables of which the state is known are taken out of the tables first, which makes many a wide
/// network narrow.
public final class NetworkQuery {
    /// What came of a query.
    public sealed interface Answer {
        /// The answer.
        ///
        /// @param posterior by variable and state
        /// @param logEvidence ln of the findings' probability (of a Markov network: of the sum over
        ///   all states that agree with them)
        /// @param entries how many numbers the tables held
        @SuppressWarnings("ArrayRecordComponent") // numbers in bulk, read only
        record Posterior(double[][] posterior, double logEvidence, long entries)
                implements Answer {}

        /// The findings cannot all be true.
        ///
        /// @param findings some that cannot, and of which none can be left out; empty where the
        ///   network itself is impossible
        record Contradiction(List<Finding> findings) implements Answer {}

        /// The findings can all be true, but are so improbable together that the numbers vanish:
        /// likelihoods that differ by 1e300 and more speak against each other.
        record Vanished() implements Answer {}

        /// Not asked: no table was made.
        ///
        /// @param tree what it would have taken
        record TooWide(JunctionTree.Compiled.TooWide tree) implements Answer {}
    }

    private final DiscreteNetwork network;
    private final double[][] likelihood;

    /// By variable: its place among those left in the tables, −1 where its state is known.
    private final int[] place;

    private final int[] known;

    private NetworkQuery(DiscreteNetwork network, Findings findings) {
        this.network = network;
        int[] states = network.states();
        this.likelihood = new double[states.length][];
        for (int v = 0; v < states.length; v++) {
            likelihood[v] = new double[states[v]];
            Arrays.fill(likelihood[v], 1);
        }
        for (Finding finding : findings.all()) {
            for (int s = 0; s < finding.likelihood().length; s++) {
                likelihood[finding.variable()][s] *= finding.likelihood()[s];
            }
        }
        this.place = new int[states.length];
        this.known = new int[states.length];
        int left = 0;
        for (int v = 0; v < states.length; v++) {
            int possible = 0;
            for (int s = 0; s < states[v]; s++) {
                if (likelihood[v][s] > 0) {
                    known[v] = s;
                    possible++;
                }
            }
            place[v] = possible == 1 ? -1 : left++;
        }
    }

    /// Asks a network.
    public static Answer ask(
            DiscreteNetwork network, Findings findings, JunctionTree.Budget budget) {
        return new NetworkQuery(network, findings).ask(findings, budget);
    }

    private Answer ask(Findings findings, JunctionTree.Budget budget) {
        int[] states = network.states();
        int[] left = new int[(int) Arrays.stream(place).filter(p -> p >= 0).count()];
        for (int v = 0; v < states.length; v++) {
            if (place[v] >= 0) {
                left[place[v]] = v;
            }
        }
        int[] leftStates = Arrays.stream(left).map(v -> states[v]).toArray();
        List<Factor> factors = network.factors().stream().map(this::withoutKnown).toList();
        JunctionTree tree;
        switch (JunctionTree.compile(leftStates, factors, budget)) {
            case JunctionTree.Compiled.TooWide wide -> {
                return new Answer.TooWide(wide);
            }
            case JunctionTree.Compiled.Ready ready -> tree = ready.tree();
        }
        Propagation propagation = tree.propagation();
        double log = 0;
        for (int v = 0; v < states.length; v++) {
            if (place[v] >= 0) {
                propagation.weigh(place[v], likelihood[v]);
            } else {
                log += Math.log(likelihood[v][known[v]]);
            }
        }
        propagation.refresh();
        log += propagation.logNormaliser();
        if (log == Double.NEGATIVE_INFINITY) {
            return contradicting(network, findings, budget);
        }
        double[][] posterior = new double[states.length][];
        for (int v = 0; v < states.length; v++) {
            posterior[v] = new double[states[v]];
            for (int s = 0; s < states[v]; s++) {
                posterior[v][s] =
                        place[v] >= 0 ? propagation.marginal(place[v], s) : s == known[v] ? 1 : 0;
            }
        }
        return new Answer.Posterior(posterior, log, tree.entries());
    }

    /// The entries of a factor that agree with what is known, over the variables that are left.
    private Factor withoutKnown(Factor factor) {
        int[] states = network.states();
        int[] scope = Arrays.stream(factor.variables()).filter(v -> place[v] >= 0).toArray();
        if (scope.length == factor.variables().length) {
            return new Factor(Arrays.stream(scope).map(v -> place[v]).toArray(), factor.table());
        }
        int base = 0;
        int stride = 1;
        int size = 1;
        int[] strides = new int[scope.length];
        int k = 0;
        for (int v : factor.variables()) {
            if (place[v] < 0) {
                base += stride * known[v];
            } else {
                strides[k++] = stride;
                size *= states[v];
            }
            stride *= states[v];
        }
        double[] table = new double[size];
        for (int i = 0; i < size; i++) {
            int rest = i;
            int at = base;
            for (int j = 0; j < scope.length; j++) {
                at += rest % states[scope[j]] * strides[j];
                rest /= states[scope[j]];
            }
            table[i] = factor.table()[at];
        }
        return new Factor(Arrays.stream(scope).map(v -> place[v]).toArray(), table);
    }

    /// Findings that contradict each other, as few as stay when each is left out in turn that is
    /// not needed. Asked of the network's possible states alone, so that what is merely improbable
    /// does not count as impossible.
    private static Answer contradicting(
            DiscreteNetwork network, Findings findings, JunctionTree.Budget budget) {
        List<Factor> possible = new ArrayList<>();
        for (Factor factor : network.factors()) {
            possible.add(
                    new Factor(
                            factor.variables(),
                            Arrays.stream(factor.table()).map(Math::signum).toArray()));
        }
        List<Finding> kept = new ArrayList<>(findings.all());
        if (!(JunctionTree.compile(network.states(), possible, budget)
                instanceof JunctionTree.Compiled.Ready(JunctionTree tree))) {
            return new Answer.Contradiction(kept);
        }
        Propagation propagation = tree.propagation();
        weigh(propagation, network, kept);
        if (propagation.logNormaliser() > Double.NEGATIVE_INFINITY) {
            return new Answer.Vanished();
        }
        for (Finding finding : findings.all()) {
            List<Finding> fewer = new ArrayList<>(kept);
            fewer.remove(finding);
            weigh(propagation, network, fewer);
            if (propagation.logNormaliser() == Double.NEGATIVE_INFINITY) {
                kept = fewer;
            }
        }
        return new Answer.Contradiction(kept);
    }

    private static void weigh(
            Propagation propagation, DiscreteNetwork network, List<Finding> findings) {
        double[][] weights = new double[network.variables().size()][];
        for (int v = 0; v < weights.length; v++) {
            weights[v] = new double[network.variables().get(v).states().size()];
            Arrays.fill(weights[v], 1);
        }
        for (Finding finding : findings) {
            for (int s = 0; s < finding.likelihood().length; s++) {
                weights[finding.variable()][s] *= Math.signum(finding.likelihood()[s]);
            }
        }
        for (int v = 0; v < weights.length; v++) {
            propagation.weigh(v, weights[v]);
        }
    }
}
