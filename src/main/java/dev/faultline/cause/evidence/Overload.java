package dev.faultline.cause.evidence;

import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Load that goes the way of the calls, while trouble otherwise goes against it: who sends more
/// than usual, and whom that can overload. Only those are sources that nobody in the system can
/// have made one: an entry at which more comes in, a cache that knows less than usual, and a
/// component that was changed shortly before and since calls most others more than it is asked
/// itself. Everybody else passes on what it gets.
final class Overload {
    private final Topology topology;
    private final CauseParameters p;
    private final @Nullable Deviation[] traffic;
    private final List<List<Integer>> callees = new ArrayList<>();
    private final List<List<Integer>> callers = new ArrayList<>();
    private final List<List<Integer>> hosts = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    /// @param changed those that were deployed or configured shortly before
    Overload(
            Topology topology,
            List<Deviation> deviations,
            BitSet changed,
            CauseParameters parameters) {
        this.topology = topology;
        this.p = parameters;
        traffic = Outflow.busiest(topology, deviations);
        int n = topology.size();
        for (int i = 0; i < n; i++) {
            callees.add(new ArrayList<>());
            callers.add(new ArrayList<>());
            hosts.add(new ArrayList<>());
        }
        for (Dependency d : topology.dependencies()) {
            int from = topology.indexOf(d.from());
            int to = topology.indexOf(d.to());
            if (d.kind() == DependencyKind.CALLS) {
                callees.get(from).add(to);
                callers.get(to).add(from);
            } else if (d.kind() == DependencyKind.RUNS_ON) {
                hosts.get(from).add(to);
            }
        }
        @Nullable Deviation[] misses = misses(deviations);
        BitSet slow = slow(deviations);
        for (int i = 0; i < n; i++) {
            Deviation missed = misses[i];
            if (topology.component(i).kind() == ComponentKind.ENTRY) {
                Deviation asked = traffic[i];
                if (asked != null && surged(asked, p.surge())) {
                    BitSet reached = reached(i, callees.get(i));
                    if (reached.intersects(slow)) {
                        sources.add(new Source(i, asked, asked.z(), reached));
                    }
                }
            } else if (missed != null && surged(missed, p.surge() * risen(i))) {
                List<Integer> instead =
                        callers.get(i).stream().flatMap(c -> callees.get(c).stream()).toList();
                sources.add(new Source(i, missed, missed.z(), reached(i, instead)));
            } else if (changed.get(i)) {
                surplus(i).ifPresent(sources::add);
            }
        }
    }

    /// Where load comes from.
    ///
    /// @param deviation what shows it
    /// @param sigmas how far that is above what it should be
    /// @param reached those that get more because of it, and what they run on
    record Source(int component, Deviation deviation, double sigmas, BitSet reached) {}

    List<Source> sources() {
        return sources;
    }

    /// What a component calls more than it is called: half of its callees or more get so much more.
    private Optional<Source> surplus(int i) {
        Deviation asked = traffic[i];
        Deviation middle = Outflow.middle(callees.get(i), traffic);
        if (asked == null || middle == null) {
            return Optional.empty();
        }
        if (!surged(middle, p.surge() * risen(i))) {
            return Optional.empty();
        }
        double sigmas = middle.z() - Math.max(0, asked.z());
        return Optional.of(new Source(i, middle, sigmas, reached(i, callees.get(i))));
    }

    /// Who gets more, from these on down, and the hosts of all of them.
    private BitSet reached(int source, List<Integer> first) {
        BitSet reached = new BitSet(topology.size());
        Deque<Integer> next = new ArrayDeque<>(first);
        while (!next.isEmpty()) {
            int i = next.pop();
            Deviation asked = traffic[i];
            if (i != source && !reached.get(i) && asked != null && surged(asked, p.swollen())) {
                reached.set(i);
                next.addAll(callees.get(i));
            }
        }
        BitSet on = new BitSet(topology.size());
        reached.stream().forEach(i -> hosts.get(i).forEach(on::set));
        reached.or(on);
        return reached;
    }

    /// How many times what is expected a component is asked for; 1 where it is less, or not known.
    private double risen(int i) {
        Deviation asked = traffic[i];
        return asked == null ? 1 : Math.max(1, Outflow.ratio(asked));
    }

    private boolean surged(Deviation d, double times) {
        return d.z() >= p.neutralSigma() && d.observed() >= times * d.expected();
    }

    /// Those that answer worse than expected: as long as nobody does, more traffic is no trouble.
    private BitSet slow(List<Deviation> deviations) {
        BitSet slow = new BitSet(topology.size());
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            Signal signal = d.series().signal();
            if (i >= 0
                    && (signal == Signal.LATENCY
                            || signal == Signal.CLIENT_LATENCY
                            || signal == Signal.ERRORS)
                    && d.z() >= 2 * p.neutralSigma()) {
                slow.set(i);
            }
        }
        return slow;
    }

    /// What a cache did not know, of each cache the loudest series of it.
    private @Nullable Deviation[] misses(List<Deviation> deviations) {
        @Nullable Deviation[] misses = new Deviation[topology.size()];
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            if (i >= 0
                    && d.series().signal() == Signal.SATURATION
                    && topology.component(i).kind() == ComponentKind.CACHE
                    && d.series().id().metric().contains("miss")) {
                Deviation known = misses[i];
                if (known == null || known.z() < d.z()) {
                    misses[i] = d;
                }
            }
        }
        return misses;
    }
}
