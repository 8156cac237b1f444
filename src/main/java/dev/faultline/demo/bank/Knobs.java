package dev.faultline.demo.bank;

import java.util.Arrays;

/// What faults turn, set anew for every sub-step: the only way from a fault to the bank.
final class Knobs {
    /// Factor of computing time, by component.
    final double[] slow;

    /// Further seconds a request, by component: it waits, and computes nothing.
    final double[] added;

    /// Share of requests that fail by the component's own doing.
    final double[] failing;

    /// Workers that are held by nobody's request, by component.
    final double[] stuck;

    /// Factor of workers.
    final double[] workers;

    /// Share of calls to a component that nobody lets in.
    final double[] refused;

    /// At least so many retries of each call that a component makes.
    final int[] retries;

    /// Factor of its patience with those that it calls.
    final double[] patience;

    /// Growth of memory, MiB/s of each instance.
    final double[] leak;

    /// Factor of the requests that come in at an entrance.
    final double[] surge;

    /// Threads that compute for nobody, by host.
    final double[] hog;

    /// How full a disk is on top, by host, 0..1.
    final double[] disk;

    /// Hosts that are gone.
    final boolean[] down;

    /// Share of packets between the zones that get lost.
    double loss;

    Knobs(int parts, int hosts) {
        slow = new double[parts];
        added = new double[parts];
        failing = new double[parts];
        stuck = new double[parts];
        workers = new double[parts];
        refused = new double[parts];
        retries = new int[parts];
        patience = new double[parts];
        leak = new double[parts];
        surge = new double[parts];
        hog = new double[hosts];
        disk = new double[hosts];
        down = new boolean[hosts];
    }

    void reset() {
        for (double[] factor : new double[][] {slow, workers, patience, surge}) {
            Arrays.fill(factor, 1);
        }
        for (double[] sum : new double[][] {added, failing, stuck, refused, leak, hog, disk}) {
            Arrays.fill(sum, 0);
        }
        Arrays.fill(retries, 0);
        Arrays.fill(down, false);
        loss = 0;
    }
}
