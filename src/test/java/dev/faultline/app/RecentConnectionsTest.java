package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ui.ConnectRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentConnectionsTest {
    @TempDir Path folder;

    private RecentConnections file() {
        return new RecentConnections(folder.resolve("data").resolve(RecentConnections.NAME));
    }

    private Path path() {
        return folder.resolve("data").resolve(RecentConnections.NAME);
    }

    @Test
    void bringsBackAllThatWasTyped() throws IOException {
        ConnectRequest request =
                new ConnectRequest(
                        "b1:9093, b2:9093",
                        List.of("prod[.].*", "otlp"),
                        Optional.of(Path.of("tls.properties")),
                        Duration.ofHours(6),
                        Optional.of(Duration.ofSeconds(30)),
                        Optional.of("g"),
                        Optional.of(Path.of("b.baseline")),
                        List.of(Path.of("t.yaml"), Path.of("catalog")),
                        Map.of("otlp", "otlp-json"),
                        Optional.of(Path.of("r.ndjson")));
        file().add(request);
        assertThat(file().read().connections()).containsExactly(request);
        assertThat(file().read().problem()).isEmpty();
    }

    @Test
    void keepsTheLastTenTheNewestFirstAndEachOnce() throws IOException {
        for (int i = 0; i < 12; i++) {
            file().add(ConnectRequest.of("b" + i + ":9092", "m"));
        }
        file().add(ConnectRequest.of("b5:9092", "m"));
        assertThat(file().read().connections())
                .extracting(ConnectRequest::servers)
                .containsExactly(
                        "b5:9092",
                        "b11:9092",
                        "b10:9092",
                        "b9:9092",
                        "b8:9092",
                        "b7:9092",
                        "b6:9092",
                        "b4:9092",
                        "b3:9092",
                        "b2:9092");
    }

    @Test
    void saysWhatIsMalformedAndLeavesItAside() throws IOException {
        assertThat(file().read().problem()).isEmpty();
        Files.createDirectories(path().getParent());
        Files.writeString(path(), "not json");
        assertThat(file().read().problem()).contains(path().toString(), "it is not JSON");
        Files.writeString(
                path(),
                """
                {"connections": [
                  {"servers": "b1:9092", "topics": ["m"], "colour": "green", "since": "soon"},
                  {"servers": "ann:secret@b1:9092", "topics": ["m"]},
                  {"servers": "b2:9092"}, 7
                ]}
                """);
        assertThat(file().read().connections()).containsExactly(ConnectRequest.of("b1:9092", "m"));
        assertThat(file().read().problem())
                .contains("3 of its connections")
                .doesNotContain("secret");
        file().add(ConnectRequest.of("b3:9092", "m"));
        assertThat(file().read().problem()).isEmpty();
    }
}
