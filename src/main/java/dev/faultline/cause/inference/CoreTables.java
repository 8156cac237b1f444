package dev.faultline.cause.inference;

import org.jspecify.annotations.Nullable;

/// The numbers of a [Core] while findings come and go: takes in what [LoopyMessages] bring from
/// outside, sends back what the core believes.
final class CoreTables {
    private final Core core;
    private final Propagation tables;

    CoreTables(Core core) {
        this.core = core;
        this.tables = core.tree.propagation();
    }

    Core core() {
        return core;
    }

    /// Takes in evidence and messages.
    ///
    /// @param faulty who has a fault of its own where that is known of everybody; `messages` are
    ///   then those of a network in which nobody has one
    /// @return ln of the normaliser of the core with everything folded in; −∞ where nothing is
    ///   possible
    double take(LoopyMessages messages, boolean @Nullable [] faulty) {
        double scale = 0;
        for (int a = 0; a < core.members.length; a++) {
            int i = core.members[a];
            boolean own = faulty != null && faulty[i];
            double zero = own ? 0 : messages.foldedSound(i);
            double one = own ? 1 : messages.foldedLeak(i);
            scale += weigh(a, zero, one, messages.foldedRatio(i));
        }
        return tables.logNormaliser() + scale;
    }

    /// Returns the log of what was divided out, so that the larger side of the ratio weighs 1.
    private double weigh(int a, double zero, double one, double ratio) {
        double without = Math.exp(-Math.max(ratio, 0));
        double with = Math.exp(Math.min(ratio, 0));
        if (Double.isNaN(ratio)) {
            without = 0; // certain findings on both sides
            with = 0;
        }
        if (core.trouble[a] == core.entrance[a]) {
            tables.weigh(core.entrance[a], zero * without, one * with);
        } else {
            tables.weigh(core.entrance[a], zero, one);
            tables.weigh(core.trouble[a], without, with);
        }
        return ratio > 0 && ratio < Double.POSITIVE_INFINITY ? ratio : 0;
    }

    /// Sends what the core believes to its neighbours outside: a member's belief without what the
    /// neighbour itself said.
    void tell(LoopyMessages messages, boolean @Nullable [] faulty) {
        tables.refresh();
        Links links = messages.links;
        for (int a = 0; a < core.members.length; a++) {
            int i = core.members[a];
            for (int k = links.out[i]; k < links.out[i + 1]; k++) {
                int e = links.outEdge[k];
                if (!messages.inside[e]) {
                    double one = tables.marginal(core.trouble[a], 1);
                    double zero = tables.marginal(core.trouble[a], 0);
                    double others = one * Math.exp(-messages.up[e]);
                    messages.sendDown(e, others / (others + zero), 0);
                }
            }
            for (int e = links.in[i]; e < links.in[i + 1]; e++) {
                if (!messages.inside[e]) {
                    // Who has a fault of its own says nothing about others.
                    boolean own = faulty != null && faulty[i];
                    messages.sendUp(e, own ? 0 : said(a, e, messages), 0);
                }
            }
        }
    }

    /// What member `a` says up edge `e`: by how much its evidence is likelier where the dependency
    /// is in trouble.
    private double said(int a, int e, LoopyMessages messages) {
        int i = core.members[a];
        Links links = messages.links;
        double leak = messages.foldedLeak(i);
        double sound = messages.foldedSound(i);
        double p = messages.leak[i];
        double q = messages.sound[i];
        for (int f = links.in[i]; f < links.in[i + 1]; f++) {
            if (f != e && !messages.inside[f]) {
                double reached = links.weight[f] * messages.down[f];
                p += reached * (1 - p);
                q *= 1 - reached;
            }
        }
        // How likely the rest is with z_0 = 1 and with z_0 = 0, up to a common factor.
        double with = tables.marginal(core.entrance[a], 1) / leak;
        double without = tables.marginal(core.entrance[a], 0) / sound;
        double w = links.weight[e];
        double said = Math.log1p(w * q * (with - without) / (p * with + q * without));
        return Double.isNaN(said) ? 0 : said;
    }

    /// P(X_i = 1) and P(X_i = 0) of member `a`.
    double trouble(int a) {
        return tables.marginal(core.trouble[a], 1);
    }

    double sound(int a) {
        return tables.marginal(core.trouble[a], 0);
    }

    /// Puts the core's posteriors in their places.
    void read(LoopyMessages messages, double[] trouble, double[] fault) {
        tables.refresh();
        for (int a = 0; a < core.members.length; a++) {
            int i = core.members[a];
            trouble[i] = tables.marginal(core.trouble[a], 1);
            double leak = messages.foldedLeak(i);
            double own = leak > 0 ? messages.leak[i] / leak : 0;
            fault[i] = tables.marginal(core.entrance[a], 1) * own;
        }
    }
}
