package dev.faultline.cause.inference;

import java.util.Arrays;
import java.util.Random;

/// Posteriors by a Markov chain over own faults R and passing edges A of the components in doubt,
/// trouble following as their least fixpoint: for cores too wide for tables and cycles too long for
/// a [CycleBlock]. Gibbs steps on each R and A, and Metropolis steps that move a fault from one
/// component to another, which single flips can't where evidence is strong. Four chains from
/// different starts; the half width is that of a 95 % interval by batch means or by the spread of
/// the chains, whichever says more (Gelman & Rubin 1992 compare the same two).
///
/// From a fixed seed: the same network and evidence give the same answer. Certain findings weigh as
/// e^±60.
///
/// Longer than others: state, steps and estimate share the same arrays.
final class FaultSampling {
    private static final int CHAINS = 4;
    private static final int SWEEPS_A_BATCH = 50;
    private static final int FIRST_BATCHES = 12;
    private static final int MAX_BATCHES = 48;
    private static final double CLOSE_ENOUGH = 0.02;
    private static final double CERTAIN = 60;

    private final int size;
    private final int[] in;
    private final int[] out;
    private final int[] outEdge;
    private final int[] edgeFrom;
    private final int[] edgeTo;
    private final double[] weight;
    private final double[] leak;
    private final double[] ratio;
    private final double[] proposal;

    // The state: own faults, passing edges, and who is in trouble.
    private final boolean[] own;
    private final boolean[] passes;
    private boolean[] troubled;
    private boolean[] other;
    private int[] reached;
    private int reachedCount;
    private int[] otherReached;
    private int otherCount;
    private final int[] rank;
    private final int[] grown;
    private final boolean[] isGrown;
    private int grownCount;
    private double likelihood;
    private double spreadLikelihood;
    private double grownLikelihood;
    private final int[] faults;
    private final int[] faultPlace;
    private int faultCount;
    private Random random = new Random(1);

    private final double[][] troubleMeans;
    private final double[][] faultMeans;
    private int batches;

    /// What was drawn.
    ///
    /// @param trouble by member
    /// @param fault P(z_0): an own fault, or trouble through a dependency outside
    @SuppressWarnings("ArrayRecordComponent")
    record Result(double[] trouble, double[] fault, int draws, double halfWidth) {}

    /// @param members who is in doubt: frozen in `messages`
    FaultSampling(LoopyMessages messages, int[] members) {
        Links links = messages.links;
        size = members.length;
        int[] place = new int[links.nodes];
        Arrays.fill(place, -1);
        for (int a = 0; a < size; a++) {
            place[members[a]] = a;
        }
        in = new int[size + 1];
        out = new int[size + 1];
        int[] from = new int[links.edges];
        int[] to = new int[links.edges];
        double[] w = new double[links.edges];
        int count = 0;
        leak = new double[size];
        ratio = new double[size];
        proposal = new double[size];
        double sum = 0;
        for (int a = 0; a < size; a++) {
            int i = members[a];
            for (int e = links.in[i]; e < links.in[i + 1]; e++) {
                if (place[links.parent[e]] >= 0) {
                    from[count] = place[links.parent[e]];
                    to[count] = a;
                    w[count++] = links.weight[e];
                    out[place[links.parent[e]] + 1]++;
                }
            }
            in[a + 1] = count;
            leak[a] = messages.foldedLeak(i);
            ratio[a] = Math.clamp(messages.ratio[i] + messages.foldedRatio(i), -CERTAIN, CERTAIN);
            sum += Math.max(messages.fault(i), 0.1 / size);
            proposal[a] = sum;
        }
        edgeFrom = Arrays.copyOf(from, count);
        edgeTo = Arrays.copyOf(to, count);
        weight = Arrays.copyOf(w, count);
        for (int a = 0; a < size; a++) {
            out[a + 1] += out[a];
        }
        outEdge = new int[count];
        int[] at = out.clone();
        for (int e = 0; e < count; e++) {
            outEdge[at[edgeFrom[e]]++] = e;
        }
        own = new boolean[size];
        passes = new boolean[count];
        troubled = new boolean[size];
        other = new boolean[size];
        reached = new int[size];
        otherReached = new int[size];
        rank = new int[size];
        grown = new int[size];
        isGrown = new boolean[size];
        faults = new int[size];
        faultPlace = new int[size];
        troubleMeans = new double[CHAINS * MAX_BATCHES][];
        faultMeans = new double[CHAINS * MAX_BATCHES][];
    }

