package dev.faultline.cause.evidence;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Turns deviations into evidence: what a series says about its component, as a log Bayes factor.
///
/// Latency, errors, saturation and silence are consequences of being in trouble; CPU, memory, disk
/// and connections speak about a fault of the component itself. Traffic is no evidence of trouble:
/// a component whose callers failed is starved, not broken.
public final class EvidenceModel {
    private final CauseParameters p;

    public EvidenceModel(CauseParameters parameters) {
        this.p = parameters;
    }

    /// The evidence of each component of the topology, in its order.
    public List<ComponentEvidence> of(
            Topology topology,
            List<Deviation> deviations,
            List<ChangeEvent> changes,
            Instant onset) {
        List<List<SignalEvidence>> signals = new ArrayList<>();
        for (int i = 0; i < topology.size(); i++) {
            signals.add(new ArrayList<>());
        }
        for (Deviation deviation : deviations) {
            int i = topology.indexOf(deviation.series().service());
            if (i >= 0) {
                says(topology.component(i), deviation).ifPresent(signals.get(i)::add);
            }
        }
        List<ComponentEvidence> evidence = new ArrayList<>();
        for (int i = 0; i < topology.size(); i++) {
            signals.get(i).sort(Comparator.comparingDouble(s -> -s.logBayes()));
            Optional<ChangeEvent> change = latestChange(topology.component(i), changes, onset);
            evidence.add(
                    new ComponentEvidence(
                            List.copyOf(signals.get(i)),
                            change,
                            change.isPresent() ? p.changeBonus() : 0));
        }
        return evidence;
    }

    /// What one series says; nothing where it was not measured or its signal is no evidence.
    private Optional<SignalEvidence> says(Component component, Deviation deviation) {
        Signal signal = deviation.series().signal();
        if (signal.isResource() && deviation.usual() >= 0.8 && deviation.present() <= 0.2) {
            // What reports whether or not anybody calls has gone: the component itself has. Series
            // of
            // calls are silent whenever there are no calls, which is no fault of the component.
            return Optional.of(new SignalEvidence(deviation, 0.6 * p.ceiling(), false));
        }
        if (Double.isNaN(deviation.observed()) || Double.isNaN(deviation.zExpected())) {
            return Optional.empty();
        }
        double reliability = Math.min(1, deviation.present() / 0.5);
        double worse = worse(signal, deviation);
        if (Double.isNaN(worse)) {
            return Optional.empty();
        }
        double log =
                Math.clamp(p.perSigma() * (worse - p.neutralSigma()), p.floor(), p.ceiling())
                        * reliability;
        boolean ofOwnFault = signal.isResource() && !carriesOthers(component.kind());
        if (ofOwnFault) {
            // A resource that is in order says little: most faults leave it so.
            log = Math.max(log, -0.3) * 0.5;
        }
        return Optional.of(new SignalEvidence(deviation, log, ofOwnFault));
    }

    /// Whether the component is its resources: a host that runs out of CPU is in trouble.
    private static boolean carriesOthers(ComponentKind kind) {
        return kind == ComponentKind.HOST
                || kind == ComponentKind.ZONE
                || kind == ComponentKind.ZONE_LINK;
    }

    /// How many sigmas the series is worse than normal; `NaN` where its signal says nothing about
    /// trouble.
    private static double worse(Signal signal, Deviation deviation) {
        return switch (signal) {
            case ERRORS, LATENCY, CLIENT_LATENCY, SATURATION, CPU, MEMORY, DISK, CONNECTIONS ->
                    deviation.z();
            case AVAILABILITY -> -deviation.z();
            case TRAFFIC, CLIENT_ERRORS, NETWORK, OTHER -> Double.NaN;
        };
    }

    private Optional<ChangeEvent> latestChange(
            Component component, List<ChangeEvent> changes, Instant onset) {
        Instant earliest = onset.minus(Duration.ofMinutes(p.changeMinutes()));
        Instant latest = onset.plus(Duration.ofMinutes(2));
        return changes.stream()
                .filter(c -> c.component().equals(component.id()))
                .filter(c ->
                        c.kind() == ChangeEvent.Kind.DEPLOY
                                || c.kind() == ChangeEvent.Kind.CONFIGURATION)
                .filter(c -> !c.at().isBefore(earliest) && !c.at().isAfter(latest))
                .max(Comparator.comparing(ChangeEvent::at));
    }
}
