package dev.faultline.engine;

import dev.faultline.engine.intake.SeriesFold;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.SeriesWatcher;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which series could not be heard in which cells, so that their silence says nothing of them. Two
/// ways lead there: the source says so; or nearly all that report in every cell are missing at
/// once, which is one statement about the way here. The second begins with a cell in which at least
/// [#NEARLY_ALL] of at least [#LEAST_SERIES] such series of at least [#LEAST_COMPONENTS] components
/// are missing, and ends when half of them are back, or so many cells after the first ones were as
/// a silence takes: who is not back by then is silent by himself.
///
/// Nearly all and not all: one agent that writes past the broken way, or a value that was on its
/// way, must not turn a broken way into a thousand silent services. Of fewer components than three
/// nobody can tell whether they or the way are gone.
final class Hearing {
    static final double NEARLY_ALL = .95;
    static final int LEAST_SERIES = 8;
    static final int LEAST_COMPONENTS = 3;

    private static final double BACK = .5;
    private static final int NEVER = -1;

    private final SeriesFold fold;
    private final int patience;

    /// By cell: the watched series that could not be heard and have no value. Never changed once it
    /// is there; cells in which all was heard have none.
    private final NavigableMap<Integer, BitSet> deaf;

    private BitSet said = new BitSet();
    private BitSet saidWatched = new BitSet();
    private String saidWhy = "";
    private Instant saidAt = Instant.EPOCH;

    private int blindSince = NEVER;
    private int backSince = NEVER;
    private String blindWhy = "";

    /// @param patience cells without a value that are a silence
    Hearing(SeriesFold fold, int patience) {
        this(fold, patience, new TreeMap<>());
    }

    private Hearing(SeriesFold fold, int patience, NavigableMap<Integer, BitSet> deaf) {
        this.fold = fold;
        this.patience = patience;
        this.deaf = deaf;
    }

    Hearing copy() {
        Hearing copy = new Hearing(fold, patience, new TreeMap<>(deaf));
        copy.said = said;
        copy.saidWatched = saidWatched;
        copy.saidWhy = saidWhy;
        copy.saidAt = saidAt;
        copy.blindSince = blindSince;
        copy.backSince = backSince;
        copy.blindWhy = blindWhy;
        return copy;
    }

    /// The source says what it can't hear.
    ///
    /// @param incoming numbers of incoming series; a watched one is unheard if all its parts are
    void unheard(BitSet incoming, String why, Instant now) {
        if (said.isEmpty() || !why.equals(saidWhy)) {
            saidAt = now;
        }
        said = incoming;
        saidWhy = why;
        saidWatched = new BitSet();
        int[] parts = new int[fold.watched().size()];
        incoming.stream()
                .filter(i -> i < fold.incoming())
                .forEach(i -> {
                    int place = fold.watchedBy(i);
                    if (place != SeriesFold.LEFT_OUT && ++parts[place] == fold.parts(place)) {
                        saidWatched.set(place);
                    }
                });
    }

    /// Which series could not be heard in a cell that closes.
    ///
    /// @param means one value a watched series, `NaN` where there is none
    BitSet in(int cell, double[] means, SeriesWatcher watcher) {
        boolean blind = blind(cell, means, watcher);
        if (!blind && saidWatched.isEmpty()) {
            return saidWatched;
        }
        BitSet now = new BitSet();
        for (int i = 0; i < watcher.size(); i++) {
            if (Double.isNaN(means[i]) && (blind || saidWatched.get(i))) {
                now.set(i);
            }
        }
        if (!now.isEmpty()) {
            var before = deaf.lastEntry();
            deaf.put(
                    cell,
                    before != null && before.getValue().equals(now) ? before.getValue() : now);
        }
        return now;
    }

    private boolean blind(int cell, double[] means, SeriesWatcher watcher) {
        int reporting = 0;
        int missing = 0;
        for (int i = 0; i < watcher.size(); i++) {
            if (watcher.reports(i, cell) && !saidWatched.get(i)) {
                reporting++;
                missing += Double.isNaN(means[i]) ? 1 : 0;
            }
        }
        boolean nearlyAll = reporting > 0 && missing >= NEARLY_ALL * reporting;
        if (blindSince == NEVER) {
            if (nearlyAll && reporting >= LEAST_SERIES) {
                int components = components(cell, watcher);
                if (components >= LEAST_COMPONENTS) {
                    blindSince = cell;
                    blindWhy =
                            "Nothing comes from any of the %,d series of %,d components that report all the time: the way here is broken, or all of them stopped at once."
                                    .formatted(reporting, components);
                }
            }
            return blindSince != NEVER;
        }
        if (nearlyAll) {
            backSince = NEVER;
            return true;
        }
        backSince = backSince == NEVER ? cell : backSince;
        if (missing <= BACK * reporting || cell - backSince >= patience) {
            blindSince = NEVER;
            backSince = NEVER;
            return false;
        }
        return true;
    }

    private int components(int cell, SeriesWatcher watcher) {
        List<SeriesInfo> series = fold.watched();
        Set<ServiceId> components = new HashSet<>();
        for (int i = 0; i < watcher.size(); i++) {
            if (watcher.reports(i, cell) && !saidWatched.get(i)) {
                components.add(series.get(i).service());
            }
        }
        return components.size();
    }

    /// Since when nothing can be told of anything, and why; empty while that is not so.
    Optional<Snapshot.Blind> blind(long startMillis, long stepMillis) {
        if (blindSince != NEVER) {
            return Optional.of(
                    new Snapshot.Blind(
                            Instant.ofEpochMilli(startMillis + (blindSince - 1) * stepMillis),
                            blindWhy));
        }
        int watched = fold.watched().size();
        return watched > 0 && saidWatched.cardinality() >= NEARLY_ALL * watched
                ? Optional.of(new Snapshot.Blind(saidAt, saidWhy))
                : Optional.empty();
    }

    /// The series that could not be heard, by cell, from a cell on; of the others all were.
    NavigableMap<Integer, BitSet> deafSince(int cell) {
        return new TreeMap<>(deaf.tailMap(cell, true));
    }

    /// Forgets what was before a cell.
    void forget(int cell) {
        deaf.headMap(cell, false).clear();
    }
}
