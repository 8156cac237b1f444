package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.source.WatchedTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_800_000_000_000L;

    private final ClockSkew clocks = new ClockSkew(WatchedTime.REAL);

    @Test
    void tenMinutesAheadAndTenMinutesBehindAreTakenOff() {
        send(0, -2_000, 0, 10);
        send(1, -3_000, 0, 10);
        send(2, 10 * MINUTE - 2_000, 0, 10);
        send(3, -10 * MINUTE - 2_000, 0, 10);
        send(4, -1_000, 0, 10);
        assertThat(clocks.look(START))
                .containsExactly(
                        new ClockSkew.Found(2, Duration.ofMinutes(10)),
                        new ClockSkew.Found(3, Duration.ofMinutes(-10)));
        assertThat(clocks.usual()).isEqualTo(-2_000);
        assertThat(clocks.offset(1)).isZero();
    }

    @Test
    void aClockThatIsSetRightIsLeftAlone() {
        send(0, 0, 0, 10);
        send(1, 0, 0, 10);
        send(2, 10 * MINUTE, 0, 10);
        clocks.look(START);
        assertThat(clocks.look(START + MINUTE)).as("nothing new").isEmpty();
        send(2, 0, 0, 8);
        assertThat(clocks.look(START + 2 * MINUTE))
                .isEqualTo(List.of(new ClockSkew.Found(2, Duration.ZERO)));
        assertThat(clocks.offset(2)).isZero();
    }

    @Test
    void whatComesLateNowAndThenIsNoWrongClock() {
        send(0, 0, 0, 10);
        send(1, 0, 0, 10);
        send(2, -9 * MINUTE, 2 * MINUTE, 5);
        assertThat(clocks.look(START)).isEmpty();
    }

    @Test
    void whatAllHaveInCommonIsTheWayHereOrThisMachinesClock() {
        for (int sender = 0; sender < 5; sender++) {
            send(sender, -4 * MINUTE, 0, 10);
        }
        send(5, -5 * MINUTE, 0, 10);
        assertThat(clocks.look(START)).isEmpty();
        assertThat(clocks.usual()).isEqualTo(-4 * MINUTE);
        assertThat(clocks.margin()).isEqualTo(MINUTE);
    }

    @Test
    void aSingleSenderIsItsOwnMajority() {
        send(0, 10 * MINUTE, 0, 10);
        assertThat(clocks.look(START)).isEmpty();
        assertThat(clocks.usual()).isEqualTo(10 * MINUTE);
    }

    private void send(int sender, long distance, long drift, int records) {
        for (int i = 0; i < records; i++) {
            clocks.record(sender, START + i * MINUTE + distance + i * drift, START + i * MINUTE);
        }
    }
}
