package dev.faultline.signal.loess;

/// Arrays that smoothing needs and that mean nothing between two calls: one for any number of
/// [Loess] of one thread.
public final class LoessWork {
    /// Outputs that are worked on at a time by direct sums; what is touched stays in the first
    /// cache.
    static final int CHUNK = 512;

    /// Shifted copies of the data, so that all arrays of a loop are read at one index; only such
    /// loops are compiled to vector instructions (JDK 25).
    final double[][] shifted = new double[4][CHUNK];

    final double[][] chunk = new double[Tricube.ORDERS][CHUNK];

    double[] products = new double[0];
    double[][] sums = new double[Tricube.ORDERS][0];
    double[] reversed = new double[0];
    double[][][] blockRows = new double[3][PowerMoments.ROWS][0];
    double[][] edgeRows = new double[PowerMoments.ROWS][0];
    double[][] accumulated = new double[Tricube.ORDERS][0];
    double[] phase = new double[0];
    double[] phaseWeights = new double[0];
    double[] phaseSmooth = new double[0];
    boolean[] phaseMissing = new boolean[0];
    final Weighing[] one = {new Weighing(0)};

    /// @param plans all that will be smoothed with it
    public LoessWork(Loess... plans) {
        for (Loess plan : plans) {
            plan.reserve(this);
        }
    }

    void needCells(int cells) {
        products = grown(products, cells);
    }

    void needSums(int outputs) {
        for (int m = 0; m < sums.length; m++) {
            sums[m] = grown(sums[m], outputs);
        }
    }

    void needBlocks(int length) {
        for (double[][] rows : blockRows) {
            for (int k = 0; k < rows.length; k++) {
                rows[k] = grown(rows[k], length);
            }
        }
        needAccumulated(length);
    }

    void needEdges(int cells, int outputs) {
        for (int k = 0; k < edgeRows.length; k++) {
            edgeRows[k] = grown(edgeRows[k], cells);
        }
        reversed = grown(reversed, cells);
        needAccumulated(outputs);
    }

    void needPhase(int cells) {
        phase = grown(phase, cells);
        phaseWeights = grown(phaseWeights, cells);
        phaseSmooth = grown(phaseSmooth, cells);
        if (phaseMissing.length < cells) {
            phaseMissing = new boolean[cells];
        }
    }

    private void needAccumulated(int length) {
        for (int m = 0; m < accumulated.length; m++) {
            accumulated[m] = grown(accumulated[m], length);
        }
    }

    private static double[] grown(double[] array, int length) {
        return array.length < length ? new double[length] : array;
    }
}
