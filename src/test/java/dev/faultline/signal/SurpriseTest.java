package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurpriseTest {
    private static final long MINUTE = 60;
    private static final long FIVE_MINUTES = 300;
    private static final long START = 1_700_006_400;

    private final Surprise surprise = new Surprise(SurpriseParameters.defaults());
    private final double[] state = new double[Surprise.SIZE];
    private long now = START;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aValueFarBeyondAllSeenIsARecordAndToldOnce(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            step(50 + random.nextGaussian(), MINUTE);
        }
        assertThat(step(80, MINUTE)).as("seed %d", seed).isGreaterThan(Surprise.ALERT);
        assertThat(Surprise.rule(state, 0)).isIn(SurpriseRule.RECORD, SurpriseRule.RECORD_MEAN);
        assertThat(step(80, MINUTE)).isZero();
        assertThat(step(49, MINUTE)).isZero();
        assertThat(step(80, MINUTE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aShiftThatNoSingleValueShowsIsFoundInTheMean(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            step(50 + random.nextGaussian(), MINUTE);
        }
        double most = 0;
        SurpriseRule rule = SurpriseRule.RECORD;
        for (int i = 0; i < 60; i++) {
            double score = step(51.6 + random.nextGaussian() / 4, MINUTE);
            if (score > most) {
                most = score;
                rule = Surprise.rule(state, 0);
            }
        }
        assertThat(most).as("seed %d", seed).isGreaterThan(Surprise.ALERT);
        assertThat(rule).isIn(SurpriseRule.RECORD_MEAN, SurpriseRule.MEAN_SHIFT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theNightLevelAtNoonIsSeasonal(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10 * 288; i++) {
            step(day(i) + random.nextGaussian(), FIVE_MINUTES);
        }
        for (int i = 0; i < 100; i++) {
            step(day(i) + random.nextGaussian(), FIVE_MINUTES);
        }
        // Half past eight: usually near 90, now as at midnight.
        double score = step(50, FIVE_MINUTES);
        assertThat(Math.max(score, Surprise.last(state, 0)))
                .as("seed %d", seed)
                .isGreaterThan(Surprise.ALERT);
        assertThat(Surprise.rule(state, 0)).isIn(SurpriseRule.SEASONAL, SurpriseRule.INNOVATION);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noiseIsSeldomReported(long seed) {
        Random random = new Random(seed);
        int alerts = 0;
        for (int i = 0; i < 20_000; i++) {
            double score = step(day(i) + random.nextGaussian(), FIVE_MINUTES);
            if (i >= 750 && score >= Surprise.ALERT) {
                alerts++;
            }
        }
        assertThat(alerts).as("seed %d", seed).isLessThanOrEqualTo(8);
    }

    @Test
    void aConstantSeriesSurprisesOnlyWhenItMoves() {
        for (int i = 0; i < 5000; i++) {
            assertThat(step(3, MINUTE)).isZero();
        }
        assertThat(step(3.5, MINUTE)).isGreaterThan(Surprise.ALERT);
    }

    @Test
    void whatDoesNotBelongTeachesNothingAndIsCounted() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            step(random.nextGaussian(), MINUTE);
        }
        double[] before = state.clone();
        double[] strange = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200, -Double.MAX_VALUE
        };
        for (double value : strange) {
            assertThat(step(value, MINUTE)).isZero();
        }
        assertThat(Surprise.missing(state, 0)).isEqualTo(strange.length);
        assertThat(Surprise.taken(state, 0)).isEqualTo(500);
        before[1] = strange.length;
        assertThat(state).isEqualTo(before);
    }

    @Test
    void aCopyOfTheSliceGoesOnToTheSameBitsWhereverItLies() {
        Random random = new Random(11);
        double[] many = new double[3 * Surprise.SIZE];
        for (int i = 0; i < 4000; i++) {
            double value = random.nextInt(40) == 0 ? Double.NaN : Math.exp(random.nextGaussian());
            if (i == 2000) {
                System.arraycopy(state, 0, many, Surprise.SIZE, Surprise.SIZE);
            }
            double score = surprise.step(state, 0, now, value);
            if (i >= 2000) {
                assertThat(surprise.step(many, Surprise.SIZE, now, value)).isEqualTo(score);
            }
            now += FIVE_MINUTES;
        }
        assertThat(Arrays.copyOfRange(many, Surprise.SIZE, 2 * Surprise.SIZE)).isEqualTo(state);
        assertThat(Arrays.copyOf(many, Surprise.SIZE)).containsOnly(0);
        assertThat(Arrays.copyOfRange(many, 2 * Surprise.SIZE, many.length)).containsOnly(0);
    }

    @Test
    void hugeValuesAndStrangeClocksStayWithinZeroAndOne() {
        Random random = new Random(13);
        double[] sizes = {0, 1e-300, 1, 1e149, -1e149};
        for (int i = 0; i < 20_000; i++) {
            long at =
                    switch (random.nextInt(20)) {
                        case 0 -> Long.MAX_VALUE;
                        case 1 -> -1_000_000;
                        default -> START + i * MINUTE;
                    };
            double score =
                    surprise.step(
                            state,
                            0,
                            at,
                            sizes[random.nextInt(sizes.length)] * random.nextDouble());
            assertThat(score).as("value %d", i).isBetween(0., 1.);
        }
        assertThat(state).doesNotContain(Double.NaN);
    }

    @Test
    void settingsOutOfReasonAreRefused() {
        assertThatThrownBy(() -> new SurpriseParameters(0, 1, 100))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SurpriseParameters(.1, Double.NaN, 100))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private double step(double value, long seconds) {
        double score = surprise.step(state, 0, now, value);
        now += seconds;
        return score;
    }

    /// A day of 288 values around 50, 10 at its lowest and 90 at its highest.
    private static double day(int i) {
        return 50 + 40 * Math.sin(2 * Math.PI * i / 288);
    }
}
