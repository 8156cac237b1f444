package dev.faultline.cause.evidence;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.LogSeries;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.Method;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns deviations into evidence: what a series says about its component, as a log Bayes factor.
///
/// Latency, errors, saturation, connections and silence are consequences of being in trouble; CPU,
/// memory and disk speak about a fault of the component itself. What piles up in a queue speaks
/// about its consumers, and traffic that a component was not passed about its callers: it is
/// starved, not broken. Lines of a log speak about the component that wrote them, and a little
/// about those that it calls and they name.
///
/// Longer than 300 lines, so that one place says what each signal speaks about.
public final class EvidenceModel {
    private static final String WARNING = "WARN";

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
        double[] calls = calls(topology, deviations);
        BitSet heard = heard(topology, deviations);
        SilentPlaces places = new SilentPlaces(topology, usual(topology, deviations), heard);
        Mentions mentions = new Mentions(topology);
        BitSet idle = idle(topology, deviations);
        Map<Integer, Deviation> silent = new TreeMap<>();
        for (Deviation deviation : deviations) {
            int i = topology.indexOf(deviation.series().service());
            if (i < 0) {
                continue;
            }
            if (!heard.get(i) && places.of(i) != i && silent(deviation)) {
                silent.putIfAbsent(places.of(i), deviation);
                continue;
            }
            int[] consumers = backlogOf(topology, i, deviation.series().signal(), idle);
            if (consumers.length == 0) {
                Optional<SignalEvidence> said =
                        says(topology.component(i), deviation, calls[i], !heard.get(i));
                said.ifPresent(signals.get(i)::add);
                said.ifPresent(s -> named(s, mentions, signals));
            }
            // What piles up in a queue is what its consumers do not take out.
            for (int consumer : consumers) {
                says(topology.component(consumer), deviation, 1, false)
                        .map(s -> s.times(1.0 / consumers.length))
                        .ifPresent(signals.get(consumer)::add);
            }
        }
        // So many at once are no accident, whatever each of them alone would say.
        silent.forEach((place, one) ->
                signals.get(place).add(new SignalEvidence(one, p.ceiling(), false)));
        Outflow outflow = new Outflow(topology, deviations);
        for (int i = 0; i < topology.size(); i++) {
            outflow.of(i)
                    .map(lost -> evidence(lost.deviation(), lost.sigmas(), 1, false))
                    .filter(s -> s.logBayes() > 0)
                    .ifPresent(signals.get(i)::add);
        }
        for (Overload.Source source :
                new Overload(topology, deviations, changed(topology, changes, onset), p)
                        .sources()) {
            // What a cache did not know has been heard as its saturation.
            if (source.deviation().series().signal() == Signal.TRAFFIC) {
                signals.get(source.component())
                        .add(evidence(source.deviation(), source.sigmas(), 1, true));
            }
        }
        ofTenants(topology, changed(topology, changes, onset), signals);
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

    /// What a log says of those that it names: less than of its own component, as each line tells
    /// of one side of a call only.
    private void named(SignalEvidence said, Mentions mentions, List<List<SignalEvidence>> signals) {
        if (said.deviation().series().signal() == Signal.LOG_ERRORS) {
            List<Integer> callees = mentions.of(said.deviation().series());
            double log = Math.min(said.logBayes(), p.named()) / callees.size();
            for (int callee : callees) {
                signals.get(callee).add(new SignalEvidence(said.deviation(), log, false));
            }
        }
    }

    /// What one series says; nothing where it was not measured or its signal is no evidence.
    private Optional<SignalEvidence> says(
            Component component, Deviation deviation, double calls, boolean silent) {
        Signal signal = deviation.series().signal();
        if (silent && silent(deviation)) {
            // What reports whether or not anybody calls has gone: the component itself has. Series
            // of calls are silent whenever there are no calls, which is no fault of the component.
            return Optional.of(new SignalEvidence(deviation, 0.6 * p.ceiling(), false));
        }
        if (Double.isNaN(deviation.observed()) || Double.isNaN(deviation.zExpected())) {
            return Optional.empty();
        }
        double worse = worse(signal, deviation);
        if (Double.isNaN(worse)) {
            return Optional.empty();
        }
        double reliability =
                Math.min(1, deviation.present() / 0.5)
                        * deviation.reliability().score()
                        * (known(deviation) ? 1 : p.unlearned())
                        * (ofCalls(signal) ? calls : 1);
        if (signal == Signal.LOG_ERRORS) {
            return lines(evidence(deviation, worse, reliability, false), p.lines());
        }
        boolean ofOwnFault = ofOwnFault(signal, component.kind());
        return Optional.of(evidence(deviation, worse, reliability, ofOwnFault));
    }

