package dev.faultline.signal;

/// Finds the k-th smallest value without sorting the others: Floyd and Rivest 1975, *Algorithm 489:
/// SELECT*. About 1.5·n comparisons, as its pivots come from a sample.
final class Selection {
    /// Stretches longer than this take their pivot from a sample.
    private static final int SAMPLED = 600;

    private Selection() {}

    /// Moves the values so that those before k are not above it and those after k not below.
    ///
    /// @param count how many of the values take part, no `NaN` among them
    /// @return the k-th smallest, k from 0
    static double place(double[] values, int count, int k) {
        select(values, 0, count - 1, k);
        return values[k];
    }

    private static void select(double[] a, int from, int to, int k) {
        int left = from;
        int right = to;
        while (right > left) {
            if (right - left > SAMPLED) {
                double n = right - left + 1.0;
                double z = Math.log(n);
                double s = .5 * Math.exp(2 * z / 3);
                double sd = .5 * Math.sqrt(z * s * (n - s) / n) * Math.signum(k - left - n / 2);
                double share = (k - left + 1) * s / n;
                int low = Math.max(left, (int) (k - share + sd));
                int high = Math.min(right, (int) (k - share + s + sd));
                select(a, low, high, k);
            }
            double pivot = a[k];
            int i = left;
            int j = right;
            swap(a, left, k);
            if (a[right] > pivot) {
                swap(a, right, left);
            }
            while (i < j) {
                swap(a, i, j);
                i++;
                j--;
                while (a[i] < pivot) {
                    i++;
                }
                while (a[j] > pivot) {
                    j--;
                }
            }
            if (a[left] == pivot) {
                swap(a, left, j);
            } else {
                j++;
                swap(a, j, right);
            }
            if (j <= k) {
                left = j + 1;
            }
            if (k <= j) {
                right = j - 1;
            }
        }
    }

    private static void swap(double[] a, int i, int j) {
        double kept = a[i];
        a[i] = a[j];
        a[j] = kept;
    }
}
