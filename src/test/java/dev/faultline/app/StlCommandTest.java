package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StlCommandTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path csv;

    @BeforeEach
    void writeASeries() throws IOException {
        csv = folder.resolve("y.csv");
        Files.writeString(csv, lines(96));
    }

    @Test
    void writesPartsThatAddUpToTheSeries() throws IOException {
        Path parts = folder.resolve("parts.csv");
        assertThat(run(csv, "--period", "24", "--out", parts)).isZero();
        List<String> written = Files.readAllLines(parts);
        assertThat(written).hasSize(97).startsWith("y,seasonal,trend,resid,weights");
        double[] first = fields(written.get(1));
        assertThat(first[1] + first[2] + first[3]).isCloseTo(first[0], within(1e-12));
        assertThat(written.get(30)).matches(",[^,]+,[^,]+,,0.0");
    }

    @Test
    void printsFlaggedIndicesAsJson() {
        assertThat(run(csv, "--period", "24", "--json")).isZero();
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        assertThat(said.get("n").asInt()).isEqualTo(96);
        assertThat(said.get("missing").asInt()).isEqualTo(1);
        assertThat(said.get("anomalies").get(0).asInt()).isEqualTo(50);
    }

    @Test
    void overwritesNothingUnlessForced() throws IOException {
        Path parts = folder.resolve("parts.csv");
        Files.writeString(parts, "mine");
        assertThat(run(csv, "--period", "24", "--out", parts)).isEqualTo(1);
        assertThat(err.toString()).contains("parts.csv exists").contains("--force");
        assertThat(parts).hasContent("mine");
        assertThat(run(csv, "--period", "24", "--out", parts, "--force")).isZero();
        assertThat(Files.readAllLines(parts)).hasSize(97);
    }

    @Test
    void takesTextForMissingAndSaysWhere() throws IOException {
        Files.writeString(csv, lines(96).replaceFirst("\n[0-9.]+\n", "\nfast\n") + "Infinity\n");
        assertThat(run(csv, "--period", "24", "--json")).isZero();
        assertThat(err.toString())
                .contains("y.csv, line 2: value 'fast' is not a finite number")
                .contains("line 98: value 'Infinity'");
        assertThat(out.toString()).contains("\"missing\":3");
    }

    @Test
    void saysInOneSentenceWhatItCouldNotRead() throws IOException {
        assertThat(run(csv, "--period", "50", "--json")).isEqualTo(1);
        assertThat(err.toString()).contains("96 values, fewer than two periods of 50");
        Files.writeString(csv, "time,value\n1,2\n");
        assertThat(run(csv, "--period", "24", "--json")).isEqualTo(1);
        assertThat(err.toString()).contains("no column 'y' among [time, value]");
        assertThat(run(folder.resolve("none.csv"), "--period", "24", "--json")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no such file");
        Files.writeString(csv, "y\n" + "\n".repeat(60));
        assertThat(run(csv, "--period", "24", "--json")).isEqualTo(1);
        assertThat(err.toString()).contains("no number at all");
    }

    @Test
    void saysInOneSentenceWhatIsTooLargeAndTakesAConstantApart() throws IOException {
        Files.writeString(csv, lines(96) + "1e308\n");
        assertThat(run(csv, "--period", "24", "--json")).isEqualTo(1);
        assertThat(err.toString()).contains("value 96 of column y is 1.0E308").contains("unit");
        Files.writeString(csv, "y\n" + "5\n".repeat(96));
        assertThat(run(csv, "--period", "24", "--json")).isZero();
        assertThat(out.toString()).contains("\"anomalies\":[]");
    }

    @Test
    void tellsWrongUseFromAFailure() {
        assertThat(run(csv, "--json")).isEqualTo(2);
        assertThat(run(csv, "--period", "24")).isEqualTo(2);
        assertThat(run(csv, "--period", "1", "--json")).isEqualTo(2);
        assertThat(run(csv, "--period", "2000000000", "--json")).isEqualTo(2);
        assertThat(err.toString()).contains("period is 2000000000, it must be at most");
        assertThat(run(csv, "--period", "24", "--seasonal", "8", "--json")).isEqualTo(2);
        assertThat(run(csv, "--period", "24", "--degrees", "1,2", "--json")).isEqualTo(2);
        assertThat(err.toString()).contains("seasonal is 8, it must be odd");
    }

    private int run(Object... args) {
        String[] words =
                Stream.concat(Stream.of("stl"), Arrays.stream(args))
                        .map(Object::toString)
                        .toArray(String[]::new);
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    /// A daily wave with a spike at 50 and a missing value at 29.
    private static String lines(int n) {
        return IntStream.range(0, n)
                .mapToObj(i ->
                        i == 29
                                ? ""
                                : String.valueOf(
                                        20
                                                + 5 * Math.sin(i * Math.PI / 12)
                                                + (i * 37 % 11) * .02
                                                + (i == 50 ? 40 : 0)))
                .collect(Collectors.joining("\n", "y\n", "\n"));
    }

    private static double[] fields(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }
}
