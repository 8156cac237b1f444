package dev.faultline.engine;

import dev.faultline.engine.history.BeliefLog;
import dev.faultline.engine.history.Strand;
import dev.faultline.model.ChangeEvent;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.SeriesWatcher;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes down after each tick what cannot be told later from the history: enough to tell again
/// what was known then. Most of a tick is shared with the one before.
///
/// What a tick costs is chiefly the anomalies that were open. When all ticks together hold more
/// than [#MOST_WEIGHT] of such, every second one of the older half is forgotten, but those at which
/// something began or ended: of times long past, the moment before is shown instead.
final class PastLog {
    /// About 110 bytes each.
    static final int MOST_WEIGHT = 400_000;

    /// What a tick weighs without any anomaly.
    private static final int TICK = 2;

    /// So long after its end an anomaly still counts: it is kept out of what is normal.
    private static final Duration MASKED = Duration.ofDays(1);

    private final Standing standing = new Standing();
    private final BeliefLog beliefs;
    private final int most;
    private final Strand<Anomaly> ended = new Strand<>();
    private final Strand<ChangeEvent> changes = new Strand<>();
    private Strand<Tick> ticks = new Strand<>();
    private List<TopologyChange> graphLog = List.of();
    private long weight;

    /// What was known after one tick, beside the history.
    ///
    /// @param cells how many had closed
    /// @param told what the sources said of the graph
    /// @param graphChanges what was known of its changes
    /// @param series how many were watched
    /// @param open the anomalies that were open, by series
    /// @param onset the first cell of what was going on; -1 for nothing
    /// @param ended how many anomalies had ended
    /// @param changes how many changes had been told
    /// @param deaf what could not be heard, by cell, as far as it counted
    record Tick(
            long revision,
            Instant at,
            int cells,
            Topology told,
            List<TopologyChange> graphChanges,
            int series,
            List<Anomaly> open,
            int onset,
            int ended,
            int changes,
            NavigableMap<Integer, BitSet> deaf,
            Optional<Snapshot.Blind> blind,
            Snapshot.Counts counts) {
        private int weight() {
            return TICK + open.size() + deaf.size();
        }

        /// Whether something began or ended between this tick and another.
        private boolean turns(Tick before) {
            return (onset < 0) != (before.onset < 0)
                    || told != before.told
                    || blind.isPresent() != before.blind.isPresent();
        }
    }

    /// All that was written up to one moment.
    record View(
            Strand.View<Tick> ticks,
            Strand.View<Anomaly> ended,
            Strand.View<ChangeEvent> changes,
            Standing.View standing,
            BeliefLog beliefs,
            int era) {}

    PastLog(BeliefLog beliefs) {
        this(beliefs, MOST_WEIGHT);
    }

    /// @param most what all ticks may weigh together
    PastLog(BeliefLog beliefs, int most) {
        this.beliefs = beliefs;
        this.most = most;
    }

    void ended(Anomaly anomaly) {
        ended.add(anomaly);
    }

    void changed(ChangeEvent change) {
        changes.add(change);
    }

    int endedSoFar() {
        return ended.size();
    }

    int changesSoFar() {
        return changes.size();
    }

    /// The graph's changes as they are, shared with the tick before where there are no new ones.
    List<TopologyChange> graphChanges(List<TopologyChange> now) {
        boolean same =
                now.size() == graphLog.size()
                        && (now.isEmpty() || now.getLast().equals(graphLog.getLast()));
        graphLog = same ? graphLog : List.copyOf(now);
        return graphLog;
    }

    /// The open anomalies, those that have not changed shared with the tick before.
    List<Anomaly> open(List<Anomaly> now) {
        if (ticks.size() == 0 || now.isEmpty()) {
            return List.copyOf(now);
        }
        List<Anomaly> before = last().open();
        if (now.equals(before)) {
            return before;
        }
        List<Anomaly> shared = new ArrayList<>(now.size());
        int place = 0;
        for (Anomaly each : now) {
            while (place < before.size() && before.get(place).series() < each.series()) {
                place++;
            }
            boolean same = place < before.size() && before.get(place).equals(each);
            shared.add(same ? before.get(place) : each);
        }
        return List.copyOf(shared);
    }

    private Tick last() {
        return ticks.view().get(ticks.size() - 1);
    }

    /// Keeps a tick; of those after the same cell the last.
    void keep(Tick tick, SeriesWatcher watcher) {
        if (ticks.size() > 0 && last().cells() == tick.cells()) {
            weight -= last().weight();
            ticks.rewind(ticks.size() - 1);
        }
        ticks.add(tick);
        weight += tick.weight();
        standing.keep(tick.cells(), watcher);
        if (weight > most) {
            thin();
        }
    }

    private void thin() {
        Strand.View<Tick> all = ticks.view();
        Strand<Tick> kept = new Strand<>();
        int half = all.from() + (all.to() - all.from()) / 2;
        @Nullable Tick before = null;
        for (int i = all.from(); i < all.to(); i++) {
            Tick tick = all.get(i);
            boolean second = (i - all.from()) % 2 == 1;
            if (i >= half || !second || (before != null && tick.turns(before))) {
                kept.add(tick);
            }
            before = tick;
        }
        ticks = kept;
        weight = weigh();
    }

    private long weigh() {
        Strand.View<Tick> all = ticks.view();
        long sum = 0;
        for (int i = all.from(); i < all.to(); i++) {
            sum += all.get(i).weight();
        }
        return sum;
    }

    /// Forgets what was known after more cells than that.
    void rewind(int cells, int endedThen, int changesThen) {
        int to = ticks.view().first(tick -> tick.cells() > cells);
        ticks.rewind(to);
        weight = weigh();
        ended.rewind(endedThen);
        changes.rewind(changesThen);
        standing.rewind(cells);
        beliefs.rewind(cells);
    }

    /// Forgets what was known before a moment, and what ended or was told by then.
    void forget(Instant oldest, int cells) {
        ticks.forget(ticks.view().first(tick -> !tick.at().isBefore(oldest)));
        weight = weigh();
        Strand.View<Tick> left = ticks.view();
        if (left.from() < left.to()) {
            changes.forget(left.get(left.from()).changes());
        }
        Instant counts = oldest.minus(MASKED);
        ended.forget(ended.view().first(a -> !a.ended().orElse(a.onset()).isBefore(counts)));
        standing.forget(cells);
        beliefs.forget(cells);
    }

    View view() {
        return new View(
                ticks.view(),
                ended.view(),
                changes.view(),
                standing.view(),
                beliefs,
                beliefs.era());
    }
}
