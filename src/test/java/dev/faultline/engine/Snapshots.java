package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.history.History;
import dev.faultline.topology.Component;

/// Compares snapshots to the last bit.
public final class Snapshots {
    private Snapshots() {}

    /// Fails unless both say the same, all numbers bit for bit.
    public static void assertSame(Snapshot actual, Snapshot expected) {
        assertThat(actual.at()).isEqualTo(expected.at());
        assertThat(actual.revision()).isEqualTo(expected.revision());
        assertThat(actual.series()).isEqualTo(expected.series());
        assertThat(actual.anomalies()).isEqualTo(expected.anomalies());
        assertThat(actual.onset()).isEqualTo(expected.onset());
        assertThat(actual.changes()).isEqualTo(expected.changes());
        assertThat(actual.counts()).isEqualTo(expected.counts());
        assertThat(actual.notices()).isEqualTo(expected.notices());
        assertSame(actual.history(), expected.history());
        // Records of doubles compare by bits.
        assertThat(actual.diagnosis().ranking()).isEqualTo(expected.diagnosis().ranking());
        assertThat(actual.diagnosis().before()).isEqualTo(expected.diagnosis().before());
        assertThat(actual.diagnosis().pins()).isEqualTo(expected.diagnosis().pins());
        for (Component component : expected.topology().components()) {
            assertThat(actual.diagnosis().evidence(component.id()))
                    .isEqualTo(expected.diagnosis().evidence(component.id()));
        }
        for (RankedCause cause : expected.diagnosis().ranking().causes().subList(0, 1)) {
            assertThat(actual.diagnosis().explain(cause.service()))
                    .isEqualTo(expected.diagnosis().explain(cause.service()));
        }
    }

    private static void assertSame(History actual, History expected) {
        assertThat(actual.start()).isEqualTo(expected.start());
        assertThat(actual.stepMillis()).isEqualTo(expected.stepMillis());
        assertThat(actual.length()).isEqualTo(expected.length());
        assertThat(actual.seriesCount()).isEqualTo(expected.seriesCount());
        for (int s = 0; s < expected.seriesCount(); s++) {
            assertThat(actual.method(s)).isEqualTo(expected.method(s));
            assertThat(actual.learned(s)).isEqualTo(expected.learned(s));
            assertThat(actual.reliability(s)).isEqualTo(expected.reliability(s));
            for (int cell = 0; cell < expected.length(); cell++) {
                boolean same =
                        same(actual.observed(s, cell), expected.observed(s, cell))
                                && same(actual.expected(s, cell), expected.expected(s, cell))
                                && same(actual.trend(s, cell), expected.trend(s, cell))
                                && same(actual.sigma(s, cell), expected.sigma(s, cell));
                if (!same) {
                    assertThat(actual.expected(s, cell))
                            .as("series %d, cell %d", s, cell)
                            .isEqualTo(expected.expected(s, cell));
                    throw new AssertionError("series %d, cell %d differ".formatted(s, cell));
                }
            }
        }
    }

    private static boolean same(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }
}