    /// The log Bayes factor of so many sigmas. It can't be more than how seldom normal times were
    /// as far away allows.
    private SignalEvidence evidence(
            Deviation deviation, double worse, double reliability, boolean ofOwnFault) {
        double log = Math.clamp(p.perSigma() * (worse - p.neutralSigma()), p.floor(), p.ceiling());
        if (deviation.precedent() > 0) {
            log = Math.min(log, Math.max(0, -Math.log(2 * deviation.precedent())));
        }
        if (ofOwnFault) {
            // A resource that is in order says little: most faults leave it so.
            log = Math.max(log, -0.3) * 0.5;
        }
        return new SignalEvidence(deviation, log * reliability, ofOwnFault);
    }

    /// What lines of a log say: no more than so much, and of a warning less. Nothing where they are
    /// as usual.
    private Optional<SignalEvidence> lines(SignalEvidence said, double most) {
        boolean warning =
                LogSeries.severity(said.deviation().series().id())
                        .filter(WARNING::equals)
                        .isPresent();
        double log = Math.min(said.logBayes(), most) * (warning ? p.warning() : 1);
        return log > 0
                ? Optional.of(new SignalEvidence(said.deviation(), log, false))
                : Optional.empty();
    }

    /// The consumers of a queue whose backlog a signal is; none for every other signal. Where
    /// nobody told them, those that take less than usual and of which nobody knows from where.
    private static int[] backlogOf(Topology topology, int queue, Signal signal, BitSet idle) {
        if (signal != Signal.SATURATION
                || topology.component(queue).kind() != ComponentKind.QUEUE) {
            return new int[0];
        }
        ServiceId id = topology.component(queue).id();
        int[] known =
                topology.dependencies().stream()
                        .filter(d -> d.kind() == DependencyKind.CONSUMES && d.to().equals(id))
                        .mapToInt(d -> topology.indexOf(d.from()))
                        .toArray();
        return known.length > 0 ? known : idle.stream().toArray();
    }

    /// Consumers of which nobody knows from where they take, and that take less than usual.
    private BitSet idle(Topology topology, List<Deviation> deviations) {
        @Nullable Deviation[] taken = Outflow.busiest(topology, deviations);
        BitSet idle = new BitSet(topology.size());
        for (int i = 0; i < topology.size(); i++) {
            Deviation d = taken[i];
            idle.set(
                    i,
                    topology.component(i).kind() == ComponentKind.CONSUMER
                            && d != null
                            && d.z() <= -p.neutralSigma());
        }
        for (Dependency d : topology.dependencies()) {
            if (d.kind() == DependencyKind.CONSUMES) {
                idle.clear(topology.indexOf(d.from()));
            }
        }
        return idle;
    }

    /// Whether both comparisons could be made: with what is normal, and with the time before.
    private static boolean known(Deviation deviation) {
        return deviation.method() != Method.LEARNING && !Double.isNaN(deviation.zBefore());
    }

    /// Processors, memory and disk are a component's own. Its connections are taken while it waits
    /// for others: they tell of trouble, whoever causes it.
    static boolean ofOwnFault(Signal signal, ComponentKind kind) {
        return signal.isResource() && signal != Signal.CONNECTIONS && !carriesOthers(kind);
    }

    private static boolean ofCalls(Signal signal) {
        return !signal.isResource() && signal != Signal.SATURATION;
    }

    /// A series whose silence says something about its component.
    private static boolean silent(Deviation deviation) {
        return deviation.series().signal().isResource() && gone(deviation);
    }

