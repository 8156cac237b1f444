package dev.faultline.model;

import java.util.Arrays;

/// Many samples in primitive arrays, in the order in which they arrived. Series are indices into
/// the series table of their source. The arrays belong to the batch: whoever made it does not touch
/// them again.
///
/// @param series index of the series of each sample
/// @param atMillis when each was measured, ms since the epoch (UTC)
/// @param arrivedMillis when each arrived, ms since the epoch (UTC)
/// @param values the values, finite, in the base unit of their series
@SuppressWarnings("ArrayRecordComponent") // bulk data: compared by nobody, copied by nobody
public record SampleBatch(int[] series, long[] atMillis, long[] arrivedMillis, double[] values) {
    public SampleBatch {
        if (atMillis.length != series.length
                || arrivedMillis.length != series.length
                || values.length != series.length) {
            throw new IllegalArgumentException("the columns of a batch differ in length");
        }
    }

    public int size() {
        return series.length;
    }

    /// Collects samples and hands them out as a batch.
    public static final class Builder {
        private int[] series;
        private long[] at;
        private long[] arrived;
        private double[] values;
        private int size;

        public Builder(int capacity) {
            series = new int[capacity];
            at = new long[capacity];
            arrived = new long[capacity];
            values = new double[capacity];
        }

        public int size() {
            return size;
        }

        public void add(int seriesIndex, long atMillis, long arrivedMillis, double value) {
            if (size == series.length) {
                int grown = Math.max(16, size * 2);
                series = Arrays.copyOf(series, grown);
                at = Arrays.copyOf(at, grown);
                arrived = Arrays.copyOf(arrived, grown);
                values = Arrays.copyOf(values, grown);
            }
            series[size] = seriesIndex;
            at[size] = atMillis;
            arrived[size] = arrivedMillis;
            values[size] = value;
            size++;
        }

        /// What was collected since the last call.
        public SampleBatch build() {
            SampleBatch batch =
                    new SampleBatch(
                            Arrays.copyOf(series, size),
                            Arrays.copyOf(at, size),
                            Arrays.copyOf(arrived, size),
                            Arrays.copyOf(values, size));
            size = 0;
            return batch;
        }
    }
}
