package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against statsmodels 0.13.5, an independent program; see `stl/ORIGIN.md`.
class StlTest {
    private static final double TOLERANCE = 1e-11;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c01_sine_p288_spikes",
                "c02_taxi_p48",
                "c03_taxi_p336_robust",
                "c04_ec2cpu_p288_robust",
                "c05_minute_p1440",
                "c06_constant_p24",
                "c07_steps_p24_deg000_robust",
                "c08_p12_deg011_bigseasonal",
                "c09_short_p24_robust",
                "c10_bursts_p7_robust",
                "c11_offset1e9_p60_deg101",
                "c12_minute_p1440_robust"
            })
    void givesTheNumbersOfStatsmodels(String name) {
        JsonNode told = JsonMapper.shared().readTree(open(name + ".json"));
        double[][] columns = columns(name + ".csv.gz");
        double[] y = columns[0];
        StlParameters parameters =
                new StlParameters(
                        told.get("period").asInt(),
                        told.get("seasonal").asInt(),
                        told.get("trend").asInt(),
                        told.get("low_pass").asInt(),
                        told.get("seasonal_deg").asInt(),
                        told.get("trend_deg").asInt(),
                        told.get("low_pass_deg").asInt(),
                        told.get("seasonal_jump").asInt(),
                        told.get("trend_jump").asInt(),
                        told.get("low_pass_jump").asInt(),
                        told.get("inner_iter").asInt(),
                        told.get("outer_iter").asInt());

        StlResult result = Stl.decompose(y, parameters);

        double sensitivity = told.get("sensitivity_to_2e16_input_noise").asDouble();
        double largest = Arrays.stream(y).map(Math::abs).max().orElseThrow();
        double allowed =
                Math.max(TOLERANCE, 10 * sensitivity) * RecordedStlTest.spread(y)
                        // The reference's own rounding: it gives 4.99999999999992 for a constant 5.
                        + (name.startsWith("c06") ? 100 : 64) * Math.ulp(largest);
        assertThat(worst(result.seasonal(), columns[1]))
                .as("seasonal")
                .isLessThanOrEqualTo(allowed);
        assertThat(worst(result.trend(), columns[2])).as("trend").isLessThanOrEqualTo(allowed);
        assertThat(worst(result.resid(), columns[3])).as("resid").isLessThanOrEqualTo(allowed);
        int[] flags =
                IntStream.range(0, told.get("anomalies").size())
                        .map(i -> told.get("anomalies").get(i).asInt())
                        .toArray();
        // The constant case has only rounding noise as residual: no flags, whatever statsmodels
        // says, and its weights mean nothing.
        assertThat(result.anomalies()).containsExactly(flags);
        if (!name.startsWith("c06")) {
            assertThat(worst(result.weights(), columns[4])).as("weights").isLessThan(1e-8);
        }
    }

    @Test
    void takesTheDefaultsOfStatsmodels() {
        StlParameters minutes = StlParameters.of(1440, true);
        assertThat(minutes.trend()).isEqualTo(2751);
        assertThat(minutes.lowPass()).isEqualTo(1441);
        assertThat(minutes.inner()).isEqualTo(2);
        assertThat(minutes.outer()).isEqualTo(15);
        assertThat(StlParameters.of(7).lowPass()).isEqualTo(9);
        assertThat(StlParameters.of(24).trend()).isEqualTo(47);
    }

    @Test
    void estimatesAcrossMissingValuesWithoutInventingThem() {
        long seed = 7;
        Random random = new Random(seed);
        double[] whole = new double[24 * 14];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = 50 + 10 * Math.sin(2 * Math.PI * i / 24) + random.nextGaussian();
        }
        double[] gappy = whole.clone();
        Arrays.fill(gappy, 100, 130, Double.NaN);
        gappy[200] = Double.NaN;

        StlResult result = Stl.decompose(gappy, StlParameters.of(24));
        StlResult full = Stl.decompose(whole, StlParameters.of(24));

        for (int i = 0; i < whole.length; i++) {
            assertThat(Double.isNaN(result.resid()[i]))
                    .as("seed %d, cell %d", seed, i)
                    .isEqualTo(Double.isNaN(gappy[i]));
            assertThat(result.weights()[i]).isEqualTo(Double.isNaN(gappy[i]) ? 0 : 1);
            double fit = result.seasonal()[i] + result.trend()[i];
            double fullFit = full.seasonal()[i] + full.trend()[i];
            assertThat(fit).as("seed %d, cell %d", seed, i).isCloseTo(fullFit, within(3.0));
        }
    }

    @Test
    void crossesAPhaseThatWasNeverMeasured() {
        double[] y = new double[24 * 4];
        for (int i = 0; i < y.length; i++) {
            y[i] = i % 24 == 5 ? Double.NaN : i % 24;
        }
        StlResult result = Stl.decompose(y, StlParameters.of(24, true));
        assertThat(result.seasonal()).doesNotContain(Double.NaN);
        assertThat(result.trend()).doesNotContain(Double.NaN);
    }

    @Test
    void interpolatesBetweenJumpsCloseToTheExactAnswer() {
        double[] y = columns("c01_sine_p288_spikes.csv.gz")[0];
        StlParameters exact = StlParameters.of(288);
        StlParameters jumping =
                new StlParameters(288, 7, exact.trend(), 289, 1, 1, 1, 1, 56, 29, 5, 0);
        StlResult a = Stl.decompose(y, exact);
        StlResult b = Stl.decompose(y, jumping);
        double spread = Arrays.stream(y).max().orElseThrow() - Arrays.stream(y).min().orElseThrow();
        assertThat(worst(a.trend(), b.trend())).isBetween(1e-12, .02 * spread);
        assertThat(worst(a.seasonal(), b.seasonal())).isLessThan(.02 * spread);
    }

    @Test
    void refusesWhatItCannotTakeApart() {
        StlParameters daily = StlParameters.of(24);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stl.decompose(new double[47], daily))
                .withMessage("47 values are fewer than two periods of 24");
        double[] infinite = new double[48];
        infinite[3] = Double.POSITIVE_INFINITY;
        assertThatIllegalArgumentException().isThrownBy(() -> Stl.decompose(infinite, daily));
        double[] nothing = new double[48];
        Arrays.fill(nothing, Double.NaN);
        assertThatIllegalArgumentException().isThrownBy(() -> Stl.decompose(nothing, daily));
        assertThatIllegalArgumentException().isThrownBy(() -> StlParameters.of(1));
    }

    @Test
    void refusesValuesWhoseSumsCouldOverflow() {
        double[] y = new double[48];
        y[5] = 1e308;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stl.decompose(y, StlParameters.of(24)))
                .withMessage("value 5 is 1.0E308, values beyond ±1.0E250 cannot be taken apart");
        y[5] = -1e308;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stl.decompose(y, StlParameters.of(24)));
    }

    @Test
    void takesTheLargestAndTheSmallestValuesApart() {
        double[] y = columns("c07_steps_p24_deg000_robust.csv.gz")[0];
        StlResult expected = Stl.decompose(y, StlParameters.of(24, true));
        for (double unit : new double[] {1e247, 1e-300}) {
            double[] scaled = Arrays.stream(y).map(v -> v * unit).toArray();
            StlResult result = Stl.decompose(scaled, StlParameters.of(24, true));
            double most = Arrays.stream(scaled).map(Math::abs).max().orElseThrow();
            double[] trend = Arrays.stream(expected.trend()).map(v -> v * unit).toArray();
            assertThat(worst(result.trend(), trend)).as("unit %s", unit).isLessThan(1e-9 * most);
            assertThat(result.anomalies()).as("unit %s", unit).isEqualTo(expected.anomalies());
        }
    }

    @Test
    void takesConstantsAndTwoValuesApart() {
        double[] constant = new double[480];
        Arrays.fill(constant, 5.3);
        for (boolean robust : new boolean[] {false, true}) {
            StlResult result = Stl.decompose(constant, StlParameters.of(24, robust));
            assertThat(worst(result.trend(), constant)).isLessThan(1e-14);
            assertThat(worst(result.seasonal(), new double[480])).isLessThan(1e-14);
            assertThat(result.anomalies()).isEmpty();
            double[] two = new double[480];
            for (int i = 0; i < two.length; i++) {
                two[i] = i % 24 < 8 ? 1 : 3;
            }
            StlResult square = Stl.decompose(two, StlParameters.of(24, robust));
            assertThat(worst(square.resid(), new double[480])).isLessThan(1e-12);
            assertThat(square.anomalies()).isEmpty();
            two[200] = 1e6;
            StlResult spike = Stl.decompose(two, StlParameters.of(24, robust));
            assertThat(spike.anomalies()).contains(200);
            assertThat(spike.trend()).doesNotContain(Double.NaN);
        }
    }

    @Test
    void refusesWeightsThatAreNone() {
        StlParameters daily = StlParameters.of(24);
        double[] y = new double[48];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stl.decompose(y, new double[47], daily))
                .withMessage("there are 47 weights for 48 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stl.decompose(y, new double[48], daily))
                .withMessage("no value has a weight");
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] weights = new double[48];
            weights[7] = wrong;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Stl.decompose(y, weights, daily))
                    .withMessageContaining("weight 7 is");
        }
    }

    @Test
    void refusesParametersThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StlParameters.of(0))
                .withMessage("period is 0, it must be at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StlParameters.of(Integer.MAX_VALUE))
                .withMessageContaining("at most 536870912");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StlParameters(24, 8, 47, 25, 1, 1, 1, 1, 1, 1, 5, 0))
                .withMessage("seasonal is 8, it must be odd and at least 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StlParameters(24, 7, 23, 25, 1, 1, 1, 1, 1, 1, 5, 0));
    }

    private static double worst(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }

    private static InputStream open(String name) {
        InputStream in = StlTest.class.getResourceAsStream("/stl/" + name);
        assertThat(in).as(name).isNotNull();
        return in;
    }

    private static double[][] columns(String name) {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(open(name)), StandardCharsets.UTF_8))) {
            List<double[]> rows =
                    in.lines()
                            .skip(1)
                            .map(line ->
                                    Arrays.stream(line.split(","))
                                            .mapToDouble(Double::parseDouble)
                                            .toArray())
                            .toList();
            double[][] columns = new double[5][rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                for (int c = 0; c < 5; c++) {
                    columns[c][i] = rows.get(i)[c];
                }
            }
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
