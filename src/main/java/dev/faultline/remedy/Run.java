package dev.faultline.remedy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/// One process from its start to its end, on the thread that calls. What it prints is read on
/// another.
final class Run {
    private static final long LOOK_MILLIS = 100;

    /// After the script ended, so long its last words are waited for: what it left behind may hold
    /// its output open for ever.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final RunbookCopy copy;
    private final Statement statement;
    private final RunFolder folder;
    private final Launch launch;
    private final UnaryOperator<String> mask;
    private final Console console;
    private Output output;
    private volatile boolean ended;
    private volatile boolean deaf;

    Run(
            RunbookCopy copy,
            Statement statement,
            RunFolder folder,
            Launch launch,
            UnaryOperator<String> mask,
            Console console) {
        this.copy = copy;
        this.statement = statement;
        this.folder = folder;
        this.launch = launch;
        this.mask = mask;
        this.console = console;
        this.output = new Output(new Redaction(List.of(), mask), console);
    }

    /// What it printed, when it is over.
    Output output() {
        return output;
    }

    /// Starts the script and waits for its end, whichever comes first: it ends, its time is up, or
    /// this thread is interrupted.
    ///
    /// @param started hears its number and when it began
    RemedyOutcome toTheEnd(BiConsumer<Long, Instant> started) {
        long begun = System.nanoTime();
        Process process;
        try {
            process = start();
        } catch (InterruptedException | ClosedByInterruptException e) {
            return new RemedyOutcome.Cancelled(Duration.ZERO, "");
        } catch (IOException | RuntimeException e) {
            return new RemedyOutcome.NotStarted(
                    e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString());
        }
        ProcessTree tree = new ProcessTree(process.toHandle(), statement.action());
        try {
            return watch(process, tree, begun, started);
        } catch (RuntimeException | Error e) {
            // Nobody looks after it any more, and it is over for the audit: so it has to be.
            List<ProcessHandle> left = tree.kill();
            ended = true;
            output.end();
            output.note("… it was ended, for it could not be looked after: " + e + " …");
            tellLeft(left);
            return new RemedyOutcome.Interrupted();
        }
    }

    private RemedyOutcome watch(
            Process process, ProcessTree tree, long begun, BiConsumer<Long, Instant> started) {
        Thread reader = read(process);
        started.accept(process.pid(), process.info().startInstant().orElseGet(Instant::now));
        boolean inTime = true;
        boolean cancelled = false;
        try {
            inTime = wait(process, tree, begun + copy.runbook().timeout().toNanos());
        } catch (InterruptedException e) {
            cancelled = true;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (cancelled || !inTime) {
            List<ProcessHandle> _ = tree.kill();
        }
        ended = true;
        hearLastWords(reader);
        output.end();
        deaf = true;
        tellLeft(tree.alive()); // last: what was just started bears no mark for a moment
        if (cancelled) {
            return new RemedyOutcome.Cancelled(took, output.last());
        }
        return inTime
                ? new RemedyOutcome.Ended(process.exitValue(), took, output.last())
                : new RemedyOutcome.TimedOut(took, output.last());
    }

    private void tellLeft(List<ProcessHandle> left) {
        if (!left.isEmpty()) {
            output.note("… still running, of what it started: " + numbers(left) + " …");
        }
    }

    private static String numbers(List<ProcessHandle> processes) {
        return String.join(
                ", ", processes.stream().map(p -> Long.toString(p.pid())).sorted().toList());
    }

    private Process start() throws IOException, InterruptedException {
        Runbook runbook = copy.runbook();
        List<String> arguments =
                Arguments.of(runbook, statement)
                        .orElseThrow(() -> new IOException("The script has no such mode."));
        Map<String, String> secrets = launch.secrets(runbook);
        output = new Output(new Redaction(secrets.values(), mask), console);
        Path name = runbook.script().file().getFileName();
        Path script;
        try {
            script = folder.fill(name.toString(), copy.script());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("The working folder can't be made (" + e + ").", e);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Optional<Path> file =
                runbook.outlives() ? Optional.of(folder.openOutput()) : Optional.empty();
        return launch.start(script, arguments, runbook, secrets, statement.action(), file);
    }

    private static boolean wait(Process process, ProcessTree tree, long end)
            throws InterruptedException {
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            tree.look();
            if (System.nanoTime() - end > 0) {
                return false;
            }
        }
        return true;
    }

    /// On a thread that nobody waits for when the program ends.
    private Thread read(Process process) {
        return Thread.ofPlatform()
                .daemon()
                .name("script-output")
                .start(() -> {
                    try (InputStream in =
                            copy.runbook().outlives()
                                    ? new FileInputStream(folder.output().toFile())
                                    : process.getInputStream()) {
                        read(in, copy.runbook().outlives());
                    } catch (IOException e) {
                        // It was closed under its hands: the process is gone.
                    }
                });
    }

    /// @param growing whether the end of what is there is not the end: it is a file
    private void read(InputStream in, boolean growing) throws IOException {
        byte[] some = new byte[64 * 1024];
        while (true) {
            boolean last = ended;
            int n = in.read(some);
            if (n > 0) {
                output.take(some, n);
            } else if (!growing || last) {
                return;
            } else {
                pause();
            }
            if (growing && deaf) {
                return; // what the script left behind may print for ever
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            // Nobody does; and if, it looks once more.
        }
    }

    private static void hearLastWords(Thread reader) {
        try {
            boolean _ = reader.join(LAST_WORDS);
        } catch (InterruptedException e) {
            // It is being ended already.
        }
    }

    /// What was printed into a file by a run that nobody listened to any more.
    ///
    /// @return empty where there is none
    static Optional<Output> fromFile(RunFolder folder, Redaction redaction) throws IOException {
        Path file = folder.output();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Output output = new Output(redaction, Console.SILENT);
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] some = new byte[64 * 1024];
            for (int n = in.read(some); n > 0; n = in.read(some)) {
                output.take(some, n);
            }
        }
        output.end();
        return Optional.of(output);
    }
}
