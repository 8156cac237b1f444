package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegularGridTest {
    private final RegularGrid grid = new RegularGrid(2, 1000, 100, 3);
    private final double[] means = new double[2];

    @Test
    void putsASampleIntoTheCellThatEndsAtOrAfterIt() {
        grid.add(0, 901, 1);
        grid.add(0, 1000, 3);
        grid.add(0, 1001, 5);
        grid.close(means);
        assertThat(means).containsExactly(2, Double.NaN);
        grid.close(means);
        assertThat(means[0]).isEqualTo(5);
        assertThat(grid.duplicates()).isEqualTo(1);
    }

    @Test
    void leavesGapsOpenAndReusesTheirPlace() {
        grid.add(1, 1000, 7);
        for (int cell = 0; cell < 5; cell++) {
            grid.close(means);
            assertThat(means[0]).isNaN();
            assertThat(Double.isNaN(means[1])).isEqualTo(cell > 0);
        }
    }

    @Test
    void countsWhatItLeavesOut() {
        grid.close(means);
        assertThat(grid.add(0, 1000, 1)).as("late").isFalse();
        assertThat(grid.add(0, 1301, 1)).as("too early").isFalse();
        assertThat(grid.add(0, 1300, 1)).isTrue();
        assertThat(grid.add(0, 1050, Double.NaN)).isFalse();
        assertThat(grid.add(0, 1050, Double.NEGATIVE_INFINITY)).isFalse();
        assertThat(grid.add(0, 1050, 2)).as("out of order").isTrue();
        assertThat(grid.late()).isEqualTo(1);
        assertThat(grid.early()).isEqualTo(1);
        assertThat(grid.nonFinite()).isEqualTo(2);
        assertThat(grid.outOfOrder()).isEqualTo(1);
        assertThat(grid.taken()).isEqualTo(2);
    }

    @Test
    void copiesGoTheirOwnWay() {
        grid.add(0, 1000, 1);
        RegularGrid copy = grid.copy();
        grid.add(0, 1000, 3);
        copy.close(means);
        assertThat(means[0]).isEqualTo(1);
        grid.close(means);
        assertThat(means[0]).isEqualTo(2);
    }

    @Test
    void laysASeriesOutAsAWhole() {
        double[] row =
                RegularGrid.of(
                        new long[] {130, 100, 290, 950}, new double[] {1, 2, 4, 8}, 100, 100, 4);
        assertThat(row).containsExactly(2, 1, 4, Double.NaN);
    }
}
