package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateNabTest {
    @TempDir Path folder;

    @Test
    void scoresACheckoutAndWritesItsResults() throws IOException {
        checkout();
        Run run = run("nab", folder.toString(), "--json", "--cases", "--out", folder + "/results");
        assertThat(run.code).as(run.err).isZero();
        JsonNode json = JsonMapper.shared().readTree(run.out);
        assertThat(json.path("files").asInt()).isEqualTo(2);
        assertThat(json.path("standard").asDouble()).isGreaterThan(90);
        assertThat(json.path("lowFp").isNumber()).isTrue();
        assertThat(json.path("lowFn").isNumber()).isTrue();
        assertThat(json.path("threshold").asDouble()).isBetween(.3, 1.);
        assertThat(json.at("/shipped/standard").isNumber()).isTrue();
        assertThat(json.at("/honest/standard").asDouble()).isGreaterThan(0);
        assertThat(json.at("/honest/evenToOdd/lowFn").isNumber()).isTrue();
        assertThat(json.path("secondsPerPoint").asDouble()).isPositive();
        assertThat(json.at("/cases/0/file").asString()).isEqualTo("made/a.csv");
        assertThat(json.at("/cases/0/found").asInt()).isEqualTo(1);
        assertThat(folder.resolve("results/faultline/made/faultline_b.csv")).exists();
    }

    @Test
    void printsATable() throws IOException {
        checkout();
        Run run = run("nab", folder.toString(), "--cases");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("made/a.csv", "threshold as shipped", "2 files", "ns a point");
    }

    @Test
    void whatIsNoCheckoutIsSaidInOneSentence() {
        Run run = run("nab", folder.toString());
        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("no folder 'data'").hasLineCount(1);
    }

    @Test
    void optionsOfOtherLayoutsAreWrongUse() {
        assertThat(run("nab", folder.toString(), "--detection").code).isEqualTo(2);
        assertThat(run("nab", folder.toString(), "--shuffle-names", "7").code).isEqualTo(2);
        assertThat(run("petshop", folder.toString(), "--out", "x").code).isEqualTo(2);
    }

    /// Two files of noise with a jump in each.
    private void checkout() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/made"));
        for (String name : new String[] {"a", "b"}) {
            Random random = new Random(name.hashCode());
            StringBuilder csv = new StringBuilder("timestamp,value\n");
            for (int i = 0; i < 1440; i++) {
                csv.append("2020-01-01 %02d:%02d:00,".formatted(i / 60, i % 60))
                        .append(random.nextDouble() + (i / 10 == 100 ? 5 : 0))
                        .append('\n');
            }
            Files.writeString(data.resolve(name + ".csv"), csv);
        }
        String window = "[[\"2020-01-01 16:30:00.000000\", \"2020-01-01 18:00:00.000000\"]]";
        Files.writeString(
                Files.createDirectories(folder.resolve("labels")).resolve("combined_windows.json"),
                "{\"made/a.csv\": " + window + ", \"made/b.csv\": " + window + "}");
    }

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = new String[args.length + 1];
        all[0] = "evaluate";
        System.arraycopy(args, 0, all, 1, args.length);
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all);
        return new Run(code, out.toString(), err.toString());
    }
}
