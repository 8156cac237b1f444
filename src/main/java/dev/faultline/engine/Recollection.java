package dev.faultline.engine;

import dev.faultline.engine.history.BeliefHistory;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Which past beliefs are worth working out although nobody looked then: all since a little before
/// the onset of what is going on, so that one can say since when who was suspected; the one five
/// minutes ago; and so many over all that is remembered, so that their course can be drawn.
final class Recollection {
    /// Ticks before the onset, and ticks of it at most.
    private static final int BEFORE = 10;

    private static final int MOST = 180;

    /// Points of the course, at least, where there are as many ticks.
    private static final int COURSE = 120;

    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private Recollection() {}

    /// The next tick to work out, by how many cells had closed; empty where all is there.
    ///
    /// @param known what was worked out already
    static OptionalInt next(Snapshot now, BeliefHistory known) {
        if (now.past().first().isEmpty()) {
            return OptionalInt.empty();
        }
        int first = now.past().first().getAsInt();
        int last = now.history().length();
        int ago = last - (int) (A_WHILE.toMillis() / now.history().stepMillis());
        IntStream going =
                now.onset()
                        .map(onset -> now.history().cellOf(onset) - BEFORE)
                        .map(from -> IntStream.rangeClosed(Math.max(from, last - MOST), last))
                        .orElse(IntStream.empty());
        // A power of two: what was worked out stays of use while the history grows.
        int stride = Math.max(1, Integer.highestOneBit(Math.max(1, (last - first) / COURSE)));
        IntStream course =
                IntStream.rangeClosed(Math.ceilDiv(first, stride), last / stride)
                        .map(i -> i * stride);
        return IntStream.concat(IntStream.concat(going, IntStream.of(ago)), course)
                .filter(cells -> cells >= first && !known.known(cells))
                .findFirst();
    }
}
