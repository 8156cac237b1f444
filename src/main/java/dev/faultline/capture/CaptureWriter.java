package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes a capture. Everything goes into a folder of a temporary name beside the target, which
/// takes the target's place when [#finish] is called; nothing is ever overwritten. Where the writer
/// is killed before, that folder stays and can be opened: every segment that was closed is whole,
/// and only the rows of the open one are lost. What stands in text files is never behind the closed
/// segments. Not thread-safe.
public final class CaptureWriter implements AutoCloseable {
    /// What a capture is on disk.
    public enum Form {
        FOLDER,
        ZIP
    }

    static final String TIMELINE = "timeline.ndjson";
    private static final String ZIPPED = "zip.part";
    private static final String HEAD = "capture.json.part";

    /// Rows of a segment, if [#roll] is not called before: one to three MB.
    private static final int SEGMENT_ROWS = 250_000;

    /// So many segments are not worth to be merged.
    private static final int FEW = 8;

    private final Path target;
    private final Form form;
    private final Path folder;
    private final int version;
    private final Map<SeriesId, Integer> numbers = new HashMap<>();

    /// Lines that were not written yet, by file.
    private final Map<String, StringBuilder> texts = new HashMap<>();

    private @Nullable SegmentWriter segment;
    private int segments;
    private long rows;
    private long lastArrived = Long.MIN_VALUE;
    private boolean done;

    private CaptureWriter(Path target, Form form, Path folder, int version) {
        this.target = target;
        this.form = form;
        this.folder = folder;
        this.version = version;
    }

    /// Begins a capture.
    ///
    /// @param info as far as it is known; [#finish] may correct it
    /// @throws CaptureException where something of that name exists, or nothing can be written
    ///   there
    public static CaptureWriter create(Path target, Form form, CaptureInfo info, Topology topology)
            throws CaptureException {
        return create(target, form, info, topology, 1);
    }

