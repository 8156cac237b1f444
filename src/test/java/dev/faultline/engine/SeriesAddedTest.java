package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.CELLS;
import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.SERIES;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.history.Keeping;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.source.RestorePoint;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Series that come up while the engine runs.
class SeriesAddedTest {
    /// Series that are there from the start; of the others, each begins so many cells later.
    private static final int FIRST = 4;

    private static final int APART = 17;

    private final SampleBatch samples = delayed();

    @TempDir private Path folder;

    @Test
    void seriesThatComeLaterGiveTheSameBitsAsSeriesToldAtTheStart() {
        Engine told = new Engine();
        told.apply(SmallShop.whole().start());
        Engine added = new Engine();
        added.apply(start(FIRST));
        for (int cell = 0; cell < CELLS; cell++) {
            for (int series = FIRST; series < SERIES.size(); series++) {
                if (cell == begin(series) || cell == 0 && begin(series) < 0) {
                    added.apply(new EngineCommand.SeriesAdded(List.of(SERIES.get(series))));
                }
            }
            deliver(told, cell, SERIES.size());
            deliver(added, cell, SERIES.size());
            if (cell > begin(SERIES.size()) && cell % 90 == 0 || cell == FAULT + 6) {
                Snapshots.assertSame(added.snapshot(), told.snapshot());
            }
        }
        Snapshots.assertSame(added.snapshot(), told.snapshot());
        assertThat(added.snapshot().anomalies()).isNotEmpty();
    }

    @Test
    void aSnapshotMadeBeforeKeepsItsSeries() {
        Engine engine = new Engine();
        engine.apply(start(FIRST));
        for (int cell = 0; cell < 30; cell++) {
            deliver(engine, cell, FIRST);
        }
        Snapshot before = engine.snapshot();
        engine.apply(new EngineCommand.SeriesAdded(SERIES.subList(FIRST, SERIES.size())));
        for (int cell = 30; cell < 60; cell++) {
            deliver(engine, cell, SERIES.size());
        }
        Snapshot after = engine.snapshot();
        assertThat(before.series()).hasSize(FIRST);
        assertThat(before.history().seriesCount()).isEqualTo(FIRST);
        assertThat(before.history().length()).isEqualTo(30);
        assertThat(after.series()).isEqualTo(SERIES);
        assertThat(after.history().observed(FIRST, 29)).isNaN();
        assertThat(after.history().observed(FIRST, 59)).isNotNaN();
        for (int cell = 0; cell < 30; cell++) {
            assertThat(after.history().observed(0, cell))
                    .isEqualTo(before.history().observed(0, cell));
        }
    }

