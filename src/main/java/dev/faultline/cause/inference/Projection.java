package dev.faultline.cause.inference;

import java.util.Arrays;

/// How the entries of a table fall on those of a smaller one over some of its variables. In both
/// the first variable varies fastest. With an index of the table taken apart into (h, l, k), k
/// fastest and one of `run`, l one of as many as `low` has, it falls on entry `high(h) + low(l)`:
/// small maps that stay in the cache, however large the table.
///
/// @param run how many neighbouring entries fall together
/// @param low where each group of `run` entries falls, for the variables that vary fast
/// @param high the same for those that vary slowly
@SuppressWarnings("ArrayRecordComponent") // index maps, read only
record Projection(int run, int[] low, int[] high) {
    private static final int LOW_SIZE = 4096;

    /// @param variables of the table, fastest first
    /// @param stride by position in `variables`: the distance of its states in the smaller table; 0
    ///   where it is summed out
    static Projection of(int[] variables, int[] stride, int[] states) {
        int first = 0;
        int run = 1;
        while (first < variables.length && stride[first] == 0) {
            run *= states[variables[first++]];
        }
        int middle = first;
        int lowSize = 1;
        while (middle < variables.length
                && (long) lowSize * states[variables[middle]] <= LOW_SIZE) {
            lowSize *= states[variables[middle++]];
        }
        return new Projection(
                run,
                offsets(variables, stride, states, first, middle),
                offsets(variables, stride, states, middle, variables.length));
    }

    private static int[] offsets(int[] variables, int[] stride, int[] states, int from, int to) {
        int size = 1;
        for (int k = from; k < to; k++) {
            size *= states[variables[k]];
        }
        int[] offsets = new int[size];
        int filled = 1;
        for (int k = from; k < to; k++) {
            for (int s = 1; s < states[variables[k]]; s++) {
                for (int i = 0; i < filled; i++) {
                    offsets[s * filled + i] = offsets[i] + s * stride[k];
                }
            }
            filled *= states[variables[k]];
        }
        return offsets;
    }

    /// Each entry of the target: that of the source times the one of `small` on which it falls.
    void multiply(
            double[] target, int targetAt, double[] source, int sourceAt, double[] small, int at) {
        int t = targetAt;
        int s = sourceAt;
        for (int h : high) {
            int base = at + h;
            if (run == 1) {
                for (int l = 0; l < low.length; l++) {
                    target[t + l] = source[s + l] * small[base + low[l]];
                }
                t += low.length;
                s += low.length;
            } else {
                for (int l : low) {
                    double factor = small[base + l];
                    for (int k = 0; k < run; k++) {
                        target[t + k] = source[s + k] * factor;
                    }
                    t += run;
                    s += run;
                }
            }
        }
    }

    /// Fills the smaller table with the sums of what falls on its entries.
    void sum(double[] table, int tableAt, double[] small, int size) {
        Arrays.fill(small, 0, size, 0);
        int t = tableAt;
        for (int h : high) {
            if (run == 1) {
                for (int l = 0; l < low.length; l++) {
                    small[h + low[l]] += table[t + l];
                }
                t += low.length;
            } else {
                for (int l : low) {
                    double sum = 0;
                    for (int k = 0; k < run; k++) {
                        sum += table[t + k];
                    }
                    small[h + l] += sum;
                    t += run;
                }
            }
        }
    }
}
