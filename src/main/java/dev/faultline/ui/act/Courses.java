package dev.faultline.ui.act;

import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.History;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.remedy.Verification.Course;
import dev.faultline.remedy.Verification.Earlier;
import dev.faultline.signal.Anomaly;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a verdict on a run is told from, out of what is known at a moment. Times are the watched
/// system's. May read files: not on the FX thread.
public final class Courses {
    private Courses() {}

    /// The series of a component that a run was to bring back: those of the signals that were out
    /// of the ordinary when it began; all of them where none was.
    ///
    /// @param from the first moment that is of interest: well before the trouble, so that what was
    ///   usual then is in it
    /// @param began when the run did
    public static List<Course> of(
            Snapshot snapshot,
            ServiceId component,
            Set<Signal> signals,
            Instant from,
            Instant began) {
        int[] all = series(snapshot, Set.of(component), signals);
        Set<Integer> outside =
                snapshot.reported().stream()
                        .filter(a -> !a.onset().isAfter(began))
                        .filter(a -> a.ended().map(began::isBefore).orElse(true))
                        .map(Anomaly::series)
                        .collect(Collectors.toSet());
        int[] chosen = IntStream.of(all).filter(outside::contains).toArray();
        return IntStream.of(chosen.length > 0 ? chosen : all)
                .mapToObj(s -> course(snapshot.history(), s, from))
                .toList();
    }

    private static Course course(History history, int series, Instant from) {
        int last = history.length();
        int first = Math.clamp(history.cellOf(from), Math.min(history.first(), last), last);
        History.Stretch stretch = history.stretch(series, first, last);
        return new Course(
                IntStream.range(first, last)
                        .mapToLong(cell -> history.timeOf(cell).toEpochMilli())
                        .toArray(),
                stretch.observed(),
                stretch.expected(),
                stretch.trend(),
                stretch.sigma());
    }

    /// Trouble of components of the same kind, in the same signals, before this one, that went its
    /// way with nobody acting. What was going on when somebody acted, on whatever component, was
    /// left alone only until then. Anomalies of one component that overlap are one trouble.
    ///
    /// @param onset of the trouble that is judged: what began then or later is not earlier
    /// @param acts when something was done to the system
    public static List<Earlier> earlier(
            Snapshot snapshot,
            ServiceId component,
            Set<Signal> signals,
            Instant onset,
            Collection<Instant> acts) {
        Topology topology = snapshot.topology();
        int place = topology.indexOf(component);
        if (place < 0) {
            return List.of();
        }
        Set<ServiceId> alike =
                topology.components().stream()
                        .filter(c -> c.kind() == topology.component(place).kind())
                        .map(c -> c.id())
                        .collect(Collectors.toSet());
        Set<Integer> series =
                IntStream.of(series(snapshot, alike, signals)).boxed().collect(Collectors.toSet());
        Map<ServiceId, List<Anomaly>> of = new HashMap<>();
        for (Anomaly each : snapshot.reported()) {
            if (series.contains(each.series()) && each.onset().isBefore(onset)) {
                of.computeIfAbsent(
                                topology.named(snapshot.series().get(each.series()).service()),
                                _ -> new ArrayList<>())
                        .add(each);
            }
        }
        List<Earlier> found = new ArrayList<>();
        of.values().forEach(anomalies -> troubles(anomalies, snapshot.at(), acts, found));
        return found;
    }

    /// What anomalies of one component are as stretches of trouble.
    private static void troubles(
            List<Anomaly> anomalies, Instant now, Collection<Instant> acts, List<Earlier> found) {
        anomalies.sort(Comparator.comparing(Anomaly::onset));
        @Nullable Instant from = null;
        Optional<Instant> until = Optional.empty();
        for (Anomaly each : anomalies) {
            if (from != null && until.map(each.onset()::isAfter).orElse(false)) {
                found.add(trouble(from, until, now, acts));
                from = null;
            }
            if (from == null) {
                from = each.onset();
                until = each.ended();
            } else {
                until =
                        until.flatMap(a ->
                                each.ended().map(b -> a.isAfter(b) ? a : b)); // open stays open
            }
        }
        if (from != null) {
            found.add(trouble(from, until, now, acts));
        }
    }

    private static Earlier trouble(
            Instant from, Optional<Instant> until, Instant now, Collection<Instant> acts) {
        Instant end = until.orElse(now);
        return acts.stream()
                .filter(act -> !act.isBefore(from) && act.isBefore(end))
                .min(Comparator.naturalOrder())
                .map(act -> new Earlier(Duration.between(from, act), false))
                .orElseGet(() -> new Earlier(Duration.between(from, end), until.isPresent()));
    }

    private static int[] series(Snapshot snapshot, Set<ServiceId> components, Set<Signal> signals) {
        return IntStream.range(0, snapshot.series().size())
                .filter(i -> signals.contains(snapshot.series().get(i).signal()))
                .filter(i ->
                        components.contains(
                                snapshot.topology().named(snapshot.series().get(i).service())))
                .toArray();
    }
}
