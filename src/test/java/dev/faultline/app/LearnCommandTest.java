package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Over a small labelled set, made from a seed: three times the database is slow, and with it all
/// that depend on it.
class LearnCommandTest {
    private static final long SEED = 20261123;
    private static final long START = 1_760_000_400;

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path set;
    private Path version;

    @BeforeEach
    void writeASet() throws IOException {
        set = Files.createDirectories(folder.resolve("set"));
        version = folder.resolve("v1.json");
        Path system = Files.createDirectories(set.resolve("system_01"));
        Files.writeString(
                system.resolve("topology.json"),
                """
                {"components":[{"id":"web","kind":"entry"},{"id":"shop","kind":"service"},
                 {"id":"mail","kind":"service"},{"id":"db","kind":"database"}],
                 "dependencies":[{"from":"web","to":"shop","kind":"calls"},
                 {"from":"web","to":"mail","kind":"calls"},
                 {"from":"shop","to":"db","kind":"calls"}]}
                """);
        Files.writeString(system.resolve("normal.csv"), rows(START, 1440, Integer.MAX_VALUE));
        for (int i = 1; i <= 3; i++) {
            long start = START + i * 86_400L;
            Path incident = Files.createDirectories(system.resolve("incident_0" + i));
            Files.writeString(incident.resolve("metrics.csv"), rows(start, 120, 90));
            Files.writeString(
                    incident.resolve("truth.json"),
                    "{\"fault\":true,\"roots\":[\"db\"],\"kind\":\"slow\",\"onset\":%d,\"end\":%d}"
                            .formatted(start + 90 * 60, start + 120 * 60));
        }
    }

    @Test
    void writesAVersionThatKnowsTheUsualCause() throws IOException {
        assertThat(run(set, "--out", version, "--forbid", "web>mail", "--require", "mail>db"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("from 3 labelled and 0 unlabelled incidents");
        JsonNode said = JsonMapper.shared().readTree(Files.readString(version));
        assertThat(said.path("format").asString()).isEqualTo("faultline-strengths/1");
        assertThat(said.path("version").asString()).isEqualTo("v1.json");
        assertThat(said.path("incidents").path("labelled").asInt()).isEqualTo(3);
        double db = 0;
        for (JsonNode fault : said.path("faults")) {
            boolean usual = fault.path("component").asString().equals("db");
            db = usual ? fault.path("p").asDouble() : db;
            assertThat(fault.path("p").asDouble() > fault.path("before").asDouble())
                    .as(fault.toString())
                    .isEqualTo(usual);
        }
        assertThat(db).isPositive();
        String edges = said.path("edges").toString();
        assertThat(edges)
                .contains("\"from\":\"shop\",\"to\":\"db\"", "\"from\":\"mail\",\"to\":\"db\"")
                .doesNotContain("\"from\":\"web\",\"to\":\"mail\"");
    }

    @Test
    void comparesTwoVersions() {
        assertThat(run(set, "--out", version)).isZero();
        assertThat(run(set, "--compare", "defaults", version, "--json")).isZero();
        String json = out.toString();
        JsonNode said = JsonMapper.shared().readTree(json.substring(json.indexOf('{')));
        assertThat(said.path("incidents").asInt()).isEqualTo(3);
        assertThat(said.path("better").asInt()).isEqualTo(3);
        assertThat(said.path("second").path("logScore").asDouble())
                .isGreaterThan(said.path("first").path("logScore").asDouble());
        assertThat(run(set, "--compare", "defaults", version)).isZero();
        assertThat(out.toString()).contains("VERSION", "LOG SCORE", "better on 3 and worse on 0");
    }

    @Test
    void learnsFromUnlabelledOnesBeginningWithAVersion() throws IOException {
        assertThat(run(set, "--out", version)).isZero();
        Path next = folder.resolve("v2.json");
        assertThat(run(set, "--unlabelled", set, "--from", version, "--out", next)).isZero();
        JsonNode said = JsonMapper.shared().readTree(Files.readString(next));
        assertThat(said.path("basedOn").asString()).endsWith("v1.json");
        assertThat(said.path("incidents").path("unlabelled").asInt()).isEqualTo(3);
    }

    @Test
    void tellsWrongUseFromAFailure() throws IOException {
        assertThat(run(set)).isEqualTo(2);
        assertThat(run(set, "--out", version, "--require", "web")).isEqualTo(2);
        assertThat(err.toString()).contains("A>B is needed");
        assertThat(run(set, "--out", version, "--layout", "csv")).isEqualTo(2);
        assertThat(run(set, "--compare", "defaults", version)).isEqualTo(1);
        Files.writeString(version, "{}");
        assertThat(run(set, "--out", version)).isEqualTo(1);
        assertThat(err.toString()).contains("v1.json exists", "--force");
        assertThat(run(set, "--compare", "defaults", version)).isEqualTo(1);
        assertThat(err.toString()).contains("faultline learn");
        assertThat(run(folder.resolve("none"), "--out", folder.resolve("x"))).isEqualTo(1);
    }

    private static String rows(long start, int count, int fault) {
        Random random = new Random(SEED + start);
        StringBuilder csv =
                new StringBuilder(
                        "time,web/latency_p50,shop/latency_p50,mail/latency_p50,db/latency_p50\n");
        for (int i = 0; i < count; i++) {
            csv.append(start + i * 60L);
            for (double level : new double[] {.2, .1, -.05, .02}) {
                // What is written negative does not depend on the database.
                double slow = i >= fault && level > 0 ? 4 : 1;
                csv.append(
                        String.format(
                                Locale.ROOT,
                                ",%.6f",
                                Math.abs(level) * slow * Math.exp(.05 * random.nextGaussian())));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private int run(Object... args) {
        String[] words =
                Stream.concat(Stream.of("learn"), Arrays.stream(args))
                        .map(Object::toString)
                        .toArray(String[]::new);
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
