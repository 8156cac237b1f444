package dev.faultline.evaluation.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The scorer beside the official one: numbers of NAB 1.1 in `src/test/resources/nab`.
class NabSweepTest {
    private static final double ROUNDING = 1e-9;

    @TempDir static Path folder;

    private static PublishedResults published;
    private static JsonNode official;

    @BeforeAll
    static void unpack() throws IOException {
        published = PublishedResults.unpack(folder.resolve("nab"));
        official =
                JsonMapper.shared()
                        .readTree(
                                Files.readString(Path.of("src/test/resources/nab/official.json")));
    }

    @ParameterizedTest
    @EnumSource(NabProfile.class)
    void windowedGaussianScoresAsTheOfficialScorerSays(NabProfile profile) {
        NabSweep sweep = NabSweep.of(published.corpus().series(), published.scores());
        NabSweep.Point best = sweep.best(profile);
        JsonNode expected = official.at("/thresholds/windowedGaussian/" + profile.officialName());
        // The scores in the result files are rounded to ten digits.
        assertThat(best.threshold()).isCloseTo(expected.path("threshold").asDouble(), within(1e-9));
        assertThat(best.score()).isCloseTo(expected.path("score").asDouble(), within(ROUNDING));
        assertThat(sweep.at(profile, best.threshold())).isCloseTo(best.score(), within(ROUNDING));
        assertThat(sweep.normalised(profile, best.score()))
                .isCloseTo(
                        official.at("/official/windowedGaussian/" + profile.officialName())
                                .asDouble(),
                        within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource(NabProfile.class)
    void whoNeverReportsScoresNothing(NabProfile profile) {
        List<double[]> half =
                published.corpus().series().stream().map(s -> new double[s.size()]).toList();
        NabSweep sweep = NabSweep.of(published.corpus().series(), half);
        NabSweep.Point best = sweep.best(profile);
        JsonNode expected = official.at("/thresholds/null/" + profile.officialName());
        assertThat(best.threshold()).isEqualTo(expected.path("threshold").asDouble());
        assertThat(best.score()).isEqualTo(expected.path("score").asDouble());
        assertThat(sweep.normalised(profile, best.score())).isZero();
    }

    @Test
    void whoReportsTheFirstRowOfEachWindowScoresAHundred() {
        List<double[]> perfect =
                published.corpus().series().stream()
                        .map(s -> {
                            double[] scores = new double[s.size()];
                            s.windows().forEach(w -> scores[w.first()] = 1);
                            return scores;
                        })
                        .toList();
        NabSweep sweep = NabSweep.of(published.corpus().series(), perfect);
        for (NabProfile profile : NabProfile.values()) {
            assertThat(sweep.normalised(profile, sweep.at(profile, 1)))
                    .isCloseTo(100, within(ROUNDING));
        }
    }

    @Test
    void aFalseAlarmCostsLessJustAfterAWindowAndNothingInProbation() {
        NabSeries series = series(100, new NabSeries.Window(40, 49));
        assertThat(series.probation()).isEqualTo(15);
        assertThat(score(series, 14)).isEqualTo(-1);
        assertThat(score(series, 15)).isEqualTo(-1.11);
        assertThat(score(series, 99)).isEqualTo(-1.11);
        // One row behind a window of ten: y = 1/9.
        double near = 2 / (1 + Math.exp(5 / 9.)) - 1;
        assertThat(score(series, 50)).isCloseTo(-1 + .11 * near, within(1e-15));
    }

    @Test
    void theEarliestReportOfAWindowCounts() {
        NabSeries series = series(100, new NabSeries.Window(40, 49));
        assertThat(score(series, 40)).isCloseTo(1, within(1e-15));
        assertThat(score(series, 45, 40, 49)).isCloseTo(1, within(1e-15));
        // Half way, y = -(49-45+1)/10.
        double middle = (2 / (1 + Math.exp(-2.5)) - 1) / (2 / (1 + Math.exp(-5)) - 1);
        assertThat(score(series, 45)).isCloseTo(middle, within(1e-15));
    }

    @Test
    void aWindowWithinProbationDoesNotCount() {
        NabSeries series = series(100, new NabSeries.Window(5, 14), new NabSeries.Window(60, 69));
        NabSweep sweep = NabSweep.of(List.of(series), List.of(new double[100]));
        assertThat(sweep.windows()).isEqualTo(1);
    }

    @Test
    void halvesGoByThePlaceOfThePath() {
        NabCorpus corpus = published.corpus();
        assertThat(corpus.half(true).series()).hasSize(16);
        assertThat(corpus.half(false).series()).hasSize(15);
        assertThat(corpus.half(false).series().getFirst()).isSameAs(corpus.series().get(1));
    }

    @Test
    void whatIsNoCheckoutIsRefusedWithASentence() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> NabCorpus.read(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no folder 'data'");
        Files.createDirectories(empty.resolve("data/a"));
        Files.createDirectories(empty.resolve("labels"));
        Path labels = empty.resolve("labels/combined_windows.json");
        Files.writeString(
                labels, "{\"a/b.csv\":[[\"2020-01-01 00:00:00\",\"2020-01-01 00:07:00\"]]}");
        Path file = empty.resolve("data/a/b.csv");
        Files.writeString(
                file, "timestamp,value\n2020-01-01 00:00:00,1\n2020-01-01 00:05:00,fast\n");
        assertThatThrownBy(() -> NabCorpus.read(empty))
                .hasMessageContaining("b.csv, line 3: value 'fast' is not a number");
        Files.writeString(file, "timestamp,value\n2020-01-01 00:00:00,1\n2020-01-01 00:05:00,2\n");
        assertThatThrownBy(() -> NabCorpus.read(empty))
                .hasMessageContaining("no row at its start or its end");
        Files.writeString(labels, "{}");
        assertThatThrownBy(() -> NabCorpus.read(empty))
                .hasMessageContaining("says nothing about a/b.csv");
    }

    private static double score(NabSeries series, int... reports) {
        double[] scores = new double[series.size()];
        for (int report : reports) {
            scores[report] = .7;
        }
        return NabSweep.of(List.of(series), List.of(scores)).at(NabProfile.STANDARD, .5);
    }

    private static NabSeries series(int size, NabSeries.Window... windows) {
        return new NabSeries(
                "a/b.csv", new String[size], new long[size], new double[size], List.of(windows));
    }
}
