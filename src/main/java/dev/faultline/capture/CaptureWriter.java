package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
/// and only the rows of the open one are lost. Not thread-safe.
public final class CaptureWriter implements AutoCloseable {
    /// What a capture is on disk.
    public enum Form {
        FOLDER,
        ZIP
    }

    /// Rows of a segment, if [#roll] is not called before: one to three MB.
    private static final int SEGMENT_ROWS = 250_000;

    private final Path target;
    private final Form form;
    private final Path folder;
    private final Map<SeriesId, Integer> numbers = new HashMap<>();
    private @Nullable SegmentWriter segment;
    private int segments;
    private long lastArrived = Long.MIN_VALUE;
    private boolean done;

    private CaptureWriter(Path target, Form form, Path folder) {
        this.target = target;
        this.form = form;
        this.folder = folder;
    }

    /// Begins a capture.
    ///
    /// @param info as far as it is known; [#finish] may correct it
    /// @throws CaptureException where something of that name exists, or nothing can be written
    ///   there
    public static CaptureWriter create(Path target, Form form, CaptureInfo info, Topology topology)
            throws CaptureException {
        refuseToOverwrite(target);
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new CaptureException(target + " is no name for a capture.");
        }
        try {
            Path folder = Files.createTempDirectory(parent, target.getFileName() + ".part-");
            CaptureWriter writer = new CaptureWriter(target, form, folder);
            Files.writeString(folder.resolve("capture.json"), CaptureJson.write(info, false));
            Files.writeString(folder.resolve("topology.json"), TopologyJson.write(topology));
            Files.createFile(folder.resolve("series.ndjson"));
            Files.createFile(folder.resolve("events.ndjson"));
            return writer;
        } catch (NoSuchFileException e) {
            throw new CaptureException(
                    "Can't write "
                            + target
                            + ": there is no folder "
                            + parent
                            + ". Create it, or choose another --out.",
                    e);
        } catch (IOException e) {
            throw failed(target, e);
        }
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
        SegmentWriter open = segment;
        if (open != null) {
            segment = null;
            try {
                open.close();
            } catch (IOException e) {
                throw failed(target, e);
            }
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

    /// Closes everything and gives the capture its name.
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
            Files.writeString(folder.resolve("capture.json"), CaptureJson.write(info, true));
            if (form == Form.FOLDER) {
                Files.move(folder, target);
            } else {
                Path zip = folder.resolve("zip.part");
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
        try (OutputStream out = Files.newOutputStream(zip, StandardOpenOption.CREATE_NEW);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Path file : files()) {
                String name = file.getFileName().toString();
                if (name.equals("zip.part")) {
                    continue;
                }
                byte[] content = Files.readAllBytes(file);
                ZipEntry entry = new ZipEntry(name);
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

    private void append(String name, String line) throws CaptureException {
        try {
            Files.writeString(
                    folder.resolve(name),
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failed(target, e);
        }
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
