package dev.faultline.app;

import dev.faultline.ui.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `recent-captures.txt`: what was opened lately, the newest first, a path a line.
final class RecentCaptures {
    static final String NAME = "recent-captures.txt";

    private static final Logger LOG = LoggerFactory.getLogger(RecentCaptures.class);
    private static final int MOST = 10;
    private static final int LARGEST = 64 * 1024;

    private final Path file;

    RecentCaptures(Path file) {
        this.file = file;
    }

    /// What can be read of it; lines that are no path are left out.
    synchronized List<Recordings.Recent> read() {
        return paths().stream()
                .map(path -> new Recordings.Recent(path, Files.exists(path)))
                .toList();
    }

    private List<Path> paths() {
        List<Path> found = new ArrayList<>();
        try {
            if (!Files.exists(file) || Files.size(file) > LARGEST) {
                return found;
            }
            for (String line : Files.readAllLines(file)) {
                try {
                    if (!line.isBlank() && found.size() < MOST) {
                        found.add(Path.of(line.strip()));
                    }
                } catch (InvalidPathException e) {
                    LOG.warn("{}: '{}' is no path. It is left out.", file, line);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} was left aside: it can't be read.", file, e);
        }
        return found;
    }

    /// Puts a capture first. That it could not be kept is logged: it stays open all the same.
    synchronized void add(Path capture) {
        Path whole = capture.toAbsolutePath().normalize();
        List<Path> all = new ArrayList<>(paths());
        all.remove(whole);
        all.addFirst(whole);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // In one step: whoever reads meanwhile sees the old or the new one.
            Path next = file.resolveSibling(NAME + ".next");
            Files.write(next, all.stream().limit(MOST).map(Path::toString).toList());
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} could not be written.", file, e);
        }
    }
}
