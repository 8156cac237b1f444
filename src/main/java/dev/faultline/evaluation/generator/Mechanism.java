package dev.faultline.evaluation.generator;

import dev.faultline.evaluation.generator.RandomSystem.Call;
import dev.faultline.evaluation.generator.RandomSystem.Node;
import dev.faultline.topology.ComponentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How trouble spreads, minute by minute, without a word of probability: seconds add up along calls
/// by their share of the requests, shares of failures combine, time-outs cut waiting short and turn
/// it into failures, retries multiply the traffic of what fails already, failed requests make no
/// further calls, queues in front of busy components grow as 1/(1 − utilisation), and what is on a
/// host shares its fate. Deliberately not the noisy-OR that the diagnosis assumes.
///
/// Arrays are `[row][component]`.
///
/// Over 300 lines: one step of one simulation, whose arrays everything touches.
final class Mechanism {
    private static final int SWEEPS = 4;

    /// Latencies of single calls scatter lognormally by about so much.
    private static final double SPREAD = .9;

    final double[][] requests;
    final double[][] seconds;
    final double[][] failed;
    final double[][] busy;
    final double[][] backlog;
    final double[][] memory;
    final double[][] disk;
    final double[][] pool;
    final boolean[][] dead;

    private final RandomSystem system;
    private final List<List<Call>> calls;
    private final int n;
    private final double[] usualSeconds;
    private final int[] zones;