    private static CaptureWriter create(
            Path target, Form form, CaptureInfo info, Topology topology, int version)
            throws CaptureException {
        Path parent = check(target);
        try {
            Path folder = Files.createTempDirectory(parent, target.getFileName() + ".part-");
            CaptureWriter writer = new CaptureWriter(target, form, folder, version);
            Files.writeString(
                    folder.resolve("capture.json"), CaptureJson.write(info, false, version));
            Files.writeString(folder.resolve("topology.json"), TopologyJson.write(topology));
            Files.createFile(folder.resolve("series.ndjson"));
            Files.createFile(folder.resolve("events.ndjson"));
            return writer;
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /// Begins a capture of what comes in, with its time line.
    ///
    /// @param topology as it is when the recording begins
    /// @throws CaptureException as [#create]
    public static CaptureWriter record(Path target, Form form, CaptureInfo info, Topology topology)
            throws CaptureException {
        CaptureWriter writer = create(target, form, info, topology, CaptureInfo.FORMAT_VERSION);
        try {
            Files.createFile(writer.folder.resolve(TIMELINE));
        } catch (IOException e) {
            throw failed(target, e);
        }
        return writer;
    }

    /// The number of a series in the batches that follow. A series told twice keeps its number.
    public int series(SeriesInfo info) throws CaptureException {
        Integer known = numbers.get(info.id());
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        numbers.put(info.id(), number);
        append("series.ndjson", CaptureJson.write(number, info));
        return number;
    }

    /// Appends samples in the order in which they arrived.
    ///
    /// @throws IllegalArgumentException where a sample arrived before the one written last, is of a
    ///   series that was not told, or is not finite
    public void append(SampleBatch batch) throws CaptureException {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.arrivedMillis()[i] < lastArrived
                    || batch.series()[i] < 0
                    || batch.series()[i] >= numbers.size()
                    || !Double.isFinite(batch.values()[i])) {
                throw new IllegalArgumentException(
                        "sample "
                                + i
                                + " of the batch is out of order, of an unknown series, or not a"
                                + " number");
            }
            lastArrived = batch.arrivedMillis()[i];
        }
        try {
            int from = 0;
            while (from < batch.size()) {
                SegmentWriter open = segment;
                if (open == null) {
                    String name = String.format(Locale.ROOT, "metrics-%05d.parquet", segments++);
                    open = new SegmentWriter(folder.resolve(name));
                    segment = open;
                }
                int to = (int) Math.min(batch.size(), from + SEGMENT_ROWS - open.rows());
                open.write(batch, from, to);
                rows += to - from;
                from = to;
                if (open.rows() >= SEGMENT_ROWS) {
                    roll();
                }
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /// Closes the open segment: what was written so far outlives the process from here on.
    public void roll() throws CaptureException {
        try {
            writeTexts();
            SegmentWriter open = segment;
            if (open != null) {
                segment = null;
                open.close();
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /// How many samples were written so far, those of the open segment among them.
    public long rows() {
        return rows;
    }

    /// How much there is on disk, in bytes.
    public long bytes() throws CaptureException {
        try {
            long bytes = 0;
            for (Path file : files()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /// Appends what came beside the samples; only to what [#record] began. A change is an event of
    /// the capture too.
    public void happened(Happening happening) throws CaptureException {
        append(TIMELINE, TimelineJson.write(happening));
        if (happening instanceof Happening.Changed(var _, ChangeEvent change)) {
            change(change);
        }
    }

    /// Appends one event.
    public void change(ChangeEvent change) throws CaptureException {
        append("events.ndjson", ChangeEvents.write(change));
    }

    /// Puts a further file into the capture, which no reader of captures looks at.
    ///
    /// @throws IllegalArgumentException where the name is one of the format's own, or a path
    public void attach(String name, String text) throws CaptureException {
        if (!name.matches("[\\w.-]+") || Files.exists(folder.resolve(name))) {
            throw new IllegalArgumentException("no file of its own can be named '" + name + "'");
        }
        append(name, text.stripTrailing());
    }

    /// Closes everything and gives the capture its name. A zip of many small segments gets few
    /// large ones in their place.
    ///
    /// @param info what it turned out to be
    /// @throws CaptureException where it cannot be written, holds no samples, or something of that
    ///   name has come up
    public void finish(CaptureInfo info) throws CaptureException {
        roll();
        refuseToOverwrite(target);
        if (segments == 0) {
            throw new CaptureException(
                    "Not one value was measured. "
                            + target
                            + " would be empty and was not written.");
        }
        try {
            writeTexts();
            // In one go: a disk that is full must not take what is there already.
            Path head = folder.resolve(HEAD);
            Files.writeString(head, CaptureJson.write(info, true, version));
            Files.move(head, folder.resolve("capture.json"), StandardCopyOption.REPLACE_EXISTING);
            if (form == Form.FOLDER) {
                Files.move(folder, target);
            } else {
                Path zip = folder.resolve(ZIPPED);
                zip(zip);
                Files.move(zip, target);
                deleteFolder();
            }
            done = true;
        } catch (CaptureException e) {
            throw e;
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /// Where the capture lies until it is finished.
    public Path unfinished() {
        return folder;
    }

    /// Gives up and leaves what was written where it lies, [#unfinished()]: it can be opened up to
    /// the last segment that was closed.
    public void leave() {
        done = true;
        try {
            roll();
        } catch (CaptureException e) {
            // What is closed is closed.
        }
        try {
            for (Path file : files()) {
                if (file.getFileName().toString().startsWith(SegmentMerge.PREFIX)) {
                    Files.delete(file);
                }
            }
            Files.deleteIfExists(folder.resolve(HEAD));
            Files.deleteIfExists(folder.resolve(ZIPPED));
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }

    /// Whole lines at once, each file in one go: a kill leaves no half of one.
    private void writeTexts() throws IOException {
        for (Map.Entry<String, StringBuilder> text : texts.entrySet()) {
            if (!text.getValue().isEmpty()) {
                ByteBuffer lines =
                        ByteBuffer.wrap(
                                text.getValue().toString().getBytes(StandardCharsets.UTF_8));
                try (FileChannel file =
                        FileChannel.open(
                                folder.resolve(text.getKey()),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND)) {
                    while (lines.hasRemaining()) {
                        file.write(lines);
                    }
                }
                text.getValue().setLength(0);
            }
        }
    }

    /// Takes back everything that was not finished.
    @Override
    public void close() throws CaptureException {
        if (done) {
            return;
        }
        done = true;
        try {
            roll();
        } finally {
            discard();
        }
    }

    private void discard() throws CaptureException {
        try {
            deleteFolder();
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /// Segments are compressed already: they are stored as they are.
    private void zip(Path zip) throws IOException {
        boolean merged = segments >= FEW && rows < segments * (long) SEGMENT_ROWS / 2;
        if (merged) {
            SegmentMerge.merge(folder, SEGMENT_ROWS);
        }
        try (OutputStream out = Files.newOutputStream(zip, StandardOpenOption.CREATE_NEW);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Path file : files()) {
                String name = file.getFileName().toString();
                if (name.equals(ZIPPED) || (merged && name.startsWith("metrics-"))) {
                    continue;
                }
                byte[] content = Files.readAllBytes(file);
                ZipEntry entry = new ZipEntry(name.replace(SegmentMerge.PREFIX, "metrics-"));
                entry.setTimeLocal(
                        LocalDateTime.of(
                                1980, 1, 1, 0, 0)); // nothing depends on when it is written
                if (name.endsWith(".parquet")) {
                    CRC32 sum = new CRC32();
                    sum.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(sum.getValue());
                }
                entries.putNextEntry(entry);
                entries.write(content);
                entries.closeEntry();
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private void deleteFolder() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private void append(String name, String line) {
        texts.computeIfAbsent(name, _ -> new StringBuilder()).append(line).append('\n');
    }

    /// Whether a capture can be written there.
    ///
    /// @return the folder that it will lie in
    /// @throws CaptureException where something of that name exists, or its folder does not
    public static Path check(Path target) throws CaptureException {
        refuseToOverwrite(target);
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new CaptureException(target + " is no name for a capture.");
        }
        if (!Files.isDirectory(parent)) {
            throw new CaptureException(
                    "Can't write "
                            + target
                            + ": there is no folder "
                            + parent
                            + ". Create it, or choose another --out.");
        }
        return parent;
    }

    private static void refuseToOverwrite(Path target) throws CaptureException {
        if (Files.exists(target)) {
            throw new CaptureException(
                    target
                            + " exists already. Nothing was overwritten; choose another name, or"
                            + " move it away.");
        }
    }

    private static CaptureException failed(Path target, IOException e) {
        return new CaptureException("Can't write " + target + " (" + e.getMessage() + ").", e);
    }
}
