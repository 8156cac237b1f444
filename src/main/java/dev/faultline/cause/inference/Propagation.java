package dev.faultline.cause.inference;

import java.util.Arrays;

/// Weights on the states of a [JunctionTree]'s variables, and the messages that follow from them:
/// what is asked for is computed when it is asked, and only what changed since. A weight that
/// changes touches the messages that lead away from it, and those end where they no longer change.
///
/// Messages are those of Hugin (Jensen, Lauritzen & Olesen 1990) with the separators kept in both
/// directions: the one down is the belief divided by the one up. Where that is 0/0 the message is
/// put at 0, which is right for as long as the one up stays as it is; it is then computed again.
/// Each message is scaled to a sum of 1, with its scale kept aside.
///
/// Nothing is allocated once it is made. Not for several threads at once. What it answers depends
/// in its last bits (1e-15) on what was asked before; after [#forget()] it doesn't.
///
/// Over 300 lines: the hot loops work on the same arrays.
public final class Propagation {
    private static final double LARGE = 1e200;

    private final JunctionTree tree;
    private final int[] parent;
    private final int[] tableAt;
    private final int[] separatorAt;
    private final int[] weightAt;

    private final double[] weight;
    private final double[] logWeight;
    private final boolean[] unit;
    private final double[] marginal;

    /// Potential, weights and messages from below, by clique.
    private final double[] collected;

    private final double[] up;
    private final double[] down;
    private final double[] scale;
    private final double[] belief;
    private final double[] message;
    private final int[] path;

    // What must be computed again before it is used.
    private final boolean[] collectStale;
    private final boolean[] downStale;
    private final boolean[] marginalStale;
    private boolean anyCollectStale;
    private boolean anyDownStale;

    /// By clique, since the last collecting: whether its weights changed, and which of its children
    /// sent something new.
    private final boolean[] weighedAnew;

    private final int[] newFromBelow;
    private final int[] lastFromBelow;

    /// By clique: its message from above has zeros that stand for 0/0.
    private final boolean[] undecided;

    private double logNormaliser;
    private boolean logStale;
    private boolean possible;

    Propagation(JunctionTree tree) {
        this.tree = tree;
        this.parent = tree.parent;
        this.tableAt = tree.tableAt;
        this.separatorAt = tree.separatorAt;
        this.weightAt = tree.weightAt;
        int m = parent.length;
        int n = tree.states.length;
        this.weight = new double[weightAt[n]];
        this.logWeight = new double[n];
        this.unit = new boolean[n];
        this.marginal = new double[weightAt[n]];
        this.collected = new double[tableAt[m]];
        this.up = new double[separatorAt[m]];
        this.down = new double[separatorAt[m]];
        this.scale = new double[m];
        this.belief = new double[tree.largestClique];
        this.message = new double[tree.largestSeparator];
        this.path = new int[m];
        this.collectStale = new boolean[m];
        this.downStale = new boolean[m];
        this.marginalStale = new boolean[m];
        this.weighedAnew = new boolean[m];
        this.newFromBelow = new int[m];
        this.lastFromBelow = new int[m];
        this.undecided = new boolean[m];
        Arrays.fill(weight, 1);
        Arrays.fill(unit, true);
        forget();
    }

    /// The same weights and messages, to be changed apart from these.
    public Propagation copy() {
        Propagation copy = new Propagation(tree);
        System.arraycopy(weight, 0, copy.weight, 0, weight.length);
        System.arraycopy(logWeight, 0, copy.logWeight, 0, logWeight.length);
        System.arraycopy(unit, 0, copy.unit, 0, unit.length);
        System.arraycopy(marginal, 0, copy.marginal, 0, marginal.length);
        System.arraycopy(collected, 0, copy.collected, 0, collected.length);
        System.arraycopy(up, 0, copy.up, 0, up.length);
        System.arraycopy(down, 0, copy.down, 0, down.length);
        System.arraycopy(scale, 0, copy.scale, 0, scale.length);
        int m = parent.length;
        System.arraycopy(collectStale, 0, copy.collectStale, 0, m);
        System.arraycopy(downStale, 0, copy.downStale, 0, m);
        System.arraycopy(marginalStale, 0, copy.marginalStale, 0, m);
        System.arraycopy(weighedAnew, 0, copy.weighedAnew, 0, m);
        System.arraycopy(undecided, 0, copy.undecided, 0, m);
        copy.anyCollectStale = anyCollectStale;
        copy.anyDownStale = anyDownStale;
        copy.logStale = logStale;
        copy.logNormaliser = logNormaliser;
        copy.possible = possible;
        return copy;
    }

    /// Everything but the weights is computed again, whether it changed or not.
    public void forget() {
        Arrays.fill(collectStale, true);
        Arrays.fill(weighedAnew, true);
        Arrays.fill(marginalStale, true);
        for (int c = 0; c < parent.length; c++) {
            downStale[c] = parent[c] >= 0;
        }
        anyCollectStale = true;
        anyDownStale = true;
        logStale = true;
    }

