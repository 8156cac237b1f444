package dev.faultline.remedy;

import dev.faultline.model.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a folder of runbooks, `*.yaml` each with a script beside it. What is wrong with one leaves
/// the others as they are.
public final class RunbookFiles {
    /// Bytes of a script, at most.
    public static final int LARGEST_SCRIPT = 1024 * 1024;

    private static final String LEFT_OUT = "The runbook is left out.";

    private RunbookFiles() {}

    /// The runbooks that can be used, by file name, and what is wrong with the others.
    public record Read(List<RunbookCopy> runbooks, List<Notice> notices) {
        public Read {
            runbooks = List.copyOf(runbooks);
            notices = List.copyOf(notices);
        }

        /// The one of that name.
        public Optional<RunbookCopy> runbook(String id) {
            return runbooks.stream().filter(copy -> copy.runbook().id().equals(id)).findFirst();
        }
    }

    /// What lies in a folder now; nothing where there is no such folder. Reads the disk: never on
    /// the FX thread.
    public static Read read(Path folder) {
        List<Notice> notices = new ArrayList<>();
        if (!Files.exists(folder)) {
            return new Read(List.of(), notices);
        }
        Map<String, Path> known = new HashMap<>();
        List<RunbookCopy> runbooks = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            Path real = folder.toRealPath();
            for (Path file : entries.filter(RunbookFiles::named).sorted().toList()) {
                read(real, file, notices)
                        .ifPresent(copy -> {
                            String id = copy.runbook().id();
                            Path other = known.putIfAbsent(id, file);
                            if (other == null) {
                                runbooks.add(copy);
                            } else {
                                notices.add(
                                        warning(
                                                file,
                                                "'%s' is the id of %s too"
                                                        .formatted(id, other.getFileName())));
                            }
                        });
            }
        } catch (IOException e) {
            notices.add(
                    Notice.warning(
                            "The folder of runbooks %s can't be read (%s). There are none."
                                    .formatted(folder, e)));
        }
        return new Read(runbooks, notices);
    }

    private static boolean named(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") && !name.startsWith(".");
    }

    private static Optional<RunbookCopy> read(Path folder, Path file, List<Notice> notices) {
        try {
            byte[] bytes =
                    bytes(folder, folder.resolve(file.getFileName()), CheckedYaml.LARGEST + 1);
            Optional<CheckedYaml> yaml =
                    CheckedYaml.of(
                            file.toString(), bytes, "runbook.schema.json", LEFT_OUT, notices);
            if (yaml.isEmpty()) {
                return Optional.empty();
            }
            Runbook runbook = new RunbookYaml(yaml.get()).runbook();
            if (!yaml.get().sound()) {
                return Optional.empty();
            }
            byte[] script;
            try {
                script = script(folder, runbook.script().file());
            } catch (IOException e) {
                yaml.get().mistake("/script/file", "the script " + reason(e) + ".");
                return Optional.empty();
            }
            return Optional.of(new RunbookCopy(runbook, script, hash(bytes, script)));
        } catch (IOException e) {
            notices.add(warning(file, "it " + reason(e)));
            return Optional.empty();
        }
    }

    private static byte[] script(Path folder, Path file) throws IOException {
        byte[] script = bytes(folder, folder.resolve(file), LARGEST_SCRIPT + 1);
        if (script.length > LARGEST_SCRIPT) {
            throw new NotTaken("is larger than 1 MiB");
        }
        if (script.length == 0) {
            throw new NotTaken("is empty");
        }
        return script;
    }

    /// A plain file that lies inside the folder, wherever links lead.
    ///
    /// @param folder with all its links followed
    /// @return its bytes, `most` of them at most
    private static byte[] bytes(Path folder, Path file, int most) throws IOException {
        Path real;
        try {
            real = file.toRealPath();
        } catch (IOException e) {
            throw new NotTaken("is not there", e);
        }
        if (!real.startsWith(folder)) {
            throw new NotTaken("lies outside of the folder, at " + real);
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotTaken("is not a plain file");
        }
        // No link any more: one that was put there since is not followed.
        try (InputStream in =
                Channels.newInputStream(
                        Files.newByteChannel(
                                real,
                                Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            return in.readNBytes(most);
        }
    }

    /// As [RunbookCopy#hash()] has it.
    static String hash(byte[] file, byte[] script) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(file.length).array());
            digest.update(file);
            digest.update(script);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The path of a script as it is written: inside the folder, on every operating system.
    ///
    /// @return empty where it leads out, or is no path
    static Optional<Path> inside(String text) {
        try {
            Path path = Path.of(text);
            boolean up = false;
            for (Path element : path) {
                up |= element.toString().equals("..");
            }
            return up || path.isAbsolute() || text.startsWith("/") || text.contains("\\")
                    ? Optional.empty()
                    : Optional.of(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String reason(IOException e) {
        return e instanceof NotTaken ? String.valueOf(e.getMessage()) : "can't be read (" + e + ")";
    }

    private static Notice warning(Path file, String why) {
        return Notice.warning(file + ": " + why + ". " + LEFT_OUT);
    }

    private static final class NotTaken extends IOException {
        private static final long serialVersionUID = 1;

        NotTaken(String why) {
            super(why);
        }

        NotTaken(String why, IOException cause) {
            super(why, cause);
        }
    }
}
