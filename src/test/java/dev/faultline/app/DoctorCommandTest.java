package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.source.kafka.BrokerInJvm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void aBrokerThatCanBeReadGetsCheckMarksAndTheExitCodeZero() {
        BrokerInJvm broker = BrokerInJvm.plain();
        String topic = broker.newTopic(1);
        broker.send(topic, 0, System.currentTimeMillis(), new byte[3]);
        broker.flush();
        assertThat(doctor("--kafka", broker.bootstrap(), "--topic", topic)).isZero();
        assertThat(out.toString())
                .contains("✓ protocol ", "✓ login ", "✓ topic " + topic)
                .doesNotContain("✗")
                .endsWith("Records can be read from " + broker.bootstrap() + ".\n");
    }

    @Test
    void aTopicThatIsMissingGetsACrossAdviceAndTheExitCodeOne() {
        BrokerInJvm broker = BrokerInJvm.plain();
        broker.newTopic(1);
        assertThat(doctor("--kafka", broker.bootstrap(), "--topic", "no-topic")).isEqualTo(1);
        assertThat(out.toString())
                .contains("✗ topic no-topic", "There is no topic no-topic.", "There are: ")
                .endsWith("No records can be read from " + broker.bootstrap() + " this way.\n");
    }

    @Test
    void theSameAsJson() {
        BrokerInJvm broker = BrokerInJvm.plain();
        assertThat(doctor("--kafka", broker.bootstrap(), "--topic", "no-topic", "--json"))
                .isEqualTo(1);
        JsonNode root = JsonMapper.shared().readTree(out.toString());
        assertThat(root.get("passed").asBoolean()).isFalse();
        JsonNode last = root.get("steps").get(root.get("steps").size() - 1);
        assertThat(last.get("finding").asString()).isEqualTo("TopicMissing");
        assertThat(last.get("weight").asString()).isEqualTo("failed");
        assertThat(last.get("sentence").asString()).isEqualTo("There is no topic no-topic.");
    }

    @Test
    void aVariableThatIsNotSetIsWrongUse() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("client.properties"),
                        "sasl.jaas.config=x password=\"${env:FAULTLINE_TEST_UNSET}\"\n");
        assertThat(doctor("--kafka", "localhost:1", "--kafka-config", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "The property sasl.jaas.config wants the environment variable"
                                + " FAULTLINE_TEST_UNSET, which is not set.");
    }

    private int doctor(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
