package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InferCommandTest {
    private static final Path NETS = Path.of("src/test/resources/bayes");

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsThePosteriorOfABifNetworkAsJson() throws IOException {
        Path evidence =
                write("e.json", "{\"hard\":{\"asia\":\"no\",\"smoke\":\"yes\",\"dysp\":\"yes\"}}");
        assertThat(run(NETS.resolve("asia.bif"), "--evidence", evidence, "--json")).isZero();
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        assertThat(said.path("posterior").path("tub").path(0).asDouble())
                .isCloseTo(0.014836258368, within(1e-9));
        assertThat(said.path("posterior").path("dysp").path(0).asDouble()).isEqualTo(1);
        assertThat(said.path("logEvidence").asDouble()).isNegative();
    }

    @Test
    void printsATableForPeople() {
        assertThat(run(NETS.resolve("asia.bif"))).isZero();
        assertThat(out.toString())
                .contains("asia.bif: 8 variables, 0 findings, ln P = 0.000000; exact")
                .containsPattern("dysp +yes +0\\.435971\n +no +0\\.564029");
    }

    @Test
    void takesUaiEvidenceFiles() {
        assertThat(
                        run(
                                NETS.resolve("uai14/Promedus_24.uai"),
                                "--evidence",
                                NETS.resolve("uai14/Promedus_24.uai.evid"),
                                "--json"))
                .isZero();
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        assertThat(said.path("posterior").path("0").path(1).asDouble())
                .isCloseTo(0.00584149, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noisyor-dense-14-r2",
                "noisyor-hub-22-r2",
                "noisyor-tree-20-r2",
                "cyclic-6-1",
                "cyclic-6-2"
            })
    void asksNetworksOfComponents(String name) throws IOException {
        JsonNode oracle = copied(name);
        assertThat(run(folder.resolve(name + ".json"), "--json")).isZero();
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        for (String key : new String[] {"pAnomalous", "pRoot"}) {
            assertThat(said.path(key).size()).isEqualTo(oracle.path("n").asInt());
            for (int i = 0; i < said.path(key).size(); i++) {
                assertThat(said.path(key).path(i).asDouble())
                        .as("%s %s[%d]", name, key, i)
                        .isCloseTo(
                                oracle.path("oracle").path(key).path(i).asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void namesTheFindingsThatContradictEachOther() throws IOException {
        Path evidence =
                write(
                        "e.json",
                        "{\"hard\":{\"asia\":\"no\",\"lung\":\"yes\",\"either\":\"no\",\"xray\":\"no\"}}");
        assertThat(run(NETS.resolve("asia.bif"), "--evidence", evidence)).isEqualTo(1);
        assertThat(err.toString())
                .contains("impossible in", "lung = yes, either = no", "Change or remove one")
                .doesNotContain("xray", "asia = no");
    }

    @Test
    void refusesANetworkThatIsTooWideAndSaysWhatToDo() {
        assertThat(run(NETS.resolve("uai14/Pedigree_11.uai"), "--max-entries", "1e5")).isEqualTo(1);
        assertThat(err.toString())
                .contains("too wide to be asked exactly", "the 100,000 of --max-entries", "-Xmx");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void tellsWrongUseFromAFailure() throws IOException {
        assertThat(run(folder.resolve("none.bif"))).isEqualTo(1);
        assertThat(err.toString()).contains("none.bif: there is no such file");
        assertThat(run(folder.resolve("net.txt"))).isEqualTo(2);
        assertThat(run(NETS.resolve("asia.bif"), "--max-entries", "-3")).isEqualTo(2);
        assertThat(run(NETS.resolve("asia.bif"), "--max-entries", "many")).isEqualTo(2);
        copied("noisyor-tree-12-r1");
        Path evidence = write("e.json", "{}");
        assertThat(run(folder.resolve("noisyor-tree-12-r1.json"), "--evidence", evidence))
                .isEqualTo(2);
        assertThat(run(write("bad.json", "{\"leak\":[2]}"))).isEqualTo(1);
        assertThat(err.toString()).contains("'leak' of 0 is 2");
    }

    private JsonNode copied(String name) throws IOException {
        try (InputStream in =
                InferCommandTest.class.getResourceAsStream(
                        "/dev/faultline/cause/inference/" + name + ".json")) {
            byte[] text = in.readAllBytes();
            Files.write(folder.resolve(name + ".json"), text);
            return JsonMapper.shared().readTree(text);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(Object... args) {
        String[] words =
                Stream.concat(Stream.of("infer"), Arrays.stream(args))
                        .map(Object::toString)
                        .toArray(String[]::new);
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
