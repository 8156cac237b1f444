package dev.faultline.engine.history;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps what is believed at each tick. A tick is known by how many cells had closed; of one tick
/// the last word counts. A frame is six bytes a component, so that a fortnight of minutes of any
/// number of components is at most 8 MB.
///
/// Any thread may write and look. Views share what is there: what is written later goes into copies
/// of a few small arrays.
public final class BeliefLog {
    /// Components that are kept a tick.
    static final int MOST = 64;

    /// Ticks in a chunk.
    static final int CHUNK = 256;

    private static final double UNITS = 10_000;
    private static final int HEAD = 1;
    private static final int EACH = 3;
    private static final int MOST_NAMES = Character.MAX_VALUE;

    private final Instant start;
    private final long stepMillis;
    private final Map<ServiceId, Integer> numbers = new HashMap<>();
    private List<ServiceId> names = List.of();
    private char[][][] frames = {};
    private int era;

    /// A log of a grid whose cell 0 ends at `start`.
    public BeliefLog(Instant start, long stepMillis) {
        this.start = start;
        this.stepMillis = stepMillis;
    }

    /// Which course of events is being written; what was worked out in an earlier one is not taken.
    public synchronized int era() {
        return era;
    }

    /// Takes what is believed after so many closed cells.
    ///
    /// @param of the era in which it was so
    public synchronized void add(int cells, Ranking ranking, int of) {
        if (cells < 1 || of != era) {
            return;
        }
        int chunk = cells / CHUNK;
        char[][][] all = Arrays.copyOf(frames, Math.max(frames.length, chunk + 1));
        all[chunk] = all[chunk] == null ? new char[CHUNK][] : all[chunk].clone();
        all[chunk][cells % CHUNK] = frame(ranking);
        frames = all;
    }

    private char[] frame(Ranking ranking) {
        List<RankedCause> kept =
                ranking.causes().stream()
                        .filter(c ->
                                c.rank() == 1
                                        || c.cause() >= BeliefHistory.FLOOR
                                        || c.trouble() >= BeliefHistory.FLOOR)
                        .limit(MOST)
                        .filter(c ->
                                numbers.size() < MOST_NAMES || numbers.containsKey(c.service()))
                        .toList();
        char[] frame = new char[HEAD + EACH * kept.size()];
        frame[0] = units(ranking.incident());
        for (int i = 0; i < kept.size(); i++) {
            RankedCause cause = kept.get(i);
            frame[HEAD + EACH * i] = number(cause.service());
            frame[HEAD + EACH * i + 1] = units(cause.cause());
            frame[HEAD + EACH * i + 2] = units(cause.trouble());
        }
        return frame;
    }

    private char number(ServiceId service) {
        Integer known = numbers.get(service);
        if (known != null) {
            return (char) known.intValue();
        }
        int number = numbers.size();
        numbers.put(service, number);
        List<ServiceId> more = new ArrayList<>(names);
        more.add(service);
        names = List.copyOf(more);
        return (char) number;
    }

    /// Never rounded to a certainty.
    private static char units(double probability) {
        long units = Math.round(Math.clamp(probability, 0, 1) * UNITS);
        return (char) (probability < 1 ? Math.min(units, (long) UNITS - 1) : units);
    }

    /// Forgets what was believed after more cells than that: it goes another way from there.
    public synchronized void rewind(int cells) {
        era++;
        int chunk = cells / CHUNK;
        if (chunk < frames.length) {
            char[][][] all = Arrays.copyOf(frames, chunk + 1);
            if (all[chunk] != null) {
                all[chunk] = all[chunk].clone();
                Arrays.fill(all[chunk], cells % CHUNK + 1, CHUNK, null);
            }
            frames = all;
        }
    }

    /// Forgets what was believed before so many cells had closed, a chunk at a time.
    public synchronized void forget(int cells) {
        int gone = Math.min(cells / CHUNK, frames.length);
        if (gone > 0 && frames[gone - 1] != null) {
            frames = frames.clone();
            Arrays.fill(frames, 0, gone, null);
        }
    }

    /// What is known up to so many closed cells.
    public synchronized BeliefHistory view(int cells) {
        return new BeliefHistory(start, stepMillis, cells, frames, names);
    }

    static int count(char[] frame) {
        return (frame.length - HEAD) / EACH;
    }

    static double incident(char[] frame) {
        return frame[0] / UNITS;
    }

    static int number(char[] frame, int i) {
        return frame[HEAD + EACH * i];
    }

    static double cause(char[] frame, int i) {
        return frame[HEAD + EACH * i + 1] / UNITS;
    }

    static double trouble(char[] frame, int i) {
        return frame[HEAD + EACH * i + 2] / UNITS;
    }
}
