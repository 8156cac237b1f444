package dev.faultline.capture;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A capture that is a zip. Nothing is ever unpacked to disk; a segment is held in memory while it
/// is read. Refuses what no capture needs: names that point elsewhere, thousands of entries, sizes
/// and ratios of a zip bomb.
final class ZipStore implements CaptureStore {
    private static final int MOST_ENTRIES = 10_000;
    private static final long LARGEST_SEGMENT = 1L << 30;
    private static final long LARGEST_TOTAL = 16L << 30;

    /// Text compresses 5-30 times, Parquet hardly; a bomb a thousand times.
    private static final long HIGHEST_RATIO = 200;

    /// Below this an entry may be as repetitive as it likes.
    private static final long SMALL = 1 << 20;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private ZipStore(Path file, ZipFile zip, Map<String, ZipEntry> entries) {
        this.file = file;
        this.zip = zip;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /// Opens a zip and checks the names and sizes it declares.
    ///
    /// @throws CaptureException where it is none, or not one that can be trusted
    static ZipStore open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new CaptureException(
                    file
                            + " is neither a folder nor a zip that can be read ("
                            + e.getMessage()
                            + "). A capture is one of the two.",
                    e);
        }
        try {
            return new ZipStore(file, zip, checked(file, zip));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, ZipEntry> checked(Path file, ZipFile zip) throws IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw new CaptureException(
                    file
                            + " holds "
                            + zip.size()
                            + " entries, more than any capture. It was not opened.");
        }
        List<? extends ZipEntry> all = Collections.list(zip.entries());
        long total = 0;
        for (ZipEntry entry : all) {
            if (escapes(entry.getName())) {
                throw new CaptureException(
                        file
                                + ": entry '"
                                + entry.getName()
                                + "' points outside of the capture. It was not opened; do not trust"
                                + " where it came from.");
            }
            total += Math.max(0, entry.getSize());
            boolean bloated =
                    entry.getSize() > SMALL
                            && entry.getSize() / HIGHEST_RATIO
                                    > Math.max(1, entry.getCompressedSize());
            if (bloated || entry.getSize() > LARGEST_SEGMENT || total > LARGEST_TOTAL) {
                throw new CaptureException(
                        file
                                + ": entry '"
                                + entry.getName()
                                + "' would grow from "
                                + entry.getCompressedSize()
                                + " to "
                                + entry.getSize()
                                + " bytes. It was not opened; a capture of this size should be a"
                                + " folder.");
            }
        }
        return named(file, all);
    }

    private static boolean escapes(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.contains("\0")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/", -1)).contains("..");
    }

    /// The files by their names in the capture. Whoever zips a folder by hand zips its name too:
    /// one folder around all is seen through.
    private static Map<String, ZipEntry> named(Path file, List<? extends ZipEntry> all)
            throws CaptureException {
        List<String> roots = new ArrayList<>();
        for (ZipEntry entry : all) {
            String name = entry.getName();
            if (name.equals("capture.json") || name.matches("[^/]+/capture\\.json")) {
                roots.add(name.substring(0, name.length() - "capture.json".length()));
            }
        }
        String root = roots.contains("") ? "" : roots.size() == 1 ? roots.getFirst() : "";
        Map<String, ZipEntry> entries = new TreeMap<>();
        for (ZipEntry entry : all) {
            String name = entry.getName();
            if (!entry.isDirectory() && name.startsWith(root)) {
                if (entries.putIfAbsent(name.substring(root.length()), entry) != null) {
                    throw new CaptureException(
                            file + ": entry '" + name + "' is there twice. It was not opened.");
                }
            }
        }
        return entries;
    }

    @Override
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public String text(String name) throws IOException {
        return new String(content(name, LARGEST_TEXT), StandardCharsets.UTF_8);
    }

    @Override
    public InputFile parquet(String name) throws IOException {
        return InputFile.of(ByteBuffer.wrap(content(name, Integer.MAX_VALUE - 16)));
    }

    /// Reads no further than the declared size: the check of the sizes would be worth nothing if an
    /// entry could be longer than it says.
    private byte[] content(String name, int limit) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new CaptureException(file + " has no entry '" + name + "'.");
        }
        long size = entry.getSize();
        if (size < 0 || size > limit) {
            throw new CaptureException(
                    file + ": entry '" + name + "' has " + size + " bytes: too large.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new CaptureException(
                        file
                                + ": entry '"
                                + name
                                + "' does not have the "
                                + size
                                + " bytes that the zip declares.");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
