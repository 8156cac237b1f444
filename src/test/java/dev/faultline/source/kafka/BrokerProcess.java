package dev.faultline.source.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A broker in a process of its own, that can be killed as an operating system kills: without a
/// word. What it wrote stays, and so does its port.
public final class BrokerProcess implements AutoCloseable {
    private final Path settings;
    private final String bootstrap;
    private @Nullable Process process;

    /// @param folder an empty one, for what it writes
    public BrokerProcess(Path folder) throws IOException {
        int port = BrokerNode.freePort();
        bootstrap = "127.0.0.1:" + port;
        Map<String, String> properties = BrokerNode.properties(folder.resolve("log"), port);
        // a node that comes back is let in when the one before it counts as dead
        properties.put("broker.session.timeout.ms", "2500");
        properties.put("broker.heartbeat.interval.ms", "400");
        settings = folder.resolve("broker.properties");
        Files.createDirectories(folder.resolve("log"));
        Files.write(
                settings,
                properties.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
        start();
    }

    public String bootstrap() {
        return bootstrap;
    }

    /// Starts it, again after [#kill], and waits until it is there.
    public void start() throws IOException {
        Process started =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        BrokerNode.class.getName(),
                                        settings.toString()))
                        .redirectErrorStream(true)
                        .start();
        process = started;
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    StringBuilder said = new StringBuilder();
                    try {
                        // read on to the end: a full pipe would stop the broker
                        for (String line = out.readLine(); line != null; line = out.readLine()) {
                            if (line.equals("ready")) {
                                ready.complete(true);
                            } else if (!ready.isDone()) {
                                said.append(line).append('\n');
                            }
                        }
                    } catch (IOException e) {
                        // it was killed
                    }
                    ready.completeExceptionally(
                            new IllegalStateException("The broker did not start: " + said));
                });
        ready.orTimeout(90, TimeUnit.SECONDS).join();
    }

    /// Ends it as `kill -9` does.
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
