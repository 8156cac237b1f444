package dev.faultline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.evaluation.Calibration.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final long SEED = 20261123;

    /// Forecasts that come true as often as `truth` says of what is said.
    private static Calibration forecasts(DoubleUnaryOperator truth) {
        Random random = new Random(SEED);
        List<Forecast> forecasts = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            double said = random.nextDouble();
            forecasts.add(new Forecast(said, random.nextDouble() < truth.applyAsDouble(said), .1));
        }
        return Calibration.of(forecasts);
    }

    @Test
    void whoeverIsRightAsOftenAsSaidHasNextToNoError() {
        Calibration fair = forecasts(p -> p);
        assertThat(fair.ece()).as("seed " + SEED).isLessThan(.025);
        assertThat(fair.brierSkill()).isPositive();
        assertThat(fair.brier()).isCloseTo(1 / 6.0, within(.01)); // E p(1−p), p uniform
    }

    @Test
    void whoeverSaysMoreThanComesTrueHasTheDifferenceAsError() {
        Calibration boasting = forecasts(p -> p / 2);
        assertThat(boasting.ece()).as("seed " + SEED).isCloseTo(.25, within(.02));
        assertThat(boasting.wrongAndSure()).isCloseTo(.2 * .55, within(.02));
        assertThat(boasting.logScore()).isLessThan(forecasts(p -> p).logScore());
    }

    @Test
    void answeringOnlyTheSurestIsMoreOftenRight() {
        Calibration fair = forecasts(p -> p);
        assertThat(fair.precisionAt70()).as("seed " + SEED).isCloseTo(.65, within(.02));
        assertThat(fair.abstaining().getLast().precision()).isCloseTo(.5, within(.02));
    }

    @Test
    void ofNothingNothingIsSaid() {
        assertThat(Calibration.of(List.of()).ece()).isNaN();
    }

    @Test
    void anIntervalOverRootsIsWiderThanOneOverCasesWhereRootsRepeat() {
        Bootstrap.Interval overRoots =
                Bootstrap.of(
                        IntStream.range(0, 100)
                                .mapToObj(i -> Map.entry("root " + i / 10, i / 10 % 2 == 0)));
        Bootstrap.Interval overCases =
                Bootstrap.of(
                        IntStream.range(0, 100)
                                .mapToObj(i -> Map.entry("case " + i, i / 10 % 2 == 0)));
        assertThat(overRoots.high() - overRoots.low())
                .isGreaterThan(2 * (overCases.high() - overCases.low()));
        // the 95 % interval of a binomial share, n = 100, p = .5
        assertThat(overCases.high() - overCases.low()).isCloseTo(2 * 1.96 * .05, within(.03));
    }
}
