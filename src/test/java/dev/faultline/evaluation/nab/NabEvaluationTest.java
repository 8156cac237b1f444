package dev.faultline.evaluation.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabEvaluationTest {
    /// What was asked for with a threshold from files that are not scored.
    private static final double ASKED = 62;

    @TempDir static Path folder;

    private static PublishedResults published;
    private static NabEvaluation evaluation;

    @BeforeAll
    static void run() throws IOException {
        published = PublishedResults.unpack(folder.resolve("nab"));
        evaluation = NabEvaluation.of(published.corpus());
    }

    @Test
    void reachesWhatWasAskedForWithAThresholdFromTheOtherHalf() {
        assertThat(evaluation.evenToOdd().standard()).isGreaterThan(ASKED);
        assertThat(evaluation.oddToEven().standard()).isGreaterThan(ASKED);
        assertThat(evaluation.shipped().standard()).isGreaterThan(ASKED);
    }

    @Test
    void noThresholdBeatsTheBestOne() {
        assertThat(evaluation.optimised().standard())
                .isGreaterThanOrEqualTo(evaluation.shipped().standard() - 1e-9)
                .isGreaterThanOrEqualTo(evaluation.honest().standard());
    }

    @Test
    void theHonestFigureScoresEachHalfWithTheOthersThreshold() {
        NabEvaluation gaussian =
                NabEvaluation.of(published.corpus().series(), published.scores(), 0);
        NabSweep even = sweep(0);
        NabSweep odd = sweep(1);
        NabProfile standard = NabProfile.STANDARD;
        double onOdd = odd.at(standard, even.best(standard).threshold());
        double onEven = even.at(standard, odd.best(standard).threshold());
        assertThat(gaussian.evenToOdd().standard())
                .isCloseTo(odd.normalised(standard, onOdd), within(1e-12));
        double windows = even.windows() + odd.windows();
        assertThat(gaussian.honest().standard())
                .isCloseTo(50 * (onOdd + onEven + windows) / windows, within(1e-9));
    }

    @Test
    void whatIsTrueOfARowDoesNotHangOnWhatComesAfterIt() {
        NabSeries whole = published.corpus().series().getLast();
        int cut = whole.size() / 2;
        NabSeries half =
                new NabSeries(
                        whole.path(),
                        Arrays.copyOf(whole.times(), cut),
                        Arrays.copyOf(whole.seconds(), cut),
                        Arrays.copyOf(whole.values(), cut),
                        List.of());
        List<double[]> alone =
                NabDetector.run(List.of(half), dev.faultline.signal.SurpriseParameters.defaults());
        assertThat(alone.getFirst()).isEqualTo(Arrays.copyOf(evaluation.scores().getLast(), cut));
    }

    @Test
    void writesResultsInTheLayoutOfTheBenchmark() throws IOException {
        Path results = folder.resolve("results");
        NabResults.write(results, NabDetector.NAME, evaluation.series(), evaluation.scores());
        Path taxi = results.resolve("faultline/realKnownCause/faultline_nyc_taxi.csv");
        List<String> lines = Files.readAllLines(taxi);
        assertThat(lines).hasSize(10_321).startsWith("timestamp,value,anomaly_score,label");
        assertThat(lines.get(1)).isEqualTo("2014-07-01 00:00:00,10844.0,0.0,0");
        assertThat(lines).filteredOn(line -> line.endsWith(",1")).hasSize(5 * 207);
        int at = paths().indexOf("realKnownCause/nyc_taxi.csv");
        double[] back =
                lines.stream()
                        .skip(1)
                        .mapToDouble(l -> Double.parseDouble(l.split(",")[2]))
                        .toArray();
        assertThat(back).isEqualTo(evaluation.scores().get(at));
    }

    @Test
    void oneFileHasNoOtherHalf() {
        NabEvaluation alone =
                NabEvaluation.of(new NabCorpus(List.of(published.corpus().series().getLast())));
        assertThat(alone.evenToOdd().standard()).isNaN();
        assertThat(alone.shipped().standard()).isFinite();
    }

    private static NabSweep sweep(int parity) {
        List<NabSeries> half = published.corpus().half(parity == 0).series();
        return NabSweep.of(
                half,
                half.stream().map(s -> published.scores().get(paths().indexOf(s.path()))).toList());
    }

    private static List<String> paths() {
        return published.corpus().series().stream().map(NabSeries::path).toList();
    }
}
