package dev.faultline.cause.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A seeded system with an incident in it: a graph of one of four shapes, strengths of its
/// dependencies, one to three faults that spread, and evidence as measurements would give it.
///
/// @param leak sums to 1.2 faults an incident
record RandomSystem(CauseNetwork network, Evidence evidence, int[] faulty) {
    enum Shape {
        /// Everybody depends on one other component.
        TREE,
        /// Everybody depends on two to four others, mostly on one of a few hubs.
        HUB,
        /// Everybody depends on one to six others.
        DENSE,
        /// As a hub graph, with one edge in twenty back to somebody who depends on it.
        CYCLIC
    }

    static RandomSystem of(Shape shape, int size, long seed) {
        RandomGenerator random = new Random(seed * 31 + shape.ordinal());
        List<List<Integer>> parents = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            parents.add(new ArrayList<>());
        }
        int hubs = Math.max(2, size / 300 + 2);
        for (int i = 1; i < size; i++) {
            int wanted =
                    switch (shape) {
                        case TREE -> 1;
                        case HUB, CYCLIC -> 1 + random.nextInt(3);
                        case DENSE -> 1 + random.nextInt(6);
                    };
            for (int k = 0; k < Math.min(wanted, i); k++) {
                boolean hub =
                        (shape == Shape.HUB || shape == Shape.CYCLIC) && random.nextInt(3) == 0;
                int to = hub ? random.nextInt(Math.min(hubs, i)) : random.nextInt(i);
                if (!parents.get(i).contains(to)) {
                    parents.get(i).add(to);
                }
            }
        }
        for (int i = 1; shape == Shape.CYCLIC && i < size; i++) {
            int to = parents.get(i).getFirst();
            if (random.nextInt(20) == 0 && to >= hubs && !parents.get(to).contains(i)) {
                parents.get(to).add(i);
            }
        }
        // Many dependencies, each of little weight: trouble does not take the whole system.
        double most = shape == Shape.DENSE ? 0.45 : 0.9;
        double[] leak = new double[size];
        double[][] weights = new double[size][];
        for (int i = 0; i < size; i++) {
            leak[i] = Math.min(0.1, 1.2 / size * (0.5 + random.nextDouble()));
            weights[i] =
                    parents.get(i).stream()
                            .mapToDouble(_ -> 0.05 + most * random.nextDouble())
                            .toArray();
        }
        CauseNetwork network =
                new CauseNetwork(
                        parents.stream()
                                .map(p -> p.stream().mapToInt(Integer::intValue).toArray())
                                .toArray(int[][]::new),
                        weights,
                        leak);
        int[] faulty = random.ints(0, size).distinct().limit(1 + random.nextInt(3)).toArray();
        return new RandomSystem(network, measured(network, faulty, random), faulty);
    }

    /// Lets the faults spread, then measures: 6 ± 3 nats for who is in trouble, −1 for who is not,
    /// one in thirty of those noisy, one component in ten not monitored.
    private static Evidence measured(CauseNetwork network, int[] faulty, RandomGenerator random) {
        int n = network.size();
        boolean[] inTrouble = new boolean[n];
        IntStream.of(faulty).forEach(i -> inTrouble[i] = true);
        boolean[][] passes = new boolean[n][];
        for (int i = 0; i < n; i++) {
            passes[i] = new boolean[network.parentCount(i)];
            for (int k = 0; k < passes[i].length; k++) {
                passes[i][k] = random.nextDouble() < network.weight(i, k);
            }
        }
        for (boolean grown = true; grown; ) {
            grown = false;
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < passes[i].length && !inTrouble[i]; k++) {
                    inTrouble[i] = passes[i][k] && inTrouble[network.parent(i, k)];
                    grown |= inTrouble[i];
                }
            }
        }
        double[] trouble = new double[n];
        double[] fault = new double[n];
        for (int i = 0; i < n; i++) {
            double noise = random.nextGaussian();
            double seen = inTrouble[i] ? 6 + 3 * noise : random.nextInt(30) == 0 ? noise : -1;
            trouble[i] = random.nextInt(10) == 0 ? 0 : Math.clamp(seen, -1, 9);
            fault[i] = random.nextInt(10) == 0 ? Math.clamp(noise, -1, 2) : 0;
        }
        return new Evidence(trouble, fault);
    }
}
