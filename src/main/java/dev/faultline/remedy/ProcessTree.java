package dev.faultline.remedy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A script and all that it started. Descendants are remembered as they are seen; on Linux those
/// are found too that left the family (a double fork, `setsid`), by the variable that each of them
/// inherited. Not found is who does both before anybody looks: leaves the family and clears the
/// environment; and who runs as another user, whose environment cannot be read.
final class ProcessTree {
    /// The variable that each process of a run carries.
    static final String MARK = "FAULTLINE_RUN";

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 20;
    private static final Path PROCESSES = Path.of("/proc");

    private final ProcessHandle root;
    private final String action;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root, String action) {
        this.root = root;
        this.action = action;
        seen.add(root);
    }

    /// Remembers who is there.
    void look() {
        seen.addAll(root.descendants().toList());
    }

    /// Who runs now.
    List<ProcessHandle> alive() {
        look();
        seen.addAll(marked(action));
        return seen.stream().filter(p -> p.isAlive() && !zombie(p.pid())).toList();
    }

    /// Asks all of them to end, waits a while, and ends them.
    ///
    /// @return who is left: nobody, but for processes that the system does not let go
    List<ProcessHandle> kill() {
        alive().forEach(ProcessHandle::destroy);
        if (gone(GRACE, false)) {
            return List.of();
        }
        return gone(GRACE, true) ? List.of() : alive();
    }

    /// Nobody has to be seen twice: who is just about to become another program bears no mark for a
    /// moment.
    private boolean gone(Duration most, boolean force) {
        long end = System.nanoTime() + most.toNanos();
        int nobody = 0;
        while (true) {
            List<ProcessHandle> left = alive();
            nobody = left.isEmpty() ? nobody + 1 : 0;
            if (nobody == 2) {
                return true;
            }
            if (force) {
                // each time anew: they may have started others meanwhile
                left.forEach(ProcessHandle::destroyForcibly);
            }
            if (!left.isEmpty() && System.nanoTime() - end > 0) {
                return false;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            // It is being ended already: there is nothing more to cancel.
        }
    }

    /// The processes of an action, on Linux; none elsewhere.
    static List<ProcessHandle> marked(String action) {
        List<ProcessHandle> found = new ArrayList<>();
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            return found;
        }
        String entry = "\0" + MARK + "=" + action + "\0";
        long own = ProcessHandle.current().pid();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : all) {
                try {
                    // ISO 8859-1 keeps each byte apart
                    String environment =
                            "\0"
                                    + Files.readString(
                                            process.resolve("environ"), StandardCharsets.ISO_8859_1)
                                    + "\0";
                    long pid = Long.parseLong(process.getFileName().toString());
                    if (pid != own && environment.contains(latin(entry))) {
                        ProcessHandle.of(pid).ifPresent(found::add);
                    }
                } catch (IOException | NumberFormatException e) {
                    // Gone meanwhile, or somebody else's.
                }
            }
        } catch (IOException e) {
            // Then the remembered ones have to do.
        }
        return found;
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// Whether a process has ended and only waits to be asked how: on Linux.
    static boolean zombie(long pid) {
        try {
            String stat =
                    Files.readString(
                            PROCESSES.resolve(Long.toString(pid)).resolve("stat"),
                            StandardCharsets.ISO_8859_1);
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false; // no such system, or no such process
        }
    }
}
