package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What waits is late, although nobody answers worse.
class BacklogTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int NORMAL = 600;

    /// Whether an incident is open when one series has been far above normal for some minutes.
    private static boolean opens(ComponentKind kind, int minutes) {
        Topology topology =
                Topology.of(
                                "one",
                                List.of(new Component(new ServiceId("it"), kind, "team", 2)),
                                List.of())
                        .topology();
        SeriesInfo waiting =
                new SeriesInfo(SeriesId.of("it", "backlog"), Unit.COUNT, Signal.SATURATION);
        Engine engine = new Engine();
        engine.apply(
                new EngineCommand.Start(topology, List.of(waiting), START, Duration.ofMinutes(1)));
        Random random = new Random(7);
        for (int cell = 0; cell < NORMAL + minutes; cell++) {
            long at = START.plusSeconds(60L * cell).toEpochMilli();
            SampleBatch.Builder batch = new SampleBatch.Builder(1);
            batch.add(0, at, at, 20 + random.nextGaussian() + (cell < NORMAL ? 0 : 500));
            engine.apply(new EngineCommand.Samples(batch.build()));
            engine.apply(new EngineCommand.Tick(Instant.ofEpochMilli(at)));
        }
        return engine.onset().isPresent();
    }

    @Test
    void aQueueThatKeepsFillingOpensAnIncident() {
        assertThat(opens(ComponentKind.QUEUE, 20)).isTrue();
    }

    @Test
    void aBurstOfMessagesAndABusyHostDoNot() {
        assertThat(opens(ComponentKind.QUEUE, 5)).isFalse();
        assertThat(opens(ComponentKind.HOST, 20)).isFalse();
    }
}
