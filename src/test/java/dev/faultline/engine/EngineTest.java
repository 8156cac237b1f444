package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.CELLS;
import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SampleBatch;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Method;
import dev.faultline.source.RestorePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final SmallShop shop = SmallShop.whole();

    @Test
    void findsTheFaultWithItsOnsetAndNamesTheRoot() {
        Snapshot snapshot = run(shop, FAULT + 6, 1).snapshot();

        assertThat(snapshot.onset())
                .as("seed %d", SmallShop.SEED)
                .isEqualTo(Optional.of(at(FAULT)));
        assertThat(snapshot.diagnosis().ranking().incident()).isGreaterThan(.9);
        assertThat(snapshot.diagnosis().ranking().top().orElseThrow().service().value())
                .isEqualTo("db");
        assertThat(snapshot.anomalies())
                .filteredOn(Anomaly::open)
                .extracting(a -> SmallShop.SERIES.get(a.series()).id().toString())
                .contains("web/latency", "orders/latency", "db/latency", "db/errors");
    }

    @Test
    void isCalmBeforeTheFaultAndAfterIt() {
        assertThat(run(shop, FAULT - 1, 1).snapshot().onset()).isEmpty();
        Snapshot after = run(shop, CELLS - 1, 1).snapshot();
        assertThat(after.onset()).isEmpty();
        assertThat(after.anomalies()).noneMatch(Anomaly::open);
        assertThat(after.anomalies())
                .filteredOn(a -> a.onset().equals(at(FAULT)))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(a -> assertThat(a.ended()).contains(at(FAULT + 12)));
    }

    @Test
    void learnsTheSeasonAfterTwoDays() {
        Snapshot young = run(shop, 150, 1).snapshot();
        assertThat(young.history().method(0)).isEqualTo(Method.LEVEL);
        assertThat(young.history().learned(0)).isBetween(.45, .6);
        Snapshot grown = run(shop, 400, 1).snapshot();
        assertThat(grown.history().method(0)).isEqualTo(Method.STL);
        assertThat(grown.history().learned(0)).isEqualTo(1);
        // Latency has no season here.
        assertThat(grown.history().method(1)).isEqualTo(Method.LEVEL);
        double expected = grown.history().expected(0, 400);
        double truth = 100 * (1 + .6 * Math.sin(2 * Math.PI * 400 / 144));
        assertThat(expected / truth).isBetween(.9, 1.1);
    }

    @Test
    void comparesWithTheReferenceWhereThereIsOne() {
        SmallShop known = SmallShop.withReference();
        Snapshot first = run(known, 0, 1).snapshot();
        assertThat(first.history().method(1)).isEqualTo(Method.REFERENCE);
        assertThat(first.history().expected(1, 0)).isBetween(.045, .055);
        assertThat(first.history().learned(1)).isEqualTo(1);
    }

    @Test
    void saysTheSameHoweverTheSamplesAreBatched() {
        Snapshot whole = run(shop, FAULT + 4, 1).snapshot();
        for (int batches : new int[] {2, 5}) {
            Snapshots.assertSame(run(shop, FAULT + 4, batches).snapshot(), whole);
        }
    }

    @Test
    void neverDependsOnWhichSnapshotsWereAskedFor() {
        Engine quiet = begin(shop);
        Engine asked = begin(shop);
        for (int cell = 0; cell < FAULT + 5; cell++) {
            deliver(quiet, shop, cell, 1);
            deliver(asked, shop, cell, 1);
            if (cell % 7 == 0) {
                asked.snapshot();
            }
        }
        Snapshots.assertSame(asked.snapshot(), quiet.snapshot());
    }

    @Test
    void saysTheSameWhereverAndWheneverFitsAreComputed() {
        Snapshot here = run(shop, CELLS - 1, 1).snapshot();
        Snapshots.assertSame(run(withExecutor(_ -> {}), shop, CELLS - 1).snapshot(), here);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Snapshots.assertSame(run(withExecutor(threads), shop, CELLS - 1).snapshot(), here);
        }
        // Each task is begun when the next one comes.
        AtomicReference<Runnable> waiting = new AtomicReference<>(() -> {});
        Executor late = task -> waiting.getAndSet(task).run();
        Snapshots.assertSame(run(withExecutor(late), shop, CELLS - 1).snapshot(), here);
    }

    @Test
    void fitsThatWaitAreStillTakenAfterARewind() {
        // The season is asked for at cell 288 or a few later, and taken a cell after that.
        for (int ahead = 288; ahead < 300; ahead++) {
            Engine engine = withExecutor(_ -> {});
            for (int cell = 0; cell <= ahead; cell++) {
                deliver(engine, shop, cell, 1);
            }
            Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(ahead));
            engine.apply(new EngineCommand.Rewind(point));
            int from = (int) RestorePoint.closedCells(SmallShop.START, SmallShop.STEP, point);
            for (int cell = from; cell <= 330; cell++) {
                deliver(engine, shop, cell, 1);
            }
            Snapshots.assertSame(engine.snapshot(), run(shop, 330, 1).snapshot());
        }
    }

    private static Engine withExecutor(Executor executor) {
        Engine engine = new Engine(EngineParameters.DEFAULT, executor);
        engine.apply(SmallShop.whole().start());
        engine.apply(new EngineCommand.Reference(SmallShop.whole().reference()));
        return engine;
    }

    private static Engine run(Engine engine, SmallShop shop, int lastCell) {
        for (int cell = 0; cell <= lastCell; cell++) {
            deliver(engine, shop, cell, 1);
        }
        return engine;
    }

    @Test
    void neverLooksAhead() {
        for (int cell : new int[] {200, 400, FAULT + 3}) {
            Snapshot fromCut = run(shop.cutAt(at(cell)), cell, 1).snapshot();
            Snapshots.assertSame(run(shop, cell, 1).snapshot(), fromCut);
        }
    }

    @Test
    void rewindsToWhatItKnewThen() {
        long seed = 11;
        Random random = new Random(seed);
        // From after the fault into it and before it, onto restore points and between them.
        int inFault = RestorePoint.EVERY_CELLS * (FAULT / RestorePoint.EVERY_CELLS + 1) - 1;
        assertThat(inFault).isBetween(FAULT + 3, FAULT + 11);
        IntStream wanted =
                IntStream.concat(
                        IntStream.of(CELLS - 1, inFault, inFault - 60, FAULT + 5, inFault - 60),
                        IntStream.generate(() -> random.nextInt(CELLS)).limit(8));
        Engine engine = begin(shop);
        int delivered = -1;
        for (int cell : wanted.toArray()) {
            if (cell < delivered) {
                Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(cell));
                engine.apply(new EngineCommand.Rewind(point));
                long closed = RestorePoint.closedCells(SmallShop.START, SmallShop.STEP, point);
                delivered = (int) closed - 1;
            }
            while (delivered < cell) {
                deliver(engine, shop, ++delivered, 1);
            }
            Snapshots.assertSame(engine.snapshot(), run(shop, cell, 1).snapshot());
        }
    }

    @Test
    void leavesOlderSnapshotsAloneWhenItRewindsAndGoesAnotherWay() {
        Engine engine = run(shop, 170, 1);
        Snapshot before = engine.snapshot();
        double observed = before.history().observed(0, 165);
        engine.apply(new EngineCommand.Rewind(at(119)));
        for (int cell = 120; cell < 170; cell++) {
            engine.apply(new EngineCommand.Tick(at(cell)));
        }
        assertThat(engine.snapshot().history().observed(0, 165)).isNaN();
        assertThat(before.history().observed(0, 165)).isEqualTo(observed);
        assertThat(before.history().length()).isEqualTo(171);
    }

    @Test
    void countsWhatCameTwiceTooLateOrTooEarly() {
        Engine engine = run(shop, 10, 1);
        Snapshot.Counts before = engine.snapshot().counts();
        SampleBatch.Builder batch = new SampleBatch.Builder(4);
        batch.add(0, SmallShop.timeOf(11), SmallShop.timeOf(10), 1);
        batch.add(0, SmallShop.timeOf(11), SmallShop.timeOf(10), 2);
        batch.add(0, SmallShop.timeOf(10), SmallShop.timeOf(10), 3);
        batch.add(0, SmallShop.timeOf(100), SmallShop.timeOf(10), 4);
        engine.apply(new EngineCommand.Samples(batch.build()));
        engine.apply(new EngineCommand.Tick(at(11)));
        Snapshot after = engine.snapshot();
        assertThat(after.counts().samples()).isEqualTo(before.samples() + 2);
        assertThat(after.counts().duplicates()).isEqualTo(before.duplicates() + 1);
        assertThat(after.counts().late()).isEqualTo(before.late() + 1);
        assertThat(after.counts().early()).isEqualTo(before.early() + 1);
        assertThat(after.history().observed(0, 11)).isEqualTo(1.5);
        assertThat(after.history().observed(1, 11)).as("a gap stays a gap").isNaN();
    }

    @Test
    void aClockThatGoesBackAndTimesFarAheadChangeNothing() {
        Engine engine = run(shop, 20, 1);
        Snapshot before = engine.snapshot();
        engine.apply(new EngineCommand.Tick(at(5)));
        assertThat(engine.snapshot().at()).isEqualTo(before.at());
        assertThat(engine.snapshot().history().length()).isEqualTo(before.history().length());
        SampleBatch.Builder batch = new SampleBatch.Builder(4);
        batch.add(0, SmallShop.timeOf(30_000_000), SmallShop.timeOf(20), 1);
        batch.add(0, SmallShop.timeOf(-30_000_000), SmallShop.timeOf(20), 1);
        batch.add(0, Long.MAX_VALUE / 2, SmallShop.timeOf(20), 1);
        engine.apply(new EngineCommand.Samples(batch.build()));
        for (int cell = 21; cell < 60; cell++) {
            deliver(engine, shop, cell, 1);
        }
        Snapshot after = engine.snapshot();
        Snapshot undisturbed = run(shop, 59, 1).snapshot();
        assertThat(after.counts().early()).isEqualTo(undisturbed.counts().early() + 2);
        assertThat(after.counts().late()).isEqualTo(undisturbed.counts().late() + 1);
        assertThat(after.anomalies()).isEqualTo(undisturbed.anomalies());
        assertThat(after.history().expected(0, 59))
                .isEqualTo(undisturbed.history().expected(0, 59));
    }

    @Test
    void refusesCommandsOutOfTurn() {
        Engine engine = begin(shop);
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.apply(new EngineCommand.Rewind(at(0))));
        deliver(engine, shop, 0, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.apply(new EngineCommand.Reference(shop.reference())));
    }

    @Test
    void hasAnEmptySnapshotBeforeAnythingCame() {
        assertThat(new Engine().snapshot().history().length()).isZero();
        assertThat(begin(shop).snapshot().series()).isEqualTo(SmallShop.SERIES);
    }

    /// An engine that was given all up to the tick of a cell.
    private static Engine run(SmallShop shop, int lastCell, int batches) {
        Engine engine = begin(shop);
        for (int cell = 0; cell <= lastCell; cell++) {
            deliver(engine, shop, cell, batches);
        }
        return engine;
    }

    private static Engine begin(SmallShop shop) {
        Engine engine = new Engine();
        engine.apply(shop.start());
        engine.apply(new EngineCommand.Reference(shop.reference()));
        return engine;
    }

    static void deliver(Engine engine, SmallShop shop, int cell, int batches) {
        commands(shop, cell, batches).forEach(engine::apply);
    }

    static List<EngineCommand> commands(SmallShop shop, int cell) {
        return commands(shop, cell, 1);
    }

    private static List<EngineCommand> commands(SmallShop shop, int cell, int batches) {
        List<EngineCommand> commands = new ArrayList<>();
        SampleBatch all = shop.samples();
        long to = SmallShop.timeOf(cell);
        int from = firstArrivedAfter(all, to - SmallShop.STEP.toMillis());
        int end = firstArrivedAfter(all, to);
        for (int part = 0; part < batches; part++) {
            SampleBatch.Builder batch = new SampleBatch.Builder(10);
            int partEnd = part == batches - 1 ? end : from + (end - from) * (part + 1) / batches;
            for (int i = from + (end - from) * part / batches; i < partEnd; i++) {
                batch.add(
                        all.series()[i],
                        all.atMillis()[i],
                        all.arrivedMillis()[i],
                        all.values()[i]);
            }
            commands.add(new EngineCommand.Samples(batch.build()));
        }
        for (ChangeEvent change : shop.changes()) {
            long at = change.at().toEpochMilli();
            if (at > to - SmallShop.STEP.toMillis() && at <= to) {
                commands.add(new EngineCommand.Changed(change));
            }
        }
        commands.add(new EngineCommand.Tick(at(cell)));
        return commands;
    }

    private static int firstArrivedAfter(SampleBatch batch, long millis) {
        int i = 0;
        while (i < batch.size() && batch.arrivedMillis()[i] <= millis) {
            i++;
        }
        return i;
    }
}
