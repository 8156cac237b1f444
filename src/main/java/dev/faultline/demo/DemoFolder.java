package dev.faultline.demo;

import dev.faultline.demo.broker.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;

/// The temporary folder of one run, for its owner alone. Locked as long as the run lives, so that
/// the next one knows what a killed one left.
final class DemoFolder implements AutoCloseable {
    private static final String PREFIX = "faultline-demo-";
    private static final String LOCK = "lock";

    /// A folder without a lock is one that is being made, or whose maker was killed just then.
    private static final Duration MAKING = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel lock;

    private DemoFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes one below a folder, and removes what runs that were killed left there.
    static DemoFolder make(Path below) throws IOException {
        Path path = Files.createTempDirectory(below, PREFIX);
        FileChannel lock =
                FileChannel.open(
                        path.resolve(LOCK),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        var _ = lock.lock(); // held until the channel is closed, or its process is gone
        lock.write(ByteBuffer.wrap(new byte[] {1}));
        UserPrincipal owner = Files.getOwner(path);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(below, PREFIX + "*")) {
            for (Path other : others) {
                if (!other.equals(path) && stale(other, owner)) {
                    Folders.delete(other);
                }
            }
        }
        return new DemoFolder(path, lock);
    }

    private static boolean stale(Path folder, UserPrincipal owner) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                return false;
            }
            Path file = folder.resolve(LOCK);
            if (!Files.exists(file) || Files.size(file) == 0) {
                Instant made = Files.getLastModifiedTime(folder).toInstant();
                return made.plus(MAKING).isBefore(Instant.now());
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                return free != null;
            } catch (OverlappingFileLockException e) {
                return false; // another run within this program
            }
        } catch (IOException e) {
            return false; // not ours to touch, or gone meanwhile
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // the folder goes anyway
        }
        Folders.delete(path);
    }
}
