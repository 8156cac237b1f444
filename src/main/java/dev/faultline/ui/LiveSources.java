package dev.faultline.ui;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentRules;
import java.util.List;
import java.util.function.Consumer;

/// Where the window gets systems that run from. Calls wait for the network or read files: never on
/// the FX thread.
public interface LiveSources {
    /// Connects and begins to read. Returns when records can be read, or when the connection was
    /// there and is tried again.
    ///
    /// @param screen is given each snapshot, from any thread; must not wait
    /// @param progress is told what is being done
    /// @throws Recordings.CannotOpen with what was found and what to do
    /// @throws InterruptedException when the person did not want to wait
    LiveSession connect(
            ConnectRequest request, Consumer<Snapshot> screen, Consumer<String> progress)
            throws Recordings.CannotOpen, InterruptedException;

    /// Tries everything that a connection needs, one step after the other.
    ///
    /// @param finding is given each as soon as it is known
    void test(ConnectRequest request, Consumer<Finding> finding) throws InterruptedException;

    /// What was connected to lately, the newest first.
    Recent recent();

    /// What the formats that a topic can be read as are called. Returns at once.
    List<String> formats();

    /// By these rules incidents open and are over from the next opening on.
    default void incidents(IncidentRules rules) {}

    /// One thing that was tried.
    ///
    /// @param text what was found, and what to do where it is wrong
    record Finding(Mark mark, String text) {
        /// How it went.
        public enum Mark {
            GOOD,
            WRONG,
            /// Neither: something to know.
            NOTE
        }
    }

    /// Connections of earlier days.
    ///
    /// @param problem why some are missing; empty where none is
    record Recent(List<ConnectRequest> connections, String problem) {
        public Recent {
            connections = List.copyOf(connections);
        }
    }
}
