package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.SERIES;
import static dev.faultline.engine.SmallShop.at;
import static dev.faultline.engine.SmallShop.timeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SampleBatch;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Reliability;
import dev.faultline.source.RestorePoint;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is not heard says nothing.
class HearingTest {
    private static final int HOLE = 200;
    private static final int LENGTH = 12;

    /// Series of `db` and `orders`.
    private static final IntPredicate BEHIND = series -> series >= 4;

    private final SampleBatch samples = SmallShop.whole().samples();

    @Test
    void aSeriesThatFallsSilentIsASilence() {
        Engine engine = run(_ -> false, series -> series == 3, List.of());
        assertThat(silences(engine)).containsExactly(3);
    }

    @Test
    void whatIsSaidToBeUnheardOpensNoSilenceAndIsNoEvidence() {
        List<Told> told =
                List.of(
                        new Told(HOLE, bits(BEHIND), "partition 3 has no leader"),
                        new Told(HOLE + LENGTH, new BitSet(), ""));
        Engine engine = run(_ -> false, BEHIND, told);
        Snapshot during = engine.snapshot();
        assertThat(silences(engine)).isEmpty();
        assertThat(during.onset()).isEmpty();
        assertThat(during.blind()).as("web is heard").isEmpty();
        assertThat(during.diagnosis().ranking().incident()).isLessThan(.1);
        assertThat(SERIES)
                .flatExtracting(s -> during.diagnosis().evidence(s.service()))
                .filteredOn(e -> BEHIND.test(e.deviation().seriesIndex()))
                .isEmpty();
        deliver(engine, HOLE + LENGTH, HOLE + LENGTH + 30, _ -> false, told);
        assertThat(silences(engine)).isEmpty();
        assertThat(engine.snapshot().history().reliability(5).reason())
                .as("presence is not learned while nothing could be heard")
                .isEqualTo(
                        run(_ -> false, _ -> false, List.of())
                                .snapshot()
                                .history()
                                .reliability(5)
                                .reason());
    }

    @Test
    void whoIsStillMissingFiveMinutesAfterHeCouldBeHeardIsSilent() {
        List<Told> told =
                List.of(
                        new Told(HOLE, bits(BEHIND), "partition 3 has no leader"),
                        new Told(HOLE + LENGTH, new BitSet(), ""));
        Engine engine = run(_ -> false, BEHIND, told);
        deliver(engine, HOLE + LENGTH, HOLE + LENGTH + 2, series -> series == 5, told);
        assertThat(silences(engine)).isEmpty();
        deliver(engine, HOLE + LENGTH + 2, HOLE + LENGTH + 3, series -> series == 5, told);
        assertThat(silences(engine)).containsExactly(5);
        assertThat(engine.open().getFirst().onset()).isEqualTo(at(HOLE + LENGTH));
    }

    @Test
    void allSilentTogetherIsOneStatementAboutThePath() {
        Engine engine = run(_ -> false, _ -> true, List.of());
        Snapshot blind = engine.snapshot();
        assertThat(blind.blind()).map(Snapshot.Blind::since).contains(at(HOLE - 1));
        assertThat(blind.blind().orElseThrow().why()).contains("12 series of 3 components");
        assertThat(silences(engine)).isEmpty();
        assertThat(blind.onset()).isEmpty();
        assertThat(blind.diagnosis().ranking().incident()).isLessThan(.1);
        deliver(engine, HOLE + LENGTH, HOLE + LENGTH + 1, _ -> false, List.of());
        assertThat(engine.snapshot().blind()).isEmpty();
        deliver(engine, HOLE + LENGTH + 1, HOLE + LENGTH + 30, _ -> false, List.of());
        assertThat(silences(engine)).isEmpty();
        assertThat(engine.snapshot().anomalies())
                .extracting(Anomaly::rule)
                .doesNotContain(Anomaly.Rule.SILENCE);
        assertThat(engine.snapshot().history().reliability(0))
                .isEqualTo(new Reliability(1, Reliability.Reason.FINE));
    }

