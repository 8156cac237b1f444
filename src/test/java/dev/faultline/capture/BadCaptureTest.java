package dev.faultline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.io.FileSystemOutputFile;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Captures that are not as they should be: each gives one sentence, and what can be read is read.
class BadCaptureTest {
    @TempDir Path folder;
    private Path capture;
    private final Recording recording = Recordings.rows(20);

    /// A capture of three segments: rows 0-9, row 10, rows 11-19.
    @BeforeEach
    void writeThreeSegments() throws Exception {
        capture = folder.resolve("x.capture");
        CaptureInfo info = Recordings.info(recording);
        try (CaptureWriter writer =
                CaptureWriter.create(
                        capture, CaptureWriter.Form.FOLDER, info, recording.topology())) {
            for (var series : recording.series()) {
                writer.series(series);
            }
            for (int r = 0; r < 20; r++) {
                writer.append(row(r));
                if (r == 9 || r == 10) {
                    writer.roll();
                }
            }
            writer.finish(info);
        }
    }

    @Test
    void leavesATruncatedSegmentOut() throws Exception {
        Path segment = capture.resolve("metrics-00001.parquet");
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length / 2));
        assertRestIsRead("x.capture: metrics-00001.parquet cannot be read (");
    }

    @Test
    void leavesASegmentOutThatIsNoParquet() throws Exception {
        Files.writeString(capture.resolve("metrics-00001.parquet"), "time,value\n1,2\n");
        assertRestIsRead("x.capture: metrics-00001.parquet cannot be read (");
    }

    @Test
    void leavesAnEmptySegmentOut() throws Exception {
        Files.write(capture.resolve("metrics-00001.parquet"), new byte[0]);
        assertRestIsRead("x.capture: metrics-00001.parquet cannot be read (");
    }

    record Foreign(String name, double value) {}

    @Test
    void leavesAParquetOfOtherColumnsOut() throws Exception {
        Path segment = capture.resolve("metrics-00001.parquet");
        Files.delete(segment);
        try (CarpetWriter<Foreign> writer =
                new CarpetWriter.Builder<>(
                                new FileSystemOutputFile(segment.toFile()), Foreign.class)
                        .build()) {
            writer.write(new Foreign("a", 1));
        }
        assertRestIsRead("x.capture: metrics-00001.parquet cannot be read (it has no column");
    }

    @Test
    void tellsDamagedPagesWhenTheyAreRead() throws Exception {
        Path segment = capture.resolve("metrics-00001.parquet");
        byte[] bytes = Files.readAllBytes(segment);
        Arrays.fill(bytes, 4, bytes.length / 3, (byte) 0x5a);
        Files.write(segment, bytes);
        assertRestIsRead("x.capture: metrics-00001.parquet is damaged (");
    }

    @Test
    void leavesSamplesOfUnknownSeriesOut() throws Exception {
        Path table = capture.resolve("series.ndjson");
        List<String> lines = Files.readAllLines(table);
        Files.write(table, List.of(lines.get(0), "{\"id\":1,\"metric\":", lines.get(2)));
        try (Capture open = Capture.open(capture)) {
            assertThat(open.series()).hasSize(2);
            List<String> samples = new ArrayList<>();
            open.read(open.info().span(), Recordings.into(samples));
            assertThat(samples)
                    .isEqualTo(
                            Recordings.samples(recording).stream()
                                    .filter(line -> !line.startsWith("1 "))
                                    .map(line ->
                                            line.startsWith("2 ") ? "1" + line.substring(1) : line)
                                    .toList());
            assertThat(texts(open))
                    .anySatisfy(text ->
                            assertThat(text).startsWith("x.capture: series.ndjson, line 2,"))
                    .anySatisfy(text -> assertThat(text).contains("samples of unknown series"));
        }
    }

    @Test
    void readsOnWithoutATopology() throws Exception {
        Files.delete(capture.resolve("topology.json"));
        try (Capture open = Capture.open(capture)) {
            assertThat(texts(open))
                    .containsExactly(
                            "x.capture has no topology.json. No dependencies are known: each component"
                                    + " is judged by its own series.");
            assertThat(open.topology().components())
                    .extracting(component -> component.id().value())
                    .containsExactly("shop", "db");
        }
    }

    @Test
    void readsOnWithABrokenTopology() throws Exception {
        Files.writeString(capture.resolve("topology.json"), "{\"components\":");
        try (Capture open = Capture.open(capture)) {
            assertThat(texts(open)).hasSize(1);
            assertThat(texts(open).getFirst())
                    .startsWith("x.capture: topology.json, line 1: this is not JSON")
                    .endsWith("each component is judged by its own series.");
        }
    }

    @Test
    void bringsTopologyAndSeriesTogether() throws Exception {
        Files.writeString(
                capture.resolve("topology.json"),
                "{\"components\":[{\"id\":\"shop\"},{\"id\":\"mail\"}],\"dependencies\":[]}");
        try (Capture open = Capture.open(capture)) {
            assertThat(open.topology().contains(new ServiceId("db"))).isTrue();
            assertThat(texts(open))
                    .contains(
                            "x.capture: nothing was measured on 'mail' of the topology. It is judged by what"
                                    + " surrounds it.",
                            "x.capture: 'db' has series but is not in the topology. It was added"
                                    + " without dependencies.");
        }
    }

    @Test
    void refusesANewerFormat() throws Exception {
        Path head = capture.resolve("capture.json");
        Files.writeString(head, Files.readString(head).replace("\"format\" : 1", "\"format\" : 7"));
        assertRefused(
                capture,
                "x.capture: capture.json is of format 7; this program reads up to 2. Open it with a"
                        + " newer Faultline.");
    }

    @Test
    void refusesWhatIsNoCapture() throws Exception {
        assertRefused(folder.resolve("none.capture"), "There is no capture");
        assertRefused(folder, "is no capture: there is no capture.json in it");
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertRefused(text, "is neither a folder nor a zip that can be read");
        Files.writeString(capture.resolve("capture.json"), "{\"format\":1}");
        assertRefused(capture, "capture.json cannot be understood");
        Files.writeString(capture.resolve("capture.json"), "oops");
        assertRefused(capture, "capture.json, line 1, is not JSON");
    }

    @Test
    void refusesAnEmptyCapture() throws Exception {
        for (int i = 0; i < 3; i++) {
            Files.delete(capture.resolve("metrics-0000" + i + ".parquet"));
        }
        assertRefused(capture, "x.capture is empty: it holds no metrics-*.parquet.");
        Files.writeString(capture.resolve("metrics-1.parquet"), "no");
        assertRefused(capture, "x.capture holds 1 metrics-*.parquet, and none can be read.");
    }

    @Test
    void refusesACaptureWithoutItsSeriesTable() throws Exception {
        Files.delete(capture.resolve("series.ndjson"));
        assertRefused(capture, "x.capture has no series.ndjson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.sh",
                "/etc/passwd",
                "a/../../evil",
                "..\\evil",
                "C:/evil",
                "x\\..\\y"
            })
    void refusesAZipThatPointsOutside(String name) throws Exception {
        Path zip = zip(Map.of("capture.json", "{}", name, "evil"));
        assertRefused(zip, "points outside of the capture. It was not opened");
    }

    @Test
    void refusesAZipBomb() throws Exception {
        Path zip = folder.resolve("bomb.capture");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("capture.json"));
            byte[] nothing = new byte[1 << 20];
            for (int i = 0; i < 40; i++) {
                entries.write(nothing);
            }
            entries.closeEntry();
        }
        assertRefused(zip, "entry 'capture.json' would grow from");
    }

    @Test
    void refusesAZipOfTooManyEntries() throws Exception {
        Path zip = folder.resolve("many.capture");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (int i = 0; i < 10_001; i++) {
                entries.putNextEntry(new ZipEntry("f" + i));
                entries.closeEntry();
            }
        }
        assertRefused(zip, "holds 10001 entries, more than any capture");
    }

    @Test
    void refusesAnEntryThatIsLongerThanItSays() throws Exception {
        Path zip =
                zip(Map.of("capture.json", "{\"format\":1,\"title\":\"" + "x".repeat(900) + "\"}"));
        byte[] bytes = Files.readAllBytes(zip);
        // the uncompressed size in the central directory, 24 bytes behind its signature PK 1 2
        for (int i = bytes.length - 46; i > 0; i--) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                bytes[i + 24] = 5;
                bytes[i + 25] = 0;
                break;
            }
        }
        Files.write(zip, bytes);
        assertThatThrownBy(() -> Capture.open(zip)).isInstanceOf(CaptureException.class);
    }

    @Test
    void seesThroughAFolderThatWasZippedWithItsName() throws Exception {
        Path zip = folder.resolve("byhand.capture");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out);
                var files = Files.list(capture)) {
            entries.putNextEntry(new ZipEntry("friday/"));
            for (Path file : files.toList()) {
                entries.putNextEntry(new ZipEntry("friday/" + file.getFileName()));
                entries.write(Files.readAllBytes(file));
            }
        }
        try (Capture open = Capture.open(zip)) {
            List<String> samples = new ArrayList<>();
            open.read(open.info().span(), Recordings.into(samples));
            assertThat(samples).isEqualTo(Recordings.samples(recording));
            assertThat(open.notices()).isEmpty();
        }
    }

    @Test
    void neverOpensTheTruth() throws Exception {
        Path file = folder.resolve("labelled.capture");
        RecordingExport.write(
                file,
                CaptureWriter.Form.FOLDER,
                Recordings.info(recording),
                Optional.empty(),
                recording,
                Map.of("truth.json", "this is not even JSON"));
        assertThat(file.resolve("truth.json")).hasContent("this is not even JSON");
        try (Capture open = Capture.open(file)) {
            assertThat(open.notices()).isEmpty();
        }
    }

    private void assertRestIsRead(String notice) throws CaptureException {
        try (Capture open = Capture.open(capture)) {
            List<String> samples = new ArrayList<>();
            open.read(open.info().span(), Recordings.into(samples));
            long lost = recording.atMillis()[10];
            assertThat(samples)
                    .isEqualTo(
                            Recordings.samples(recording).stream()
                                    .filter(line -> !line.contains(" " + lost + " "))
                                    .toList());
            assertThat(texts(open)).hasSize(1);
            assertThat(texts(open).getFirst()).startsWith(notice);
        }
    }

    private static void assertRefused(Path file, String sentence) {
        assertThatThrownBy(() -> Capture.open(file))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining(sentence);
    }

    private Path zip(Map<String, String> content) throws IOException {
        Path zip = folder.resolve("made.capture");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : content.entrySet()) {
                entries.putNextEntry(new ZipEntry(entry.getKey()));
                entries.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        }
        return zip;
    }

    private SampleBatch row(int r) {
        SampleBatch.Builder batch = new SampleBatch.Builder(3);
        long at = recording.atMillis()[r];
        for (int s = 0; s < 3; s++) {
            if (!Double.isNaN(recording.values()[s][r])) {
                batch.add(s, at, at, recording.values()[s][r]);
            }
        }
        return batch.build();
    }

    private static List<String> texts(Capture open) {
        return open.notices().stream().map(Notice::text).toList();
    }
}
