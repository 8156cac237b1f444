package dev.faultline.cause.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CauseParametersTest {
    private static String bundled() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        CauseParameters.class.getResourceAsStream("cause-parameters.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static CauseParameters read(String yaml) throws IOException {
        return CauseParameters.read(
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "mine.yaml");
    }

    @Test
    void aChangedFileDiffersInThatNumberOnly() throws IOException {
        CauseParameters changed = read(bundled().replace("ceiling: 9 ", "ceiling: 7 "));
        assertThat(changed.ceiling()).isEqualTo(7);
        assertThat(changed.floor()).isEqualTo(CauseParameters.DEFAULT.floor());
        assertThat(changed.checks()).isEqualTo(CauseParameters.DEFAULT.checks());
    }

    @Test
    void aNumberThatIsMissingOrUnknownIsNamed() throws IOException {
        String yaml = bundled();
        assertThatThrownBy(() -> read(yaml.replace("ceiling: 9 ", "# ")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mine.yaml")
                .hasMessageContaining("ceiling");
        assertThatThrownBy(() -> read(yaml.replace("ceiling: 9 ", "ceiling: 9\ncelling: 9 ")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("celling");
        assertThatThrownBy(() -> read(yaml.replace("  owner: ", "  landlord: ")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("landlord");
        assertThatThrownBy(() -> read("[1, 2]")).isInstanceOf(IOException.class);
    }
}
