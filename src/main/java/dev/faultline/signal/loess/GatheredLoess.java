package dev.faultline.signal.loess;

import org.jspecify.annotations.Nullable;

/// LOESS of cycle-subseries with long windows: each is gathered and smoothed as a series of its
/// own.
final class GatheredLoess extends Loess {
    private final CycleLayout layout;
    private final int length;
    private final int degree;

    /// For subseries of the most cells, and for those with one less.
    private final Loess more;

    private final Loess fewer;

    GatheredLoess(CycleLayout layout, int length, int degree, int jump) {
        this.layout = layout;
        this.length = length;
        this.degree = degree;
        more = series(layout.count(0), length, degree, jump);
        fewer = series(layout.count(layout.period() - 1), length, degree, jump);
    }

    private Loess of(int phase) {
        return layout.count(phase) == layout.count(0) ? more : fewer;
    }

    @Override
    public void smooth(double[] z, double[] into, LoessWork work) {
        for (int phase = 0; phase < layout.period(); phase++) {
            gather(z, phase, work.phase);
            of(phase).smooth(work.phase, work.phaseSmooth, work);
            scatter(phase, null, into, work);
        }
    }

    @Override
    public Weighing[] weighings() {
        Weighing[] all = new Weighing[layout.period()];
        for (int phase = 0; phase < all.length; phase++) {
            all[phase] = new Weighing(layout.count(phase));
        }
        return all;
    }

    @Override
    public void weigh(double[] weights, Weighing[] into, LoessWork work) {
        Weighing[] one = work.one;
        for (int phase = 0; phase < layout.period(); phase++) {
            gather(weights, phase, work.phaseWeights);
            one[0] = into[phase];
            of(phase).weigh(work.phaseWeights, one, work);
        }
    }

    @Override
    public void smooth(
            double[] z,
            double[] weights,
            boolean @Nullable [] missing,
            Weighing[] by,
            double[] into,
            LoessWork work) {
        Weighing[] one = work.one;
        for (int phase = 0; phase < layout.period(); phase++) {
            gather(z, phase, work.phase);
            gather(weights, phase, work.phaseWeights);
            boolean[] gaps = null;
            if (missing != null) {
                gaps = work.phaseMissing;
                for (int r = 0; r < layout.count(phase); r++) {
                    gaps[r] = missing[r * layout.period() + phase];
                }
            }
            one[0] = by[phase];
            of(phase).smooth(work.phase, work.phaseWeights, gaps, one, work.phaseSmooth, work);
            scatter(phase, work.phaseWeights, into, work);
        }
    }

    private void gather(double[] from, int phase, double[] into) {
        for (int r = 0; r < layout.count(phase); r++) {
            into[r] = from[r * layout.period() + phase];
        }
    }

    /// Puts one subseries back, with its cells before the first and after the last.
    private void scatter(int phase, double @Nullable [] weights, double[] into, LoessWork work) {
        int count = layout.count(phase);
        int period = layout.period();
        Windows windows = new Windows(count, length);
        double[] smooth = work.phaseSmooth;
        double before = LocalLine.at(work.phase, 0, 1, weights, windows, -1, 0, degree);
        int left = windows.left(count);
        double after = LocalLine.at(work.phase, 0, 1, weights, windows, count, left, degree);
        into[phase] = Double.isNaN(before) ? smooth[0] : before;
        for (int r = 0; r < count; r++) {
            into[(r + 1) * period + phase] = smooth[r];
        }
        into[(count + 1) * period + phase] = Double.isNaN(after) ? smooth[count - 1] : after;
    }

    @Override
    void reserve(LoessWork work) {
        work.needPhase(layout.count(0));
        more.reserve(work);
        fewer.reserve(work);
    }
}
