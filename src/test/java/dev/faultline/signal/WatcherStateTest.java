package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatcherStateTest {
    private static final long SEED = 21;
    private static final long STEP = 300_000;
    private static final int DAY = 288;
    private static final WatchRule RULE = WatchRule.of(Duration.ofMillis(STEP));
    private static final List<SeriesInfo> SERIES =
            List.of(
                    new SeriesInfo(SeriesId.of("web", "rps"), Unit.PER_SECOND, Signal.TRAFFIC),
                    new SeriesInfo(SeriesId.of("web", "errors"), Unit.RATIO, Signal.ERRORS),
                    new SeriesInfo(SeriesId.of("web", "new"), Unit.COUNT, Signal.OTHER));

    @Test
    void goesOnAfterWritingAndReadingAsIfNothingHadHappened() throws IOException {
        SeriesWatcher watcher = taught();
        Random random = new Random(SEED);
        // Through a quiet time, an outage that is open, one that has ended, and a silence.
        for (int stop : new int[] {10, 300, 306, 330, 700}) {
            SeriesWatcher written = watcher.copy();
            Random forWritten = new Random(stop);
            for (int cell = 0; cell < stop; cell++) {
                step(written, cell, forWritten);
            }
            SeriesWatcher read = read(bytes(written));
            long seed = random.nextLong();
            Random left = new Random(seed);
            Random right = new Random(seed);
            for (int cell = stop; cell < stop + 400; cell++) {
                assertThat(step(read, cell, left))
                        .as("seed %d, stop %d, cell %d", SEED, stop, cell)
                        .isEqualTo(step(written, cell, right));
            }
            assertThat(bytes(read)).isEqualTo(bytes(written));
        }
    }

    @Test
    void keepsABaselineInLessThanAKilobyteBesideTheSeason() throws IOException {
        byte[] state = bytes(new SeriesWatcher(SERIES, 0, STEP, RULE, SeasonClock.UTC));
        assertThat(state.length / SERIES.size()).isLessThan(1024);
        Baseline learned = taught().baseline(0).orElseThrow();
        assertThat(learned.seasonal()).isTrue();
        assertThat(learned.season().profile().length).isLessThanOrEqualTo(DAY);
    }

    @Test
    void keepsAProfileToASmallShareOfItsLargestValue() {
        double[] profile = new double[DAY];
        Random random = new Random(SEED);
        double most = 0;
        for (int i = 0; i < DAY; i++) {
            profile[i] = 1e-3 * random.nextGaussian();
            most = Math.max(most, Math.abs(profile[i]));
        }
        Season season = Season.of(SeasonClock.UTC, Season.DAY, profile, 0, 0);
        for (int i = 0; i < DAY; i++) {
            assertThat(Math.abs(season.at(i * STEP + STEP / 2) - profile[i]))
                    .as("seed %d, phase %d", SEED, i)
                    .isLessThanOrEqualTo(most / 16_000);
        }
    }

    @Test
    void refusesWhatIsNoState() throws IOException {
        byte[] state = bytes(taught());
        for (int length : new int[] {0, 3, 17, 100, state.length - 1}) {
            byte[] cut = java.util.Arrays.copyOf(state, length);
            assertThatExceptionOfType(EOFException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> read(cut));
        }
        byte[] foreign = state.clone();
        foreign[17] ^= 1;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(foreign))
                .withMessageContaining("no state of a watcher");
    }

    /// A watcher that knows the normal of two of its three series.
    private static SeriesWatcher taught() {
        SeriesWatcher watcher = new SeriesWatcher(SERIES, 0, STEP, RULE, SeasonClock.UTC);
        Random random = new Random(SEED);
        double[] rps = new double[7 * DAY];
        double[] errors = new double[7 * DAY];
        for (int i = 0; i < rps.length; i++) {
            rps[i] = traffic(i, random);
            errors[i] = Math.abs(.01 * random.nextGaussian());
        }
        long first = -7 * Season.DAY;
        watcher.learn(0, BaselineFit.own(SERIES.get(0), rps, first, STEP).orElseThrow());
        watcher.learn(1, BaselineFit.own(SERIES.get(1), errors, first, STEP).orElseThrow());
        return watcher;
    }

    private record Said(
            Optional<Anomaly> ended, double expected, double trend, double sigma, Object more) {}

    private static List<Said> step(SeriesWatcher watcher, int cell, Random random) {
        boolean outage = cell % 400 >= 300 && cell % 400 < 320;
        double[] values = {
            traffic(cell, random) * (outage ? .2 : 1),
            cell % 400 > 350 && cell % 400 < 370 ? Double.NaN : .01 * random.nextDouble(),
            random.nextDouble() < .3 ? Double.NaN : 7
        };
        return List.of(
                say(watcher, 0, cell, values[0]),
                say(watcher, 1, cell, values[1]),
                say(watcher, 2, cell, values[2]));
    }

    private static Said say(SeriesWatcher watcher, int series, int cell, double value) {
        Optional<Anomaly> ended = watcher.step(series, cell, value);
        return new Said(
                ended,
                watcher.expected(),
                watcher.trend(),
                watcher.sigma(),
                List.of(watcher.open(series), watcher.reliability(series), watcher.asked(series)));
    }

    private static double traffic(int cell, Random random) {
        double day = Math.sin(2 * Math.PI * cell / DAY);
        return 100 * Math.exp(.5 * day + .05 * random.nextGaussian());
    }

    private static byte[] bytes(SeriesWatcher watcher) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            watcher.write(out);
        }
        return bytes.toByteArray();
    }

    private static SeriesWatcher read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return SeriesWatcher.read(in, SERIES, RULE, SeasonClock.UTC);
        }
    }
}
