package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.SERIES;
import static dev.faultline.engine.SmallShop.at;
import static dev.faultline.engine.SmallShop.timeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.history.Keeping;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.signal.Baselines;
import dev.faultline.signal.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run without an end.
class LiveEngineTest {
    private final SmallShop shop = SmallShop.whole();

    @TempDir private Path folder;

    @Test
    void saysTheSameAsARecordingOfTheSame() throws InterruptedException {
        Engine recorded = new Engine();
        recorded.apply(shop.start());
        Engine live = new Engine();
        begin(live::apply);
        for (int cell = 0; cell <= FAULT + 6; cell++) {
            EngineTest.deliver(recorded, shop, cell, 1);
            EngineTest.deliver(live, shop, cell, 1);
        }
        Snapshots.assertSame(live.snapshot(), recorded.snapshot());
    }

    @Test
    void neverGoesBack() throws InterruptedException {
        Engine live = new Engine();
        begin(live::apply);
        EngineTest.deliver(live, shop, 0, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> live.apply(new EngineCommand.Rewind(at(0))))
                .withMessageContaining("does not go back");
    }

    @Test
    void aSampleIsInASnapshotBeforeItsCellCloses() throws InterruptedException {
        try (EngineThread engine = new EngineThread()) {
            begin(engine);
            SampleBatch.Builder batch = new SampleBatch.Builder(1);
            for (int i = 1; i < 20; i++) {
                batch.add(2, timeOf(0) - 20_000 + i, timeOf(0), i);
                engine.samples(batch.build());
                double value = i;
                await().pollInterval(5, TimeUnit.MILLISECONDS)
                        .atMost(1, TimeUnit.SECONDS)
                        .until(() -> engine.get().newest().value(2) == value);
            }
            assertThat(engine.get().history().length()).isZero();
            assertThat(engine.get().counts().samples()).isEqualTo(19);
        }
    }

    @Test
    void whatTheSamplesMeanIsWorkedOutBesideAndIsInTheLastSnapshot() throws InterruptedException {
        Engine straight = new Engine();
        begin(straight::apply);
        try (EngineThread engine = new EngineThread()) {
            begin(engine);
            for (int cell = 0; cell <= FAULT + 6; cell++) {
                EngineTest.deliver(straight, shop, cell, 1);
                for (EngineCommand command : EngineTest.commands(shop, cell)) {
                    engine.send(command);
                }
            }
            await().until(() -> engine.get().at().equals(at(FAULT + 6)));
            Snapshots.assertSame(engine.get(), straight.snapshot());
            assertThat(engine.get().diagnosis().ranking().top().orElseThrow().service().value())
                    .isEqualTo("db");
        }
    }

    @Test
    void anotherStartShowsNothingOfTheRunBefore() throws InterruptedException {
        try (EngineThread engine = new EngineThread()) {
            begin(engine);
            for (int cell = 0; cell <= 100; cell++) {
                for (EngineCommand command : EngineTest.commands(shop, cell)) {
                    engine.send(command);
                }
            }
            engine.send(start());
            await().until(() -> engine.get().series().isEmpty());
            engine.series(SERIES);
            engine.tick(at(3));
            await().until(() -> engine.get().at().equals(at(3)));
            assertThat(engine.get().history().length()).isEqualTo(4);
        }
    }

    @Test
    void givesItsBaselinesToBeKept() throws Exception {
        try (EngineThread engine = new EngineThread()) {
            begin(engine);
            for (int cell = 0; cell <= 300; cell++) {
                for (EngineCommand command : EngineTest.commands(shop, cell)) {
                    engine.send(command);
                }
            }
            Baselines kept = engine.baselines("topic metrics").get(20, TimeUnit.SECONDS);
            assertThat(kept.source()).isEqualTo("topic metrics");
            assertThat(kept.at()).isEqualTo(at(300));
            assertThat(kept.series()).hasSize(SERIES.size());
        }
    }

    @Test
    void baselinesThatWereBroughtAreGivenToSeriesThatComeLater() throws InterruptedException {
        Engine before = new Engine();
        begin(before::apply);
        for (int cell = 0; cell <= 300; cell++) {
            EngineTest.deliver(before, shop, cell, 1);
        }
        Baselines brought = before.baselines("last week");
        Engine live = new Engine();
        live.apply(start());
        live.apply(new EngineCommand.Known(brought));
        live.apply(new EngineCommand.Tick(at(300)));
        live.apply(new EngineCommand.SeriesAdded(SERIES.subList(0, 5)));
        live.apply(new EngineCommand.SeriesAdded(SERIES.subList(5, 7)));
        EngineTest.deliver(live, shop.only(7), 301, 1);
        Snapshot snapshot = live.snapshot();
        assertThat(snapshot.history().method(0)).isEqualTo(Method.STL);
        assertThat(snapshot.history().expected(6, 301)).isNotNaN();
        assertThat(snapshot.history().learned(6)).isEqualTo(1);
        assertThat(snapshot.notices())
                .extracting(Notice::text)
                .anyMatch(
                        text -> text.startsWith("Of 7 series here, 7 are known from 'last week'"));
    }

    @Test
    void keepsSoManyNoticesAndCountsTheOthers() {
        Engine engine = new Engine();
        engine.apply(start());
        for (int i = 0; i < 700; i++) {
            engine.apply(new EngineCommand.Noticed(Notice.info("n" + i % 600)));
        }
        assertThat(engine.snapshot().notices()).hasSize(501);
        assertThat(engine.snapshot().notices().getLast().text())
                .isEqualTo("100 more notices were left out.");
    }

    @Test
    void forgetsAnomaliesOfMoreThanAFortnight() throws InterruptedException {
        Engine live = new Engine();
        begin(live::apply);
        for (int cell = 0; cell < SmallShop.CELLS; cell++) {
            EngineTest.deliver(live, shop, cell, 1);
        }
        assertThat(live.snapshot().anomalies()).isNotEmpty();
        int first = SmallShop.CELLS;
        for (int cell = first; cell < first + 16 * 144; cell++) {
            live.apply(new EngineCommand.Tick(at(cell)));
        }
        Instant oldest = live.snapshot().at().minus(Duration.ofDays(15));
        assertThat(live.snapshot().anomalies())
                .allSatisfy(a -> assertThat(a.ended().orElseThrow()).isAfter(oldest));
    }

    private EngineCommand.Start start() {
        return EngineCommand.Start.live(
                SmallShop.START, SmallShop.STEP, new Keeping(Duration.ofDays(15), folder, 1 << 24));
    }

    private void begin(CommandSink sink) throws InterruptedException {
        sink.send(start());
        sink.topology(shop.start().topology());
        sink.series(SERIES);
    }
}