    Result draw() {
        boolean[][] owns = new boolean[CHAINS][];
        boolean[][] edges = new boolean[CHAINS][];
        Random[] randoms = new Random[CHAINS];
        for (int c = 0; c < CHAINS; c++) {
            randoms[c] = new Random(1 + c);
        }
        int target = FIRST_BATCHES;
        while (true) {
            for (int c = 0; c < CHAINS; c++) {
                random = randoms[c];
                if (batches == 0) {
                    start(c);
                    sweeps(target * SWEEPS_A_BATCH / 4, new double[size], new double[size]);
                } else {
                    resume(owns[c], edges[c]);
                }
                for (int b = batches; b < target; b++) {
                    double[] trouble = new double[size];
                    double[] fault = new double[size];
                    sweeps(SWEEPS_A_BATCH, trouble, fault);
                    troubleMeans[c * MAX_BATCHES + b] = trouble;
                    faultMeans[c * MAX_BATCHES + b] = fault;
                }
                owns[c] = own.clone();
                edges[c] = passes.clone();
            }
            batches = target;
            double halfWidth = Math.max(halfWidth(troubleMeans), halfWidth(faultMeans));
            if (halfWidth <= CLOSE_ENOUGH || batches == MAX_BATCHES) {
                return new Result(
                        mean(troubleMeans),
                        mean(faultMeans),
                        CHAINS * batches * SWEEPS_A_BATCH,
                        halfWidth);
            }
            target = Math.min(MAX_BATCHES, 2 * batches);
        }
    }

    /// Chains begin with a fault in every suspect, in half of them, in a quarter, in an eighth.
    private void start(int chain) {
        Arrays.fill(own, false);
        faultCount = 0;
        for (int a = 0; a < size; a++) {
            if (ratio[a] > 0 && random.nextInt(1 << chain) == 0 && leak[a] > 0) {
                setOwn(a, true);
            }
        }
        for (int e = 0; e < passes.length; e++) {
            passes[e] = random.nextDouble() < weight[e];
        }
        spread(-1, -1);
        keepSpread();
    }

    private void resume(boolean[] owns, boolean[] edges) {
        Arrays.fill(own, false);
        faultCount = 0;
        for (int a = 0; a < size; a++) {
            if (owns[a]) {
                setOwn(a, true);
            }
        }
        System.arraycopy(edges, 0, passes, 0, passes.length);
        spread(-1, -1);
        keepSpread();
    }

    private void sweeps(int count, double[] trouble, double[] fault) {
        for (int s = 0; s < count; s++) {
            for (int a = 0; a < size; a++) {
                fault[a] += flipFault(a) / count;
            }
            for (int e = 0; e < passes.length; e++) {
                flipEdge(e);
            }
            for (int k = 2 * faultCount + 4; k > 0 && faultCount > 0; k--) {
                moveFault();
            }
            for (int k = 0; k < reachedCount; k++) {
                trouble[reached[k]] += 1.0 / count;
            }
        }
    }

    /// A Gibbs step on one component's own fault. Returns the probability that was drawn with.
    private double flipFault(int a) {
        boolean was = own[a];
        double change = 0; // of the log likelihood, from no own fault to one
        boolean moves = true;
        if (was && !supported(a, -1)) {
            change = likelihood - spread(a, -1);
        } else if (!was && !troubled[a]) {
            change = grow(a);
        } else {
            moves = false;
        }
        double p = logistic(Math.log(leak[a] / (1 - leak[a])) + change);
        boolean now = random.nextDouble() < p;
        if (now != was) {
            setOwn(a, now);
            if (moves && now) {
                keepGrown();
            } else if (moves) {
                keepSpread();
            }
        }
        return p;
    }

