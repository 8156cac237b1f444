package dev.faultline.source.live;

import dev.faultline.source.WatchedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How far the clocks of senders are from this machine's, told by how old what they measured is
/// when it arrives. Most senders together say what is usual on the way here (or how wrong this
/// machine's own clock is); one that is minutes away from them, always by the same, has a wrong
/// clock or a slow way of its own: what it sends is moved to where the others are.
final class ClockSkew {
    /// Records of each sender that are remembered.
    private static final int REMEMBERED = 8;

    /// So many records tell where a sender is.
    private static final int ENOUGH = 5;

    /// Less than this apart from the others is no wrong clock, ms here.
    private static final long FAR = 120_000;

    /// A clock is wrong by the same each time: its records scatter at most so much, ms here.
    private static final long STEADY = 60_000;

    /// What came later than this is no sign of the usual way here, ms here.
    private static final long LONGEST = 900_000;

    /// Between two looks, ms here.
    private static final long PAUSE = 2_000;

    private final WatchedTime time;
    private long[] distances = new long[0];
    private int[] records = new int[0];
    private long[] offsets = new long[0];
    private int senders;
    private long usual;
    private long margin;
    private long looked = Long.MIN_VALUE;

    /// @param time there, in which all is measured: the way here takes more of it where it is fast
    ClockSkew(WatchedTime time) {
        this.time = time;
    }

    /// A record came that was not waited for by anybody.
    ///
    /// @param sender its number, from 0 on
    /// @param at when it was measured by the sender's clock, ms since the epoch
    /// @param arrived when it came by this machine's
    void record(int sender, long at, long arrived) {
        if (sender >= records.length) {
            int room = Math.max(16, 2 * sender);
            distances = Arrays.copyOf(distances, room * REMEMBERED);
            records = Arrays.copyOf(records, room);
            offsets = Arrays.copyOf(offsets, room);
        }
        senders = Math.max(senders, sender + 1);
        distances[sender * REMEMBERED + records[sender]++ % REMEMBERED] = at - arrived;
        if (records[sender] == 2 * REMEMBERED) {
            records[sender] = REMEMBERED;
        }
    }

    /// What is to be taken off the times of a sender, ms.
    long offset(int sender) {
        return sender < senders ? offsets[sender] : 0;
    }

    /// Time of what arrives now minus the time it arrives at, for most senders, ms: mostly below 0.
    long usual() {
        return usual;
    }

    /// How much later than [#usual] the slower ones of those come whose clocks are right, ms.
    long margin() {
        return margin;
    }

    /// A sender whose times are moved from now on, or are not any more.
    ///
    /// @param by what is taken off its times; zero where its clock is right again
    record Found(int sender, Duration by) {}

    /// Looks at what came, now and then.
    List<Found> look(long now) {
        if (looked != Long.MIN_VALUE && now - looked < time.passing(PAUSE)) {
            return List.of();
        }
        looked = now;
        long[] middles = new long[senders];
        int known = 0;
        for (int sender = 0; sender < senders; sender++) {
            if (records[sender] >= ENOUGH) {
                middles[known++] = middle(sender);
            }
        }
        if (known == 0) {
            return List.of();
        }
        long[] sorted = Arrays.copyOf(middles, known);
        Arrays.sort(sorted);
        usual = Math.max(-time.passing(LONGEST), sorted[known / 2]);
        margin = 0;
        List<Found> found = new ArrayList<>();
        int place = 0;
        long slow = usual;
        long[] near = new long[known];
        int close = 0;
        long far = time.passing(FAR);
        long steady = time.passing(STEADY);
        for (int sender = 0; sender < senders; sender++) {
            if (records[sender] < ENOUGH) {
                continue;
            }
            long away = middles[place++] - usual;
            long offset = offsets[sender];
            if (Math.abs(away) <= far) {
                near[close++] = middles[place - 1];
                offset = 0;
            } else if (spread(sender) <= steady && Math.abs(away - offset) > steady / 2) {
                offset = away;
            }
            if (offset != offsets[sender]) {
                offsets[sender] = offset;
                found.add(new Found(sender, Duration.ofMillis(offset)));
            }
        }
        Arrays.sort(near, 0, close);
        if (close > 0) {
            slow = Math.min(slow, near[close / 10]);
        }
        margin = usual - slow;
        return found;
    }

    private long[] sorted(int sender) {
        int from = sender * REMEMBERED;
        long[] own =
                Arrays.copyOfRange(distances, from, from + Math.min(records[sender], REMEMBERED));
        Arrays.sort(own);
        return own;
    }

    private long middle(int sender) {
        long[] own = sorted(sender);
        return own[own.length / 2];
    }

    private long spread(int sender) {
        long[] own = sorted(sender);
        return own[own.length - 1] - own[0];
    }
}
