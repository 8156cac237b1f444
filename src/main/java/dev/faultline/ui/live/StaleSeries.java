package dev.faultline.ui.live;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.SeriesId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A series that is far behind the others: its newest sample is older than the newest of all by
/// [#CELLS] cells.
///
/// @param newest when that was measured; empty where there is none
record StaleSeries(SeriesId id, Optional<Instant> newest) {
    static final int CELLS = 5;

    /// All of a moment, the longest silent first.
    static List<StaleSeries> of(Snapshot shown) {
        return indices(shown)
                .mapToObj(i -> new StaleSeries(shown.series().get(i).id(), shown.newest().at(i)))
                .sorted(Comparator.comparing(s -> s.newest().orElse(Instant.MIN)))
                .toList();
    }

    static long count(Snapshot shown) {
        return indices(shown).count();
    }

    private static IntStream indices(Snapshot shown) {
        long[] at = shown.newest().atMillis();
        long limit =
                shown.newest()
                        .at()
                        .map(newest -> newest.isBefore(shown.at()) ? newest : shown.at())
                        .map(newest -> newest.toEpochMilli() - CELLS * shown.history().stepMillis())
                        .orElse(Long.MIN_VALUE);
        return IntStream.range(0, Math.min(at.length, shown.series().size()))
                .filter(i -> at[i] < limit);
    }

    /// `latency {pod=a}`.
    String metric() {
        return id.labels().isEmpty() ? id.metric() : id.metric() + " " + id.labels();
    }
}
