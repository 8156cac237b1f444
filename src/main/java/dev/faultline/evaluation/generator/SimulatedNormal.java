package dev.faultline.evaluation.generator;

import dev.faultline.model.Signal;
import java.util.Random;

/// Normal times out of nothing: a day's season in the traffic, noise that remembers the minute
/// before (AR(1)) with heavy tails (Student's t, 4 degrees of freedom), and hiccups of two or three
/// minutes that touch several components.
final class SimulatedNormal implements NormalTimes {
    /// 2025-10-09T09:00:00Z, a Thursday.
    private static final long FIRST = 1_760_000_400_000L;

    private static final double DAY = 1440;

    private final int rows;
    private final double amplitude;
    private final double phase;
    private final double[] together;
    private final double[] hiccups;

    SimulatedNormal(int rows, Random random) {
        this.rows = rows;
        amplitude = .05 + .3 * random.nextDouble();
        phase = random.nextDouble();
        together = noise(rows, .8, .03, random);
        hiccups = new double[rows];
        for (int row = 0; row < rows; row++) {
            if (random.nextDouble() < 1 / DAY) {
                double height = .3 + .6 * random.nextDouble();
                int end = Math.min(rows, row + 2 + random.nextInt(2));
                for (int r = row; r < end; r++) {
                    hiccups[r] = height;
                }
            }
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long firstMillis() {
        return FIRST;
    }

    @Override
    public int incident(int k, int reference, int length, Random random) {
        return Math.min(rows - length, reference + k * length);
    }

    @Override
    public double[] draw(Signal signal, int component, Random random) {
        double memory = .2 + .7 * random.nextDouble();
        boolean touched = random.nextDouble() < .3;
        return switch (signal) {
            case TRAFFIC -> {
                double[] own = noise(rows, memory, .02 + .06 * random.nextDouble(), random);
                yield exp(row -> season(row) + together[row] + own[row]);
            }
            case LATENCY, CLIENT_LATENCY -> {
                double[] own = noise(rows, memory, .03 + .15 * random.nextDouble(), random);
                yield exp(row -> .1 * season(row) + own[row] + (touched ? hiccups[row] : 0));
            }
            case ERRORS, AVAILABILITY, CLIENT_ERRORS -> {
                double[] own = noise(rows, memory, .3, random);
                double usual = Math.pow(10, -4.5 + 2.5 * random.nextDouble());
                yield exp(row -> Math.log(usual) + own[row] + (touched ? 2 * hiccups[row] : 0));
            }
            case CPU -> {
                double[] own = noise(rows, memory, .02 + .06 * random.nextDouble(), random);
                yield exp(row -> .6 * (season(row) + together[row]) + own[row]);
            }
            case MEMORY, DISK -> {
                double[] own = noise(rows, .99, .02, random);
                yield exp(row -> own[row]);
            }
            case SATURATION, CONNECTIONS, NETWORK, LOG_ERRORS, OTHER -> {
                double[] own = noise(rows, memory, .08 + .12 * random.nextDouble(), random);
                yield exp(row -> .4 * season(row) + own[row]);
            }
        };
    }

    private double season(int row) {
        double day = 2 * Math.PI * (row / DAY + phase);
        return amplitude * (Math.sin(day) + .3 * Math.sin(2 * day));
    }

    private interface Logarithm {
        double at(int row);
    }

    private double[] exp(Logarithm logarithm) {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = Math.exp(logarithm.at(row));
        }
        return values;
    }

    /// AR(1) of standard deviation `sigma`.
    private static double[] noise(int rows, double memory, double sigma, Random random) {
        double[] noise = new double[rows];
        double fresh = sigma * Math.sqrt(1 - memory * memory) / Math.sqrt(2); // t4 has variance 2
        double value = sigma * random.nextGaussian();
        for (int row = 0; row < rows; row++) {
            noise[row] = value;
            double chi = 0;
            for (int k = 0; k < 4; k++) {
                double z = random.nextGaussian();
                chi += z * z;
            }
            value = memory * value + fresh * random.nextGaussian() / Math.sqrt(chi / 4);
        }
        return noise;
    }
}
