package dev.faultline.ui.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntilTextTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "2 h, 2026-11-23T12:30:00Z",
        "90min, 2026-11-23T12:00:00Z",
        "1 d, 2026-11-24T10:30:00Z",
        "' 18:00 ', 2026-11-23T18:00:00Z",
        "9:00, 2026-11-24T09:00:00Z",
        "2026-12-01T06:00Z, 2026-12-01T06:00:00Z",
        "2026-12-01 06:00, 2026-12-01T06:00:00Z"
    })
    void readsATimeAsAPersonWritesIt(String text, Instant meant) {
        assertThat(UntilText.parse(text, NOW)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0 h", "25:00", "2026-11-23T10:00Z", "2026-02-30T10:00Z"})
    void whatIsNoTimeToComeIsNone(String text) {
        assertThat(UntilText.parse(text, NOW)).isEmpty();
    }
}
