package dev.faultline.remedy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One program on one machine, as it stands in the audit.
///
/// @param since when it was started, to know it again
public record Workbench(String host, long pid, Instant since) {
    /// The same process is told its start differently, by up to so much, when the clock of the
    /// machine was set meanwhile.
    private static final Duration DOUBT = Duration.ofSeconds(2);

    /// This one.
    public static Workbench here() {
        ProcessHandle own = ProcessHandle.current();
        return new Workbench(
                hostName(), own.pid(), own.info().startInstant().orElse(Instant.EPOCH));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("\\s", "-");
        } catch (IOException e) {
            return "localhost"; // a machine without a name
        }
    }

    /// As it stands in the audit.
    public String text() {
        return host + " " + pid + " " + since;
    }

    /// What a text says; empty where it was not written by [#text()].
    public static Optional<Workbench> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(
                            new Workbench(
                                    parts[0], Long.parseLong(parts[1]), Instant.parse(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Whether it runs, as seen from the same machine.
    boolean alive() {
        return alive(pid, since);
    }

    /// Whether a process of this machine runs, and is no other that got the same number.
    static boolean alive(long pid, Instant since) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> !ProcessTree.zombie(p.pid()))
                .flatMap(p -> p.info().startInstant())
                .filter(start -> Duration.between(start, since).abs().compareTo(DOUBT) <= 0)
                .isPresent();
    }
}
