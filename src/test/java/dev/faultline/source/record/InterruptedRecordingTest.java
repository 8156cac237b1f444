package dev.faultline.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.capture.Capture;
import dev.faultline.capture.Happening;
import dev.faultline.model.Notice;
import dev.faultline.model.TimeSpan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Recordings that do not come to their end.
class InterruptedRecordingTest {
    private static final long SEED = 20261129;

    @TempDir Path folder;

    @Test
    void aKillLosesNoMoreThanTheOpenSegment() throws Exception {
        killed(2);
    }

    @Test
    @Tag("soak")
    void neitherDoTenKills() throws Exception {
        killed(10);
    }

    private void killed(int times) throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < times; i++) {
            int delay = random.nextInt(500);
            Path target = folder.resolve("killed-" + i + ".capture");
            Process victim = start(List.of(), target, "");
            Path left;
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> closed(left(target)) >= 2);
                left = left(target);
                assertThat(victim.waitFor(delay, TimeUnit.MILLISECONDS)).as("it goes on").isFalse();
                victim.destroyForcibly(); // SIGKILL on Unix: no hook, no finally
                assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                victim.destroyForcibly();
            }
            assertThat(target).doesNotExist();
            long open = names(left).filter(n -> n.endsWith(".parquet.part")).count();
            assertThat(open).as("segments that were open").isLessThanOrEqualTo(1);
            wholeUpTo(left, closed(left), "seed %d, kill %d, %d ms".formatted(SEED, i, delay));
        }
    }

    /// A limit on the size of files stands for a disk that is full: the write fails in the middle.
    /// It has room for the library that compresses, which unpacks itself.
    @Test
    @Timeout(120)
    void aFullDiskIsSaidAndWhatWasWrittenStays() throws Exception {
        Path target = folder.resolve("full.capture");
        Process victim =
                start(List.of("bash", "-c", "ulimit -f 1500; exec \"$@\"", "-"), target, "flood");
        String line;
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            line = out.readLine();
        } finally {
            victim.destroyForcibly();
        }
        String[] said = line.split("\\|");
        assertThat(said[1]).startsWith("Can't write " + target).contains("File too large");
        assertThat(said[2]).as("samples that are watched all the same").isEqualTo("50");
        Path left = Path.of(said[0]);
        assertThat(closed(left)).isPositive();
        wholeUpTo(left, closed(left), "a full disk");
    }

    private static void wholeUpTo(Path left, long segments, String as) throws Exception {
        List<Double> values = new ArrayList<>();
        try (Capture capture = Capture.open(left)) {
            capture.read(
                    new TimeSpan(Instant.EPOCH, RecordingVictim.START.plus(Duration.ofDays(9))),
                    batch -> {
                        for (double value : batch.values()) {
                            values.add(value);
                        }
                    });
            assertThat(capture.notices())
                    .as(as)
                    .extracting(Notice::text)
                    .filteredOn(text -> !text.contains("have series but are not in the topology"))
                    .singleElement()
                    .asString()
                    .contains("was not finished");
            assertThat(values).as(as).hasSize((int) capture.samples());
            for (int i = 0; i < values.size(); i++) {
                assertThat(values.get(i)).as(as).isEqualTo(i);
            }
            Instant end = capture.info().span().to();
            long cells =
                    1
                            + Duration.between(RecordingVictim.START, end)
                                    .dividedBy(RecordingVictim.STEP);
            assertThat(cells * RecordingVictim.SERIES)
                    .as("whole cells, %d segments; %s", segments, as)
                    .isLessThanOrEqualTo(values.size())
                    .isGreaterThanOrEqualTo(values.size() - RecordingVictim.SERIES);
            assertThat(capture.series()).hasSizeGreaterThanOrEqualTo(RecordingVictim.SERIES);
            assertThat(capture.happenings())
                    .as(as)
                    .filteredOn(
                            h -> h instanceof Happening.TopologyKnown && !h.arrived().isAfter(end))
                    .hasSize((int) ((cells - 1) / 40) + 1);
            assertThat(capture.beginning().series()).isEmpty();
        }
    }

    private static Path left(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target.getParent())) {
            return files.filter(f ->
                            f.getFileName().toString().startsWith(target.getFileName() + ".part-"))
                    .findFirst()
                    .orElse(target.resolveSibling("none"));
        }
    }

    private static long closed(Path left) throws IOException {
        return names(left).filter(name -> name.endsWith(".parquet")).count();
    }

    private static Stream<String> names(Path left) throws IOException {
        if (!Files.isDirectory(left)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(left)) {
            return files.map(f -> f.getFileName().toString()).toList().stream();
        }
    }

    private static Process start(List<String> before, Path target, String mode) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingVictim.class.getName(),
                        target.toString(),
                        mode));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
