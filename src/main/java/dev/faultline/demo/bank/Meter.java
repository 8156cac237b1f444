package dev.faultline.demo.bank;

import dev.faultline.demo.bank.BankFrame.Reading;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// What is behind one series: counts while the bank works, and is read at the end of a step. It
/// belongs to a process, and is silent or begins anew with it.
abstract sealed class Meter {
    private final RunningProcess process;
    private int starts;

    /// @param process that exports it
    Meter(RunningProcess process) {
        this.process = process;
        starts = process.starts();
    }

    /// Counts what happened in some seconds.
    final void work(double length, SplittableRandom chance) {
        if (starts != process.starts()) {
            starts = process.starts();
            forget();
        }
        if (process.alive()) {
            count(length, chance);
        }
    }

    /// What it reads; null where nobody answers.
    ///
    /// @param began when the bank did
    final @Nullable Reading read(int place, Instant began, SplittableRandom chance) {
        return process.alive()
                ? reading(place, began.plusSeconds((long) process.since()), chance)
                : null;
    }

    abstract void count(double length, SplittableRandom chance);

    abstract void forget();

    abstract @Nullable Reading reading(int place, Instant since, SplittableRandom chance);

    /// So many things happened, where `mean` are to be expected.
    private static double happened(double mean, SplittableRandom chance) {
        return mean <= 0
                ? 0
                : mean < 12
                        ? poisson(mean, chance)
                        : Math.max(0, mean + Math.sqrt(mean) * chance.nextGaussian());
    }

    private static double poisson(double mean, SplittableRandom chance) {
        double limit = Math.exp(-mean);
        double product = chance.nextDouble();
        int n = 0;
        while (product > limit) {
            product *= chance.nextDouble();
            n++;
        }
        return n;
    }

    /// A level: what it is when it is read.
    static final class Level extends Meter {
        private final DoubleSupplier level;
        private final double noise;
        private double mean;
        private double over;

        /// @param noise deviation of what is read, as a share of it
        Level(RunningProcess process, DoubleSupplier level, double noise) {
            super(process);
            this.level = level;
            this.noise = noise;
        }

        @Override
        void count(double length, SplittableRandom chance) {
            mean += level.getAsDouble() * length;
            over += length;
        }

        @Override
        void forget() {
            mean = 0;
            over = 0;
        }

        @Override
        Reading reading(int place, Instant since, SplittableRandom chance) {
            double value = over > 0 ? mean / over : level.getAsDouble();
            forget();
            return new Reading.Value(
                    place, Instant.EPOCH, Math.max(0, value * (1 + noise * chance.nextGaussian())));
        }
    }

    /// A count.
    static final class Count extends Meter {
        private final DoubleSupplier rate;
        private final boolean whole;
        private double total;

        /// @param rate a second
        /// @param whole whether it counts single things; if not, an amount such as seconds
        Count(RunningProcess process, DoubleSupplier rate, boolean whole) {
            super(process);
            this.rate = rate;
            this.whole = whole;
        }

        @Override
        void count(double length, SplittableRandom chance) {
            double more = rate.getAsDouble() * length;
            total += whole ? happened(more, chance) : more * (1 + .01 * chance.nextGaussian());
        }

        @Override
        void forget() {
            total = 0;
        }

        @Override
        Reading reading(int place, Instant since, SplittableRandom chance) {
            return new Reading.Value(place, since, whole ? Math.floor(total) : total);
        }
    }

    /// Times of calls.
    static final class Times extends Meter {
        private final DoubleSupplier rate;
        private final DoubleSupplier mean;
        private final double[] bounds;
        private final long[] counts;
        private double sum;

        /// @param rate calls a second
        /// @param mean seconds that they take
        Times(RunningProcess process, DoubleSupplier rate, DoubleSupplier mean, double[] bounds) {
            super(process);
            this.rate = rate;
            this.mean = mean;
            this.bounds = bounds;
            counts = new long[bounds.length + 1];
        }

        @Override
        void count(double length, SplittableRandom chance) {
            double expected = rate.getAsDouble() * length;
            if (expected <= 0) {
                return;
            }
            double calls = Math.floor(happened(expected, chance) + chance.nextDouble());
            if (calls == 0) {
                return;
            }
            double took =
                    mean.getAsDouble()
                            * Math.max(
                                    .3, 1 + (.02 + .4 / Math.sqrt(calls)) * chance.nextGaussian());
            sum += calls * took;
            double above = 1;
            long given = 0;
            for (int b = 0; b < bounds.length && above > 1e-4; b++) {
                double longer = Queueing.longer(bounds[b], took);
                long here = Math.round(calls * (1 - longer)) - given;
                if (here > 0) {
                    counts[b] += here;
                    given += here;
                }
                above = longer;
            }
            long rest = (long) calls - given;
            if (rest > 0) {
                counts[above > 1e-4 ? bounds.length : bounds.length - 1] += rest;
            }
        }

        @Override
        void forget() {
            java.util.Arrays.fill(counts, 0);
            sum = 0;
        }

        @Override
        Reading reading(int place, Instant since, SplittableRandom chance) {
            return new Reading.Histogram(place, since, counts.clone(), sum);
        }
    }
}
