package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Method;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Four services with the same daily traffic at levels of their own; the last one is deployed at
/// noon of the fourth day, beside a database that knows another metric.
class SiblingsTest {
    private static final long SEED = 7;
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Instant START = Instant.parse("2026-11-16T00:10:00Z");
    private static final int BORN = 3 * 144 + 72;
    private static final int YOUNG = 4;

    @Test
    void aNewSeriesBorrowsTheSeasonOfItsSiblingsUntilItHasItsOwn() {
        Snapshot alone = run(ComponentKind.DATABASE, BORN + 60);
        Snapshot among = run(ComponentKind.SERVICE, BORN + 60);
        assertThat(alone.history().method(YOUNG)).isEqualTo(Method.LEVEL);
        assertThat(among.history().method(YOUNG)).isEqualTo(Method.SIBLING);
        assertThat(among.history().learned(YOUNG)).isLessThan(.5);
        double borrowed = miss(among);
        double own = miss(alone);
        assertThat(borrowed).as("seed %d", SEED).isLessThan(.06).isLessThan(own / 2);

        Snapshot grown = run(ComponentKind.SERVICE, BORN + 3 * 144);
        assertThat(grown.history().method(YOUNG)).isEqualTo(Method.STL);
    }

    /// The mean miss over the hours in which traffic falls, as a share.
    private static double miss(Snapshot snapshot) {
        return IntStream.range(BORN + 20, BORN + 60)
                .mapToDouble(cell ->
                        Math.abs(snapshot.history().expected(YOUNG, cell) / truth(YOUNG, cell) - 1))
                .average()
                .orElseThrow();
    }

    private static Snapshot run(ComponentKind kindOfYoung, int lastCell) {
        List<Component> components =
                IntStream.rangeClosed(0, YOUNG)
                        .mapToObj(i ->
                                new Component(
                                        new ServiceId("s" + i),
                                        i == YOUNG ? kindOfYoung : ComponentKind.SERVICE,
                                        "team",
                                        2))
                        .toList();
        List<SeriesInfo> series =
                components.stream()
                        .map(c ->
                                new SeriesInfo(
                                        SeriesId.of(c.id().value(), "rps"),
                                        Unit.PER_SECOND,
                                        Signal.TRAFFIC))
                        .toList();
        Engine engine = new Engine();
        engine.apply(
                new EngineCommand.Start(
                        Topology.of("siblings", components, List.of()).topology(),
                        series,
                        START,
                        STEP));
        Random random = new Random(SEED);
        for (int cell = 0; cell <= lastCell; cell++) {
            long at = START.toEpochMilli() + cell * STEP.toMillis();
            SampleBatch.Builder batch = new SampleBatch.Builder(8);
            for (int s = 0; s <= YOUNG; s++) {
                double value = truth(s, cell) * Math.exp(.02 * random.nextGaussian());
                if (s < YOUNG || cell >= BORN) {
                    batch.add(s, at, at, value);
                }
            }
            engine.apply(new EngineCommand.Samples(batch.build()));
            engine.apply(new EngineCommand.Tick(Instant.ofEpochMilli(at)));
        }
        return engine.snapshot();
    }

    private static double truth(int service, int cell) {
        return 10 * (1 + 3 * service) * Math.exp(-Math.cos(2 * Math.PI * (cell - 24) / 144.0));
    }
}
