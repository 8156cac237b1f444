package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MstlTest {
    /// Recorded by `src/test/python/record_stl.py`: the algorithm with the STL of statsmodels.
    @Test
    void givesTheNumbersOfStatsmodels() throws IOException {
        List<JsonNode> cases = RecordedStlTest.cases("mstl.ndjson.gz").toList();
        assertThat(cases).hasSize(8);
        for (JsonNode told : cases) {
            double[] y = RecordedStlTest.numbers(told.get("y"));
            int[] periods =
                    IntStream.range(0, told.get("periods").size())
                            .map(i -> told.get("periods").get(i).asInt())
                            .toArray();
            MstlResult result =
                    Mstl.decompose(y, Mstl.parameters(told.get("robust").asBoolean(), periods));
            double allowed = 1e-11 * RecordedStlTest.spread(y);
            String name = "case " + told.get("case");
            for (int s = 0; s < periods.length; s++) {
                double[] season = RecordedStlTest.numbers(told.get("seasons").get(s));
                assertThat(RecordedStlTest.worst(result.seasonal()[s], season))
                        .as("%s, season %d", name, s)
                        .isLessThan(allowed);
            }
            assertThat(close(result.trend(), told.get("level"))).as(name).isLessThan(allowed);
            assertThat(close(result.resid(), told.get("resid"))).as(name).isLessThan(allowed);
            assertThat(close(result.weights(), told.get("weights"))).as(name).isLessThan(1e-8);
        }
    }

    private static double close(double[] a, JsonNode told) {
        return RecordedStlTest.worst(a, RecordedStlTest.numbers(told));
    }

    @Test
    void separatesADayFromAWeekAcrossMissingValues() {
        long seed = 3;
        Random random = new Random(seed);
        double[] y = new double[168 * 6];
        for (int i = 0; i < y.length; i++) {
            double week = i % 168 < 48 ? -8 : 0;
            y[i] = 50 + 5 * Math.sin(2 * Math.PI * i / 24) + week + .1 * random.nextGaussian();
            y[i] = i % 97 == 13 ? Double.NaN : y[i];
        }
        MstlResult result = Mstl.decompose(y, Mstl.parameters(false, 168, 24));
        for (int i = 168; i < y.length - 168; i++) {
            String as = "seed " + seed + ", cell " + i;
            assertThat(Double.isNaN(result.resid()[i])).as(as).isEqualTo(Double.isNaN(y[i]));
            if (!Double.isNaN(y[i])) {
                assertThat(Math.abs(result.resid()[i])).as(as).isLessThan(1);
            }
            double day = result.seasonal()[0][i];
            assertThat(day).as(as).isBetween(-7.5, 7.5);
        }
    }

    @Test
    void refusesNoSeasonOneTwiceAndOneThatDoesNotFitTwice() {
        double[] y = new double[100];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mstl.decompose(y, List.of()))
                .withMessageContaining("one or more different ones are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mstl.decompose(y, Mstl.parameters(false, 7, 7)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mstl.decompose(y, Mstl.parameters(false, 7, 51)))
                .withMessage("100 values are fewer than two periods of 51");
    }
}
