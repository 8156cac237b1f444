package dev.faultline.source.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.source.format.Distribution;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Quantiles of buckets against those of the very observations.
class BucketsTest {
    private static final double[] SHARES = {.5, .95, .99};
    private static final double[] BOUNDS = {
        .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10
    };

    private static double[] observed(Random random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Math.exp(-2 + 1.1 * random.nextGaussian());
        }
        Arrays.sort(values);
        return values;
    }

    private static double exact(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static Distribution.Explicit explicit(double[] values, double[] bounds) {
        double[] counts = new double[bounds.length + 1];
        for (double value : values) {
            int place = Arrays.binarySearch(bounds, value);
            counts[place >= 0 ? place : -place - 1]++;
        }
        return new Distribution.Explicit(
                values.length, Arrays.stream(values).sum(), bounds, counts);
    }

    /// Index by the OpenTelemetry data model: (base^i, base^(i+1)] with base = 2^(2^-scale).
    private static Distribution.Exponential exponential(double[] values, int scale, int zeros) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(
                    (int) Math.ceil(Math.log(value) / Math.log(2) * Math.scalb(1.0, scale)) - 1,
                    1,
                    Integer::sum);
        }
        double[] dense = new double[counts.lastKey() - counts.firstKey() + 1];
        counts.forEach((index, count) -> dense[index - counts.firstKey()] = count);
        return new Distribution.Exponential(
                values.length + zeros, Double.NaN, scale, zeros, counts.firstKey(), dense, 0);
    }

    @Test
    void quantilesOfExplicitBucketsLieInTheBucketOfTheTrueOnes() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            double[] values = observed(random, 1 + random.nextInt(3000));
            Buckets buckets = new Buckets();
            buckets.add(explicit(values, BOUNDS));
            double[] found = buckets.quantiles(SHARES);
            for (int i = 0; i < SHARES.length; i++) {
                double exact = exact(values, SHARES[i]);
                int place = Arrays.binarySearch(BOUNDS, exact);
                int bucket = place >= 0 ? place : -place - 1;
                double low = bucket == 0 ? 0 : BOUNDS[bucket - 1];
                double high = bucket == BOUNDS.length ? BOUNDS[bucket - 1] : BOUNDS[bucket];
                assertThat(found[i]).as("seed %d, %s", seed, SHARES[i]).isBetween(low, high);
            }
        }
    }

    @Test
    void quantilesOfExponentialBucketsAreRightByTheirBase() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            double[] values = observed(random, 1 + random.nextInt(3000));
            int scale = -1 + random.nextInt(8);
            double base = Math.pow(2, Math.scalb(1.0, -scale));
            Buckets buckets = new Buckets();
            buckets.add(exponential(values, scale, 0));
            double[] found = buckets.quantiles(SHARES);
            for (int i = 0; i < SHARES.length; i++) {
                double exact = exact(values, SHARES[i]);
                assertThat(found[i])
                        .as("seed %d, scale %d, %s", seed, scale, SHARES[i])
                        .isBetween(exact / base * (1 - 1e-9), exact * base * (1 + 1e-9));
            }
        }
    }

    @Test
    void exponentialBucketsOfDifferentScalesMergeAtTheSmaller() {
        double[] values = observed(new Random(7), 2000);
        double[] even = new double[1000];
        double[] odd = new double[1000];
        for (int i = 0; i < 1000; i++) {
            even[i] = values[2 * i];
            odd[i] = values[2 * i + 1];
        }
        Buckets merged = new Buckets();
        merged.add(exponential(even, 5, 0));
        merged.add(exponential(odd, 2, 0));
        Buckets whole = new Buckets();
        whole.add(exponential(values, 2, 0));
        assertThat(merged.quantiles(SHARES)).isEqualTo(whole.quantiles(SHARES));
    }

    @Test
    void zerosAndNegativesLieAtZero() {
        Buckets buckets = new Buckets();
        buckets.add(new Distribution.Exponential(10, 0, 0, 5, 0, new double[] {2}, 3));
        assertThat(buckets.quantiles(.5, .8, 1)).containsExactly(0, 0, 2);
    }

    @Test
    void bucketsOfPrometheusCountAllBelow() {
        Buckets buckets = new Buckets();
        buckets.add(.1, 50);
        buckets.add(.2, 90);
        buckets.add(Double.POSITIVE_INFINITY, 100);
        // as histogram_quantile of Prometheus: linear within, the last bound above all
        assertThat(buckets.quantiles(.25, .5, .7, .95))
                .containsExactly(new double[] {.05, .1, .15, .2}, within(1e-12));
    }

    @Test
    void bucketsWithOtherBoundsAreMixed() {
        double[] values = observed(new Random(3), 4000);
        Buckets buckets = new Buckets();
        buckets.add(explicit(values, BOUNDS));
        buckets.add(explicit(values, new double[] {.03, .3, 3}));
        buckets.add(exponential(values, 3, 0));
        double[] found = buckets.quantiles(SHARES);
        assertThat(found[0]).isCloseTo(exact(values, .5), within(.08));
        assertThat(found).isSorted();
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(new Buckets().quantiles(.5)[0]).isNaN();
    }

    @Test
    void bucketsThatSpreadOverAllNumbersAreMergedByPairs() {
        Buckets buckets = new Buckets();
        buckets.add(new Distribution.Exponential(1, 1, 20, 0, -1_000_000_000, new double[] {1}, 0));
        buckets.add(new Distribution.Exponential(1, 1, 20, 0, 1_000_000_000, new double[] {1}, 0));
        assertThat(buckets.quantiles(.1, .9)[1]).isGreaterThan(1);
    }

    @Test
    void whatGrewIsWhatWasAdded() {
        double[] first = observed(new Random(1), 500);
        double[] both = Arrays.copyOf(first, 900);
        System.arraycopy(observed(new Random(2), 400), 0, both, 500, 400);
        Distribution.Explicit growth =
                (Distribution.Explicit)
                        Growth.between(explicit(first, BOUNDS), explicit(both, BOUNDS));
        assertThat(growth.counts())
                .isEqualTo(explicit(observed(new Random(2), 400), BOUNDS).counts());
        // the producer went from scale 4 to 2 meanwhile
        Distribution.Exponential grown =
                (Distribution.Exponential)
                        Growth.between(exponential(first, 4, 3), exponential(both, 2, 5));
        Buckets of = new Buckets();
        of.add(grown);
        Buckets exact = new Buckets();
        exact.add(exponential(observed(new Random(2), 400), 2, 2));
        assertThat(of.quantiles(SHARES)).containsExactly(exact.quantiles(SHARES), within(1e-12));
        assertThat(Growth.between(explicit(both, BOUNDS), explicit(first, BOUNDS))).isNull();
        assertThat(Growth.between(exponential(both, 2, 0), exponential(first, 2, 0))).isNull();
    }
}