    @Test
    void aRewindKeepsWhatCameUpMeanwhile() {
        Engine engine = new Engine();
        engine.apply(start(FIRST));
        for (int cell = 0; cell < 70; cell++) {
            deliver(engine, cell, FIRST);
        }
        engine.apply(new EngineCommand.SeriesAdded(SERIES.subList(FIRST, SERIES.size())));
        for (int cell = 70; cell < 130; cell++) {
            deliver(engine, cell, SERIES.size());
        }
        Snapshot straight = engine.snapshot();
        Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(65));
        engine.apply(new EngineCommand.Rewind(point));
        assertThat(engine.snapshot().series()).isEqualTo(SERIES);
        for (int cell = 60; cell < 130; cell++) {
            deliver(engine, cell, cell < 70 ? FIRST : SERIES.size());
        }
        Snapshots.assertSame(engine.snapshot(), straight);
    }

    @Test
    void aLiveRunBeginsWithNothingAndKnowsComponentsOnlyWhenTheyAreSaid() {
        Engine engine = new Engine();
        engine.apply(
                EngineCommand.Start.live(
                        SmallShop.START,
                        SmallShop.STEP,
                        new Keeping(Duration.ofDays(15), folder, 1 << 20)));
        assertThat(engine.snapshot().series()).isEmpty();
        engine.apply(new EngineCommand.SeriesAdded(SERIES));
        for (int cell = 0; cell < FAULT + 6; cell++) {
            deliver(engine, cell, SERIES.size());
            if (cell % 100 == 99) {
                assertThat(engine.snapshot().diagnosis().ranking().causes()).isEmpty();
            }
        }
        engine.apply(new EngineCommand.TopologyChanged(SmallShop.whole().start().topology()));
        assertThat(engine.snapshot().diagnosis().ranking().top().orElseThrow().service().value())
                .isEqualTo("db");
        engine.apply(
                new EngineCommand.TopologyChanged(
                        Topology.of(
                                        "half",
                                        List.of(
                                                new Component(
                                                        new ServiceId("db"),
                                                        ComponentKind.SERVICE,
                                                        "team",
                                                        2)),
                                        List.of())
                                .topology()));
        assertThat(engine.snapshot().diagnosis().ranking().top().orElseThrow().service().value())
                .isEqualTo("db");
    }

    @Test
    void tellsTheNewestSampleOfEachSeriesBeforeItsCellCloses() {
        Engine engine = new Engine();
        engine.apply(start(FIRST));
        deliver(engine, 0, FIRST);
        engine.apply(new EngineCommand.SeriesAdded(List.of(pod("web", "a"), pod("web", "b"))));
        SampleBatch.Builder batch = new SampleBatch.Builder(4);
        batch.add(FIRST, SmallShop.timeOf(1) - 5000, SmallShop.timeOf(1), 7);
        batch.add(FIRST + 1, SmallShop.timeOf(1) - 3000, SmallShop.timeOf(1), 8);
        batch.add(FIRST, SmallShop.timeOf(1) - 9000, SmallShop.timeOf(1), 9);
        engine.apply(new EngineCommand.Samples(batch.build()));
        Snapshot.Newest newest = engine.snapshot().newest();
        assertThat(newest.value(FIRST)).isEqualTo(8);
        assertThat(newest.at(FIRST)).contains(Instant.ofEpochMilli(SmallShop.timeOf(1) - 3000));
        assertThat(newest.at()).isEqualTo(newest.at(FIRST));
        assertThat(newest.at(0)).contains(at(0));
        assertThat(engine.snapshot().history().length()).as("no cell has closed").isEqualTo(1);
        engine.apply(new EngineCommand.SeriesAdded(List.of(SERIES.get(FIRST))));
        assertThat(newest.at(FIRST + 1)).as("it came up later").isEmpty();
        assertThat(newest.value(FIRST + 1)).isNaN();
        assertThat(engine.snapshot().newest().at(FIRST + 1)).isEmpty();
    }

    private static SeriesInfo pod(String service, String pod) {
        return new SeriesInfo(
                new SeriesId(new ServiceId(service), "queue", new TreeMap<>(Map.of("pod", pod))),
                Unit.COUNT,
                Signal.SATURATION);
    }

    private static EngineCommand.Start start(int series) {
        EngineCommand.Start whole = SmallShop.whole().start();
        return new EngineCommand.Start(
                whole.topology(), SERIES.subList(0, series), whole.gridStart(), whole.step());
    }

    /// The first cell with a sample of a series.
    private static int begin(int series) {
        return (series - FIRST + 1) * APART;
    }

    private static SampleBatch delayed() {
        SampleBatch all = SmallShop.whole().samples();
        SampleBatch.Builder kept = new SampleBatch.Builder(all.size());
        for (int i = 0; i < all.size(); i++) {
            int series = all.series()[i];
            if (series < FIRST
                    || all.arrivedMillis()[i] >= SmallShop.timeOf(begin(series))
                            && all.atMillis()[i] > SmallShop.timeOf(begin(series) - 1)) {
                kept.add(series, all.atMillis()[i], all.arrivedMillis()[i], all.values()[i]);
            }
        }
        return kept.build();
    }

    private void deliver(Engine engine, int cell, int series) {
        SampleBatch.Builder batch = new SampleBatch.Builder(20);
        for (int i = 0; i < samples.size(); i++) {
            if (samples.arrivedMillis()[i] == SmallShop.timeOf(cell)
                    && samples.series()[i] < series) {
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
