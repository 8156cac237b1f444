package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepProbeTest {
    private static final long START = 1_800_000_000_000L;

    private final StepProbe probe = new StepProbe();

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 1", "60, 1", "61, 1", "300, 5", "301, 5", "420, 10", "86400, 60"})
    void theGridFitsWhatIsMeasured(int seconds, int minutes) {
        fill("cpu", seconds);
        fill("rps", seconds);
        assertThat(probe.step()).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(probe.enough()).isTrue();
    }

    @Test
    void aFewSlowSeriesDoNotMakeItCoarse() {
        for (int i = 0; i < 9; i++) {
            fill("fast" + i, 15);
        }
        fill("slow", 600);
        assertThat(probe.step()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void nothingKnownIsAMinute() {
        assertThat(probe.enough()).isFalse();
        assertThat(probe.step()).isEqualTo(Duration.ofMinutes(1));
    }

    private void fill(String metric, int seconds) {
        int series = probe.series(RawSeries.of(metric, PointKind.GAUGE, Map.of("service", "a")));
        for (int i = 0; i < 500; i++) {
            probe.point(series, START + i * 1000L * seconds, 0, i);
        }
    }
}
