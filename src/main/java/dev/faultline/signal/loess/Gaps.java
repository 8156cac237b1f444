package dev.faultline.signal.loess;

/// Straight lines across cells that are not known.
final class Gaps {
    private Gaps() {}

    /// Fills the cells between `from` and the one `steps` strides later with the line through both.
    static void line(double[] values, int from, int stride, int steps) {
        double slope = (values[from + steps * stride] - values[from]) / steps;
        for (int i = 1; i < steps; i++) {
            values[from + i * stride] = values[from] + slope * i;
        }
    }

    /// Replaces each `NaN`: by the line between the nearest known cells, by the nearest one outside
    /// them, by 0 where none is known.
    static void bridge(double[] values, int first, int stride, int count) {
        int known = -1;
        for (int i = 0; i < count; i++) {
            double value = values[first + i * stride];
            if (Double.isNaN(value)) {
                continue;
            }
            if (known < 0) {
                fill(values, first, stride, 0, i, value);
            } else if (i > known + 1) {
                line(values, first + known * stride, stride, i - known);
            }
            known = i;
        }
        double last = known < 0 ? 0 : values[first + known * stride];
        fill(values, first, stride, known + 1, count, last);
    }

    private static void fill(
            double[] values, int first, int stride, int from, int to, double value) {
        for (int i = from; i < to; i++) {
            values[first + i * stride] = value;
        }
    }
}
