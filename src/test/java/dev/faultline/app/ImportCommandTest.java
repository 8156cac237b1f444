package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.capture.Capture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void importsATableWithTopologyEventsAndTruth() throws Exception {
        Path file = folder.resolve("bank.capture");
        int code =
                run(
                        "csv",
                        data("bank/metrics.csv.gz").toString(),
                        "--topology",
                        data("bank/topology.json").toString(),
                        "--events",
                        data("bank/events.ndjson").toString(),
                        "--truth",
                        data("bank/truth.json").toString(),
                        "--stamps",
                        "begin",
                        "--title",
                        "Bank",
                        "--reference",
                        "2025-04-09T00:00:00Z/2025-04-09T00:30:00Z",
                        "--out",
                        file.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("depend on each other in a circle", "Wrote " + file + ": 170 series");
        try (Capture capture = Capture.open(file)) {
            assertThat(capture.info().title()).isEqualTo("Bank");
            assertThat(capture.info().step()).isEqualTo(Duration.ofMinutes(1));
            // the minute that begins at midnight is known when it is over
            assertThat(capture.info().span().from())
                    .isEqualTo(Instant.parse("2025-04-09T00:01:00Z"));
            assertThat(capture.info().span().to()).isEqualTo(Instant.parse("2025-04-09T01:00:00Z"));
            assertThat(capture.info().reference()).hasSize(1);
            // the first fault is days later than this hour
            assertThat(capture.info().openAt()).isEqualTo(capture.info().span().to());
            assertThat(capture.changes()).hasSize(5);
        }
    }

    @Test
    void importsOneIncidentOfPetShopWithItsReference() throws Exception {
        Path file = folder.resolve("pet.capture");
        int code =
                run(
                        "petshop",
                        data("petshop/low_traffic").getParent().toString(),
                        "--issue",
                        "low_traffic/train/issue_0",
                        "--folder",
                        "--out",
                        file.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(Files.readString(file.resolve("truth.json")))
                .contains("PetSearch_AWS::ECS::Fargate");
        try (Capture capture = Capture.open(file)) {
            assertThat(capture.info().licence()).isEqualTo("CC-BY-4.0");
            assertThat(capture.info().step()).isEqualTo(Duration.ofMinutes(5));
            assertThat(capture.info().openAt()).isEqualTo(capture.info().span().to());
            assertThat(capture.info().span().from())
                    .isEqualTo(Instant.ofEpochSecond(1681855320 + 300));
            assertThat(capture.info().reference()).hasSize(1);
            assertThat(capture.info().reference().getFirst().from())
                    .isAfter(capture.info().span().to());
            long[] counts = new long[2];
            capture.read(capture.info().span(), batch -> counts[0] += batch.size());
            capture.readReference(batch -> counts[1] += batch.size());
            assertThat(counts[0]).isBetween(500L, 5L * 294);
            assertThat(counts[1]).isBetween(1000L, 10L * 287);
        }
    }

    @Test
    void importsAllIncidentsOfPetShopIntoAFolder() throws Exception {
        Path all = folder.resolve("all");
        int code = run("petshop", data("petshop/low_traffic").toString(), "--out", all.toString());
        assertThat(code).isZero();
        try (Stream<Path> files = Files.list(all)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .isEqualTo(
                            List.of(
                                    "petshop-low-traffic-train-issue-0.capture",
                                    "petshop-low-traffic-train-issue-10.capture",
                                    "petshop-low-traffic-train-issue-9.capture"));
        }
    }

    @Test
    void importsADayOfOnlineBoutiqueWithItsQuietTailAsReference() throws Exception {
        Path file = folder.resolve("day.capture");
        int code = run("nezha", data("nezha/2022-08-22").toString(), "--out", file.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        try (Capture capture = Capture.open(file)) {
            assertThat(capture.info().title()).isEqualTo("Online Boutique, 2022-08-22");
            // the second and last fault began at 04:02:07
            assertThat(capture.info().reference().getFirst().from())
                    .isEqualTo(Instant.parse("2022-08-22T04:20:07Z"));
            assertThat(capture.info().reference().getFirst().to())
                    .isEqualTo(capture.info().span().to());
            assertThat(capture.info().note()).contains("2 in the first hours", "after the faults");
        }
    }

    @Test
    void overwritesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("day.capture"), "mine");
        int code = run("nezha", data("nezha/2022-08-22").toString(), "--out", file.toString());
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("exists already. Nothing was overwritten");
        assertThat(file).hasContent("mine");
    }

    @Test
    void saysWhatItCouldNotDo() {
        String nowhere = folder.resolve("none/x.capture").toString();
        assertThat(run("nezha", data("nezha/2022-08-22").toString(), "--out", nowhere))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no folder");
        assertThat(run("nezha", folder.toString(), "--out", "x.capture")).isEqualTo(1);
        assertThat(err.toString()).contains("holds no POD_metric.csv");
        assertThat(
                        run(
                                "petshop",
                                data("petshop/low_traffic").toString(),
                                "--issue",
                                "train/issue_77",
                                "--out",
                                folder.resolve("x.capture").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no incident train/issue_77");
    }

    @Test
    void tellsWrongUse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Say which format: csv, petshop or nezha.");
        assertThat(run("csv", "m.csv", "--out", "x.capture")).isEqualTo(2);
        assertThat(run("nezha", "d", "--out", "x", "--reference", "friday")).isEqualTo(2);
        assertThat(err.toString()).contains("'friday' is no span such as");
        assertThat(run("petshop", "d", "--out", "x", "--issue", "7")).isEqualTo(2);
        assertThat(run("csv", "--help")).isZero();
        assertThat(out.toString()).contains("Examples:", "faultline import csv metrics.csv.gz");
    }

    private int run(String... args) {
        return new CommandLine(new ImportCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static Path data(String name) {
        try {
            return Path.of(
                    ImportCommandTest.class.getResource("/dev/faultline/capture/" + name).toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
