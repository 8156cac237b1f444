package dev.faultline.ui.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.history.History;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReductionTest {
    private static final int COLUMNS = 40;
    private final History history = history();

    @Test
    void keepsTheLowestAndTheHighestOfEachColumn() {
        int last = history.length() - 1;
        int[] kept = Reduction.cells(history, 0, 0, last, COLUMNS);
        assertThat(kept).isSorted().hasSizeBetween(COLUMNS, 2 * COLUMNS);
        assertThat(range(kept)).isEqualTo(range(IntStream.rangeClosed(0, last).toArray()));
    }

    @Test
    void keepsAllOfWhatIsShort() {
        assertThat(Reduction.cells(history, 0, 10, 20, COLUMNS))
                .containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(Reduction.cells(history, 0, 20, 10, COLUMNS)).isEmpty();
    }

    @Test
    void keepsAGapAGap() {
        // The last forty cells have no samples at all: whole columns are empty.
        int last = history.length() - 1;
        int[] kept = Reduction.cells(history, 0, 0, last, COLUMNS);
        assertThat(IntStream.of(kept).filter(cell -> cell > last - 30))
                .isNotEmpty()
                .allMatch(cell -> Double.isNaN(history.observed(0, cell)));
    }

    private String range(int[] cells) {
        var values =
                IntStream.of(cells)
                        .mapToDouble(cell -> history.observed(0, cell))
                        .filter(value -> !Double.isNaN(value))
                        .summaryStatistics();
        return values.getMin() + " " + values.getMax();
    }

    private static History history() {
        SmallShop shop = SmallShop.whole().cutAt(SmallShop.at(300));
        Engine engine = new Engine();
        engine.apply(shop.start());
        engine.apply(new EngineCommand.Samples(shop.samples()));
        for (int cell = 0; cell < 340; cell++) {
            engine.apply(new EngineCommand.Tick(SmallShop.at(cell)));
        }
        return engine.snapshot().history();
    }
}
