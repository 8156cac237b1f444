package dev.faultline.source.live;

import dev.faultline.source.RecordReceiver.Part;
import dev.faultline.source.WatchedTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How far each partition was read, in the time of what was measured: up to when everything has
/// come. Where a partition stands is the median of its last records: one sender whose clock is fast
/// does not carry all others away.
final class Progress {
    private static final int REMEMBERED = 31;

    /// A partition that could not be read for so long is not waited for, ms here.
    static final long PATIENCE = 60_000;

    /// So far a partition may be ahead of another one, ms.
    private static final long LEAD = 600_000;

    private final WatchedTime time;
    private final Map<Part, Place> places = new HashMap<>();

    /// @param time by which polls are told
    Progress(WatchedTime time) {
        this.time = time;
    }

    /// Where one partition stands.
    static final class Place {
        private final long[] times = new long[REMEMBERED];
        private int records;
        private long first = Long.MAX_VALUE;
        private boolean end;
        private boolean spoke;
        private long heard;

        private Place() {}

        /// A record came.
        ///
        /// @param measured when what it says was measured, ms since the epoch
        void record(long measured) {
            times[records++ % REMEMBERED] = measured;
            first = Math.min(first, measured);
            spoke = true;
        }

        private long median() {
            int count = Math.min(records, REMEMBERED);
            long[] sorted = Arrays.copyOf(times, count);
            Arrays.sort(sorted);
            return sorted[count / 2];
        }
    }

    /// Where a partition stands.
    Place place(Part part) {
        return places.computeIfAbsent(part, _ -> new Place());
    }

    /// A poll is over.
    ///
    /// @param now in the watched system, ms since the epoch
    /// @param held partitions from which nothing was wanted
    void polled(long now, Set<Part> atEnd, Set<Part> assigned, Set<Part> held) {
        places.keySet().retainAll(assigned);
        for (Part part : assigned) {
            Place place = place(part);
            place.end = atEnd.contains(part);
            if (place.end || place.spoke || place.heard == 0 || held.contains(part)) {
                place.heard = now;
            }
            place.spoke = false;
        }
    }

    /// Whether every partition has said something, or has nothing to say.
    boolean begun() {
        return places.values().stream().allMatch(p -> p.end || p.records > 0);
    }

    /// Whether a partition was read to its end at the last poll.
    boolean atEnd(Part part) {
        Place place = places.get(part);
        return place != null && place.end;
    }

    /// The earliest time of what came, ms since the epoch; `otherwise` where nothing came.
    long first(long otherwise) {
        return Math.min(
                otherwise,
                places.values().stream().mapToLong(p -> p.first).min().orElse(otherwise));
    }

    /// Up to when everything that can be waited for has come, ms since the epoch.
    ///
    /// @param now in the watched system, ms since the epoch
    /// @param present what is measured now arrives with this time, ms since the epoch
    /// @param margin for those that come later than most, ms
    long until(long now, long present, long margin) {
        long until = present;
        for (Place place : places.values()) {
            if (!place.end && !out(place, now)) {
                until = Math.min(until, place.records == 0 ? Long.MIN_VALUE : place.median());
            }
        }
        return until == Long.MIN_VALUE ? until : until - margin;
    }

    /// The partitions that could not be read for a while although something lies there.
    Set<Part> out(long now) {
        Set<Part> out = new HashSet<>();
        places.forEach((part, place) -> {
            if (!place.end && out(place, now)) {
                out.add(part);
            }
        });
        return out;
    }

    private boolean out(Place place, long now) {
        return now - place.heard > time.passing(PATIENCE);
    }

    /// The partitions that have to wait for slower ones.
    Set<Part> ahead() {
        long slowest = Long.MAX_VALUE;
        for (Place place : places.values()) {
            if (!place.end && place.records > 0) {
                slowest = Math.min(slowest, place.median());
            }
        }
        Set<Part> ahead = new HashSet<>();
        for (Map.Entry<Part, Place> entry : places.entrySet()) {
            Place place = entry.getValue();
            if (!place.end && place.records > 0 && place.median() - LEAD > slowest) {
                ahead.add(entry.getKey());
            }
        }
        return ahead;
    }
}
