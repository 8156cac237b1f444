package dev.faultline.demo.broker;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A Kafka in a process of its own, which ends with this one, however this one ends.
public final class BrokerProcess implements AutoCloseable {
    static final String PROPERTIES = "broker.properties";
    static final String READY = "ready";

    private static final String LOGGING = "logging.properties";
    private static final String SAID = "broker.out";

    /// A small machine that does other things at the same time takes its time.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Path folder;
    private final String bootstrap;
    private @Nullable Process process;

    /// A broker that was not started yet.
    ///
    /// @param folder its own: removed with all that is in it when the broker ends
    /// @param properties what is to be otherwise than in [BrokerProperties]
    public BrokerProcess(Path folder, Map<String, String> properties) throws IOException {
        this.folder = folder;
        int port = BrokerProperties.freePort();
        bootstrap = "127.0.0.1:" + port;
        Path log = Files.createDirectories(folder.resolve("log"));
        Map<String, String> all = BrokerProperties.of(log, port);
        all.putAll(properties);
        write(
                PROPERTIES,
                all.entrySet().stream()
                        // in a file of properties a backslash, as in a Windows path, is written
                        // twice
                        .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\"))
                        .toList());
        // What it has to say when it does not start is read by people; all else by nobody.
        write(
                LOGGING,
                List.of(
                        ".level=SEVERE",
                        "handlers=java.util.logging.ConsoleHandler",
                        "java.util.logging.ConsoleHandler.level=SEVERE"));
    }

    private void write(String name, List<String> lines) throws IOException {
        Files.write(folder.resolve(name), lines, StandardCharsets.UTF_8);
    }

    /// Where it listens: `host:port`.
    public String bootstrap() {
        return bootstrap;
    }

    /// Starts it, again after [#kill], and waits until it is there.
    ///
    /// @throws IOException where it is not, in a sentence
    public void start() throws IOException, InterruptedException {
        launch();
        await();
    }

    /// Starts it and does not wait: [#await] does.
    ///
    /// @throws IOException where its jars are missing, in a sentence
    public void launch() throws IOException {
        Path ready = folder.resolve(READY);
        Files.deleteIfExists(ready);
        process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Djava.util.logging.config.file="
                                                + folder.resolve(LOGGING),
                                        "-cp",
                                        classPath(),
                                        BrokerNode.class.getName(),
                                        folder.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(SAID).toFile())
                        .start();
    }

    /// Waits until it is there.
    ///
    /// @throws IOException where it is not, in a sentence
    public void await() throws IOException, InterruptedException {
        Process started = process;
        if (started == null) {
            throw new IllegalStateException("launch comes first");
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(folder.resolve(READY))) {
            if (!started.isAlive()) {
                throw new IOException(
                        "The Kafka broker of the demo did not start (exit code "
                                + started.exitValue()
                                + "): "
                                + said());
            }
            if (System.nanoTime() > until) {
                throw new IOException(
                        "The Kafka broker of the demo did not start within "
                                + PATIENCE.toSeconds()
                                + " s: "
                                + said());
            }
            Thread.sleep(LOOK);
        }
    }

    private String said() throws IOException {
        String all = Files.readString(folder.resolve(SAID), StandardCharsets.UTF_8).strip();
        return all.isEmpty() ? "it said nothing." : all;
    }

    /// This program's class path, and the broker's jars beside it.
    private static String classPath() throws IOException {
        List<String> all = new ArrayList<>();
        all.add(System.getProperty("java.class.path"));
        BrokerJars.find().forEach(jar -> all.add(jar.toString()));
        return String.join(File.pathSeparator, all);
    }

    /// Ends it as `kill -9` does. What it wrote stays, and so does its port.
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    /// Ends it, and removes its folder.
    @Override
    public void close() {
        try {
            if (process != null) {
                process.getOutputStream().close(); // it ends with its input
                process.waitFor(FAREWELL);
            }
        } catch (IOException e) {
            // it is gone already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        Folders.delete(folder);
    }
}
