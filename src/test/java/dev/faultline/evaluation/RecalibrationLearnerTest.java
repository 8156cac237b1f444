package dev.faultline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.Recalibration;
import dev.faultline.evaluation.Calibration.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecalibrationLearnerTest {
    private static final long SEED = 20261123;

    /// Somebody whose log odds are three times what they should be.
    private static List<Forecast> boasting(int n, long seed) {
        Random random = new Random(seed);
        List<Forecast> forecasts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double logOdds = 2 * random.nextGaussian();
            double said = 1 / (1 + Math.exp(-3 * logOdds));
            boolean right = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
            forecasts.add(new Forecast(said, right, .1));
        }
        return forecasts;
    }

    @Test
    void aBoasterIsTakenAtLessThanHisWordOnCasesThatTookNoPart() {
        Recalibration learned = RecalibrationLearner.learn("test", boasting(4000, SEED));
        List<Forecast> fresh = boasting(4000, SEED + 1);
        assertThat(Calibration.of(fresh).ece()).as("seed " + SEED).isGreaterThan(.1);
        Calibration shown = Calibration.of(RecalibrationLearner.shown(learned, fresh));
        assertThat(shown.ece()).as("seed " + SEED).isLessThan(.03);
        assertThat(shown.logScore()).isGreaterThan(Calibration.of(fresh).logScore());
    }

    @Test
    void theOrderStaysAndWhatIsCertainStaysCertain() {
        Recalibration learned = RecalibrationLearner.learn("test", boasting(500, SEED));
        double before = 0;
        for (int i = 1; i < 1000; i++) {
            double shown = learned.apply(i / 1000.0);
            assertThat(shown).as("seed %d, %d", SEED, i).isGreaterThan(before).isLessThan(1);
            before = shown;
        }
        assertThat(learned.apply(0)).isZero();
        assertThat(learned.apply(1)).isEqualTo(1);
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        Recalibration learned = RecalibrationLearner.learn("test", boasting(500, SEED));
        Recalibration read = Recalibration.parse(learned.toJson());
        assertThat(read.version()).isEqualTo("test");
        assertThat(read.apply(.7)).isEqualTo(learned.apply(.7));
        assertThat(Recalibration.none().apply(.7)).isCloseTo(.7, within(0.0));
    }

    @Test
    void knotsThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> Recalibration.parse("{\"said\":[0,1],\"meant\":[1,0]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> Recalibration.parse("no"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version");
    }
}
