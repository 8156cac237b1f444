package dev.faultline.ui.compare;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.History;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.signal.Anomaly;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Two places side by side: what differs between them points to the place, what does not points
/// elsewhere. Worked out off the FX thread.
///
/// @param signals by kind of signal, those that either side has
/// @param pairs components of the same name but for the number behind it
record Comparison(Side left, Side right, List<SignalRow> signals, List<PairRow> pairs) {
    /// From this probability on a component counts as in trouble.
    private static final double IN_TROUBLE = 0.5;

    /// A value may be this many cells old and still be the newest of its series.
    private static final int FRESH_CELLS = 3;

    /// What tells the copies of one service apart.
    private static final Pattern NUMBER = Pattern.compile("[-_.]?\\d+$");

    /// One place and what is in it.
    ///
    /// @param place a zone or a host
    /// @param members how many components run in it
    /// @param troubled of them, how many are more likely in trouble than not
    /// @param anomalous of them, how many have an open anomaly
    /// @param unmeasured of them, how many have no series
    /// @param own what is believed of the place itself; empty where it is not ranked
    /// @param first the most probable cause among its members
    record Side(
            ServiceId place,
            int members,
            int troubled,
            int anomalous,
            int unmeasured,
            Optional<RankedCause> own,
            Optional<RankedCause> first) {}

    /// How one kind of signal does on both sides.
    record SignalRow(Signal signal, Share left, Share right) {}

    /// Series of one kind in one place.
    ///
    /// @param series how many there are
    /// @param anomalous how many of them have an open anomaly
    /// @param median of the newest residuals, in their own σ; empty where nothing is known
    record Share(int series, int anomalous, OptionalDouble median) {}

    /// P(in trouble) of a service on both sides, the highest of its copies; empty where a side has
    /// none.
    record PairRow(String name, OptionalDouble left, OptionalDouble right) {
        private boolean alone() {
            return left.isEmpty() || right.isEmpty();
        }

        private double apart() {
            return Math.abs(left.orElse(0) - right.orElse(0));
        }
    }

