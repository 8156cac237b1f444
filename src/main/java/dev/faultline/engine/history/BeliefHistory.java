package dev.faultline.engine.history;

import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// What was believed at each moment, as far as anybody worked it out: an immutable view up to one
/// moment. A belief is a pure function of what was known at its tick, so whenever it was worked out
/// it says what was believed *then*; where nobody did there is a gap, never a guess.
///
/// To stay small it keeps, a tick, at most [BeliefLog#MOST] components, the most probable causes
/// first, and of these what is at least [#FLOOR]; numbers are rounded to 0.0001. All that is below
/// reads as 0.
public final class BeliefHistory {
    /// A probability below this is not kept.
    public static final double FLOOR = .005;

    /// From this probability on, a component is said to be known as the cause, and something to be
    /// going on: more likely than not.
    public static final double KNOWN = .5;

    /// What is said of a moment may be this old.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Instant start;
    private final long stepMillis;
    private final int length;
    private final char[][][] frames;
    private final List<ServiceId> names;

    /// @param length ticks that may be looked at: what is later is not seen
    /// @param frames what is believed after so many closed cells, as [BeliefLog] packs it
    /// @param names components, by their number in the frames
    BeliefHistory(
            Instant start, long stepMillis, int length, char[][][] frames, List<ServiceId> names) {
        this.start = start;
        this.stepMillis = stepMillis;
        this.length = length;
        this.frames = frames;
        this.names = names;
    }

    /// What was believed of a component at one tick.
    ///
    /// @param at when
    /// @param incident P(an incident is going on)
    /// @param cause P(own fault | an incident is going on)
    /// @param trouble P(in trouble)
    /// @param first whether it was the first suspect
    public record Belief(Instant at, double incident, double cause, double trouble, boolean first) {
        /// P(an incident is going on and this is a cause of it): small while all is calm.
        public double blame() {
            return incident * cause;
        }
    }

    /// The belief in one component over time.
    ///
    /// @param points by time; ticks of which nothing was worked out are missing
    public record Line(ServiceId service, List<Belief> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /// Since when something was believed.
    ///
    /// @param at the first tick of which that is known
    /// @param exact whether the tick before is known too; otherwise it may have been earlier
    public record Since(Instant at, boolean exact) {}

    /// The newest belief in a component at or before a moment, at most five minutes old; empty
    /// where none was worked out.
    public Optional<Belief> at(ServiceId service, Instant at) {
        int last = cellsAt(at);
        long oldest = Math.max(1, last - Math.max(1, FRESH.toMillis() / stepMillis));
        for (int cells = last; cells >= oldest; cells--) {
            if (known(cells)) {
                return Optional.of(belief(frame(cells), names.indexOf(service), cells));
            }
        }
        return Optional.empty();
    }

    /// The belief in a component from one moment to another, both included.
    public Line line(ServiceId service, Instant from, Instant to) {
        int number = names.indexOf(service);
        List<Belief> points = new ArrayList<>();
        int last = cellsAt(to);
        for (int cells = firstCells(from); cells <= last; cells++) {
            if (known(cells)) {
                points.add(belief(frame(cells), number, cells));
            }
        }
        return new Line(service, points);
    }

    /// The lines of those who were the first suspects at the newest tick of a window, the first of
    /// them first.
    public List<Line> top(int most, Instant from, Instant to) {
        int first = firstCells(from);
        for (int cells = cellsAt(to); cells >= first; cells--) {
            if (known(cells)) {
                char[] frame = frame(cells);
                List<Line> lines = new ArrayList<>();
                for (int i = 0; i < Math.min(most, BeliefLog.count(frame)); i++) {
                    lines.add(line(names.get(BeliefLog.number(frame, i)), from, to));
                }
                return lines;
            }
        }
        return List.of();
    }

    /// Since when a component has been believed to be the cause with at least that probability
    /// while something was going on: the first tick of the last stretch without a tick that says
    /// otherwise. Empty where it is not so at the newest tick.
    public Optional<Since> over(ServiceId service, double threshold) {
        int number = names.indexOf(service);
        return since(cells -> {
            Belief belief = belief(frame(cells), number, cells);
            return belief.incident() >= KNOWN && belief.cause() >= threshold;
        });
    }

    /// Since when a component has been the first suspect of what is going on; empty where it is
    /// not.
    public Optional<Since> first(ServiceId service) {
        int number = names.indexOf(service);
        return since(cells -> {
            Belief belief = belief(frame(cells), number, cells);
            return belief.incident() >= KNOWN && belief.first();
        });
    }

    private Optional<Since> since(IntPredicate holds) {
        int earliest = 0;
        int before = 0;
        for (int cells = length; cells > 0; cells--) {
            if (!known(cells)) {
                continue;
            }
            if (!holds.test(cells)) {
                before = cells;
                break;
            }
            earliest = cells;
        }
        return earliest == 0
                ? Optional.empty()
                : Optional.of(new Since(timeOf(earliest), earliest == 1 || before == earliest - 1));
    }

    /// Whether something was worked out for the tick after so many closed cells.
    public boolean known(int cells) {
        if (cells < 1 || cells > length) {
            return false;
        }
        int chunk = cells / BeliefLog.CHUNK;
        return chunk < frames.length
                && frames[chunk] != null
                && frames[chunk][cells % BeliefLog.CHUNK] != null;
    }

    private char[] frame(int cells) {
        return frames[cells / BeliefLog.CHUNK][cells % BeliefLog.CHUNK];
    }

    private Belief belief(char[] frame, int number, int cells) {
        for (int i = 0; i < BeliefLog.count(frame); i++) {
            if (BeliefLog.number(frame, i) == number) {
                return new Belief(
                        timeOf(cells),
                        BeliefLog.incident(frame),
                        BeliefLog.cause(frame, i),
                        BeliefLog.trouble(frame, i),
                        i == 0);
            }
        }
        return new Belief(timeOf(cells), BeliefLog.incident(frame), 0, 0, false);
    }

    /// When so many cells have closed.
    Instant timeOf(int cells) {
        return start.plusMillis((cells - 1) * stepMillis);
    }

    /// How many cells have closed at a moment, as far as this view goes.
    private int cellsAt(Instant at) {
        long since = at.toEpochMilli() - start.toEpochMilli();
        return (int) Math.clamp(Math.floorDiv(since, stepMillis) + 1, 0L, (long) length);
    }

    private int firstCells(Instant from) {
        long since = from.toEpochMilli() - start.toEpochMilli();
        return (int) Math.clamp(Math.ceilDiv(since, stepMillis) + 1, 1L, (long) length + 1);
    }
}
