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
            scale += weigh(a, zero, one, messages.ratio[i], messages.foldedRatio(i));
        }
        return tables.logNormaliser() + scale;
    }

    /// Returns the log of what was divided out, so that the larger side of the ratio weighs 1.
    ///
    /// @param ratio evidence of the member itself; only certain findings weigh a side with 0
    /// @param outside what dependants outside say
    private double weigh(int a, double zero, double one, double ratio, double outside) {
        double without = 0;
        double with = 0;
        double scale = 0;
        if (ratio == Double.POSITIVE_INFINITY) {
            if (outside != Double.NEGATIVE_INFINITY) {
                with = 1;
                scale = outside;
            }
        } else {
            double both = bounded(ratio + outside);
            without = Math.exp(-Math.max(both, 0));
            with = Math.exp(Math.min(both, 0));
            scale = Math.max(ratio + outside, 0);
        }
        if (core.trouble[a] == core.entrance[a]) {
            tables.weigh(core.entrance[a], zero * without, one * with);
        } else {
            tables.weigh(core.entrance[a], zero, one);
            tables.weigh(core.trouble[a], without, with);
        }
        return scale;
    }

    private static double bounded(double ratio) {
        return ratio == Double.NEGATIVE_INFINITY
                ? ratio
                : Math.clamp(ratio, -LoopyMessages.CERTAIN, LoopyMessages.CERTAIN);
    }

    /// Sends what the core believes to its neighbours outside: a member's belief without what the
    /// neighbour itself said.
    ///
    /// @return false where nothing is possible that a double can still hold: findings against each
    ///   other of some e^700 on either side
    boolean tell(LoopyMessages messages, boolean @Nullable [] faulty) {
        tables.refresh();
        Links links = messages.links;
        for (int a = 0; a < core.members.length; a++) {
            int i = core.members[a];
            if (Double.isNaN(trouble(a))) {
                return false;
            }
            tellDependants(a, messages);
            for (int e = links.in[i]; e < links.in[i + 1]; e++) {
                if (!messages.inside[e]) {
                    // Who has a fault of its own says nothing about others.
                    boolean own = faulty != null && faulty[i];
                    messages.sendUp(e, own ? 0 : said(a, e, messages), 0);
                }
            }
        }
        return true;
    }

    /// Tells the dependants outside P(X of member `a`) without what each said itself.
    private void tellDependants(int a, LoopyMessages messages) {
        int i = core.members[a];
        Links links = messages.links;
        double ratio = messages.ratio[i];
        double outside = messages.foldedRatio(i);
        double one = trouble(a);
        double zero = sound(a);
        boolean open = one > 0 && zero > 0;
        double inside = Math.log(one) - Math.log(zero) - bounded(ratio + outside);
        for (int k = links.out[i]; k < links.out[i + 1]; k++) {
            int e = links.outEdge[k];
            // Who alone rules it out is certainly well and would say the same whatever it hears.
            boolean tells = messages.up[e] != Double.NEGATIVE_INFINITY || Double.isInfinite(ratio);
            if (!messages.inside[e] && tells) {
                double logOdds = inside + (ratio + outside - messages.up[e]);
                messages.sendDown(e, open ? 1 / (1 + Math.exp(-logOdds)) : one, 0);
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
        return LoopyMessages.said(links.weight[e], p, q, with, without);
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
