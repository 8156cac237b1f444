package dev.faultline.cause.evidence;

import dev.faultline.signal.Deviation;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.Topology;
import java.util.Arrays;
import java.util.List;

/// How probably trouble passes each dependency, from magnitudes: how much of the caller's added
/// seconds, or of its failing calls, the callee can account for. ρ = min(1, M_j/M_i ·
/// req_i/Σ_{callers of j} req) with M = requests · added latency or · added failure share; w = .03
/// + .92 · 1.15ρ/(ρ+.15).
final class EdgeStrength {
    private final Topology topology;
    private final CauseParameters p;
    private final double[] requests;
    private final double[] addedSeconds;
    private final double[] addedFailures;

    EdgeStrength(Topology topology, List<Deviation> deviations, CauseParameters parameters) {
        this.topology = topology;
        this.p = parameters;
        int n = topology.size();
        this.requests = filled(n);
        this.addedSeconds = filled(n);
        this.addedFailures = filled(n);
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            if (i < 0 || Double.isNaN(d.observed())) {
                continue;
            }
            double added = d.observed() - d.expected();
            switch (d.series().signal()) {
                case TRAFFIC -> requests[i] = larger(requests[i], d.observed());
                case LATENCY -> {
                    // The mean where there is one; quantiles stand in for it.
                    boolean mean = d.series().id().metric().contains("mean");
                    addedSeconds[i] = mean ? added : larger(addedSeconds[i], 0.5 * added);
                }
                case ERRORS -> addedFailures[i] = larger(addedFailures[i], added);
                case AVAILABILITY -> addedFailures[i] = larger(addedFailures[i], -added / 100);
                default -> {}
            }
        }
    }

    /// P(trouble of `to` reaches `from`).
    double of(Dependency dependency) {
        int i = topology.indexOf(dependency.from());
        int j = topology.indexOf(dependency.to());
        double w =
                switch (dependency.kind()) {
                    case RUNS_ON, IN_ZONE -> p.hostEdge();
                    case CALLS, CONSUMES ->
                            Math.max(
                                    fromMagnitudes(addedSeconds, i, j),
                                    fromMagnitudes(addedFailures, i, j));
                };
        return Double.isNaN(w) ? p.unknownEdge() * dependency.weight() : w * dependency.weight();
    }

    private double fromMagnitudes(double[] added, int i, int j) {
        double caller = requests[i] * added[i];
        double callee = requests[j] * added[j];
        if (Double.isNaN(caller) || Double.isNaN(callee) || caller <= 0) {
            return p.unknownEdge();
        }
        double callers = 0;
        for (int other : topology.dependantsOf(j)) {
            callers += Double.isNaN(requests[other]) ? 0 : requests[other];
        }
        double share = callers > 0 ? requests[i] / callers : 1;
        double rho = Math.clamp(callee / caller * share, 0, 1);
        return 0.03 + 0.92 * 1.15 * rho / (rho + 0.15);
    }

    private static double larger(double before, double value) {
        return Double.isNaN(before) ? value : Math.max(before, value);
    }

    private static double[] filled(int n) {
        double[] array = new double[n];
        Arrays.fill(array, Double.NaN);
        return array;
    }
}
