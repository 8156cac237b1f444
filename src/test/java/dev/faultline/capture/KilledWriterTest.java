package dev.faultline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
    private static final int ROWS = 30;

    @TempDir Path folder;

    /// Runs in a process of its own: three closed segments of ten rows, an open one, and no end.
    static final class Victim {
        public static void main(String[] args) throws Exception {
            Recording recording = Recordings.rows(ROWS);
            CaptureWriter writer =
                    CaptureWriter.create(
                            Path.of(args[0]),
                            CaptureWriter.Form.FOLDER,
                            Recordings.info(recording),
                            recording.topology());
            for (var series : recording.series()) {
                writer.series(series);
            }
            writer.change(recording.changes().getFirst());
            for (int r = 0; r < ROWS; r++) {
                writer.append(row(recording, r));
                if (r % 10 == 9) {
                    writer.roll();
                }
            }
            SampleBatch.Builder open = new SampleBatch.Builder(1);
            open.add(0, 0, recording.atMillis()[ROWS - 1], 1);
            writer.append(open.build());
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until it is killed
            }
        }
    }

    @Test
    void everyClosedSegmentOutlivesAKill() throws Exception {
        Path target = folder.resolve("live.capture");
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                target.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            victim.destroyForcibly(); // SIGKILL on Unix: no hook, no finally
            assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            victim.destroyForcibly();
        }
        assertThat(target).doesNotExist();
        Path left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.findFirst().orElseThrow();
        }
        assertThat(left.getFileName().toString()).startsWith("live.capture.part-");
        assertThat(left.resolve("metrics-00003.parquet.part")).exists();

        Recording recording = Recordings.rows(ROWS);
        try (Capture capture = Capture.open(left)) {
            List<String> samples = new ArrayList<>();
            capture.read(capture.info().span(), Recordings.into(samples));
            assertThat(samples).isEqualTo(Recordings.samples(recording));
            assertThat(capture.changes()).isEqualTo(recording.changes());
            assertThat(capture.info().span().to().toEpochMilli())
                    .isEqualTo(recording.atMillis()[ROWS - 1]);
            assertThat(capture.notices())
                    .extracting(Notice::text)
                    .singleElement()
                    .asString()
                    .contains("was not finished: its writer was interrupted");
        }
    }

    private static SampleBatch row(Recording recording, int r) {
        SampleBatch.Builder batch = new SampleBatch.Builder(3);
        long at = recording.atMillis()[r];
        for (int s = 0; s < 3; s++) {
            if (!Double.isNaN(recording.values()[s][r])) {
                batch.add(s, at, at, recording.values()[s][r]);
            }
        }
        return batch.build();
    }
}
