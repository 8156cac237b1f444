package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.signal.Method;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.SeriesWatcher;
import dev.faultline.signal.WatchRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefitsTest {
    private static final long STEP = 60_000;

    private final List<Runnable> waiting = new ArrayList<>();
    private final SeriesWatcher watcher =
            new SeriesWatcher(1, 0, STEP, WatchRule.of(Duration.ofMillis(STEP)));

    @Test
    void theEngineComputesWhatNobodyHasBegun() {
        Refits refits = new Refits(waiting::add, SeasonClock.UTC, Long.MAX_VALUE);
        ask(refits);
        refits.take(4, watcher);
        assertThat(watcher.method(0)).as("its cell has not come").isEqualTo(Method.LEARNING);
        refits.take(5, watcher);
        assertThat(watcher.method(0)).isEqualTo(Method.LEVEL);
        assertThat(refits.waits(0)).isFalse();
    }

    @Test
    void whoMustNotStandStillTakesLaterWhatIsNotDoneInTime() {
        Refits refits = new Refits(waiting::add, SeasonClock.UTC, 0);
        ask(refits);
        refits.take(5, watcher);
        assertThat(watcher.method(0)).isEqualTo(Method.LEARNING);
        assertThat(refits.waits(0)).isTrue();
        waiting.forEach(Runnable::run);
        refits.take(6, watcher);
        assertThat(watcher.method(0)).isEqualTo(Method.LEVEL);
        assertThat(refits.waits(0)).isFalse();
    }

    private static void ask(Refits refits) {
        double[] window = new double[60];
        Arrays.setAll(window, i -> 100 + i % 7);
        refits.ask(
                0,
                SmallShop.SERIES.getFirst(),
                () -> window,
                window.length,
                0,
                STEP,
                Optional.empty(),
                false,
                5);
    }
}