    @Test
    void whoDoesNotComeBackWithTheOthersIsSilent() {
        Engine engine = run(_ -> false, _ -> true, List.of());
        // A third is back: the rest may follow; three cells later it is their own silence.
        deliver(engine, HOLE + LENGTH, HOLE + LENGTH + 2, BEHIND, List.of());
        assertThat(engine.snapshot().blind()).isPresent();
        assertThat(silences(engine)).isEmpty();
        deliver(engine, HOLE + LENGTH + 2, HOLE + LENGTH + 8, BEHIND, List.of());
        assertThat(engine.snapshot().blind()).isEmpty();
        assertThat(silences(engine)).containsExactly(4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void halfOfThemSilentIsNotThePath() {
        Engine engine = run(_ -> false, series -> series < 6, List.of());
        assertThat(engine.snapshot().blind()).isEmpty();
        assertThat(silences(engine)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aSourceThatHearsNothingAtAllIsBlindForItsReason() {
        BitSet all = bits(_ -> true);
        Engine engine = run(_ -> false, _ -> true, List.of(new Told(HOLE, all, "broker1 is down")));
        assertThat(engine.snapshot().blind())
                .contains(new Snapshot.Blind(at(HOLE - 1), "broker1 is down"));
        assertThat(silences(engine)).isEmpty();
    }

    @Test
    void aRewindIntoTheHoleIsBlindAgain() {
        Engine engine = run(_ -> false, _ -> true, List.of());
        deliver(engine, HOLE + LENGTH, HOLE + 60, _ -> false, List.of());
        Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(HOLE + 5));
        engine.apply(new EngineCommand.Rewind(point));
        deliver(engine, 180, HOLE, _ -> false, List.of());
        assertThat(engine.snapshot().blind()).isEmpty();
        deliver(engine, HOLE, HOLE + LENGTH, _ -> true, List.of());
        Snapshots.assertSame(engine.snapshot(), run(_ -> false, _ -> true, List.of()).snapshot());
    }

    private record Told(int cell, BitSet series, String why) {}

    private static BitSet bits(IntPredicate which) {
        BitSet bits = new BitSet();
        IntStream.range(0, SERIES.size()).filter(which).forEach(bits::set);
        return bits;
    }

    private static List<Integer> silences(Engine engine) {
        return engine.open().stream()
                .filter(a -> a.rule() == Anomaly.Rule.SILENCE)
                .map(Anomaly::series)
                .toList();
    }

    /// An engine that was given all up to the end of the hole.
    private Engine run(IntPredicate before, IntPredicate lost, List<Told> told) {
        Engine engine = new Engine();
        engine.apply(SmallShop.whole().start());
        deliver(engine, 0, HOLE, before, told);
        deliver(engine, HOLE, HOLE + LENGTH, lost, told);
        return engine;
    }

    private void deliver(Engine engine, int from, int to, IntPredicate lost, List<Told> told) {
        for (int cell = from; cell < to; cell++) {
            for (Told word : told) {
                if (word.cell == cell) {
                    engine.apply(new EngineCommand.Unheard(word.series, word.why));
                }
            }
            SampleBatch.Builder batch = new SampleBatch.Builder(20);
            for (int i = 0; i < samples.size(); i++) {
                boolean now =
                        samples.arrivedMillis()[i] == timeOf(cell)
                                && samples.atMillis()[i] > timeOf(cell - 1);
                if (now && !lost.test(samples.series()[i])) {
                    batch.add(
                            samples.series()[i],
                            samples.atMillis()[i],
                            samples.arrivedMillis()[i],
                            samples.values()[i]);
                }
            }
            engine.apply(new EngineCommand.Samples(batch.build()));
            engine.apply(new EngineCommand.Tick(at(cell)));
        }
    }
}
