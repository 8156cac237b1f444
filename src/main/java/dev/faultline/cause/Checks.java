package dev.faultline.cause;

import dev.faultline.cause.evidence.Check;
import dev.faultline.cause.evidence.CheckQuality;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.inference.Belief;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Which check tells the most a minute: the expected gain H − Σ_o P(o)·H(·|o), H = Σ_i of the
/// binary entropies of P(R_i | e, an incident) (Lindley 1956; Howard 1966, *Information value
/// theory*).
///
/// One query a component and subject is enough for all its checks: with s the state that a check
/// speaks about (X or R), P(R_i | o) = P(s|o)·P(R_i | s) + P(¬s|o)·P(R_i | ¬s), and P(R_i | ¬s)
/// follows from what is believed now.
final class Checks {
    /// So many components are asked about at most, the least certain ones.
    private static final int CANDIDATES = 48;

    /// What gains less, in nats, is not worth a check.
    private static final double WORTH = 1e-6;

    private final Situation now;
    private final Pins pins;
    private final double[] causes;
    private final double entropy;
    private final Belief belief;

    Checks(Situation now, Pins pins) {
        this.now = now;
        this.pins = pins;
        this.causes = IntStream.range(0, now.size()).mapToDouble(now::cause).toArray();
        this.entropy = entropy(causes);
        this.belief = now.inference().begin(now.evidence());
    }

    /// All checks that tell something, the most told a minute first.
    List<NextCheck> all() {
        List<NextCheck> found = new ArrayList<>();
        if (!now.anybody()) {
            return found;
        }
        for (boolean ofOwnFault : new boolean[] {false, true}) {
            IntStream.range(0, now.size())
                    .filter(i -> uncertainty(i, ofOwnFault) > WORTH)
                    .boxed()
                    .sorted(
                            Comparator.comparingDouble((Integer i) -> -uncertainty(i, ofOwnFault))
                                    .thenComparing(now::name))
                    .limit(CANDIDATES)
                    .forEach(i -> add(i, ofOwnFault, found));
        }
        found.sort(
                Comparator.comparingDouble((NextCheck c) -> -c.gainPerMinute())
                        .thenComparing(NextCheck::service)
                        .thenComparing(NextCheck::check));
        return List.copyOf(found);
    }

    private double uncertainty(int i, boolean ofOwnFault) {
        return entropy(state(i, ofOwnFault));
    }

    private double state(int i, boolean ofOwnFault) {
        return ofOwnFault ? now.cause(i) : now.troubleGivenIncident(i);
    }

    private void add(int i, boolean ofOwnFault, List<NextCheck> found) {
        List<Check> open =
                now.parameters().checks().keySet().stream()
                        .filter(check -> open(i, check, ofOwnFault))
                        .toList();
        if (open.isEmpty()) {
            return;
        }
        double holds = state(i, ofOwnFault);
        Evidence asked = now.evidence();
        belief.set(
                i,
                ofOwnFault ? asked.trouble(i) : Double.POSITIVE_INFINITY,
                ofOwnFault ? Double.POSITIVE_INFINITY : asked.fault(i));
        double[] ifHolds = belief.posterior().fault();
        belief.set(i, asked.trouble(i), asked.fault(i));
        double[] ifNot = new double[causes.length];
        for (int k = 0; k < causes.length; k++) {
            ifNot[k] = Math.clamp((causes[k] - holds * ifHolds[k]) / (1 - holds), 0, 1);
        }
        Map<Check, CheckQuality> qualities = now.parameters().checks();
        for (Check check : open) {
            CheckQuality quality = qualities.get(check);
            if (quality == null) {
                continue;
            }
            double abnormal =
                    quality.sensitivity() * holds + (1 - quality.specificity()) * (1 - holds);
            double[] ifAbnormal = mix(ifHolds, ifNot, quality.sensitivity() * holds / abnormal);
            double[] ifNormal =
                    mix(ifHolds, ifNot, (1 - quality.sensitivity()) * holds / (1 - abnormal));
            double gain =
                    entropy
                            - (abnormal > 0 ? abnormal * entropy(ifAbnormal) : 0)
                            - (abnormal < 1 ? (1 - abnormal) * entropy(ifNormal) : 0);
            if (gain > WORTH) {
                found.add(
                        new NextCheck(
                                now.name(i),
                                check,
                                quality.minutes(),
                                gain,
                                abnormal,
                                first(ifNormal),
                                first(ifAbnormal)));
            }
        }
    }

    /// Whether the check can be done and nobody knows its answer: no series shows it and nobody did
    /// it.
    private boolean open(int i, Check check, boolean ofOwnFault) {
        Component component = now.topology().component(i);
        ComponentEvidence seen = now.seen().get(i);
        boolean measured =
                seen.signals().stream()
                        .anyMatch(s ->
                                check.signal()
                                        .filter(s.deviation().series().signal()::equals)
                                        .isPresent());
        return check.ofOwnFault(component.kind()) == ofOwnFault
                && check.appliesTo(component)
                && !measured
                && pins.of(component.id()).stream()
                        .noneMatch(p -> p instanceof Pin.Checked c && c.check() == check);
    }

    private static double[] mix(double[] a, double[] b, double shareOfA) {
        double[] mixed = new double[a.length];
        for (int k = 0; k < a.length; k++) {
            mixed[k] = shareOfA * a[k] + (1 - shareOfA) * b[k];
        }
        return mixed;
    }

    private NextCheck.Outlook first(double[] beliefs) {
        int best = 0;
        for (int k = 1; k < beliefs.length; k++) {
            if (beliefs[k] > beliefs[best]
                    || (beliefs[k] == beliefs[best] && now.name(k).compareTo(now.name(best)) < 0)) {
                best = k;
            }
        }
        ServiceId first = now.name(best);
        return new NextCheck.Outlook(first, now.shown(beliefs[best]));
    }

    private static double entropy(double[] beliefs) {
        double sum = 0;
        for (double p : beliefs) {
            sum += entropy(p);
        }
        return sum;
    }

    /// Of a yes or no with probability p, in nats.
    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    }
}
