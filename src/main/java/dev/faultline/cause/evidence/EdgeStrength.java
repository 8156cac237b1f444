package dev.faultline.cause.evidence;

import dev.faultline.signal.Deviation;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.Arrays;
import java.util.List;

/// How probably trouble passes each dependency, from magnitudes: how much of the caller's added
/// seconds, or of its failing calls, the callee can account for. ρ = min(1, M_j/M_i ·
/// req_i/Σ_{callers of j} req) with M = requests · added latency or · added failure share; w = .03
/// + .92 · 1.15ρ/(ρ+.15). Of the two channels those count in which the caller is in trouble.
///
/// Two kinds of trouble do not show at the callee: calls that never arrive (its requests fall while
/// its callers' do not) and time lost on the way (the caller waits longer for others than they take
/// to answer). Both leave a dependency some strength whatever the callee itself measures.
final class EdgeStrength {
    private final Topology topology;
    private final CauseParameters p;
    private final double[] requests;
    private final double[] usualRequests;
    private final double[] trafficZ;
    private final double[] waited;
    private final double[] departed;
    private final Channel latency;
    private final Channel failures;

    /// One way of being in trouble, by component.
    private static final class Channel {
        /// Added latency in seconds, or added share of failing calls; `NaN` where not measured.
        final double[] added;

        /// The clearest sign of trouble, sigmas; `NaN` where not measured.
        final double[] z;

        Channel(int n) {
            added = filled(n);
            z = filled(n);
        }

        void take(int i, double amount, double sigmas) {
            added[i] = larger(added[i], amount);
            z[i] = larger(z[i], sigmas);
        }
    }

    EdgeStrength(Topology topology, List<Deviation> deviations, CauseParameters parameters) {
        this.topology = topology;
        this.p = parameters;
        int n = topology.size();
        this.requests = filled(n);
        this.usualRequests = filled(n);
        this.trafficZ = filled(n);
        this.waited = filled(n);
        this.departed = filled(n);
        this.latency = new Channel(n);
        this.failures = new Channel(n);
        for (Deviation d : deviations) {
            int i = topology.indexOf(d.series().service());
            if (i < 0 || Double.isNaN(d.observed())) {
                continue;
            }
            if (Math.abs(d.z()) >= p.neutralSigma() && !(departed[i] <= d.departed())) {
                departed[i] = d.departed();
            }
            double added = d.observed() - d.expected();
            switch (d.series().signal()) {
                case TRAFFIC -> {
                    if (!(requests[i] >= d.observed())) {
                        requests[i] = d.observed();
                        usualRequests[i] = Double.isNaN(d.before()) ? d.expected() : d.before();
                        trafficZ[i] = Double.isNaN(d.zBefore()) ? d.zExpected() : d.zBefore();
                    }
                }
                case LATENCY -> latency.take(i, seconds(d, added), d.z());
                case CLIENT_LATENCY -> waited[i] = larger(waited[i], seconds(d, added));
                case ERRORS -> failures.take(i, added, d.z());
                case AVAILABILITY -> failures.take(i, -added / 100, -d.z());
                case CLIENT_ERRORS,
                        LOG_ERRORS,
                        SATURATION,
                        CPU,
                        MEMORY,
                        DISK,
                        CONNECTIONS,
                        NETWORK,
                        OTHER -> {}
            }
        }
    }

    /// The mean where there is one; quantiles stand in for it.
    private static double seconds(Deviation d, double added) {
        return d.series().id().metric().contains("mean") ? added : 0.5 * added;
    }

    /// P(trouble of `to` reaches `from`).
    double of(Dependency dependency) {
        if (dependency.kind() == DependencyKind.RUNS_ON
                || dependency.kind() == DependencyKind.IN_ZONE) {
            return p.hostEdge() * dependency.weight();
        }
        int i = topology.indexOf(dependency.from());
        int j = topology.indexOf(dependency.to());
        boolean slow = latency.z[i] >= p.neutralSigma();
        boolean failing = failures.z[i] >= p.neutralSigma();
        double w =
                slow && failing
                        ? Math.max(slowed(i, j), failed(i, j))
                        : slow ? slowed(i, j) : failing ? failed(i, j) : p.unknownEdge();
        return w * dependency.weight() * order(i, j);
    }

    /// An effect does not precede its cause: half for each sample by which the caller left its
    /// usual range before the callee did, but for the first, which may be the clocks'.
    private double order(int i, int j) {
        double ahead = departed[j] - departed[i] - 1;
        return ahead > 0 ? Math.max(p.outOfOrder(), Math.pow(0.5, ahead)) : 1;
    }

    private double slowed(int i, int j) {
        double caller = requests[i] * latency.added[i];
        double callee = requests[j] * latency.added[j];
        if (Double.isNaN(caller) || Double.isNaN(callee) || caller <= 0) {
            return p.unknownEdge();
        }
        double w = strength(callee / caller * share(i, j));
        double onTheWay = Math.clamp(waited[i] / latency.added[i], 0, 1);
        return Double.isNaN(onTheWay) ? w : Math.max(w, p.lostOnTheWay() * onTheWay);
    }

    private double failed(int i, int j) {
        double caller = requests[i] * failures.added[i];
        double callee = requests[j] * failures.added[j];
        if (Double.isNaN(caller) || Double.isNaN(callee) || caller <= 0) {
            return p.unknownEdge();
        }
        double share = share(i, j);
        double lost = missing(j) / caller * share;
        return Math.max(
                strength(callee / caller * share), lost > 0 ? p.unseen() * strength(lost) : 0);
    }

    /// Calls that should have come to a component by what its callers do, and did not.
    private double missing(int j) {
        if (!(trafficZ[j] <= -p.neutralSigma())) {
            return 0;
        }
        double now = 0;
        double usual = 0;
        for (int caller : topology.dependantsOf(j)) {
            if (!Double.isNaN(requests[caller]) && !Double.isNaN(usualRequests[caller])) {
                now += requests[caller];
                usual += usualRequests[caller];
            }
        }
        double inflow = usual > 0 ? Math.min(1, now / usual) : 1;
        return Math.max(0, usualRequests[j] * inflow - requests[j]);
    }

    /// The share of a callee's requests that come from a caller.
    private double share(int i, int j) {
        double callers = 0;
        for (int other : topology.dependantsOf(j)) {
            callers += Double.isNaN(requests[other]) ? 0 : requests[other];
        }
        return callers > 0 ? requests[i] / callers : 1;
    }

    private static double strength(double ratio) {
        double rho = Math.clamp(ratio, 0, 1);
        return 0.03 + 0.92 * 1.15 * rho / (rho + 0.15);
    }

    private static double larger(double before, double value) {
        return Double.isNaN(before)
                ? value
                : Double.isNaN(value) ? before : Math.max(before, value);
    }

    private static double[] filled(int n) {
        double[] array = new double[n];
        Arrays.fill(array, Double.NaN);
        return array;
    }
}
