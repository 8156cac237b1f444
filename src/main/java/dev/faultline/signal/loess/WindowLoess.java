package dev.faultline.signal.loess;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// LOESS by sums over all windows at once.
final class WindowLoess extends Loess {
    private final CycleLayout layout;
    private final int degree;
    private final int jump;
    private final WindowSums sums;

    /// Made once: a fit allocates nothing but its result.
    private final List<CycleLayout.Group> groups;

    private final Windows most;
    private final Windows least;
    private final boolean slopes;

    /// @param longest the longest window whose sums are made term by term
    WindowLoess(CycleLayout layout, int length, int degree, int jump, int longest) {
        this.layout = layout;
        this.degree = degree;
        this.jump = jump;
        groups = layout.groups();
        most = new Windows(layout.count(0), length);
        least = new Windows(layout.count(layout.period() - 1), length);
        slopes = most.canSlope(degree) || least.canSlope(degree);
        sums =
                most.cells() <= longest
                        ? new DirectSums(layout, length, degree)
                        : new MomentSums(most, degree);
    }

    private Windows windows(int phase) {
        return layout.count(phase) == most.count() ? most : least;
    }

    @Override
    public void smooth(double[] z, double[] into, LoessWork work) {
        sums.estimate(z, into, work);
        if (jump > 1) {
            for (int phase = 0; phase < layout.period(); phase++) {
                drawBetweenJumps(z, null, null, phase, into);
            }
        }
    }

    @Override
    public Weighing[] weighings() {
        return new Weighing[] {new Weighing(layout.outputs())};
    }

    @Override
    public void weigh(double[] weights, Weighing[] into, LoessWork work) {
        Weighing w = into[0];
        sums.sums(weights, slopes ? Tricube.ORDERS : 1, work.sums, work);
        int period = layout.period();
        for (CycleLayout.Group group : groups) {
            Windows windows = windows(group.from());
            boolean slope = windows.canSlope(degree);
            int first = layout.first();
            int x = first;
            while (x < group.count() - first) {
                int next = x + 1;
                if (period == 1 && !windows.edge(x)) {
                    next = group.count() - windows.half();
                }
                int from = (x - first) * period + group.from();
                int to = (next - 1 - first) * period + group.to();
                int far = windows.half(x, windows.left(x)) - windows.beyond();
                LocalLine.solve(
                        work.sums,
                        from,
                        to,
                        far,
                        windows.spread(),
                        slope,
                        sums.trust(),
                        w.alpha,
                        w.beta);
                x = next;
            }
        }
        sortOut(weights, w);
    }

    /// Finds the outputs that need care, and those in whose window nothing has weight.
    private void sortOut(double[] weights, Weighing w) {
        w.carefulCount = 0;
        w.emptyCount = 0;
        boolean counted = false;
        for (int o = 0; o < layout.outputs(); o++) {
            if (!Double.isNaN(w.alpha[o])) {
                continue;
            }
            w.alpha[o] = 0;
            w.beta[o] = 0;
            if (!counted) {
                count(weights, w.weighed);
                counted = true;
            }
            if (isEmpty(weights, w.weighed, o)) {
                w.empty[w.emptyCount++] = o;
            } else {
                w.careful[w.carefulCount++] = o;
            }
        }
    }

    private void count(double[] weights, int[] before) {
        if (layout.period() == 1) {
            for (int i = 0; i < layout.cells(); i++) {
                before[i + 1] = before[i] + (weights[i] > 0 ? 1 : 0);
            }
        }
    }

