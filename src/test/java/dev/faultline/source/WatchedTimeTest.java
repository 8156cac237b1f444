package dev.faultline.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedTimeTest {
    private static final Instant HERE = Instant.parse("2026-03-02T10:00:00.123456Z");

    @Test
    void realTimeIsWhatTheClockSays() {
        assertThat(WatchedTime.REAL.at(HERE)).isEqualTo(HERE);
        assertThat(WatchedTime.REAL.passing(1500)).isEqualTo(1500);
        assertThat(WatchedTime.REAL.simulated()).isFalse();
    }

    @Test
    void aSimulatedMinutePassesInASecondFromWhereItBegan() {
        Instant began = Instant.parse("2030-01-01T00:00:00Z");
        WatchedTime time = new WatchedTime(HERE, began, 60);
        assertThat(time.at(HERE)).isEqualTo(began);
        assertThat(time.at(HERE.plusSeconds(5))).isEqualTo(began.plusSeconds(300));
        assertThat(time.at(HERE.minusSeconds(1))).isEqualTo(began.minusSeconds(60));
        assertThat(time.passing(2_000)).isEqualTo(120_000);
        assertThat(time.simulated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void timeThatDoesNotPassIsRefused(double pace) {
        assertThatThrownBy(() -> new WatchedTime(HERE, HERE, pace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pace");
    }
}
