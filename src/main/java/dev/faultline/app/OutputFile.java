package dev.faultline.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A text file that a command writes, never over another one unless that is asked for.
final class OutputFile {
    private OutputFile() {}

    /// What stands in it.
    interface Content {
        void write(Writer to) throws IOException;
    }

    /// Writes it, in UTF-8. One that could not be written to its end does not stay, but where it
    /// took the place of another.
    ///
    /// @param force overwrite what is there
    /// @throws IOException with a sentence for the person
    static void write(Path file, boolean force, Content content) throws IOException {
        StandardOpenOption how = force ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
        try (BufferedWriter to =
                Files.newBufferedWriter(
                        file,
                        how,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            try {
                content.write(to);
            } catch (IOException | RuntimeException e) {
                if (!force) {
                    Files.deleteIfExists(file);
                }
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    file + " exists. Choose another name, or add --force to overwrite it.", e);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    file + " can't be written: there is no folder " + file.getParent() + ".", e);
        }
    }
}
