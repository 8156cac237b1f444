package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.ui.ConnectRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class LiveOptionsTest {
    @Command(name = "watch")
    private static final class Watch {
        @Mixin LiveOptions live = new LiveOptions();

        @Parameters(arity = "0..1")
        @Nullable Path capture;
    }

    private static Optional<ConnectRequest> request(String arguments) {
        Watch watch = new Watch();
        new CommandLine(watch).parseArgs(arguments.split(" ", -1));
        return watch.live.request(Path.of("b.baseline"));
    }

    @Test
    void takesAllThatCanBeSaidOfARunningSystem() {
        ConnectRequest request =
                request(
                                "--kafka b1:9093,b2:9093 --topic prod[.].{1,3} otlp --kafka-config k.properties"
                                        + " --since 6h --step 30s --format otlp=otlp-json --topology t.yaml --topology catalog"
                                        + " --group g --reject-log r.ndjson")
                        .orElseThrow();
        assertThat(request.servers()).isEqualTo("b1:9093,b2:9093");
        assertThat(request.topics()).containsExactly("prod[.].{1,3}", "otlp");
        assertThat(request.config()).contains(Path.of("k.properties"));
        assertThat(request.since()).isEqualTo(Duration.ofHours(6));
        assertThat(request.step()).contains(Duration.ofSeconds(30));
        assertThat(request.formats()).containsEntry("otlp", "otlp-json");
        assertThat(request.topology()).containsExactly(Path.of("t.yaml"), Path.of("catalog"));
        assertThat(request.group()).contains("g");
        assertThat(request.baseline()).contains(Path.of("b.baseline"));
        assertThat(request.rejectLog()).contains(Path.of("r.ndjson"));
    }

    @Test
    void takesTwoWeeksWhereNothingElseIsSaid() {
        ConnectRequest request = request("--kafka b1:9092 --topic metrics").orElseThrow();
        assertThat(request.since()).isEqualTo(ConnectRequest.USUAL_SINCE);
        assertThat(request.step()).isEmpty();
        assertThat(request("some.capture")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--kafka b1 --topic m,                       HOST:PORT",
        "--kafka ann:secret@b1:9092 --topic m,       HOST:PORT",
        "--kafka b1:9092,                            --topic",
        "--topic m,                                  --kafka",
        "--kafka b1:9092 --topic m --format m=xml,   is no format",
        "--kafka b1:9092 --topic m --since 1x,       is no length",
        "--kafka b1:9092 --topic m --step 2d --since 1d, --step",
    })
    void saysWhatIsWrongAndNeverASecret(String arguments, String part) {
        assertThatThrownBy(() -> request(arguments))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining(part)
                .hasMessageNotContaining("secret");
    }
}
