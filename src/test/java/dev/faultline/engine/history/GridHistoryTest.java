package dev.faultline.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridHistoryTest {
    private static final long SEED = 41;
    private static final long STEP = 60_000;
    private static final int SERIES = 70;
    private static final int CELLS = 1000;

    @TempDir private Path folder;

    @Test
    void whatLiesInFilesReadsLikeWhatLiesOnTheHeap() throws IOException {
        try (GridHistory away = filled(Optional.of(new Keeping(Duration.ofDays(2), folder, 0)));
                GridHistory here = filled(Optional.empty())) {
            History packed = view(away);
            History plain = view(here);
            await().until(() -> packed.firstOnHeap() == CELLS / 128 * 128);
            assertThat(plain.firstOnHeap()).isZero();
            for (int series = 0; series < SERIES; series++) {
                assertThat(packed.observed(series, 0, CELLS))
                        .as("seed %d", SEED)
                        .containsExactly(plain.observed(series, 0, CELLS));
                History.Stretch a = packed.stretch(series, 3, CELLS);
                History.Stretch b = plain.stretch(series, 3, CELLS);
                for (int i = 0; i < CELLS - 3; i++) {
                    close(a.expected()[i], b.expected()[i], Math.scalb(1., -16));
                    close(a.trend()[i], b.trend()[i], Math.scalb(1., -16));
                    close(a.sigma()[i], b.sigma()[i], Math.scalb(1., -9));
                }
                assertThat(packed.expected(series, 500)).isEqualTo(a.expected()[497]);
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).as("they vanish with the program, however it ends").isEmpty();
            }
        }
    }

    private static void close(double actual, double expected, double relative) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
        }
    }

    @Test
    void aViewThatWasMadeBeforeReadsOnWhileItsCellsArePackedAway() {
        GridHistory history = new GridHistory(Instant.EPOCH, STEP, SERIES, keeping(0));
        Random random = new Random(SEED);
        fill(history, random, 100);
        History before = view(history);
        double[] then = before.observed(5, 0, 100);
        fill(history, random, 900);
        await().until(() -> before.firstOnHeap() == 100);
        assertThat(before.observed(5, 0, 100)).containsExactly(then);
        assertThat(before.length()).isEqualTo(100);
        history.close();
    }

    @Test
    void staysOnTheHeapWhileThereIsRoom() {
        GridHistory history = new GridHistory(Instant.EPOCH, STEP, SERIES, keeping(1 << 20));
        fill(history, new Random(SEED), CELLS);
        // 3 blocks of 32 series, 64 kB each: five chunks of 128 cells are within a megabyte.
        await().until(() -> view(history).firstOnHeap() == 2 * 128);
        history.close();
    }

    @Test
    void forgetsWhatIsOlderThanItShallKeep() {
        GridHistory history =
                new GridHistory(
                        Instant.EPOCH,
                        STEP,
                        SERIES,
                        Optional.of(new Keeping(Duration.ofMinutes(300), folder, 0)));
        fill(history, new Random(SEED), CELLS);
        History view = view(history);
        assertThat(view.first()).isEqualTo(512);
        assertThat(view.observed(1, 511)).isNaN();
        assertThat(view.observed(1, 400, 600)).hasSize(200);
        assertThat(view.observed(1, 512)).isNotNaN();
        history.close();
    }

    @Test
    void seriesThatComeUpLaterHaveGapsBefore() {
        GridHistory history = new GridHistory(Instant.EPOCH, STEP, 1, keeping(0));
        Random random = new Random(SEED);
        fill(history, random, 1, 200);
        history.grow(SERIES);
        fill(history, random, SERIES, 400);
        History view = view(history);
        await().until(() -> view.firstOnHeap() == 512);
        assertThat(view.observed(0, 150)).isNotNaN();
        assertThat(view.observed(40, 20)).isNaN();
        assertThat(view.observed(40, 150)).isNaN();
        assertThat(view.observed(31, 199)).isNaN();
        assertThat(view.observed(40, 201)).isNotNaN();
        history.close();
    }

    @Test
    void saysWhereItCantWriteAndGoesOn() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "not a folder");
        GridHistory history =
                new GridHistory(
                        Instant.EPOCH,
                        STEP,
                        SERIES,
                        Optional.of(new Keeping(Duration.ofDays(2), file, 0)));
        fill(history, new Random(SEED), CELLS);
        await().until(() -> history.trouble().isPresent());
        assertThat(history.trouble().orElseThrow()).contains("taken").contains("Make room");
        History view = view(history);
        await().until(() -> view.firstOnHeap() == 896);
        assertThat(view.observed(3, 100)).isNaN();
        assertThat(view.observed(3, 900)).isNotNaN();
        history.close();
    }

    @Test
    void deletesWhatARunLeftBehindThatDidNotEndWell() throws IOException {
        Path left = Files.writeString(folder.resolve("history-12.cells"), "left");
        GridHistory history = filled(keeping(0));
        await().until(() -> !Files.exists(left));
        history.close();
    }

    private Optional<Keeping> keeping(long heapBytes) {
        return Optional.of(new Keeping(Duration.ofDays(2), folder, heapBytes));
    }

    private static GridHistory filled(Optional<Keeping> keeping) {
        GridHistory history = new GridHistory(Instant.EPOCH, STEP, SERIES, keeping);
        fill(history, new Random(SEED), CELLS);
        return history;
    }

    private static void fill(GridHistory history, Random random, int cells) {
        fill(history, random, SERIES, cells);
    }

    private static void fill(GridHistory history, Random random, int series, int cells) {
        for (int i = 0; i < cells; i++) {
            int cell = history.beginCell();
            for (int s = 0; s < series; s++) {
                double level = Math.exp(s - 35) * (1 + .3 * Math.sin(cell * .01));
                boolean gap = random.nextInt(20) == 0;
                boolean learning = cell < 12;
                history.set(
                        s,
                        gap ? Double.NaN : level * (1 + .1 * random.nextGaussian()),
                        learning ? Double.NaN : level,
                        learning ? Double.NaN : level * 1.1,
                        learning ? Double.NaN : s == 3 ? 0 : .1 * level);
            }
            history.endCell();
        }
    }

    private static History view(GridHistory history) {
        Method[] methods = new Method[SERIES];
        Arrays.fill(methods, Method.LEVEL);
        Reliability[] reliabilities = new Reliability[SERIES];
        Arrays.fill(reliabilities, Reliability.FINE);
        return history.view(methods, new double[SERIES], reliabilities);
    }
}