    /// What the two states of a binary variable weigh.
    ///
    /// @throws IllegalArgumentException where a weight is negative, infinite or no number
    public void weigh(int variable, double zero, double one) {
        double largest = Math.max(zero, one);
        if (!(zero >= 0 && one >= 0 && largest < Double.POSITIVE_INFINITY)) {
            throw notAWeight(variable);
        }
        int at = weightAt[variable];
        if (largest == 0) {
            put(variable, at, 0);
            put(variable, at + 1, 0);
        } else {
            put(variable, at, zero / largest);
            put(variable, at + 1, one / largest);
        }
        unit[variable] = zero == one && zero != 0;
        putLog(variable, largest);
    }

    /// What the states of a variable weigh, one number each.
    ///
    /// @throws IllegalArgumentException where a weight is negative, infinite or no number
    public void weigh(int variable, double[] weights) {
        double largest = 0;
        boolean equal = true;
        for (double w : weights) {
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw notAWeight(variable);
            }
            largest = Math.max(largest, w);
            equal &= w == weights[0];
        }
        int at = weightAt[variable];
        if (weights.length != weightAt[variable + 1] - at) {
            throw new IllegalArgumentException(
                    "variable " + variable + " has another number of states");
        }
        for (int s = 0; s < weights.length; s++) {
            put(variable, at + s, largest == 0 ? 0 : weights[s] / largest);
        }
        unit[variable] = equal && largest != 0;
        putLog(variable, largest);
    }

    private static IllegalArgumentException notAWeight(int variable) {
        return new IllegalArgumentException(
                "a weight of variable " + variable + " is not a number of 0 or more");
    }

    private void put(int variable, int at, double value) {
        if (weight[at] != value) {
            weight[at] = value;
            int c = tree.home[variable];
            collectStale[c] = true;
            weighedAnew[c] = true;
            anyCollectStale = true;
        }
    }

    private void putLog(int variable, double largest) {
        double log = largest == 1 ? 0 : Math.log(largest);
        if (log != logWeight[variable]) {
            logWeight[variable] = log;
            logStale = true;
        }
    }

    /// ln Σ over all joint states of the factors' product times the weights; −∞ where none is
    /// possible.
    public double logNormaliser() {
        collect();
        if (logStale) {
            double log = tree.logPotential;
            double product = 1;
            for (double s : scale) {
                product *= s;
                if (product < 1 / LARGE || product > LARGE) {
                    log += Math.log(product);
                    product = 1;
                }
            }
            log += Math.log(product);
            for (double w : logWeight) {
                log += w;
            }
            logNormaliser = log;
            logStale = false;
        }
        return logNormaliser;
    }

    /// P(variable = state), or `NaN` where no joint state is possible. Only the messages between
    /// the root and the variable are brought up to date: for most variables of a tree, call
    /// [#refresh()] first.
    public double marginal(int variable, int state) {
        collect();
        if (!possible) {
            return Double.NaN;
        }
        int c = tree.home[variable];
        if (marginalStale[c] || anyDownStale) {
            int length = 0;
            for (int x = c; parent[x] >= 0; x = parent[x]) {
                path[length++] = x;
            }
            while (length > 0) {
                int x = path[--length];
                if (downStale[x]) {
                    int p = parent[x];
                    if (believe(p)) {
                        sendDown(x, belief, 0);
                    } else {
                        sendDown(x, collected, tableAt[p]);
                    }
                }
            }
            if (marginalStale[c]) {
                read(c);
            }
        }
        return marginal[weightAt[variable] + state];
    }

    /// Brings all messages and marginals up to date.
    public void refresh() {
        collect();
        if (!possible || !anyDownStale) {
            return;
        }
        for (int c = parent.length - 1; c >= 0; c--) {
            boolean sends = false;
            for (int k = tree.childAt[c]; k < tree.childAt[c + 1]; k++) {
                sends |= downStale[tree.children[k]];
            }
            boolean reads = marginalStale[c] && tree.homedAt[c] < tree.homedAt[c + 1];
            if (sends || reads) {
                boolean own = believe(c);
                double[] table = own ? belief : collected;
                int at = own ? 0 : tableAt[c];
                for (int k = tree.childAt[c]; sends && k < tree.childAt[c + 1]; k++) {
                    if (downStale[tree.children[k]]) {
                        sendDown(tree.children[k], table, at);
                    }
                }
                if (reads) {
                    readFrom(c, table, at);
                }
            }
            marginalStale[c] = false;
        }
        anyDownStale = false;
    }

    /// From the leaves to the roots.
    private void collect() {
        if (!anyCollectStale) {
            return;
        }
        for (int c = 0; c < parent.length; c++) {
            if (collectStale[c]) {
                collect(c);
            }
        }
        possible = true;
        for (double s : scale) {
            possible &= s > 0;
        }
        anyCollectStale = false;
        anyDownStale = true;
        logStale = true;
    }

    private void collect(int c) {
        gather(c);
        collectStale[c] = false;
        marginalStale[c] = true;
        boolean several = weighedAnew[c] || newFromBelow[c] > 1;
        for (int k = tree.childAt[c]; k < tree.childAt[c + 1]; k++) {
            int child = tree.children[k];
            if (several || (newFromBelow[c] == 1 && child != lastFromBelow[c])) {
                downStale[child] = true;
            }
        }
        weighedAnew[c] = false;
        newFromBelow[c] = 0;
        int p = parent[c];
        if (p < 0) {
            double sum = 0;
            for (int i = tableAt[c]; i < tableAt[c + 1]; i++) {
                sum += collected[i];
            }
            scale[c] = sum;
            return;
        }
        int at = separatorAt[c];
        int size = separatorAt[c + 1] - at;
        tree.below[c].sum(collected, tableAt[c], message, size);
        scale[c] = normalise(size);
        if (replace(up, at, size)) {
            collectStale[p] = true;
            newFromBelow[p]++;
            lastFromBelow[p] = c;
            if (undecided[c]) {
                downStale[c] = true;
            }
        }
    }

    /// Potential times weights times messages from below.
    private void gather(int c) {
        int at = tableAt[c];
        int end = tableAt[c + 1];
        double[] from = tree.potential;
        boolean own = false;
        for (int k = tree.childAt[c]; k < tree.childAt[c + 1]; k++) {
            int child = tree.children[k];
            tree.above[child].multiply(collected, at, from, at, up, separatorAt[child]);
            from = collected;
            own = true;
        }
        for (int k = tree.homedAt[c]; k < tree.homedAt[c + 1]; k++) {
            int v = tree.homed[k];
            if (!unit[v]) {
                weighTable(from, at, end, v);
                from = collected;
                own = true;
            }
        }
        if (!own) {
            System.arraycopy(from, at, collected, at, end - at);
        }
    }

    private void weighTable(double[] from, int at, int end, int v) {
        int stride = tree.homeStride[v];
        int first = weightAt[v];
        int last = weightAt[v + 1];
        int i = at;
        while (i < end) {
            for (int s = first; s < last; s++) {
                double w = weight[s];
                for (int k = 0; k < stride; k++) {
                    collected[i + k] = from[i + k] * w;
                }
                i += stride;
            }
        }
    }

    /// Makes the belief of a clique: what was collected times the message from above.
    ///
    /// @return false for a root, whose belief is what was collected
    private boolean believe(int c) {
        if (parent[c] < 0) {
            return false;
        }
        tree.below[c].multiply(belief, 0, collected, tableAt[c], down, separatorAt[c]);
        return true;
    }

    /// The message to clique `c` from above, out of the belief of its parent.
    private void sendDown(int c, double[] table, int tableStart) {
        downStale[c] = false;
        int at = separatorAt[c];
        int size = separatorAt[c + 1] - at;
        tree.above[c].sum(table, tableStart, message, size);
        boolean zeros = false;
        for (int i = 0; i < size; i++) {
            if (up[at + i] > 0) {
                message[i] /= up[at + i];
            } else {
                message[i] = 0;
                zeros = true;
            }
        }
        undecided[c] = zeros;
        normalise(size);
        if (replace(down, at, size)) {
            marginalStale[c] = true;
            for (int k = tree.childAt[c]; k < tree.childAt[c + 1]; k++) {
                downStale[tree.children[k]] = true;
            }
        }
    }

    private void read(int c) {
        if (believe(c)) {
            readFrom(c, belief, 0);
        } else {
            readFrom(c, collected, tableAt[c]);
        }
        marginalStale[c] = false;
    }

    private void readFrom(int c, double[] table, int at) {
        int size = tableAt[c + 1] - tableAt[c];
        for (int k = tree.homedAt[c]; k < tree.homedAt[c + 1]; k++) {
            int v = tree.homed[k];
            int stride = tree.homeStride[v];
            int first = weightAt[v];
            int last = weightAt[v + 1];
            Arrays.fill(marginal, first, last, 0);
            int i = at;
            while (i < at + size) {
                for (int s = first; s < last; s++) {
                    double sum = 0;
                    for (int j = 0; j < stride; j++) {
                        sum += table[i + j];
                    }
                    marginal[s] += sum;
                    i += stride;
                }
            }
            double total = 0;
            for (int s = first; s < last; s++) {
                total += marginal[s];
            }
            for (int s = first; s < last; s++) {
                marginal[s] /= total;
            }
        }
    }

    /// Scales the message to a sum of 1. Returns the former sum.
    private double normalise(int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += message[i];
        }
        if (sum > 0) {
            for (int i = 0; i < size; i++) {
                message[i] /= sum;
            }
        }
        return sum;
    }

    /// Puts the message in its place. Returns whether that changed anything.
    private boolean replace(double[] messages, int at, int size) {
        boolean changed = false;
        for (int i = 0; i < size; i++) {
            if (messages[at + i] != message[i]) {
                messages[at + i] = message[i];
                changed = true;
            }
        }
        return changed;
    }
}
