package dev.faultline.cause.inference;

import java.util.Arrays;

/// Loopy belief propagation over a [CauseNetwork] (Pearl 1988, §4.3.2 for noisy-OR): what each
/// component hears from its dependencies and its dependants. Exact where the dependency graph has
/// no loop, otherwise a guess: it chooses what [Core] treats exactly and carries the rest to it.
///
/// A message down an edge is P(dependency in trouble), leaving out what the dependant itself says;
/// a message up is the log likelihood ratio of what the dependant and those behind it say about the
/// dependency. Components that are frozen (the core) send nothing by themselves.
///
/// Longer than others: messages, their schedule and their normaliser are one algorithm over the
/// same arrays.
final class LoopyMessages {
    private static final int MAX_SWEEPS = 40;

    /// Loops that swing are damped, but only when they had time to settle: trees need none.
    private static final int DAMPED_AFTER = 8;

    private static final double DAMPING = 0.3;

    /// As good as certain: e^−700 is still a number. Messages up are at most this, so that they can
    /// be taken away again from what they were added to.
    static final double CERTAIN = 700;

    /// Messages that change by less, relative to what they are, are not sent again.
    private static final double TOLERANCE = 1e-8;

    final Links links;

    /// Evidence on trouble, as log likelihood ratio.
    final double[] ratio;

    /// P(own fault) and P(no own fault) with the evidence on the fault in: each to full precision.
    final double[] leak;

    final double[] sound;

    /// ln of what was divided out of leak and sound; −∞ where the evidence on the fault is
    /// impossible.
    final double[] scale;

    final double[] down;
    final double[] up;

    /// By node: P(in trouble) and P(not) as its dependencies have it, and the log likelihood ratio
    /// of its evidence and dependants.
    final double[] below;

    final double[] spared;
    final double[] above;

    private final boolean[] dirty;
    final boolean[] frozen;

    /// By edge: whether the core's tables hold it, so that no message passes it.
    final boolean[] inside;

    private final double[] after;
    private final double[] sparedAfter;

