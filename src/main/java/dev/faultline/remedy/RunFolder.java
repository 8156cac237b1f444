package dev.faultline.remedy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The working folder of one run, nobody else's: the script that was checked is written into it and
/// run from there, so that nothing can be put in its place after the check.
///
/// @param path there is none of that name before the run
record RunFolder(Path path) {
    private static final String OUTPUT = "faultline-output.txt";

    /// The one of an action. An action's name is put into no path.
    static RunFolder of(Path runs, String action) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(action.getBytes(StandardCharsets.UTF_8));
            return new RunFolder(runs.resolve(HexFormat.of().formatHex(hash, 0, 12)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Makes it and writes the script into it.
    ///
    /// @return the script
    Path fill(String name, byte[] script) throws IOException {
        Files.createDirectories(path.getParent());
        Files.createDirectory(path, own("rwx------"));
        Path file = path.resolve(name);
        try (OutputStream out =
                Channels.newOutputStream(
                        Files.newByteChannel(
                                file,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                own("rwx------")))) {
            out.write(script);
        }
        return file;
    }

    /// What a run printed that may outlive the window, as it was printed: secrets may be in it.
    Path output() {
        return path.resolve(OUTPUT);
    }

    /// Makes an empty file for what is printed.
    Path openOutput() throws IOException {
        return Files.createFile(output(), own("rw-------"));
    }

    /// Deletes it and all in it, following no links.
    ///
    /// @return why that could not be done, a sentence
    Optional<String> delete() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
            return Optional.empty();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.of(
                    "The working folder " + path + " can't be deleted (" + e + "). Delete it.");
        }
    }

    /// For the owner alone, where the file system knows such a thing; on Windows the user's folder
    /// is.
    private FileAttribute<?>[] own(String permissions) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return List.of(PosixFilePermissions.asFileAttribute(set)).toArray(FileAttribute<?>[]::new);
    }
}
