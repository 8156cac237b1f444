package dev.faultline.cause;

import dev.faultline.cause.evidence.Check;
import dev.faultline.cause.evidence.CheckQuality;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.model.Signal;
import java.util.ArrayList;
import java.util.List;

/// What a list of pins comes to in one situation: those that hold together are evidence, those that
/// can't all be true are named and left out.
///
/// @param measured before anybody said anything
/// @param situation with the pins that hold
/// @param holding the pins that hold, in their order
/// @param withoutEffect about components that are not there (any more), or checks that told nothing
/// @param contradictory the smallest sets that can't be true together, all of them
record Findings(
        Situation measured,
        Situation situation,
        List<Pin> holding,
        List<Pin> withoutEffect,
        List<Pin> contradictory) {
    static Findings of(Situation measured, Pins pins) {
        List<Pin> idle = new ArrayList<>();
        List<Pin> holding = new ArrayList<>();
        for (Pin pin : pins.pins()) {
            (says(measured, pin) ? holding : idle).add(pin);
        }
        List<Pin> contradictory = new ArrayList<>();
        Situation situation = given(measured, holding);
        while (!situation.possible()) {
            List<Pin> conflict = conflict(measured, holding);
            contradictory.addAll(conflict);
            holding.removeAll(conflict);
            situation = given(measured, holding);
        }
        return new Findings(
                measured,
                situation,
                List.copyOf(holding),
                List.copyOf(idle),
                List.copyOf(contradictory));
    }

    /// What is believed once the first `count` of the pins that hold are known.
    Situation after(int count) {
        return count == holding.size() ? situation : given(measured, holding.subList(0, count));
    }

    /// The evidence without one of the pins that hold.
    Evidence without(Pin pin) {
        return evidence(measured, holding.stream().filter(p -> !p.equals(pin)).toList());
    }

    private static Situation given(Situation measured, List<Pin> pins) {
        return pins.isEmpty() ? measured : measured.with(evidence(measured, pins));
    }

    private static boolean says(Situation measured, Pin pin) {
        return measured.topology().contains(pin.service())
                && !(pin instanceof Pin.Checked checked
                        && (checked.outcome() == Pin.Outcome.UNKNOWN
                                || !measured.parameters().checks().containsKey(checked.check())));
    }

    /// A smallest set of these pins, which can't be true together, that can't either: none can be
    /// taken away without the rest becoming possible.
    private static List<Pin> conflict(Situation measured, List<Pin> pins) {
        List<Pin> needed = new ArrayList<>(pins);
        for (Pin pin : pins) {
            List<Pin> fewer = new ArrayList<>(needed);
            fewer.remove(pin);
            if (!given(measured, fewer).possible()) {
                needed = fewer;
            }
        }
        return needed;
    }

    private static Evidence evidence(Situation measured, List<Pin> pins) {
        List<ComponentEvidence> seen = new ArrayList<>(measured.seen());
        for (Pin pin : pins) {
            if (pin instanceof Pin.Checked checked) {
                int i = measured.topology().indexOf(pin.service());
                seen.set(i, without(checked.check(), seen.get(i)));
            }
        }
        Evidence evidence = measured.evidence();
        double[] trouble = new double[measured.size()];
        double[] fault = new double[measured.size()];
        for (int i = 0; i < trouble.length; i++) {
            boolean replaced = !seen.get(i).equals(measured.seen().get(i));
            trouble[i] =
                    replaced ? seen.get(i).trouble(measured.parameters()) : evidence.trouble(i);
            fault[i] = replaced ? seen.get(i).fault(measured.parameters()) : evidence.fault(i);
        }
        for (Pin pin : pins) {
            int i = measured.topology().indexOf(pin.service());
            switch (pin) {
                case Pin.Healthy h -> trouble[i] += logBayes(h);
                case Pin.InTrouble _ -> trouble[i] = Double.POSITIVE_INFINITY;
                case Pin.IsCause _ -> fault[i] = Double.POSITIVE_INFINITY;
                case Pin.NotCause _ -> fault[i] = Double.NEGATIVE_INFINITY;
                case Pin.Checked checked -> {
                    CheckQuality quality = measured.parameters().checks().get(checked.check());
                    if (quality != null) {
                        double log = quality.logBayes(checked.outcome() == Pin.Outcome.ABNORMAL);
                        if (checked.check().ofOwnFault(measured.topology().component(i).kind())) {
                            fault[i] = plus(fault[i], log);
                        } else {
                            trouble[i] = plus(trouble[i], log);
                        }
                    }
                }
            }
        }
        return new Evidence(trouble, fault);
    }

    private static double logBayes(Pin.Healthy healthy) {
        return Math.log1p(-healthy.sensitivity()) - Math.log(healthy.specificity());
    }

    /// What is certain stays so.
    private static double plus(double before, double log) {
        return Double.isInfinite(before) ? before : before + log;
    }

    private static ComponentEvidence without(Check check, ComponentEvidence seen) {
        ComponentEvidence rest = seen;
        Signal signal = check.signal().orElse(null);
        for (SignalEvidence each : seen.signals()) {
            if (each.deviation().series().signal() == signal) {
                rest = rest.without(each);
            }
        }
        return rest;
    }
}
