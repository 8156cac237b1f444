package dev.faultline.engine.history;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where chunks lie that the heap has no room for: a file each, mapped into memory, written by a
/// thread of its own. A file has no name any more as soon as it is open where the system allows
/// that, else it is deleted by the next run: none outlives its use. What a chunk took is free again
/// when nobody refers to it.
final class HistoryFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFiles.class);

    /// Chunks that wait, at most: then who brings more waits.
    private static final int WAITING = 2;

    private static final String ENDING = ".cells";

    private final Path folder;
    private final Semaphore room = new Semaphore(WAITING);
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("history").factory());

    private boolean swept;
    private volatile Optional<String> trouble = Optional.empty();

    HistoryFiles(Path folder) {
        this.folder = folder;
    }

    /// What went wrong; its cells are lost. Empty where nothing did.
    Optional<String> trouble() {
        return trouble;
    }

    /// Writes a closed chunk, and then takes it off the heap. Waits while there is much to write.
    void pack(Chunk chunk) {
        room.acquireUninterruptibly();
        if (!swept) {
            swept = true;
            thread.execute(this::sweep);
        }
        thread.execute(() -> {
            try {
                chunk.pack(write(chunk.blocks()));
            } catch (IOException e) {
                if (trouble.isEmpty()) {
                    LOG.warn("The history can't be kept in {}.", folder, e);
                }
                trouble =
                        Optional.of(
                                "Older history can't be kept in %s (%s). What the heap has no room for is lost; charts and baselines go without it. Make room there, or give the program more memory (-Xmx)."
                                        .formatted(folder, e.getMessage()));
                chunk.pack(new PackedCells(MemorySegment.NULL, new int[1]));
            } finally {
                room.release();
            }
        });
    }

    private PackedCells write(float[][] blocks) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("history-" + UUID.randomUUID() + ENDING);
        int[] places = new int[blocks.length * Column.COUNT + 1];
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)) {
            int place = 0;
            for (int block = 0; block < blocks.length; block++) {
                for (Column column : Column.values()) {
                    ByteBuffer packed = ByteBuffer.wrap(PackedCells.pack(column, blocks[block]));
                    places[block * Column.COUNT + column.place] = place;
                    place = Math.addExact(place, packed.remaining());
                    while (packed.hasRemaining()) {
                        channel.write(packed);
                    }
                }
            }
            places[places.length - 1] = place;
            return new PackedCells(
                    channel.map(MapMode.READ_ONLY, 0, place, Arena.ofAuto()), places);
        }
    }

    /// Deletes what a run has left behind that did not end well. Files in use can't be deleted.
    private void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "history-*" + ENDING)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("Not all of {} could be deleted.", folder, e);
        }
    }

    /// What waits is still written.
    @Override
    public void close() {
        thread.shutdown();
    }
}
