package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.engine.EngineParameters;
import dev.faultline.signal.Baselines;
import dev.faultline.signal.SeasonClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [Baselines] in a file.
final class BaselineFile {
    /// Baselines of a hundred thousand series with a weekly season take about as much.
    private static final long LARGEST = 1L << 30;

    private BaselineFile() {}

    /// Reads a file.
    ///
    /// @throws IOException in one sentence
    static Baselines read(Path file, SeasonClock clock) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " has more than 1 GB: it is no baseline file.");
            }
            return Baselines.of(Files.readAllBytes(file), file.toString(), clock);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file + ".", e);
        }
    }

    /// Reads a file that was named, and refuses it where it says nothing about a capture.
    static Optional<Baselines> fitting(
            @Nullable Path file, Capture capture, EngineParameters parameters) throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        Baselines read = read(file, parameters.clock());
        Optional<String> misfit = read.misfit(capture.info().step().toMillis(), parameters.clock());
        if (misfit.isPresent()) {
            throw new IOException(misfit.get() + " " + file + " cannot be used with it.");
        }
        return Optional.of(read);
    }

    /// Writes a file.
    ///
    /// @param force overwrite what is there
    static void write(Baselines baselines, Path file, boolean force) throws IOException {
        OpenOption how =
                force ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.CREATE_NEW;
        byte[] bytes = baselines.bytes();
        if (force) {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } else {
            Files.write(file, bytes, StandardOpenOption.WRITE, how);
        }
    }
}
