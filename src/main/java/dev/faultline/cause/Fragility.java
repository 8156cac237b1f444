package dev.faultline.cause;

import dev.faultline.cause.Sensitivity.Change;
import dev.faultline.cause.inference.Belief;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.cause.inference.Posterior;
import dev.faultline.topology.Dependency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Looks for the smallest changes that would give the first place to somebody else.
final class Fragility {
    /// So many components' evidence is taken away on trial, the weightiest first.
    private static final int COMPONENTS = 48;

    /// So many others are compared with the first.
    private static final int RIVALS = 5;

    /// So many dependencies around the first and the second are tried: each is a network to build.
    private static final int TIES = 16;

    /// Changes beyond this factor are not worth telling.
    private static final double MOST = 20;

    /// Factors of the trust in all measurements that are tried, and how finely the edge is found.
    private static final double LEAST_TRUST = 0.25;

    private static final double MOST_TRUST = 4;
    private static final int TRUST_STEPS = 6;
    private static final int HALVINGS = 5;

    private final Situation measured;
    private final Findings findings;
    private final Situation now;
    private final int first;

    Fragility(Situation measured, Findings findings) {
        this.measured = measured;
        this.findings = findings;
        this.now = findings.situation();
        this.first = now.first();
    }

    Sensitivity sensitivity() {
        List<Change> changes = new ArrayList<>();
        if (now.size() > 1 && now.anybody()) {
            unseen(changes);
            unpinned(changes);
            priors(changes);
            trust(LEAST_TRUST, changes);
            trust(MOST_TRUST, changes);
            strengths(changes);
        }
        changes.sort(
                Comparator.comparingDouble(Change::size).thenComparing(c -> c.newFirst().value()));
        return new Sensitivity(changes);
    }

