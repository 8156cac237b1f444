package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineFitTest {
    private static final long SEED = 3;
    private static final long STEP = 300_000;
    private static final int DAY = 288;

    /// A Monday, 00:00.
    private static final long MONDAY = 1_767_571_200_000L;

    private static final SeriesInfo RPS =
            new SeriesInfo(SeriesId.of("web", "rps"), Unit.PER_SECOND, Signal.TRAFFIC);
    private static final SeriesInfo ERRORS =
            new SeriesInfo(SeriesId.of("web", "errors"), Unit.RATIO, Signal.ERRORS);

    private final Random random = new Random(SEED);

    @Test
    void learnsTheProfileOfADayAndTheScatterAroundIt() {
        Baseline baseline = own(days(7)).orElseThrow();
        assertThat(baseline.method()).isEqualTo(Method.STL);
        for (int cell = 0; cell < DAY; cell += 10) {
            long middle = MONDAY + cell * STEP + STEP / 2;
            assertThat(baseline.expected(middle) / normal(cell))
                    .as("seed %d, cell %d", SEED, cell)
                    .isBetween(.93, 1.07);
            assertThat(baseline.sigma(middle)).isCloseTo(.05, within(.015));
        }
    }

    @Test
    void seesNoSeasonInNoise() {
        double[] noise = new double[4 * DAY];
        Arrays.setAll(noise, i -> 10 * Math.exp(.05 * random.nextGaussian()));
        Baseline baseline = own(noise).orElseThrow();
        assertThat(baseline.method()).as("seed %d", SEED).isEqualTo(Method.LEVEL);
        assertThat(baseline.seasonal()).isFalse();
        assertThat(baseline.expected(MONDAY)).isCloseTo(10, within(.3));
    }

    @Test
    void findsAnHourThatComesBackWithoutADay() {
        double[] window = new double[10 * 60];
        for (int i = 0; i < window.length; i++) {
            window[i] = 50 * (i % 60 < 5 ? 2 : 1) * Math.exp(.05 * random.nextGaussian());
        }
        Baseline baseline = BaselineFit.own(RPS, window, MONDAY + 60_000, 60_000).orElseThrow();
        assertThat(baseline.cycleMillis()).as("seed %d", SEED).isEqualTo(3_600_000);
        assertThat(baseline.expected(MONDAY + 150_000) / baseline.expected(MONDAY + 1_950_000))
                .isBetween(1.8, 2.2);
    }

    @Test
    void findsAWeekThatNoDayExplains() {
        double[] window = new double[14 * DAY];
        for (int i = 0; i < window.length; i++) {
            boolean batch = i / DAY % 7 == 2 && i % DAY > 100 && i % DAY < 200;
            window[i] = normal(i) * (batch ? 6 : 1) * Math.exp(.05 * random.nextGaussian());
        }
        Baseline baseline = own(window).orElseThrow();
        assertThat(baseline.cycleMillis()).as("seed %d", SEED).isEqualTo(7 * 86_400_000L);
        long noon = MONDAY + 16 * 86_400_000L + 150 * STEP;
        assertThat(baseline.expected(noon) / baseline.expected(noon - 86_400_000L))
                .isBetween(5.0, 7.0);
        assertThat(own(days(14)).orElseThrow().cycleMillis()).isEqualTo(86_400_000L);
    }

    @Test
    void seesNoHourInASlowChange() {
        double[] window = new double[12 * 60];
        for (int i = 0; i < window.length; i++) {
            window[i] = Math.exp(i / 300.0 + .05 * random.nextGaussian());
        }
        Baseline baseline = BaselineFit.own(RPS, window, MONDAY + 60_000, 60_000).orElseThrow();
        assertThat(baseline.seasonal()).as("seed %d", SEED).isFalse();
    }

    @Test
    void knowsWeekendsOnceItSawOneWithItsNeighbours() {
        double[] window = days(9);
        for (int i = 5 * DAY; i < 7 * DAY; i++) {
            window[i] *= .6;
        }
        Baseline baseline = own(window).orElseThrow();
        long saturday = MONDAY + 12 * 86_400_000L + 43_200_000;
        long tuesday = MONDAY + 8 * 86_400_000L + 43_200_000;
        assertThat(baseline.expected(saturday) / baseline.expected(tuesday))
                .as("seed %d", SEED)
                .isCloseTo(.6, within(.05));
    }

    @Test
    void learnsTheSameFromAWindowWithAnOutageTakenOut() {
        double[] window = days(7);
        double[] masked = window.clone();
        Arrays.fill(masked, 5 * DAY + 100, 5 * DAY + 130, Double.NaN);
        Baseline whole = own(window).orElseThrow();
        Baseline without = own(masked).orElseThrow();
        for (int cell = 0; cell < DAY; cell++) {
            long middle = MONDAY + cell * STEP;
            assertThat(without.expected(middle) / whole.expected(middle)).isBetween(.95, 1.05);
        }
    }

    @Test
    void neverBelievesThatAConstantScattersNotAtAll() {
        double[] constant = new double[100];
        Baseline baseline = BaselineFit.own(ERRORS, constant, MONDAY, STEP).orElseThrow();
        assertThat(baseline.sigma(MONDAY)).isCloseTo(.005, within(1e-9));
        assertThat(baseline.expected(MONDAY)).isZero();
    }

    @Test
    void comparesSharesOfErrorsAsTheyAreAndTrafficByRatio() {
        assertThat(own(days(1)).orElseThrow().scale().logarithmic()).isTrue();
        double[] errors = new double[100];
        Arrays.fill(errors, .1);
        assertThat(
                        BaselineFit.own(ERRORS, errors, MONDAY, STEP)
                                .orElseThrow()
                                .scale()
                                .logarithmic())
                .isFalse();
    }

    @Test
    void needsADozenValues() {
        double[] few = new double[50];
        Arrays.fill(few, Double.NaN);
        Arrays.fill(few, 0, BaselineFit.LEAST - 1, 1);
        assertThat(own(few)).isEmpty();
        few[40] = 1;
        assertThat(own(few)).isPresent();
    }

    @Test
    void takesMedianAndSpreadOfAReference() {
        double[] window = new double[DAY];
        Arrays.setAll(window, i -> 20 * Math.exp(.1 * random.nextGaussian()));
        window[7] = 4000;
        Baseline baseline = BaselineFit.reference(RPS, window, MONDAY, STEP).orElseThrow();
        assertThat(baseline.method()).isEqualTo(Method.REFERENCE);
        assertThat(baseline.expected(MONDAY)).isCloseTo(20, within(.8));
        assertThat(baseline.wide(MONDAY)).isCloseTo(.1, within(.02));
    }

    private static java.util.Optional<Baseline> own(double[] window) {
        return BaselineFit.own(RPS, window, MONDAY + STEP, STEP);
    }

    private double[] days(int days) {
        double[] window = new double[days * DAY];
        Arrays.setAll(window, i -> normal(i) * Math.exp(.05 * random.nextGaussian()));
        return window;
    }

    private static double normal(int cell) {
        return 50 * Math.exp(.7 * Math.sin(2 * Math.PI * (cell + .5) / DAY));
    }
}
