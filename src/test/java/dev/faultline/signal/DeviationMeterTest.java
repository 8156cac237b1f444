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

class DeviationMeterTest {
    private static final SeriesInfo ERRORS =
            new SeriesInfo(SeriesId.of("shop", "error_share"), Unit.RATIO, Signal.ERRORS);
    private static final SeriesInfo LATENCY =
            new SeriesInfo(SeriesId.of("shop", "latency_mean"), Unit.SECONDS, Signal.LATENCY);

    private static double[] noise(int length, double sigma, long seed) {
        Random random = new Random(seed);
        return random.doubles(length).map(u -> sigma * random.nextGaussian()).toArray();
    }

    private static Deviation measure(
            SeriesInfo series, double[] observed, int onset, double[] normal) {
        double[] expected = new double[observed.length];
        Arrays.fill(expected, series == LATENCY ? .003 : 0);
        return DeviationMeter.measure(
                series, 0, observed, expected, onset, normal, .001, Method.REFERENCE);
    }

    @Test
    void aStepIsAsFarAwayAsItsSizeInSigmasOfSuchMeans() {
        double[] normal = noise(5000, .01, 3);
        double[] observed = noise(30, .01, 4);
        for (int i = 20; i < 30; i++) {
            observed[i] += .05;
        }
        Deviation step = measure(ERRORS, observed, 20, normal);
        // The mean of ten: sigma .01/√10.
        assertThat(step.zExpected()).isCloseTo(.05 / (.01 / Math.sqrt(10)), within(3.0));
        assertThat(step.precedent()).isZero();
        assertThat(step.departed()).isBetween(0.0, 2.0);
    }

    @Test
    void aHiccupThatNormalTimesHaveNowAndThenHasAPrecedent() {
        double[] normal = noise(5000, .001, 5);
        // One hundredth of all cells: a spread by the median does not see it.
        for (int i = 0; i < normal.length; i += 100) {
            normal[i] = .5;
        }
        double[] observed = noise(30, .001, 6);
        observed[25] = .4;
        Deviation hiccup = measure(ERRORS, observed, 20, normal);
        assertThat(hiccup.zExpected()).isGreaterThan(20);
        assertThat(hiccup.precedent()).isBetween(.05, .15);
    }

    @Test
    void theCellThatMayHoldPartOfTheOnsetIsNotCountedAsBefore() {
        double[] observed = new double[12];
        Arrays.fill(observed, 9, 12, .5);
        Deviation late = measure(ERRORS, observed, 10, noise(500, .001, 7));
        assertThat(late.before()).isZero();
        assertThat(late.departed()).isEqualTo(-1);
    }

    @Test
    void millisecondsOfFewMillisecondsSayNothing() {
        double[] observed = new double[20];
        Arrays.fill(observed, 0, 10, .003);
        Arrays.fill(observed, 10, 20, .0036);
        Deviation bucket = measure(LATENCY, observed, 10, new double[500]);
        assertThat(bucket.zExpected()).isLessThan(3);
        Arrays.fill(observed, 10, 20, .3);
        assertThat(measure(LATENCY, observed, 10, new double[500]).zExpected()).isGreaterThan(10);
    }

    /// An outage of twelve hours, and a series that it has nothing to do with: of stretches as long
    /// as the outage normal times hold none.
    @Test
    void whatIsNormalIsNoFartherAwayTheLongerAnOutageLasts() {
        double[] normal = noise(720, .01, 8);
        for (int lasts : new int[] {10, 100, 500, 719, 720, 721, 2_000}) {
            double[] observed = noise(60 + lasts, .01, 9);
            Deviation well = measure(ERRORS, observed, 60, normal);
            assertThat(well.zExpected()).as("after %d cells", lasts).isBetween(-3.0, 3.0);
            assertThat(well.zBefore()).as("after %d cells", lasts).isBetween(-3.0, 3.0);
            assertThat(well.precedent()).as("after %d cells", lasts).isPositive();
            Arrays.setAll(observed, i -> observed[i] + (i < 60 ? 0 : .05));
            Deviation bad = measure(ERRORS, observed, 60, normal);
            assertThat(bad.zExpected()).as("after %d cells", lasts).isGreaterThan(10);
            assertThat(bad.precedent()).as("after %d cells", lasts).isZero();
        }
    }

    @Test
    void aLongOutageIsJudgedByItsNewestCells() {
        double[] observed = new double[1_060];
        Arrays.fill(observed, 60, 500, .5);
        Deviation over = measure(ERRORS, observed, 60, noise(720, .001, 10));
        assertThat(over.observed()).isZero();
        assertThat(over.zExpected()).isBetween(-3.0, 3.0);
    }
}
