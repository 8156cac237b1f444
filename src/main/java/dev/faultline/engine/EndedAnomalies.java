package dev.faultline.engine;

import dev.faultline.signal.Anomaly;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The anomalies that have ended, in the order in which they did, and those of each series.
final class EndedAnomalies {
    private final List<Anomaly> all = new ArrayList<>();
    private final Map<Integer, List<Anomaly>> bySeries = new HashMap<>();

    void add(Anomaly anomaly) {
        all.add(anomaly);
        bySeries.computeIfAbsent(anomaly.series(), _ -> new ArrayList<>(2)).add(anomaly);
    }

    int size() {
        return all.size();
    }

    List<Anomaly> all() {
        return all;
    }

    List<Anomaly> of(int series) {
        return bySeries.getOrDefault(series, List.of());
    }

    /// Takes back all but the first `size`.
    void rewind(int size) {
        while (all.size() > size) {
            of(all.removeLast().series()).removeLast();
        }
    }

    /// Forgets those that ended before a moment, and the oldest of more than `most`.
    void forget(Instant before, int most) {
        int gone = 0;
        while (gone < all.size()
                && (all.size() - gone > most
                        || all.get(gone).ended().orElseThrow().isBefore(before))) {
            int series = all.get(gone++).series();
            of(series).removeFirst();
            if (of(series).isEmpty()) {
                bySeries.remove(series);
            }
        }
        all.subList(0, gone).clear();
    }
}
