package dev.faultline.ui;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the window gets recordings from. All calls read files: never on the FX thread.
public interface Recordings {
    /// The recordings that come with the program; unreadable ones are left out.
    List<Bundled> bundled();

    /// Recordings that were opened lately, the newest first.
    default List<Recent> recent() {
        return List.of();
    }

    /// Opens a recording, paused, its playhead at `at` or where its maker wanted it.
    ///
    /// @param screen is given each snapshot, from any thread; must not wait
    /// @throws CannotOpen with a sentence for the person
    /// @throws InterruptedException when the person did not want to wait
    Session open(
            Path file, @Nullable Instant at, Consumer<Snapshot> screen, Consumer<String> progress)
            throws CannotOpen, InterruptedException;

    /// By these rules incidents open and are over from the next opening on.
    default void incidents(IncidentRules rules) {}

    /// A recording that was opened lately.
    ///
    /// @param there whether it still is where it was
    record Recent(Path file, boolean there) {}

    /// A recording that comes with the program.
    record Bundled(Path file, String title, String note) {}

    /// A recording that could not be opened; the message is for the person.
    final class CannotOpen extends Exception {
        private static final long serialVersionUID = 1;

        public CannotOpen(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
