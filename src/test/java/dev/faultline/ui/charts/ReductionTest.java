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
        int[] kept = Reduction.cells(history.observed(0, 0, last + 1), COLUMNS);
        assertThat(kept).isSorted().hasSizeBetween(COLUMNS, 2 * COLUMNS);
        assertThat(range(kept)).isEqualTo(range(IntStream.rangeClosed(0, last).toArray()));
    }

    @Test
    void keepsAllOfWhatIsShort() {
        assertThat(Reduction.cells(history.observed(0, 10, 21), COLUMNS))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(Reduction.cells(new double[0], COLUMNS)).isEmpty();
    }

    @Test
    void keepsAGapAGap() {
        // The last forty cells have no samples at all: whole columns are empty.
        int last = history.length() - 1;
        int[] kept = Reduction.cells(history.observed(0, 0, last + 1), COLUMNS);
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
