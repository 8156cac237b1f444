package dev.faultline.signal.loess;

/// What the weights of the cells make of the windows of one [Loess]: worked out when the weights
/// change, used in every pass until they change again. Belongs to one thread.
public final class Weighing {
    /// The estimate at an output is alpha·T0 + beta·T1.
    final double[] alpha;

    final double[] beta;

    /// Outputs where the sums are not exact enough.
    final int[] careful;

    int carefulCount;

    /// Outputs in whose window nothing has weight.
    final int[] empty;

    int emptyCount;

    /// Cells with weight before each cell.
    final int[] weighed;

    /// @param outputs estimates that are made
    Weighing(int outputs) {
        alpha = new double[outputs];
        beta = new double[outputs];
        careful = new int[outputs];
        empty = new int[outputs];
        weighed = new int[outputs + 1];
    }
}