    LoopyMessages(Links links, CauseNetwork network, Evidence evidence) {
        int n = links.nodes;
        this.links = links;
        ratio = new double[n];
        leak = new double[n];
        sound = new double[n];
        scale = new double[n];
        down = new double[links.edges];
        up = new double[links.edges];
        below = new double[n];
        spared = new double[n];
        above = new double[n];
        dirty = new boolean[n];
        frozen = new boolean[n];
        inside = new boolean[links.edges];
        int most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, links.dependencies(i));
        }
        after = new double[most + 1];
        sparedAfter = new double[most + 1];
        for (int i = 0; i < n; i++) {
            set(i, network.leak(i), evidence.trouble(i), evidence.fault(i));
        }
        for (int i : links.components.order()) {
            hear(i);
            for (int k = links.out[i]; k < links.out[i + 1]; k++) {
                down[links.outEdge[k]] = below[i];
            }
        }
    }

    private LoopyMessages(LoopyMessages other) {
        links = other.links;
        ratio = other.ratio.clone();
        leak = other.leak.clone();
        sound = other.sound.clone();
        scale = other.scale.clone();
        down = other.down.clone();
        up = other.up.clone();
        below = other.below.clone();
        spared = other.spared.clone();
        above = other.above.clone();
        dirty = other.dirty.clone();
        frozen = other.frozen.clone();
        inside = other.inside.clone();
        after = new double[other.after.length];
        sparedAfter = new double[other.sparedAfter.length];
    }

    LoopyMessages copy() {
        return new LoopyMessages(this);
    }

    /// Replaces the evidence of component `i`.
    void set(int i, double prior, double trouble, double fault) {
        ratio[i] = trouble;
        // A certain finding weighs its other side with 0 and adds nothing to the scale.
        double one =
                fault == Double.POSITIVE_INFINITY ? prior : prior * Math.exp(Math.min(fault, 0));
        double zero = (1 - prior) * Math.exp(-Math.max(fault, 0));
        double sum = zero + one;
        double divided = Double.isInfinite(fault) ? 0 : Math.max(fault, 0);
        leak[i] = sum > 0 ? one / sum : 0;
        sound[i] = sum > 0 ? zero / sum : 0;
        scale[i] =
                Math.abs(fault) < 30
                        ? Math.log1p(prior * Math.expm1(fault))
                        : Math.log(sum) + divided;
        dirty[i] = true;
    }

    /// Sends messages until none changes, or for so many sweeps as may be of use.
    void run() {
        int[] order = links.components.order();
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            boolean quiet = true;
            double keep = sweep < DAMPED_AFTER ? 0 : DAMPING;
            for (int at = 0; at < order.length; at++) {
                // Dependants first, then dependencies first, in turn.
                int i = (sweep & 1) == 0 ? order[order.length - 1 - at] : order[at];
                if (dirty[i] && !frozen[i]) {
                    quiet = false;
                    visit(i, keep);
                }
            }
            if (quiet) {
                return;
            }
        }
    }

    private void visit(int i, double keep) {
        dirty[i] = false;
        hear(i);
        double l = above[i];
        double e0 = l > 0 ? Math.exp(-l) : 1;
        double e1 = l > 0 ? 1 : Math.exp(l);
        int first = links.in[i];
        int last = links.in[i + 1];
        double p = leak[i];
        double q = sound[i];
        for (int e = first; e < last; e++) {
            double w = links.weight[e];
            double others = p + after[e - first + 1] * (1 - p);
            double none = q * sparedAfter[e - first + 1];
            sendUp(e, said(w, others, none, e1, e0), keep);
            double reached = w * down[e];
            p += reached * (1 - p);
            q *= 1 - reached;
        }
        double odds = Math.log(below[i] / spared[i]);
        for (int k = links.out[i]; k < links.out[i + 1]; k++) {
            int e = links.outEdge[k];
            double rest = Double.isInfinite(up[e]) ? without(i, e) : l - up[e];
            double t = odds + rest;
            sendDown(e, Double.isNaN(t) ? below[i] : 1 / (1 + Math.exp(-t)), keep);
        }
    }

    /// Takes in what dependencies and dependants of `i` say.
    private void hear(int i) {
        int first = links.in[i];
        int count = links.in[i + 1] - first;
        after[count] = 0;
        sparedAfter[count] = 1;
        for (int k = count - 1; k >= 0; k--) {
            double reached = links.weight[first + k] * down[first + k];
            after[k] = after[k + 1] + reached * (1 - after[k + 1]);
            sparedAfter[k] = sparedAfter[k + 1] * (1 - reached);
        }
        below[i] = Math.min(1, leak[i] + after[0] * (1 - leak[i]));
        spared[i] = sound[i] * sparedAfter[0];
        above[i] = without(i, -1);
    }

    /// What evidence and dependants say about `i`, leaving one edge out. `NaN` where they
    /// contradict.
    private double without(int i, int edge) {
        double sum = ratio[i];
        for (int k = links.out[i]; k < links.out[i + 1]; k++) {
            int e = links.outEdge[k];
            if (e != edge) {
                sum += up[e];
            }
        }
        return sum;
    }

    /// What a component says up an edge of weight `w`: ln of how much likelier its evidence is
    /// where the dependency is in trouble. 0 where its evidence can't be either way.
    ///
    /// @param p P(in trouble by anything else)
    /// @param q P(not)
    /// @param with how likely its evidence is in trouble, up to a factor shared with `without`
    /// @param without how likely it is not in trouble
    static double said(double w, double p, double q, double with, double without) {
        double all = p * with + q * without;
        double change = w * q * (with - without) / all;
        // Close to −1 the change has lost the digits that are left.
        double said =
                change < -0.5
                        ? Math.log((with * (p + w * q) + without * q * (1 - w)) / all)
                        : Math.log1p(change);
        return Double.isNaN(said) ? 0 : Math.min(said, CERTAIN);
    }

    void sendUp(int e, double said, double keep) {
        double old = up[e];
        // From −∞ every number is as far as any other.
        if (said == old
                || (old != Double.NEGATIVE_INFINITY
                        && Math.abs(said - old) <= TOLERANCE * Math.abs(old))) {
            return;
        }
        up[e] =
                keep > 0 && !Double.isInfinite(said) && !Double.isInfinite(old)
                        ? keep * old + (1 - keep) * said
                        : said;
        dirty[links.parent[e]] = true;
    }

    void sendDown(int e, double said, double keep) {
        double old = down[e];
        if (Math.abs(said - old) <= TOLERANCE * old) {
            return;
        }
        down[e] = keep * old + (1 - keep) * said;
        dirty[links.child[e]] = true;
    }

    /// P(X_i = 1) as the messages have it.
    double trouble(int i) {
        double l = above[i];
        return l > 0
                ? below[i] / (below[i] + spared[i] * Math.exp(-l))
                : below[i] * Math.exp(l) / (below[i] * Math.exp(l) + spared[i]);
    }

    /// P(R_i = 1) as the messages have it.
    double fault(int i) {
        return below[i] > 0 ? trouble(i) * leak[i] / below[i] : 0;
    }

    /// P(own fault, or trouble through a dependency by an edge outside the core's tables).
    double foldedLeak(int i) {
        double p = leak[i];
        for (int e = links.in[i]; e < links.in[i + 1]; e++) {
            if (!inside[e]) {
                p += links.weight[e] * down[e] * (1 - p);
            }
        }
        return p;
    }

    /// The probability of the opposite, to full precision.
    double foldedSound(int i) {
        double q = sound[i];
        for (int e = links.in[i]; e < links.in[i + 1]; e++) {
            if (!inside[e]) {
                q *= 1 - links.weight[e] * down[e];
            }
        }
        return q;
    }

    /// What dependants outside the core say about `i`; −∞ where they rule it out.
    double foldedRatio(int i) {
        double sum = 0;
        for (int k = links.out[i]; k < links.out[i + 1]; k++) {
            int e = links.outEdge[k];
            if (!inside[e]) {
                sum += up[e];
            }
        }
        return sum;
    }

    /// What everything outside the core adds to the log normaliser (Bethe's free energy with the
    /// core as one region: exact where no loop leaves the core).
    double logOutside() {
        double sum = 0;
        for (int i = 0; i < links.nodes; i++) {
            if (!frozen[i]) {
                sum += logMix(below[i], spared[i], above[i]);
            }
        }
        for (int e = 0; e < links.edges; e++) {
            if (up[e] != 0 && !inside[e]) {
                sum -= logMix(down[e], 1 - down[e], up[e]);
            }
        }
        return sum;
    }

    /// What was divided out of the priors by evidence on faults.
    double logScale() {
        double sum = 0;
        for (double s : scale) {
            sum += s;
        }
        return sum;
    }

    /// Nobody has a fault of its own.
    void clearFaults() {
        Arrays.fill(leak, 0);
        Arrays.fill(sound, 1);
        listen();
    }

    /// Everybody speaks again in the next run.
    void listen() {
        Arrays.fill(dirty, true);
    }

    /// ln(q + p·e^l); certain evidence weighs its side 1.
    static double logMix(double p, double q, double l) {
        if (l == Double.POSITIVE_INFINITY) {
            return Math.log(p);
        }
        return l > 30 ? l + Math.log(p + q * Math.exp(-l)) : Math.log1p(p * Math.expm1(l));
    }

    /// Freezes the components of `members`, and nobody else.
    void freeze(int[] members) {
        Arrays.fill(frozen, false);
        for (int i : members) {
            frozen[i] = true;
        }
        for (int e = 0; e < inside.length; e++) {
            inside[e] = frozen[links.parent[e]] && frozen[links.child[e]];
        }
    }

    /// Freezes a core.
    void freeze(Core core) {
        freeze(core.members);
        for (int i : core.settled) {
            for (int k = links.out[i]; k < links.out[i + 1]; k++) {
                inside[links.outEdge[k]] = false;
            }
        }
    }
}
