package dev.faultline.signal;

import dev.faultline.signal.loess.Loess;
import dev.faultline.signal.loess.TableCache;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Everything about an STL that does not depend on the values: tables of the three smoothers for a
/// length and parameters. Built once, shared by all threads; its results are the same on each.
///
/// A plan keeps the arrays of up to four finished fits for the next ones, so that a fit allocates
/// nothing but its result; with more fits at the same time the others allocate their own.
final class StlPlan {
    private record Key(StlParameters parameters, int cells) {}

    private static final TableCache<Key, StlPlan> SHARED =
            new TableCache<>(128L << 20, StlPlan::bytes);

    private static final int SPARE = 4;

    /// Arrays of about the length of the series in a [StlRun].
    private static final int ARRAYS = 20;

    private final StlParameters parameters;
    private final int cells;
    private final Loess seasonal;
    private final Loess trend;
    private final Loess lowPass;
    private final AtomicReferenceArray<@Nullable StlRun> spare = new AtomicReferenceArray<>(SPARE);

    private StlPlan(Key key) {
        parameters = key.parameters;
        cells = key.cells;
        seasonal =
                Loess.cycles(
                        cells,
                        parameters.period(),
                        parameters.seasonal(),
                        parameters.seasonalDegree(),
                        parameters.seasonalJump());
        trend =
                Loess.series(
                        cells,
                        parameters.trend(),
                        parameters.trendDegree(),
                        parameters.trendJump());
        lowPass =
                Loess.series(
                        cells,
                        parameters.lowPass(),
                        parameters.lowPassDegree(),
                        parameters.lowPassJump());
    }

    /// The plan for series of a length, from the shared ones.
    static StlPlan of(StlParameters parameters, int cells) {
        return SHARED.get(new Key(parameters, cells), StlPlan::new);
    }

    private long bytes() {
        return 8L * ARRAYS * (cells + 2L * parameters.period());
    }

    StlResult fit(double[] values, double @Nullable [] weights) {
        StlRun run = borrow();
        StlResult result = run.fit(values, weights);
        giveBack(run);
        return result;
    }

    private StlRun borrow() {
        for (int i = 0; i < SPARE; i++) {
            StlRun run = spare.getAndSet(i, null);
            if (run != null) {
                return run;
            }
        }
        return new StlRun(this);
    }

    private void giveBack(StlRun run) {
        for (int i = 0; i < SPARE; i++) {
            if (spare.compareAndSet(i, null, run)) {
                return;
            }
        }
    }

    StlParameters parameters() {
        return parameters;
    }

    int cells() {
        return cells;
    }

    Loess seasonal() {
        return seasonal;
    }

    Loess trend() {
        return trend;
    }

    Loess lowPass() {
        return lowPass;
    }
}
