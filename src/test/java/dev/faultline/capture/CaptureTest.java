package dev.faultline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.CloseableIterator;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.TimeSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void givesBackWhatWasWritten(CaptureWriter.Form form) throws Exception {
        Recording recording = Recordings.rows(200);
        CaptureInfo info = Recordings.info(recording);
        Path file = folder.resolve("x.capture");
        RecordingExport.write(file, form, info, Optional.empty(), recording, Map.of());

        try (Capture capture = Capture.open(file)) {
            assertThat(capture.info()).isEqualTo(info);
            assertThat(capture.series()).isEqualTo(recording.series());
            assertThat(capture.changes()).isEqualTo(recording.changes());
            assertThat(capture.topology().components())
                    .isEqualTo(recording.topology().components());
            assertThat(capture.topology().dependencies())
                    .isEqualTo(recording.topology().dependencies());
            assertThat(capture.notices()).isEmpty();
            List<String> samples = new ArrayList<>();
            capture.read(info.span(), Recordings.into(samples));
            assertThat(samples).isEqualTo(Recordings.samples(recording));
            assertThat(capture.samples()).isEqualTo(samples.size());
        }
        assertThat(Files.isDirectory(file)).isEqualTo(form == CaptureWriter.Form.FOLDER);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void readsOnlyWhatArrivedWithinTheSpan() throws Exception {
        Recording recording = Recordings.rows(200);
        TimeSpan part =
                new TimeSpan(
                        Recordings.START.plus(Duration.ofMinutes(50)),
                        Recordings.START.plus(Duration.ofMinutes(60)));
        try (Capture capture = write(recording)) {
            List<String> samples = new ArrayList<>();
            capture.read(part, Recordings.into(samples));
            assertThat(samples).isEqualTo(Recordings.samples(recording.within(part)));
        }
    }

    @Test
    void opensNoSegmentThatHoldsNothingOfTheSpan() throws Exception {
        Path file = folder.resolve("x.capture");
        Recording recording = Recordings.rows(30);
        Recording later = Recordings.rows(Recordings.START.plus(Duration.ofDays(1)), 30);
        CaptureInfo info =
                Recordings.info(
                        recording,
                        new TimeSpan(
                                Instant.ofEpochMilli(later.atMillis()[0]),
                                Instant.ofEpochMilli(later.atMillis()[29])));
        RecordingExport.write(
                file, CaptureWriter.Form.FOLDER, info, Optional.of(later), recording, Map.of());
        try (Capture capture = Capture.open(file)) {
            // the second segment is gone, yet reading the reference in the first does not notice
            Files.delete(file.resolve("metrics-00001.parquet"));
            List<String> samples = new ArrayList<>();
            capture.readReference(Recordings.into(samples));
            assertThat(samples).isEqualTo(Recordings.samples(later));
            assertThat(capture.notices()).isEmpty();
        }
    }

    @Test
    void deliversTheReferenceOfAnotherTimeOnlyAsReference() throws Exception {
        Recording recording = Recordings.rows(5);
        Recording normal = Recordings.rows(Recordings.START.plus(Duration.ofDays(120)), 40);
        CaptureInfo info =
                Recordings.info(
                        recording,
                        new TimeSpan(
                                Instant.ofEpochMilli(normal.atMillis()[0]),
                                Instant.ofEpochMilli(normal.atMillis()[39])));
        Path file = folder.resolve("x.capture");
        RecordingExport.write(
                file, CaptureWriter.Form.ZIP, info, Optional.of(normal), recording, Map.of());
        try (Capture capture = Capture.open(file)) {
            List<String> line = new ArrayList<>();
            List<String> reference = new ArrayList<>();
            List<Long> arrivals = new ArrayList<>();
            capture.read(info.span(), Recordings.into(line));
            capture.readReference(Recordings.into(reference));
            capture.readReference(b -> arrivals.add(b.arrivedMillis()[0]));
            assertThat(line).isEqualTo(Recordings.samples(recording));
            assertThat(reference).isEqualTo(Recordings.samples(normal));
            assertThat(arrivals).containsOnly(info.span().from().toEpochMilli());
        }
    }

    @Test
    void deliversAReferenceOnTheTimeLineBothWays() throws Exception {
        Recording recording = Recordings.rows(60);
        TimeSpan normal =
                new TimeSpan(Recordings.START, Recordings.START.plus(Duration.ofMinutes(20)));
        Path file = folder.resolve("x.capture");
        CaptureInfo info = Recordings.info(recording, normal);
        RecordingExport.write(
                file, CaptureWriter.Form.ZIP, info, Optional.empty(), recording, Map.of());
        try (Capture capture = Capture.open(file)) {
            List<String> line = new ArrayList<>();
            List<String> reference = new ArrayList<>();
            capture.read(info.span(), Recordings.into(line));
            capture.readReference(Recordings.into(reference));
            assertThat(line).isEqualTo(Recordings.samples(recording));
            assertThat(reference).isEqualTo(Recordings.samples(recording.within(normal)));
        }
    }

    @Test
    void theFileDoesNotTellWhenItWasWritten() throws Exception {
        Recording recording = Recordings.rows(100);
        for (String name : List.of("a.capture", "b.capture")) {
            RecordingExport.write(
                    folder.resolve(name),
                    CaptureWriter.Form.ZIP,
                    Recordings.info(recording),
                    Optional.empty(),
                    recording,
                    Map.of());
        }
        assertThat(folder.resolve("a.capture")).hasSameBinaryContentAs(folder.resolve("b.capture"));
    }

    @Test
    void overwritesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("x.capture"), "mine");
        Recording recording = Recordings.rows(3);
        assertThatThrownBy(() ->
                        RecordingExport.write(
                                file,
                                CaptureWriter.Form.ZIP,
                                Recordings.info(recording),
                                Optional.empty(),
                                recording,
                                Map.of()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("exists already. Nothing was overwritten");
        assertThat(file).hasContent("mine");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void overwritesNothingThatCameUpWhileItWasWritten() throws Exception {
        Path file = folder.resolve("x.capture");
        Recording recording = Recordings.rows(3);
        CaptureInfo info = Recordings.info(recording);
        try (CaptureWriter writer =
                CaptureWriter.create(file, CaptureWriter.Form.FOLDER, info, recording.topology())) {
            Files.writeString(file, "mine");
            assertThatThrownBy(() -> writer.finish(info))
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining("exists already");
        }
        assertThat(file).hasContent("mine");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void anotherReaderOfParquetReadsTheSegmentsToo() throws Exception {
        record Row(int series, Instant time, Instant arrived, double value) {}
        Recording recording = Recordings.rows(50);
        Path file = folder.resolve("x.capture");
        RecordingExport.write(
                file,
                CaptureWriter.Form.FOLDER,
                Recordings.info(recording),
                Optional.empty(),
                recording,
                Map.of());
        List<String> samples = new ArrayList<>();
        try (CloseableIterator<Row> rows =
                new CarpetReader<>(file.resolve("metrics-00000.parquet").toFile(), Row.class)
                        .iterator()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                samples.add(row.series() + " " + row.time().toEpochMilli() + " " + row.value());
            }
        }
        assertThat(samples).isEqualTo(Recordings.samples(recording));
    }

    @Test
    void writesNothingWhereNothingWasMeasured() {
        Recording rows = Recordings.rows(3);
        double[][] nothing = new double[3][3];
        for (double[] column : nothing) {
            Arrays.fill(column, Double.NaN);
        }
        Recording empty =
                new Recording(
                        rows.series(),
                        rows.atMillis(),
                        nothing,
                        rows.changes(),
                        rows.topology(),
                        List.of());
        assertThatThrownBy(() ->
                        RecordingExport.write(
                                folder.resolve("x.capture"),
                                CaptureWriter.Form.ZIP,
                                Recordings.info(empty),
                                Optional.empty(),
                                empty,
                                Map.of()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("would be empty and was not written");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesSamplesOutOfTheOrderOfArrival() throws Exception {
        Recording recording = Recordings.rows(3);
        CaptureInfo info = Recordings.info(recording);
        try (CaptureWriter writer =
                CaptureWriter.create(
                        folder.resolve("x.capture"),
                        CaptureWriter.Form.ZIP,
                        info,
                        recording.topology())) {
            writer.series(recording.series().getFirst());
            SampleBatch.Builder batch = new SampleBatch.Builder(2);
            batch.add(0, 0, 2000, 1);
            batch.add(0, 0, 1000, 1);
            assertThatThrownBy(() -> writer.append(batch.build()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Capture write(Recording recording) throws CaptureException {
        Path file = folder.resolve("x.capture");
        RecordingExport.write(
                file,
                CaptureWriter.Form.ZIP,
                Recordings.info(recording),
                Optional.empty(),
                recording,
                Map.of());
        return Capture.open(file);
    }
}
