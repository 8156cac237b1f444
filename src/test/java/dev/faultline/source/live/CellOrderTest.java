package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.CommandSink;
import dev.faultline.engine.EngineCommand;
import dev.faultline.model.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellOrderTest {
    private static final long START = 1_800_000_000_000L;
    private static final long STEP = 60_000;

    private final List<EngineCommand> sent = new ArrayList<>();
    private final CommandSink sink = sent::add;
    private final CellOrder order = new CellOrder(START, STEP, sink);

    @Test
    void whatIsFarAheadWaitsForItsTurn() throws InterruptedException {
        order.add(at(START, START + 10 * STEP), Long.MAX_VALUE);
        assertThat(order.waiting()).isEqualTo(1);
        assertThat(times()).containsExactly(START);
        for (int i = 0; i < 7; i++) {
            order.tick();
        }
        assertThat(order.waiting()).isEqualTo(1);
        order.tick();
        assertThat(order.waiting()).isZero();
        assertThat(times()).containsExactly(START, START + 10 * STEP);
    }

    @Test
    void whatNobodyCanHaveMeasuredYetIsLeftToTheReceiver() throws InterruptedException {
        order.add(at(START + 100 * STEP), START);
        assertThat(order.waiting()).isZero();
        assertThat(times()).containsExactly(START + 100 * STEP);
    }

    @Test
    void nothingIsLostOrDoubledAndNothingComesTooEarly() throws InterruptedException {
        Random random = new Random(5);
        List<Long> all = new ArrayList<>();
        for (int poll = 0; poll < 200; poll++) {
            long[] times =
                    random.longs(20, order.nextEnd() - STEP + 1, order.nextEnd() + 30 * STEP)
                            .toArray();
            Arrays.stream(times).forEach(all::add);
            order.add(at(times), Long.MAX_VALUE);
            order.tick();
        }
        for (int i = 0; i < 40; i++) {
            order.tick();
        }
        assertThat(times()).containsExactlyInAnyOrderElementsOf(all);
        long cells = 0;
        for (EngineCommand command : sent) {
            switch (command) {
                case EngineCommand.Tick _ -> cells++;
                case EngineCommand.Samples(var batch) -> {
                    for (long at : batch.atMillis()) {
                        assertThat(Math.ceilDiv(at - START, STEP)).isBetween(cells, cells + 3);
                    }
                }
                default -> throw new AssertionError(command);
            }
        }
    }

    private List<Long> times() {
        List<Long> times = new ArrayList<>();
        for (EngineCommand command : sent) {
            if (command instanceof EngineCommand.Samples(var batch)) {
                Arrays.stream(batch.atMillis()).forEach(times::add);
            }
        }
        return times;
    }

    private static SampleBatch at(long... times) {
        SampleBatch.Builder batch = new SampleBatch.Builder(times.length);
        for (long time : times) {
            batch.add(0, time, time, 1);
        }
        return batch.build();
    }
}
