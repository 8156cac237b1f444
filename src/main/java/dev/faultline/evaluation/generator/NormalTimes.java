package dev.faultline.evaluation.generator;

import dev.faultline.model.Signal;
import java.util.Random;

/// How the signals of a system move while nothing is wrong.
interface NormalTimes {
    /// Rows in all, a minute each.
    int rows();

    /// The time of the first row, ms since the epoch.
    long firstMillis();

    /// The first row of the `k`-th incident of so many rows, behind the reference.
    int incident(int k, int reference, int length, Random random);

    /// One series over all rows: a share of failed calls for [Signal#ERRORS], a multiple of the
    /// usual value for all others; `NaN` is a gap.
    ///
    /// @param component whose series it is: those of one component belong together
    double[] draw(Signal signal, int component, Random random);
}
