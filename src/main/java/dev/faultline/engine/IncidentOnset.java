package dev.faultline.engine;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.signal.SeriesWatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// When what is going on now began. An incident opens when several series that face calls (traffic,
/// errors, latency) are anomalous at once and left within a quarter of an hour of each other; its
/// onset is the earliest of them. It goes on while any anomaly that opened since is open. Silence
/// of nearly everything is blindness, not an incident.
final class IncidentOnset {
    /// Anomalies whose onsets lie this far apart may belong together.
    private static final long TOGETHER_MILLIS = 15 * 60_000L;

    /// Share of all series whose common silence says more about the telemetry than the system.
    private static final double BLIND = .8;

    /// Call-facing anomalies that make an incident.
    private static final int SERIES = 3;

    private final List<SeriesInfo> series;
    private final long stepMillis;
    private int onset = -1;

    IncidentOnset(List<SeriesInfo> series, long stepMillis) {
        this.series = series;
        this.stepMillis = stepMillis;
    }

    IncidentOnset copy() {
        IncidentOnset copy = new IncidentOnset(series, stepMillis);
        copy.onset = onset;
        return copy;
    }

    /// The first cell of what is going on, empty while nothing is.
    OptionalInt cell() {
        return onset < 0 ? OptionalInt.empty() : OptionalInt.of(onset);
    }

    /// Looks at what is open after a cell closed.
    void update(SeriesWatcher watcher) {
        List<Integer> onsets = new ArrayList<>();
        int silent = 0;
        for (int i = 0; i < watcher.size(); i++) {
            int since = watcher.openSince(i);
            if (watcher.silent(i)) {
                silent++;
            }
            if (since >= 0 && counts(series.get(i).signal())) {
                onsets.add(since);
            }
        }
        if (silent > BLIND * watcher.size()) {
            return;
        }
        if (onset >= 0) {
            if (onsets.stream().noneMatch(cell -> cell >= onset)) {
                onset = -1;
            }
            return;
        }
        onsets.sort(Comparator.reverseOrder());
        long apart = Math.max(1, TOGETHER_MILLIS / stepMillis);
        for (int newest = 0; newest < onsets.size(); newest++) {
            int last = newest;
            while (last + 1 < onsets.size() && onsets.get(newest) - onsets.get(last + 1) <= apart) {
                last++;
            }
            if (last - newest + 1 >= SERIES) {
                onset = onsets.get(last);
                return;
            }
        }
    }

    private static boolean counts(Signal signal) {
        return switch (signal) {
            case TRAFFIC, ERRORS, AVAILABILITY, LATENCY, CLIENT_LATENCY -> true;
            case CLIENT_ERRORS, SATURATION, CPU, MEMORY, DISK, CONNECTIONS, NETWORK, OTHER -> false;
        };
    }
}
