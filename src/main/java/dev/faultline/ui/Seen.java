package dev.faultline.ui;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.remedy.Scene;
import dev.faultline.signal.Anomaly;
import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of the open system by who acts on it: the newest, and how time runs there.
///
/// @param system by its title
/// @param live whether it runs, and is shown as it is now
/// @param lag of what comes in, ms
record Seen(Snapshot snapshot, String system, boolean live, WatchedTime time, long lag) {
    /// Samples that took longer than this to get here, by our time, are stale, unless they come
    /// more slowly than that.
    private static final Duration FRESH = Duration.ofSeconds(60);

    /// Empty where nothing is known. On the FX thread.
    static Optional<Seen> of(Workbench workbench) {
        Snapshot now = workbench.newestProperty().get();
        if (now == null
                || !(workbench.stateProperty().get() instanceof WorkbenchState.Open(var open))) {
            return Optional.empty();
        }
        return Optional.of(
                new Seen(
                        now,
                        open.title(),
                        open instanceof LiveSession && !workbench.lookingBack(),
                        open instanceof LiveSession live ? live.time() : WatchedTime.REAL,
                        lag(workbench.liveness().stateProperty().get())));
    }

    private static long lag(@Nullable LiveState state) {
        return state == null
                ? 0
                : state.partitions().stream()
                        .mapToLong(each -> each.behind().toMillis())
                        .max()
                        .orElse(0);
    }

    /// What refusals are told from. On any thread.
    ///
    /// @param here what time it is by this machine's clock
    Scene scene(Instant here) {
        Map<ServiceId, Double> causes = new HashMap<>();
        Map<ServiceId, Double> troubles = new HashMap<>();
        for (RankedCause each : snapshot.diagnosis().ranking().causes()) {
            causes.put(each.service(), each.cause());
            troubles.put(each.service(), each.trouble());
        }
        Instant newest = snapshot.newest().at().orElse(snapshot.at());
        Duration fresh = Duration.ofMillis(time.passing(FRESH.toMillis()));
        Duration steps = Duration.ofMillis(2 * snapshot.history().stepMillis() + lag);
        return new Scene(
                system,
                live,
                Duration.between(newest, time.at(here)),
                steps.compareTo(fresh) > 0 ? steps : fresh,
                snapshot.topology(),
                causes,
                troubles,
                sigmas());
    }

    private Map<ServiceId, Map<Signal, Double>> sigmas() {
        Map<ServiceId, Map<Signal, Double>> found = new HashMap<>();
        snapshot.reported().stream()
                .filter(Anomaly::open)
                .forEach(each -> {
                    var series = snapshot.series().get(each.series());
                    found.computeIfAbsent(
                                    snapshot.topology().named(series.service()),
                                    _ -> new EnumMap<>(Signal.class))
                            .merge(series.signal(), each.peakSigma(), Math::max);
                });
        return found;
    }
}