    /// The places there are: zones first, then hosts, then whatever else something lies in.
    static List<ServiceId> places(Topology topology) {
        return topology.dependencies().stream()
                .filter(d -> within(d.kind()))
                .map(Dependency::to)
                .distinct()
                .sorted(
                        Comparator.comparingInt((ServiceId id) -> rank(topology, id))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static boolean within(DependencyKind kind) {
        return kind == DependencyKind.RUNS_ON || kind == DependencyKind.IN_ZONE;
    }

    private static int rank(Topology topology, ServiceId place) {
        ComponentKind kind = topology.component(topology.indexOf(place)).kind();
        return kind == ComponentKind.ZONE ? 0 : kind == ComponentKind.HOST ? 1 : 2;
    }

    static Comparison of(Snapshot snapshot, ServiceId left, ServiceId right) {
        Place a = new Place(snapshot, left);
        Place b = new Place(snapshot, right);
        Map<Signal, Share> as = a.shares();
        Map<Signal, Share> bs = b.shares();
        Share none = new Share(0, 0, OptionalDouble.empty());
        List<SignalRow> signals =
                Arrays.stream(Signal.values())
                        .filter(s -> as.containsKey(s) || bs.containsKey(s))
                        .map(s ->
                                new SignalRow(
                                        s, as.getOrDefault(s, none), bs.getOrDefault(s, none)))
                        .toList();
        Map<String, Double> ats = a.troubles();
        Map<String, Double> bts = b.troubles();
        List<PairRow> pairs =
                Stream.concat(ats.keySet().stream(), bts.keySet().stream())
                        .distinct()
                        .map(name -> new PairRow(name, found(ats, name), found(bts, name)))
                        .sorted(
                                Comparator.comparing(PairRow::alone)
                                        .thenComparingDouble(row -> -row.apart())
                                        .thenComparing(PairRow::name))
                        .toList();
        return new Comparison(a.side(), b.side(), signals, pairs);
    }

    private static OptionalDouble found(Map<String, Double> troubles, String name) {
        Double trouble = troubles.get(name);
        return trouble == null ? OptionalDouble.empty() : OptionalDouble.of(trouble);
    }

    /// All that runs in one place.
    private static final class Place {
        private final Snapshot snapshot;
        private final ServiceId place;
        private final Set<ServiceId> members;
        private final Map<ServiceId, RankedCause> ranked;

        Place(Snapshot snapshot, ServiceId place) {
            this.snapshot = snapshot;
            this.place = place;
            this.members = members(snapshot.topology(), place);
            this.ranked =
                    snapshot.diagnosis().ranking().causes().stream()
                            .filter(c -> members.contains(c.service()))
                            .collect(Collectors.toMap(RankedCause::service, Function.identity()));
        }

        /// What runs on the place, or on what lies in it, without the place itself.
        private static Set<ServiceId> members(Topology topology, ServiceId place) {
            Map<ServiceId, List<ServiceId>> inside =
                    topology.dependencies().stream()
                            .filter(d -> within(d.kind()))
                            .collect(
                                    Collectors.groupingBy(
                                            Dependency::to,
                                            Collectors.mapping(
                                                    Dependency::from, Collectors.toList())));
            Set<ServiceId> found = new HashSet<>();
            Deque<ServiceId> open = new ArrayDeque<>(List.of(place));
            while (!open.isEmpty()) {
                for (ServiceId each : inside.getOrDefault(open.remove(), List.of())) {
                    if (!each.equals(place) && found.add(each)) {
                        open.add(each);
                    }
                }
            }
            return found;
        }

        Side side() {
            Set<ServiceId> anomalous = snapshot.anomalous();
            Set<ServiceId> measured = snapshot.measured();
            return new Side(
                    place,
                    members.size(),
                    (int) ranked.values().stream().filter(c -> c.trouble() >= IN_TROUBLE).count(),
                    (int) members.stream().filter(anomalous::contains).count(),
                    (int) members.stream().filter(m -> !measured.contains(m)).count(),
                    snapshot.diagnosis().ranking().of(place),
                    ranked.values().stream().min(Comparator.comparingInt(RankedCause::rank)));
        }

        Map<Signal, Share> shares() {
            Set<Integer> anomalous =
                    snapshot.reported().stream()
                            .filter(Anomaly::open)
                            .map(Anomaly::series)
                            .collect(Collectors.toSet());
            Map<Signal, List<Integer>> series = new EnumMap<>(Signal.class);
            for (int i = 0; i < snapshot.series().size(); i++) {
                ServiceId of = snapshot.topology().named(snapshot.series().get(i).service());
                if (members.contains(of) || of.equals(place)) {
                    series.computeIfAbsent(
                                    snapshot.series().get(i).signal(), s -> new ArrayList<>())
                            .add(i);
                }
            }
            Map<Signal, Share> shares = new EnumMap<>(Signal.class);
            series.forEach((signal, each) ->
                    shares.put(
                            signal,
                            new Share(
                                    each.size(),
                                    (int) each.stream().filter(anomalous::contains).count(),
                                    median(each))));
            return shares;
        }

        private OptionalDouble median(List<Integer> series) {
            double[] sigmas =
                    series.stream()
                            .mapToDouble(i -> sigmas(snapshot.history(), i))
                            .filter(Double::isFinite)
                            .sorted()
                            .toArray();
            int half = sigmas.length / 2;
            return sigmas.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(
                            sigmas.length % 2 == 1
                                    ? sigmas[half]
                                    : (sigmas[half - 1] + sigmas[half]) / 2);
        }

        /// The newest residual of a series in its own σ; `NaN` where there is none.
        private static double sigmas(History history, int series) {
            if (series >= history.seriesCount()) {
                return Double.NaN;
            }
            return IntStream.iterate(history.length() - 1, cell -> cell - 1)
                    .limit(Math.min(FRESH_CELLS, history.length() - history.first()))
                    .mapToDouble(cell ->
                            (history.observed(series, cell) - history.expected(series, cell))
                                    / history.sigma(series, cell))
                    .filter(Double::isFinite)
                    .findFirst()
                    .orElse(Double.NaN);
        }

        /// By name without its number.
        Map<String, Double> troubles() {
            Map<String, Double> troubles = new TreeMap<>();
            for (Component each : snapshot.topology().components()) {
                RankedCause cause = ranked.get(each.id());
                if (cause != null) {
                    troubles.merge(
                            NUMBER.matcher(each.id().value()).replaceFirst(""),
                            cause.trouble(),
                            Math::max);
                }
            }
            return troubles;
        }
    }
}