    private boolean isEmpty(double[] weights, int[] before, int output) {
        int phase = output % layout.period();
        int x = output / layout.period() + layout.first();
        Windows windows = windows(phase);
        int left = windows.left(x);
        int reach = Tricube.reach(windows.half(x, left));
        int from = Math.max(left, x - reach);
        int to = Math.min(left + windows.cells() - 1, x + reach);
        if (layout.period() == 1) {
            return before[to + 1] == before[from];
        }
        for (int j = from; j <= to; j++) {
            if (weights[j * layout.period() + phase] > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void smooth(
            double[] z,
            double[] weights,
            boolean @Nullable [] missing,
            Weighing[] by,
            double[] into,
            LoessWork work) {
        Weighing w = by[0];
        double[] products = work.products;
        for (int i = 0; i < layout.cells(); i++) {
            products[i] = weights[i] * z[i];
        }
        sums.sums(products, slopes ? 2 : 1, work.sums, work);
        double[] t0 = work.sums[0];
        double[] t1 = work.sums[1];
        if (slopes) {
            for (int o = 0; o < layout.outputs(); o++) {
                into[o] = w.alpha[o] * t0[o] + w.beta[o] * t1[o];
            }
        } else {
            for (int o = 0; o < layout.outputs(); o++) {
                into[o] = w.alpha[o] * t0[o];
            }
        }
        for (int i = 0; i < w.carefulCount; i++) {
            int o = w.careful[i];
            int phase = o % layout.period();
            int x = o / layout.period() + layout.first();
            Windows windows = windows(phase);
            int left = windows.left(x);
            into[o] = LocalLine.at(z, phase, layout.period(), weights, windows, x, left, degree);
        }
        boolean unknown = standIn(z, missing, w, into);
        if (jump > 1) {
            for (int phase = 0; phase < layout.period(); phase++) {
                drawBetweenJumps(z, weights, missing, phase, into);
            }
        }
        if (unknown) {
            for (int phase = 0; phase < layout.period(); phase++) {
                Gaps.bridge(into, inner(phase), layout.period(), layout.count(phase));
            }
        }
        standInOutside(w, into);
    }

    private int inner(int phase) {
        return phase - layout.first() * layout.period();
    }

    /// Where nothing has weight: the value, or `NaN` where there is none either. Tells whether
    /// there are such.
    private boolean standIn(double[] z, boolean @Nullable [] missing, Weighing w, double[] into) {
        boolean unknown = false;
        int shift = layout.first() * layout.period();
        for (int i = 0; i < w.emptyCount; i++) {
            int cell = w.empty[i] + shift;
            if (cell >= 0 && cell < layout.cells()) {
                boolean gap = missing != null && missing[cell];
                into[w.empty[i]] = gap ? Double.NaN : z[cell];
                unknown |= gap;
            }
        }
        return unknown;
    }

    /// Outside the series there is no value; the neighbour's estimate stands in.
    private void standInOutside(Weighing w, double[] into) {
        int period = layout.period();
        for (int i = 0; i < w.emptyCount; i++) {
            int cell = w.empty[i] + layout.first() * period;
            if (cell < 0) {
                into[w.empty[i]] = into[w.empty[i] + period];
            } else if (cell >= layout.cells()) {
                into[w.empty[i]] = into[w.empty[i] - period];
            }
        }
    }

    /// Keeps every so many estimates and draws lines between them. The last cell is looked at
    /// through the window of the last one kept, as the reference does.
    private void drawBetweenJumps(
            double[] z,
            double @Nullable [] weights,
            boolean @Nullable [] missing,
            int phase,
            double[] into) {
        int count = layout.count(phase);
        int hop = Math.min(jump, count - 1);
        if (hop < 2) {
            return;
        }
        int period = layout.period();
        int first = inner(phase);
        int kept = 0;
        for (; kept + hop < count; kept += hop) {
            Gaps.line(into, first + kept * period, period, hop);
        }
        if (kept == count - 1) {
            return;
        }
        Windows windows = windows(phase);
        int left = windows.left(kept);
        double last = LocalLine.at(z, phase, period, weights, windows, count - 1, left, degree);
        int cell = (count - 1) * period + phase;
        boolean gap = missing != null && missing[cell];
        into[first + (count - 1) * period] = Double.isNaN(last) && !gap ? z[cell] : last;
        Gaps.line(into, first + kept * period, period, count - 1 - kept);
    }

    @Override
    void reserve(LoessWork work) {
        work.needCells(layout.cells());
        sums.reserve(work);
    }
}
