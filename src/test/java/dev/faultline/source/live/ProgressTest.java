package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.source.RecordReceiver.Part;
import dev.faultline.source.WatchedTime;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Part A = new Part("metrics", 0);
    private static final Part B = new Part("metrics", 1);
    private static final Set<Part> BOTH = Set.of(A, B);
    private static final long NOW = 1_800_000_000_000L;
    private static final long HOUR = 3_600_000;

    private final Progress progress = new Progress(WatchedTime.REAL);

    @Test
    void theSlowestPartitionSaysUpToWhenAllHasCome() {
        fill(A, NOW - HOUR);
        fill(B, NOW - 2 * HOUR);
        progress.polled(NOW, Set.of(), BOTH, Set.of());
        assertThat(progress.until(NOW, NOW, 5_000)).isEqualTo(NOW - 2 * HOUR - 5_000);
    }

    @Test
    void aPartitionReadToItsEndStandsAtThePresent() {
        fill(A, NOW - HOUR);
        progress.polled(NOW, Set.of(B), BOTH, Set.of());
        assertThat(progress.until(NOW, NOW, 0)).isEqualTo(NOW - HOUR);
        progress.polled(NOW, BOTH, BOTH, Set.of());
        assertThat(progress.until(NOW, NOW, 5_000)).isEqualTo(NOW - 5_000);
    }

    @Test
    void nothingIsToldBeforeEachPartitionSpoke() {
        fill(A, NOW);
        progress.polled(NOW, Set.of(), BOTH, Set.of());
        assertThat(progress.begun()).isFalse();
        assertThat(progress.until(NOW, NOW, 0)).isEqualTo(Long.MIN_VALUE);
        progress.polled(NOW, Set.of(B), BOTH, Set.of());
        assertThat(progress.begun()).isTrue();
    }

    @Test
    void oneFastClockDoesNotCarryTheOthersAway() {
        for (int i = 0; i < 40; i++) {
            progress.place(A).record(i % 3 == 0 ? NOW - HOUR + 600_000 : NOW - HOUR);
        }
        progress.polled(NOW, Set.of(), Set.of(A), Set.of());
        assertThat(progress.until(NOW, NOW, 0)).isEqualTo(NOW - HOUR);
    }

    @Test
    void whatIsFarAheadWaitsForTheOthers() {
        fill(A, NOW - HOUR);
        fill(B, NOW - 2 * HOUR);
        progress.polled(NOW, Set.of(), BOTH, Set.of());
        assertThat(progress.ahead()).containsExactly(A);
        fill(B, NOW - HOUR);
        assertThat(progress.ahead()).isEmpty();
    }

    @Test
    void aPartitionThatCannotBeReadIsWaitedForOneMinuteOnly() {
        fill(A, NOW);
        fill(B, NOW);
        progress.polled(NOW, Set.of(A), BOTH, Set.of());
        long later = NOW + Progress.PATIENCE + 1;
        progress.polled(later, Set.of(A), BOTH, Set.of());
        assertThat(progress.out(later)).containsExactly(B);
        assertThat(progress.until(later, later, 0)).isEqualTo(later);
        progress.place(B).record(NOW);
        progress.polled(later, Set.of(A), BOTH, Set.of());
        assertThat(progress.out(later)).isEmpty();
    }

    @Test
    void aPartitionThatHasToWaitIsNotOut() {
        fill(A, NOW);
        fill(B, NOW);
        progress.polled(NOW, Set.of(), BOTH, Set.of());
        long later = NOW + Progress.PATIENCE + 1;
        progress.polled(later, Set.of(), BOTH, Set.of(B));
        assertThat(progress.out(later)).containsExactly(A);
    }

    private void fill(Part part, long at) {
        for (int i = 0; i < 31; i++) {
            progress.place(part).record(at);
        }
    }
}
