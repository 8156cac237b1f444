package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against statsmodels 0.13.5 on random series: lengths, periods, windows, degrees, jumps, offsets,
/// steps, spikes, constants, robust and not, passes. Recorded by `src/test/python/record_stl.py`.
class RecordedStlTest {
    @Test
    void givesTheNumbersOfStatsmodelsOnRandomSeries() throws IOException {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        double worst = 0;
        for (JsonNode told : cases("random.ndjson.gz").toList()) {
            double[] y = numbers(told.get("y"));
            StlResult result = Stl.decompose(y, parameters(told));
            double spread = spread(y);
            double largest = Arrays.stream(y).map(Math::abs).max().orElseThrow();
            double allowed =
                    Math.max(1e-11 * spread, 10 * told.get("moves").asDouble())
                            + 64 * Math.ulp(largest);
            double season = worst(result.seasonal(), numbers(told.get("season")));
            double level = worst(result.trend(), numbers(told.get("level")));
            double weights = 0;
            // Where the residual is rounding noise, its weights mean nothing.
            if (told.has("weights") && told.get("weights_move").asDouble() < 1e-3) {
                weights = worst(result.weights(), numbers(told.get("weights")));
            }
            double most = Math.max(1e-8, 10 * told.get("weights_move").asDouble());
            if (!(season <= allowed) || !(level <= allowed) || !(weights <= most)) {
                wrong.add(
                        "case %s %s n %d: season %.2g, level %.2g of %.2g, weights %.2g of %.2g"
                                .formatted(
                                        told.get("case"),
                                        result.parameters(),
                                        y.length,
                                        season,
                                        level,
                                        allowed,
                                        weights,
                                        most));
            }
            compared++;
            worst = Math.max(worst, Math.max(season, level) / allowed);
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(200);
        assertThat(worst).as("the worst, as a share of what is allowed").isLessThan(1);
    }

    static StlParameters parameters(JsonNode told) {
        return new StlParameters(
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
                told.get("inner").asInt(),
                told.get("outer").asInt());
    }

    static Stream<JsonNode> cases(String name) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        RecordedStlTest.class.getResourceAsStream("/stl/" + name)),
                                StandardCharsets.UTF_8))) {
            return in.lines().toList().stream().map(JsonMapper.shared()::readTree);
        }
    }

    static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
    }

    static double spread(double[] y) {
        double mean = Arrays.stream(y).average().orElseThrow();
        return Arrays.stream(y).map(v -> Math.abs(v - mean)).max().orElseThrow();
    }

    static double worst(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .reduce(0, Math::max);
    }
}