    /// Works out all rows.
    ///
    /// @param demand requests a second that each component gets from outside
    /// @param surge what that is multiplied by, a row
    Mechanism(RandomSystem system, double[] demand, double[] surge, List<Fault> faults) {
        int rows = surge.length;
        this.system = system;
        n = system.size();
        calls = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            calls.add(system.callsOf(i));
        }
        requests = new double[rows][n];
        seconds = new double[rows][n];
        failed = new double[rows][n];
        busy = new double[rows][n];
        backlog = new double[rows][n];
        memory = new double[rows][n];
        disk = new double[rows][n];
        pool = new double[rows][n];
        dead = new boolean[rows][n];
        zones = zones();
        usualSeconds = usualSeconds();
        double[] usual = usual(demand);
        for (int row = 0; row < rows; row++) {
            double factor = surge[row];
            double[] now = Arrays.stream(demand).map(d -> d * factor).toArray();
            step(row, now, usual, knobs(row, faults));
        }
    }

    /// What the faults have turned in one row.
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    private record Knobs(
            double[] slower,
            double[] failing,
            double[] capacity,
            double[] lost,
            double[] added,
            double[] across,
            int[] retries) {}

    private Knobs knobs(int row, List<Fault> faults) {
        Knobs k =
                new Knobs(
                        ones(),
                        new double[n],
                        ones(),
                        new double[n],
                        new double[n],
                        new double[n],
                        new int[n]);
        for (Fault fault : faults) {
            turn(k, row, fault);
        }
        for (int i = 0; i < n; i++) {
            int host = system.nodes.get(i).host();
            if (host >= 0) {
                dead[row][i] |= dead[row][host];
                k.slower[i] *= k.slower[host];
                k.capacity[i] *= k.capacity[host];
                k.added[i] += k.added[host];
            }
        }
        return k;
    }

    private void turn(Knobs k, int row, Fault fault) {
        int i = fault.component();
        double s = fault.strength(row);
        double severity = fault.severity();
        if (s <= 0) {
            return;
        }
        switch (fault.kind()) {
            case SLOW -> k.slower[i] *= 1 + s * 12 * severity * severity + s * severity;
            case ERRORS -> k.failing[i] = s * (.03 + .7 * severity);
            case OVERLOAD -> k.capacity[i] *= 1 - s * (.4 + .55 * severity);
            case MEMORY_LEAK -> {
                memory[row][i] += s * (.3 + .6 * severity);
                k.slower[i] *= 1 + s * s * 5 * severity;
                k.failing[i] = s * s * .25 * severity;
            }
            case DISK_FULL -> {
                disk[row][i] += s * .5;
                k.failing[i] = s > .6 ? .05 + .6 * severity : 0;
                k.slower[i] *= 1 + s * 3 * severity;
            }
            case POOL_EXHAUSTED -> {
                pool[row][i] += s;
                k.added[i] += s * (.05 + 1.5 * severity * severity);
                k.failing[i] = s * .3 * severity;
            }
            case DEAD -> dead[row][i] = true;
            case RETRY_STORM -> {
                k.failing[i] = s * (.1 + .4 * severity);
                k.retries[i] = 2 + (int) (3 * severity);
            }
            case TRAFFIC_LOST -> k.lost[i] = s * (.2 + .7 * severity);
            case CONSUMER_STUCK -> k.capacity[i] *= 1 - s * (.5 + .5 * severity);
            case HOST_BUSY -> {
                busy[row][i] += s * (.3 + .6 * severity);
                k.slower[i] *= 1 + s * 4 * severity;
                k.capacity[i] *= 1 - s * .45 * severity;
            }
            case HOST_DOWN -> dead[row][i] = true;
            case LINK_SLOW -> {
                // Whoever calls from one of its zones into the other waits for it.
                k.added[i] += s * (.01 + .15 * severity);
                k.across[i] += s * (.01 + .15 * severity);
            }
        }
    }

    /// The zone of each component by its host, -1 where it has none.
    private int[] zones() {
        int[] zoneOf = new int[n];
        Arrays.fill(zoneOf, -1);
        for (int i = 0; i < n; i++) {
            int host = system.nodes.get(i).host();
            for (int[] pair : system.within()) {
                if (host >= 0 && pair[0] == host) {
                    zoneOf[i] = pair[1];
                }
            }
        }
        return zoneOf;
    }

    /// Seconds that a call loses on slow links between its zones.
    private double across(Knobs k, Call c) {
        int here = zones[c.from()];
        int there = zones[c.to()];
        double seconds = 0;
        if (here >= 0 && there >= 0 && here != there) {
            for (int link = 0; link < n; link++) {
                if (k.across[link] > 0 && joins(link, here) && joins(link, there)) {
                    seconds += k.across[link];
                }
            }
        }
        return seconds;
    }

    private boolean joins(int link, int zone) {
        return system.within().stream().anyMatch(pair -> pair[0] == zone && pair[1] == link);
    }

    private double[] ones() {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Requests a second of every component when nothing is wrong.
    private double[] usual(double[] demand) {
        double[] flow = new double[n];
        for (int sweep = 0; sweep < SWEEPS * 2; sweep++) {
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                next[i] += demand[i];
                for (Call c : calls.get(i)) {
                    double from = c.from() < c.to() ? next[i] : flow[i];
                    next[c.consumes() ? i : c.to()] += c.consumes() ? 0 : from * c.share();
                }
            }
            flow = next;
        }
        for (Call c : system.calls) {
            if (c.consumes()) {
                flow[c.from()] = flow[c.to()];
            }
        }
        return flow;
    }

    /// Seconds of every component when nothing is wrong and nobody gives up.
    private double[] usualSeconds() {
        double[] seconds = new double[n];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = n - 1; i >= 0; i--) {
                seconds[i] = system.nodes.get(i).seconds();
                for (Call c : calls.get(i)) {
                    seconds[i] += c.consumes() ? 0 : c.share() * seconds[c.to()];
                }
            }
        }
        return seconds;
    }

    private double timeout(Call c) {
        return c.patience() * Math.max(.005, usualSeconds[c.to()]);
    }

    private void step(int row, double[] demand, double[] usual, Knobs k) {
        double[] flow = row == 0 ? usual.clone() : requests[row - 1].clone();
        double[] fails = row == 0 ? new double[n] : failed[row - 1].clone();
        double[] slow = row == 0 ? new double[n] : seconds[row - 1].clone();
        double[] own = new double[n];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = n - 1; i >= 0; i--) {
                answer(row, i, k, usual, flow, fails, slow, own);
            }
            spread(row, demand, k, flow, fails, own);
        }
        for (int i = 0; i < n; i++) {
            requests[row][i] = flow[i];
            failed[row][i] = fails[i];
            seconds[row][i] = slow[i];
        }
        for (Call c : system.calls) {
            if (c.consumes()) {
                consume(row, c, k, usual);
            }
        }
    }

    /// Seconds and failures of one component from those of its callees.
    private void answer(
            int row,
            int i,
            Knobs k,
            double[] usual,
            double[] flow,
            double[] fails,
            double[] slow,
            double[] own) {
        Node node = system.nodes.get(i);
        double raw =
                usual[i] == 0 ? 0 : node.load() * flow[i] / usual[i] / Math.max(.02, k.capacity[i]);
        double refused = raw > 1 ? 1 - 1 / raw : 0;
        double queueing = (1 - node.load()) / (1 - Math.min(.97, raw));
        if (node.kind() != ComponentKind.HOST) {
            busy[row][i] = Math.min(1, raw);
        }
        if (node.kind() != ComponentKind.QUEUE) {
            backlog[row][i] = Math.max(0, raw / (1 - Math.min(.97, raw)) - 1);
        }
        double seconds = node.seconds() * k.slower[i] * queueing + k.added[i];
        own[i] = dead[row][i] ? 1 : 1 - (1 - k.failing[i]) * (1 - refused) * (1 - k.lost[i]);
        double fine = 1 - own[i];
        for (Call c : calls.get(i)) {
            if (c.consumes()) {
                continue;
            }
            double once = once(row, c, fails, slow);
            double finallyFails = Math.pow(once, c.retries() + 1);
            double waits =
                    Math.min(felt(row, c, slow, this.seconds, c.to()) + across(k, c), timeout(c));
            seconds += c.share() * waits * attempts(c, once, k);
            fine *= 1 - Math.min(1, c.share()) * c.passes() * finallyFails;
        }
        fails[i] = 1 - fine;
        slow[i] = dead[row][i] ? gone(row, i) : seconds;
    }

    /// A component that is gone refuses at once; where its host is gone too, callers wait.
    private double gone(int row, int i) {
        int host = system.nodes.get(i).host();
        return host >= 0 && dead[row][host] ? 5 : .002;
    }

    /// The share of single attempts of a call that fail or take too long.
    private double once(int row, Call c, double[] fails, double[] slow) {
        double f = felt(row, c, fails, failed, c.to());
        double mean = felt(row, c, slow, seconds, c.to());
        double late = 0;
        if (Double.isFinite(timeout(c)) && mean > 0) {
            double z = (Math.log(timeout(c) / mean) + SPREAD * SPREAD / 2) / SPREAD;
            late = 1 / (1 + Math.exp(1.702 * z)); // logistic for the normal tail
        }
        return 1 - (1 - f) * (1 - late);
    }

    /// What the caller has of the callee: now, or some rows ago.
    private static double felt(int row, Call c, double[] now, double[][] past, int j) {
        return c.lag() == 0 ? now[j] : row - c.lag() < 0 ? past[0][j] : past[row - c.lag()][j];
    }

    private static double attempts(Call c, double once, Knobs k) {
        int retries = Math.max(c.retries(), k.retries[c.to()]);
        return once < 1e-9 ? 1 : (1 - Math.pow(once, retries + 1)) / Math.max(1e-9, 1 - once);
    }

    /// Traffic from the top down: what fails early, or is lost, calls nobody.
    private void spread(
            int row, double[] demand, Knobs k, double[] flow, double[] fails, double[] own) {
        double[] next = new double[n];
        for (int i = 0; i < n; i++) {
            next[i] += demand[i];
            boolean entry = system.nodes.get(i).kind() == ComponentKind.ENTRY;
            if (entry) {
                next[i] *= 1 - k.lost[i];
            }
            double goesOn = dead[row][i] ? 0 : 1 - .8 * (entry ? 0 : own[i]);
            for (Call c : calls.get(i)) {
                if (!c.consumes()) {
                    double from = c.from() < c.to() ? next[i] : flow[i];
                    double f = felt(row, c, fails, failed, c.to());
                    next[c.to()] += from * goesOn * c.share() * attempts(c, f, k);
                }
            }
        }
        for (Call c : system.calls) {
            if (c.consumes()) {
                next[c.from()] = next[c.to()];
            }
        }
        System.arraycopy(next, 0, flow, 0, n);
    }

    /// A consumer takes what it can; the rest waits in the queue.
    private void consume(int row, Call c, Knobs k, double[] usual) {
        int consumer = c.from();
        int queue = c.to();
        double arriving = requests[row][queue];
        double before = row == 0 ? 0 : backlog[row - 1][queue];
        double can =
                dead[row][consumer]
                        ? 0
                        : usual[consumer]
                                / Math.max(.05, system.nodes.get(consumer).load())
                                * (k.capacity[consumer] >= 1 ? 1 : k.capacity[consumer] * .6);
        double taken = Math.min(can, arriving + before / 60);
        requests[row][consumer] = taken;
        backlog[row][queue] = Math.max(0, before + (arriving - taken) * 60);
    }
}