    private void unseen(List<Change> changes) {
        Belief belief = now.inference().begin(now.evidence());
        IntStream.range(0, now.size())
                .filter(i -> weight(i) != 0 && now.evidence().equalsAt(measured.evidence(), i))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(weight(i))))
                .limit(COMPONENTS)
                .forEach(i -> {
                    belief.set(i, 0, 0);
                    int other = now.with(belief).first();
                    belief.set(i, now.evidence().trouble(i), now.evidence().fault(i));
                    if (other != first) {
                        changes.add(
                                new Sensitivity.Unseen(now.name(i), weight(i), now.name(other)));
                    }
                });
    }

    private double weight(int i) {
        return measured.evidence().trouble(i) + measured.evidence().fault(i);
    }

    private void unpinned(List<Change> changes) {
        for (Pin pin : findings.holding()) {
            int other = first(findings.without(pin));
            if (other >= 0 && other != first) {
                changes.add(new Sensitivity.Unpinned(pin, now.name(other)));
            }
        }
    }

    /// Multiplying the prior odds of a fault of r by f makes it as probable as that of the first l
    /// at f = P(R_l, ¬R_r | e) / P(R_r, ¬R_l | e); so does dividing those of l by it.
    private void priors(List<Change> changes) {
        double own = now.posterior().fault()[first];
        Evidence evidence = now.evidence();
        if (own <= 0 || evidence.fault(first) == Double.POSITIVE_INFINITY) {
            return;
        }
        Posterior given =
                now.inference()
                        .query(
                                evidence.with(
                                        first, evidence.trouble(first), Double.POSITIVE_INFINITY));
        double least = Double.POSITIVE_INFINITY;
        int nearest = -1;
        for (int r : IntStream.of(now.order()).skip(1).limit(RIVALS).toArray()) {
            double both = own * given.fault()[r];
            double rival = now.posterior().fault()[r] - both;
            double factor = (own - both) / rival;
            if (rival > 0 && factor >= 1 && factor <= MOST) {
                changes.add(new Sensitivity.Prior(now.name(r), factor, now.name(r)));
                if (factor < least) {
                    least = factor;
                    nearest = r;
                }
            }
        }
        if (nearest >= 0) {
            changes.add(new Sensitivity.Prior(now.name(first), 1 / least, now.name(nearest)));
        }
    }

    /// Looks between 1 and `last` for the factor of all measurements nearest to 1 that changes the
    /// first place.
    private void trust(double last, List<Change> changes) {
        double same = 1;
        for (int step = 1; step <= TRUST_STEPS; step++) {
            double factor = Math.pow(last, step / (double) TRUST_STEPS);
            int other = trusting(factor);
            if (other < 0) {
                return;
            }
            if (other != first) {
                for (int k = 0; k < HALVINGS; k++) {
                    double middle = Math.sqrt(same * factor);
                    int there = trusting(middle);
                    if (there >= 0 && there != first) {
                        factor = middle;
                        other = there;
                    } else {
                        same = middle;
                    }
                }
                changes.add(new Sensitivity.Trust(factor, now.name(other)));
                return;
            }
            same = factor;
        }
    }

    private int trusting(double factor) {
        Evidence evidence = now.evidence();
        double[] trouble = new double[now.size()];
        double[] fault = new double[now.size()];
        for (int i = 0; i < trouble.length; i++) {
            boolean pinned = !evidence.equalsAt(measured.evidence(), i);
            trouble[i] = evidence.trouble(i) * (pinned ? 1 : factor);
            fault[i] = evidence.fault(i) * (pinned ? 1 : factor);
        }
        return first(new Evidence(trouble, fault));
    }

    /// P(R_i, e) is a straight line in the strength of any one dependency, so that two networks
    /// tell where two of them cross.
    private void strengths(List<Change> changes) {
        int[] order = now.order();
        int second = order[1];
        List<Dependency> near =
                now.topology().dependencies().stream()
                        .filter(d -> about(d, first) || about(d, second))
                        .sorted(
                                Comparator.comparingDouble(
                                        (Dependency d) -> -now.troubleGivenIncident(from(d))))
                        .limit(TIES)
                        .toList();
        for (Dependency tie : near) {
            strength(tie, order, changes);
        }
    }

    private boolean about(Dependency d, int i) {
        return d.from().equals(now.name(i)) || d.to().equals(now.name(i));
    }

    private int from(Dependency d) {
        return now.topology().indexOf(d.from());
    }

    private void strength(Dependency tie, int[] order, List<Change> changes) {
        int from = from(tie);
        int to = now.topology().indexOf(tie.to());
        double w = now.network().strength(from, to);
        double end = w > 0.5 ? 0 : 1;
        CauseNetwork changed = now.network().withStrength(from, to, end);
        Situation there = now.with(changed);
        if (!there.possible() || w <= 0 || w >= 1) {
            return;
        }
        double scale = Math.exp(there.posterior().logEvidence() - now.posterior().logEvidence());
        double factor = Double.NaN;
        int rival = -1;
        for (int r : IntStream.of(order).skip(1).limit(RIVALS).toArray()) {
            double here = now.posterior().fault()[first] - now.posterior().fault()[r];
            double away = scale * (there.posterior().fault()[first] - there.posterior().fault()[r]);
            double at = w + here / (here - away) * (end - w);
            double by = at / (1 - at) * (1 - w) / w;
            if (at > 0
                    && at < 1
                    && (rival < 0 || Math.abs(Math.log(by)) < Math.abs(Math.log(factor)))) {
                factor = by;
                rival = r;
            }
        }
        if (rival >= 0 && factor <= MOST && factor >= 1 / MOST) {
            changes.add(new Sensitivity.Strength(tie.from(), tie.to(), factor, now.name(rival)));
        }
    }

    private int first(Evidence evidence) {
        Situation other = now.with(evidence);
        // Numbers that are drawn at random are no ground for it.
        return other.possible()
                        && other.anybody()
                        && !(other.posterior().exactness() instanceof Exactness.Sampled)
                ? other.first()
                : -1;
    }
}
