package dev.faultline.cause.inference;

import java.util.stream.IntStream;

/// The numbers of a system laid open, to be changed by a test, with room for further components.
@SuppressWarnings("ArrayRecordComponent") // for changing them
record Copied(
        int[][] parents, double[][] weights, double[] leak, double[] trouble, double[] fault) {
    static Copied of(RandomSystem system, int size) {
        CauseNetwork network = system.network();
        Copied copy =
                new Copied(
                        new int[size][0],
                        new double[size][0],
                        new double[size],
                        new double[size],
                        new double[size]);
        for (int i = 0; i < network.size(); i++) {
            int of = i;
            copy.parents[i] =
                    IntStream.range(0, network.parentCount(i))
                            .map(k -> network.parent(of, k))
                            .toArray();
            copy.weights[i] =
                    IntStream.range(0, network.parentCount(i))
                            .mapToDouble(k -> network.weight(of, k))
                            .toArray();
            copy.leak[i] = network.leak(i);
            copy.trouble[i] = system.evidence().trouble(i);
            copy.fault[i] = system.evidence().fault(i);
        }
        return copy;
    }

    CauseNetwork network() {
        return new CauseNetwork(parents, weights, leak);
    }

    Evidence evidence() {
        return new Evidence(trouble, fault);
    }
}