    /// A Gibbs step on one edge.
    private void flipEdge(int e) {
        int to = edgeTo[e];
        boolean was = passes[e];
        boolean moves =
                troubled[edgeFrom[e]] && (was ? !own[to] && !supported(to, e) : !troubled[to]);
        if (!moves) {
            passes[e] = random.nextDouble() < weight[e];
            return;
        }
        double change;
        if (was) {
            passes[e] = false;
            change = likelihood - spread(-1, -1);
            passes[e] = true;
        } else {
            change = grow(to);
        }
        double p = logistic(Math.log(weight[e] / (1 - weight[e])) + change);
        passes[e] = random.nextDouble() < p;
        if (passes[e] && !was) {
            keepGrown();
        } else if (was && !passes[e]) {
            keepSpread();
        }
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /// Whether trouble reaches a component in trouble by another edge, surely: from somebody whom
    /// it reached before.
    private boolean supported(int a, int except) {
        for (int e = in[a]; e < in[a + 1]; e++) {
            int from = edgeFrom[e];
            if (e != except && passes[e] && troubled[from] && rank[from] < rank[a]) {
                return true;
            }
        }
        return false;
    }

    /// A Metropolis step: the fault of one component becomes that of another.
    private void moveFault() {
        int from = faults[random.nextInt(faultCount)];
        int to = Arrays.binarySearch(proposal, random.nextDouble() * proposal[size - 1]);
        to = to < 0 ? -to - 1 : to;
        if (to >= size || own[to] || leak[to] == 0) {
            return;
        }
        double log =
                spread(from, to)
                        - likelihood
                        + Math.log(leak[to] / (1 - leak[to]))
                        - Math.log(leak[from] / (1 - leak[from]))
                        + Math.log(proposed(from) / proposed(to));
        if (Math.log(random.nextDouble()) < log) {
            setOwn(from, false);
            setOwn(to, true);
            keepSpread();
        }
    }

    private double proposed(int a) {
        return proposal[a] - (a == 0 ? 0 : proposal[a - 1]);
    }

    private void setOwn(int a, boolean now) {
        own[a] = now;
        if (now) {
            faultPlace[a] = faultCount;
            faults[faultCount++] = a;
        } else {
            int last = faults[--faultCount];
            faults[faultPlace[a]] = last;
            faultPlace[last] = faultPlace[a];
        }
    }

    /// Who would be in trouble, from the beginning. Returns the log likelihood.
    ///
    /// @param without a component taken to have no own fault, or −1
    /// @param with a component taken to have one, or −1
    private double spread(int without, int with) {
        Arrays.fill(other, false);
        otherCount = 0;
        for (int k = 0; k < faultCount; k++) {
            if (faults[k] != without) {
                reach(faults[k]);
            }
        }
        if (with >= 0) {
            reach(with);
        }
        double sum = 0;
        for (int k = 0; k < otherCount; k++) {
            int a = otherReached[k];
            sum += ratio[a];
            for (int f = out[a]; f < out[a + 1]; f++) {
                if (passes[outEdge[f]]) {
                    reach(edgeTo[outEdge[f]]);
                }
            }
        }
        spreadLikelihood = sum;
        return sum;
    }

    private void reach(int a) {
        if (!other[a]) {
            other[a] = true;
            otherReached[otherCount++] = a;
        }
    }

    /// What [#spread(int, int)] found becomes the state.
    private void keepSpread() {
        boolean[] flags = troubled;
        troubled = other;
        other = flags;
        int[] list = reached;
        reached = otherReached;
        otherReached = list;
        reachedCount = otherCount;
        for (int k = 0; k < reachedCount; k++) {
            rank[reached[k]] = k;
        }
        likelihood = spreadLikelihood;
    }

    /// Who else would be in trouble if a component were that is not. Returns by how much the log
    /// likelihood changes; [#keepGrown()] must follow before anything else where it becomes so.
    private double grow(int first) {
        grownCount = 0;
        growTo(first);
        double sum = 0;
        for (int k = 0; k < grownCount; k++) {
            int a = grown[k];
            sum += ratio[a];
            for (int f = out[a]; f < out[a + 1]; f++) {
                if (passes[outEdge[f]]) {
                    growTo(edgeTo[outEdge[f]]);
                }
            }
        }
        for (int k = 0; k < grownCount; k++) {
            isGrown[grown[k]] = false;
        }
        grownLikelihood = sum;
        return sum;
    }

    private void growTo(int a) {
        if (!troubled[a] && !isGrown[a]) {
            isGrown[a] = true;
            grown[grownCount++] = a;
        }
    }

    private void keepGrown() {
        for (int k = 0; k < grownCount; k++) {
            troubled[grown[k]] = true;
            rank[grown[k]] = reachedCount;
            reached[reachedCount++] = grown[k];
        }
        likelihood += grownLikelihood;
    }

    private double[] mean(double[][] means) {
        double[] mean = new double[size];
        for (int c = 0; c < CHAINS; c++) {
            for (int b = 0; b < batches; b++) {
                for (int a = 0; a < size; a++) {
                    mean[a] += means[c * MAX_BATCHES + b][a] / (CHAINS * batches);
                }
            }
        }
        return mean;
    }

    /// Half the widest 95 % interval: over batches as if they were independent, and over chains
    /// with Student's t of three degrees of freedom.
    private double halfWidth(double[][] means) {
        double[] mean = mean(means);
        double widest = 0;
        for (int a = 0; a < size; a++) {
            double ofBatches = 0;
            double ofChains = 0;
            for (int c = 0; c < CHAINS; c++) {
                double chain = 0;
                for (int b = 0; b < batches; b++) {
                    double off = means[c * MAX_BATCHES + b][a] - mean[a];
                    ofBatches += off * off;
                    chain += off / batches;
                }
                ofChains += chain * chain;
            }
            int all = CHAINS * batches;
            widest = Math.max(widest, 1.96 * Math.sqrt(ofBatches / (all - 1) / all));
            widest = Math.max(widest, 3.18 * Math.sqrt(ofChains / (CHAINS - 1) / CHAINS));
        }
        return widest;
    }
}
