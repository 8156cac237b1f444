package dev.faultline.cause;

import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.model.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is believed at one moment, with and without what persons said, ready to be asked why, what
/// to check next, what if and what it hangs on. Immutable; answers are worked out when first asked
/// for and kept. Thread-safe. The first answer to a question may take some 100 ms: not on the FX
/// thread.
public final class Diagnosis {
    private final Situation measured;
    private final Ranking before;
    private final Pins pins;
    private final Findings findings;
    private final Ranking ranking;
    private final Map<ServiceId, Explanation> explained = new ConcurrentHashMap<>();
    private final Map<ServiceId, WhatIf> supposed = new ConcurrentHashMap<>();
    private final Kept<List<JointCause>> joint;
    private final Kept<List<NextCheck>> nextChecks;
    private final Kept<Sensitivity> sensitivity;

    private Diagnosis(Situation measured, Ranking before, Pins pins) {
        this.measured = measured;
        this.before = before;
        this.pins = pins;
        this.findings = Findings.of(measured, pins);
        this.ranking = findings.holding().isEmpty() ? before : findings.situation().ranking();
        this.joint = new Kept<>(() -> findings.situation().joint());
        this.nextChecks = new Kept<>(() -> new Checks(findings.situation(), pins).all());
        this.sensitivity = new Kept<>(() -> new Fragility(measured, findings).sensitivity());
    }

    static Diagnosis of(Situation measured) {
        return new Diagnosis(measured, measured.ranking(), Pins.NONE);
    }

    /// The same measurements with these pins in place of those that there are.
    public Diagnosis with(Pins other) {
        return new Diagnosis(measured, before, other);
    }

    /// Who is the cause, given what was measured and what persons said. Pins that contradict each
    /// other are left out of it.
    public Ranking ranking() {
        return ranking;
    }

    /// Who would be the cause by what was measured alone; the same as [#ranking()] without pins.
    public Ranking before() {
        return before;
    }

    /// The most probable sets of causes, at most ten.
    public List<JointCause> joint() {
        return joint.get();
    }

    /// All that persons said, whether or not it has an effect.
    public Pins pins() {
        return pins;
    }

    /// Pins about components that are not in the topology (any more), and checks that told nothing.
    public List<Pin> withoutEffect() {
        return findings.withoutEffect();
    }

    /// Pins that can't all be true, empty where they can. Without any one of them the others could.
    public List<Pin> contradictory() {
        return findings.contradictory();
    }

    /// What the component's own series say, the strongest first.
    public List<SignalEvidence> evidence(ServiceId service) {
        int i = measured.topology().indexOf(service);
        return i < 0 ? List.of() : measured.seen().get(i).signals();
    }

    /// Why the component's posterior is what it is.
    ///
    /// @throws IllegalArgumentException where the topology has no such component
    public Explanation explain(ServiceId service) {
        return explained.computeIfAbsent(
                service, s -> new Explainer(measured, findings).explain(place(s)));
    }

    /// What is worth looking at next, the most told a minute first; checks that were done already
    /// are not among them.
    public List<NextCheck> nextChecks(int limit) {
        List<NextCheck> all = nextChecks.get();
        return all.subList(0, Math.min(limit, all.size()));
    }

    /// What would be if the component were held healthy from now on.
    ///
    /// @throws IllegalArgumentException where the topology has no such component
    public WhatIf whatIf(ServiceId service) {
        return supposed.computeIfAbsent(
                service, s -> new Supposition(findings.situation()).hold(place(s)));
    }

    /// What the first place hangs on.
    public Sensitivity sensitivity() {
        return sensitivity.get();
    }

    /// What may be said about who the cause is.
    public Verdict verdict() {
        if (!findings.contradictory().isEmpty()) {
            return new Verdict.CannotTell(Verdict.Reason.CONTRADICTION);
        }
        return Verdict.of(ranking);
    }

    /// The network that was asked, components as in the topology; for others to check the answer.
    public CauseNetwork network() {
        return findings.situation().network();
    }

    /// What the network was asked with: measurements, and the pins that hold.
    public Evidence asked() {
        return findings.situation().evidence();
    }

    private int place(ServiceId service) {
        int i = measured.topology().indexOf(service);
        if (i < 0) {
            throw new IllegalArgumentException(service + " is not in the topology");
        }
        return i;
    }

    /// Worked out once, when first asked for.
    private static final class Kept<T> {
        private final Supplier<T> work;
        private @Nullable T answer;

        Kept(Supplier<T> work) {
            this.work = work;
        }

        synchronized T get() {
            T known = answer;
            if (known == null) {
                known = work.get();
                answer = known;
            }
            return known;
        }
    }
}
