package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ReadoutsTest {
    @Test
    void aPercentageIsNeverRoundedToACertainty() {
        assertThat(Readouts.percent(0.9999)).isEqualTo(">99");
        assertThat(Readouts.percent(0.0001)).isEqualTo("<1");
        assertThat(Readouts.percent(1)).isEqualTo("100");
        assertThat(Readouts.percent(0)).isEqualTo("0");
        assertThat(Readouts.percent(0.345)).isEqualTo("35");
        assertThat(Readouts.percent(Double.NaN)).isEqualTo("?");
    }

    @Test
    void timesAreReadInUtcUnlessSomebodyWantsThemOtherwise() {
        Instant at = Instant.parse("2026-07-01T22:30:05Z");
        try {
            assertThat(Readouts.dayTime(at)).isEqualTo("2026-07-01 22:30:05 UTC");
            Readouts.in(ZoneId.of("Europe/Berlin"));
            assertThat(Readouts.dayTime(at)).isEqualTo("2026-07-02 00:30:05 CEST");
            assertThat(Readouts.day(at)).isEqualTo("Jul 2");
            assertThat(Readouts.time(at)).isEqualTo("00:30");
            assertThat(Readouts.elsewhere(at)).isEqualTo("2026-07-01 22:30:05 UTC");
        } finally {
            Readouts.in(ZoneId.of("UTC"));
        }
        assertThat(Readouts.clock(at)).isEqualTo("22:30:05 UTC");
    }

    @Test
    void aLongNameKeepsItsBeginningAndItsEnd() {
        assertThat(Readouts.shortened("notifications-1", 9)).isEqualTo("noti…ns-1");
        assertThat(Readouts.shortened("web", 9)).isEqualTo("web");
    }

    @Test
    void theClassOfAPosteriorChangesAtItsBounds() {
        assertThat(PosteriorClass.of(0.019)).isEqualTo(PosteriorClass.BELOW_2);
        assertThat(PosteriorClass.of(0.02)).isEqualTo(PosteriorClass.TO_10);
        assertThat(PosteriorClass.of(0.10)).isEqualTo(PosteriorClass.TO_35);
        assertThat(PosteriorClass.of(0.35)).isEqualTo(PosteriorClass.TO_70);
        assertThat(PosteriorClass.of(0.70)).isEqualTo(PosteriorClass.FROM_70);
    }
}