    /// The components that usually report, whether or not anybody calls.
    private static BitSet usual(Topology topology, List<Deviation> deviations) {
        BitSet usual = new BitSet(topology.size());
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            if (i >= 0 && d.series().signal().isResource() && d.usual() >= 0.8) {
                usual.set(i);
            }
        }
        return usual;
    }

    /// A series that used to report and does not any more.
    private static boolean gone(Deviation deviation) {
        return deviation.usual() >= 0.8 && deviation.present() <= 0.2;
    }

    /// The components of which some series still reports: one that is missing there is the
    /// telemetry's trouble.
    private static BitSet heard(Topology topology, List<Deviation> deviations) {
        BitSet heard = new BitSet(topology.size());
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            if (i >= 0 && d.present() > 0.2) {
                heard.set(i);
            }
        }
        return heard;
    }

    /// What the calls of each component count as evidence: n/(n+k) for n calls a minute (or a cell,
    /// where calls are counted), as a few slow calls out of few say little; 1 where nobody counts
    /// them. Of several series the busiest counts: a kind of call that is rare does not make a
    /// component idle.
    private double[] calls(Topology topology, List<Deviation> deviations) {
        double[] share = new double[topology.size()];
        Arrays.fill(share, Double.NaN);
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            if (i >= 0 && d.series().signal() == Signal.TRAFFIC && d.observed() >= 0) {
                double n =
                        switch (d.series().unit()) {
                            case PER_SECOND -> 60 * d.observed();
                            case COUNT -> d.observed();
                            case RATIO, PERCENT, SECONDS, BYTES, BYTES_PER_SECOND, UNKNOWN ->
                                    Double.POSITIVE_INFINITY;
                        };
                double own = Double.isInfinite(n) ? 1 : n / (n + p.fewCalls());
                share[i] = share[i] >= own ? share[i] : own;
            }
        }
        for (int i = 0; i < share.length; i++) {
            share[i] = Double.isNaN(share[i]) ? 1 : share[i];
        }
        return share;
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
            case ERRORS, LATENCY, CLIENT_LATENCY, SATURATION, CPU, CONNECTIONS -> deviation.z();
            // What fills up does so slowly: just before the onset it was nearly as full.
            case MEMORY, DISK -> deviation.zExpected();
            case AVAILABILITY -> -deviation.z();
            // Refused on the client's account: seldom trouble, unless there are very many.
            case CLIENT_ERRORS -> deviation.z() > 0 ? deviation.z() / 2 : Double.NaN;
            // As usual says nothing: many programs fail without a word.
            case LOG_ERRORS -> deviation.z() > 0 ? deviation.z() : Double.NaN;
            case TRAFFIC, NETWORK, OTHER -> Double.NaN;
        };
    }

    /// A host is busy with what runs on it. Where one of those is in trouble and was changed
    /// shortly before, its load is most likely that one's, and says less about the host.
    private void ofTenants(Topology topology, BitSet changed, List<List<SignalEvidence>> signals) {
        BitSet explained = new BitSet(topology.size());
        for (Dependency d : topology.dependencies()) {
            int tenant = topology.indexOf(d.from());
            if (d.kind() == DependencyKind.RUNS_ON
                    && changed.get(tenant)
                    && signals.get(tenant).stream().anyMatch(s -> s.logBayes() > 0)) {
                explained.set(topology.indexOf(d.to()));
            }
        }
        explained.stream()
                .forEach(host ->
                        signals.get(host).replaceAll(s -> isLoad(s) ? s.times(p.byTenant()) : s));
    }

    private static boolean isLoad(SignalEvidence said) {
        Signal signal = said.deviation().series().signal();
        return said.logBayes() > 0 && (signal == Signal.CPU || signal == Signal.SATURATION);
    }

    /// Those that were deployed or configured shortly before the onset.
    public BitSet changed(Topology topology, List<ChangeEvent> changes, Instant onset) {
        BitSet changed = new BitSet(topology.size());
        for (int i = 0; i < topology.size(); i++) {
            changed.set(i, latestChange(topology.component(i), changes, onset).isPresent());
        }
        return changed;
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
