package dev.faultline.demo.bank;

import dev.faultline.demo.bank.Blueprint.Call;
import dev.faultline.demo.bank.Blueprint.Part;
import dev.faultline.topology.ComponentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How the bank works: requests flow down the calls, wait for workers, connections and processors,
/// fail, are given up and tried again, and what they took climbs back up. A fluid: rates and mean
/// times over a sub-step of some seconds, with backlogs, queues, memory, caches and dead processes
/// carried on to the next. Calls in a circle meet what the sub-step before left.
///
/// Longer than 300 lines: one sub-step is one thought, and all of it works on the same numbers.
final class Mechanics {
    /// A request that waits longer for a worker is dropped, s.
    private static final double PATIENCE = 1.5;

    /// Between two machines of a zone, and across, s.
    private static final double NEAR = .0003;

    private static final double FAR = .0013;

    /// Packets of one call; each that gets lost is sent again after this many seconds.
    private static final int PACKETS = 8;

    private static final double RESENT = .25;

    /// Share of calls for which a name is looked up: of new connections.
    private static final double LOOKUPS = .02;

    /// Heap is this much larger than what is used of it ordinarily; above the second share of it
    /// collecting garbage takes over.
    static final double HEAP = 2.2;

    static final double GARBAGE = .72;

    /// An emptied cache lacks 1/e of its entries after so many seconds.
    private static final double FILLS = 1500;

    final Blueprint bank;
    final Knobs knobs;

    // By component.
    /// Requests a second that arrive; messages a second of queues and consumers.
    final double[] flow;

    /// Seconds until the answer, waiting included.
    final double[] seconds;

    /// Share of those that arrive that fail.
    final double[] fails;

    /// Share of those that arrive that are dropped since too many wait.
    final double[] dropped;

    /// Requests, or messages, that wait.
    final double[] backlog;

    /// Workers or connections in use.
    final double[] busy;

    /// Workers that there are, stuck ones too.
    final double[] workers;

    /// Factor of the workers by which somebody has scaled it.
    final double[] scaled;

    /// What a cache answers, share.
    final double[] hit;

    /// Seconds until the answer, by instance.
    final double[][] answers;

    /// Where instances run.
    final int[][] on;

    final RunningProcess[][] processes;

    // By call.
    /// Attempts a second.
    final double[] asked;

    /// Share of attempts that fail.
    final double[] lost;

    /// Share of them that are given up as too slow.
    final double[] late;

    /// Share of them for which no connection of the pool is free.
    final double[] unpooled;

    /// Seconds of an attempt, as its caller sees it.
    final double[] waited;

    /// Connections in use, of all instances of the caller.
    final double[] pooled;

    /// Factor by which somebody has grown the caller's pools.
    final double[] pools;

    // By host.
    /// Cores that services use, and would use.
    final double[] load;

    final double[] stretch;
    final double[] diskUsed;
    final RunningProcess[] machines;

    /// Components of which an instance ran out of memory since somebody looked.
    final List<Integer> outOfMemory = new ArrayList<>();

    /// Share of the requests of a database that write.
    private static final double WRITES = .45;

    private final List<List<Call>> callsOf = new ArrayList<>();
    private final double[] crossing;
    private final double[] shares;
    private final int dns;
    private double now;

    Mechanics(Blueprint bank) {
        this.bank = bank;
        int n = bank.parts().size();
        int c = bank.calls().size();
        int h = bank.hosts().size();
        knobs = new Knobs(n, h);
        flow = new double[n];
        seconds = bank.parts().stream().mapToDouble(Part::seconds).toArray();
        fails = new double[n];
        dropped = new double[n];
        backlog = new double[n];
        busy = new double[n];
        workers = new double[n];
        scaled = new double[n];
        hit = bank.parts().stream().mapToDouble(Part::hit).toArray();
        answers = new double[n][];
        on = new int[n][];
        processes = new RunningProcess[n][];
        for (Part part : bank.parts()) {
            int p = part.place();
            // Of a third party nobody knows the instances: one stands for all.
            int instances = Math.max(1, part.on().length);
            on[p] = part.on().clone();
            answers[p] = new double[instances];
            processes[p] = processes(instances);
            callsOf.add(bank.calls().stream().filter(call -> call.from() == p).toList());
        }
        Arrays.fill(scaled, 1);
        asked = new double[c];
        lost = new double[c];
        late = new double[c];
        waited = new double[c];
        unpooled = new double[c];
        pooled = new double[c];
        pools = new double[n];
        Arrays.fill(pools, 1);
        crossing = new double[c];
        shares = new double[c];
        load = new double[h];
        stretch = new double[h];
        Arrays.fill(stretch, 1);
        diskUsed = new double[h];
        machines = processes(h);
        dns = bank.part("dns");
        moved();
        knobs.reset();
    }

    private static RunningProcess[] processes(int count) {
        RunningProcess[] all = new RunningProcess[count];
        Arrays.setAll(all, _ -> new RunningProcess());
        return all;
    }

    /// Seconds since the bank began.
    double now() {
        return now;
    }

    /// From now on it is watched: what was before was to fill it.
    void begin() {
        now = 0;
    }

    /// Instances run elsewhere now: which calls cross the zones changes. A zone's own instances are
    /// asked first.
    void moved() {
        for (Call call : bank.calls()) {
            if (on[call.to()].length == 0) {
                continue;
            }
            long abroad =
                    Arrays.stream(on[call.from()])
                            .filter(from ->
                                    Arrays.stream(on[call.to()])
                                            .noneMatch(to -> zone(to) == zone(from)))
                            .count();
            crossing[call.place()] = (double) abroad / on[call.from()].length;
        }
    }

    private int zone(int host) {
        return bank.hosts().get(host).zone();
    }

    /// Whether nothing is left to happen of what was wrong, so that long sub-steps do.
    boolean calm() {
        for (Part part : bank.parts()) {
            int p = part.place();
            boolean queue = part.kind() == ComponentKind.QUEUE;
            if (hit[p] < .99 * part.hit()
                    || dropped[p] > 0
                    || alive(p) < processes[p].length
                    || backlog[p] > (queue ? 60 * flow[p] + 20 : 1)) {
                return false;
            }
        }
        return true;
    }

    /// Works on for some seconds; the knobs are as they are meant for them.
    ///
    /// @param wanted requests a second of each errand
    /// @param planned requests a second of planned work, by component
    void work(double length, double[] wanted, double[] planned) {
        now += length;
        runs();
        disks();
        compute();
        demand(wanted, planned);
        for (int i = bank.order().length - 1; i >= 0; i--) {
            Part part = bank.parts().get(bank.order()[i]);
            answer(part, length);
            if (part.consumes() >= 0) {
                consume(part, length);
            }
        }
        for (Part part : bank.parts()) {
            remember(part, length);
        }
    }

    /// Which processes run.
    private void runs() {
        for (int h = 0; h < machines.length; h++) {
            machines[h].host(knobs.down[h], now);
            machines[h].tick(now);
        }
        for (int p = 0; p < processes.length; p++) {
            for (int k = 0; k < on[p].length; k++) {
                processes[p][k].host(!machines[on[p][k]].alive(), now);
                processes[p][k].tick(now);
            }
        }
    }

    /// How full disks are: they fill by day and are tidied at night; a database on a full one can't
    /// write.
    private void disks() {
        for (int h = 0; h < diskUsed.length; h++) {
            double tidied = now / 86_400 - Math.floor(now / 86_400);
            diskUsed[h] = Math.min(1, .44 + .03 * (h % 4) + .012 * tidied + knobs.disk[h]);
        }
        for (Part part : bank.parts()) {
            int p = part.place();
            if (part.kind() == ComponentKind.DATABASE && diskUsed[on[p][0]] > .995) {
                knobs.failing[p] = Math.max(knobs.failing[p], WRITES);
            }
        }
    }

    int alive(int p) {
        int alive = 0;
        for (RunningProcess process : processes[p]) {
            alive += process.alive() ? 1 : 0;
        }
        return alive;
    }

    /// Share of calls to a component that go to an instance that is gone.
    private double missed(int p) {
        int gone = 0;
        for (RunningProcess process : processes[p]) {
            gone += process.missed(now) ? 1 : 0;
        }
        return alive(p) == 0 ? 1 : (double) gone / processes[p].length;
    }

    /// What computing asks of the hosts, and how long it takes there.
    private void compute() {
        Arrays.fill(load, .04);
        for (Part part : bank.parts()) {
            int p = part.place();
            for (int k = 0; k < on[p].length; k++) {
                load[on[p][k]] += cores(part, k);
            }
        }
        for (int h = 0; h < load.length; h++) {
            stretch[h] = Queueing.stretch(load[h], knobs.hog[h], bank.hosts().get(h).cores());
        }
    }

    /// Cores that an instance would use if it were alone.
    double cores(Part part, int k) {
        int p = part.place();
        return processes[p][k].alive()
                ? flow[p] / alive(p) * part.seconds() * part.cpu() * slow(part, k)
                : 0;
    }

    /// Factor of computing time of an instance, by its release and its garbage.
    private double slow(Part part, int k) {
        double full = part.ours() ? memory(part, k) / (HEAP * part.memory()) : 0;
        double garbage = full <= GARBAGE ? 0 : (full - GARBAGE) / (1 - GARBAGE);
        return knobs.slow[part.place()] * (1 + 7 * garbage * garbage);
    }

    /// Memory of an instance, MiB.
    double memory(Part part, int k) {
        return part.memory() + processes[part.place()][k].leaked();
    }

    /// Requests from the entrances down. What flows back into a circle does so by the calls of the
    /// sub-step before.
    private void demand(double[] wanted, double[] planned) {
        double[] in = planned.clone();
        double[] through = new double[in.length];
        double[] surged = new double[wanted.length];
        for (int e = 0; e < wanted.length; e++) {
            Blueprint.Errand errand = bank.errands().get(e);
            surged[e] = wanted[e] * knobs.surge[errand.at()];
            in[errand.at()] += surged[e];
            through[errand.through()] += surged[e];
        }
        double lookups = 0;
        for (Call call : bank.calls()) {
            in[call.to()] += arriving(call);
            lookups += LOOKUPS * asked[call.place()];
        }
        in[dns] += lookups;
        for (int p : bank.order()) {
            if (bank.parts().get(p).consumes() < 0) {
                flow[p] = alive(p) == 0 ? 0 : in[p];
            }
            double rest = Math.max(0, 1 - dropped[p] - .6 * knobs.failing[p]);
            for (Call call : callsOf.get(p)) {
                double before = arriving(call);
                double share = share(call, surged, through[p]);
                shares[call.place()] = share;
                asked[call.place()] =
                        flow[p]
                                * rest
                                * share
                                * Queueing.attempts(lost[call.place()], retries(call));
                in[call.to()] += arriving(call) - before;
                if (call.errands().length == 0) {
                    // one after the other: where one fails that is needed, the next is not made
                    rest *= 1 - Math.min(1, share) * call.needed() * failing(call);
                }
            }
        }
    }

    /// Calls a request, now.
    private double share(Call call, double[] errands, double all) {
        double share = call.per();
        if (call.errands().length > 0) {
            share = 0;
            for (int errand : call.errands()) {
                share += errands[errand] / Math.max(1e-9, all);
            }
        }
        return call.cache() < 0 ? share : share * (1 - hit[call.cache()]);
    }

    /// Attempts a second that their callee gets to see.
    private double arriving(Call call) {
        int e = call.place();
        return asked[e] * (1 - knobs.refused[call.to()]) * (1 - unpooled[e]);
    }

    private int retries(Call call) {
        return Math.max(call.retries(), knobs.retries[call.from()]);
    }

    /// Share of calls that fail although they were tried again.
    private double failing(Call call) {
        return Math.pow(lost[call.place()], retries(call) + 1);
    }

    /// Seconds and failures of a component, from those of its callees.
    private void answer(Part part, double length) {
        int p = part.place();
        int alive = alive(p);
        double below = 0;
        double fine = 1;
        double passed = 0;
        double rest = 1;
        for (Call call : callsOf.get(p)) {
            attempt(call, length);
            double share = shares[call.place()];
            double failing = failing(call);
            below +=
                    rest
                            * share
                            * waited[call.place()]
                            * Queueing.attempts(lost[call.place()], retries(call));
            if (call.errands().length > 0) {
                passed += share * failing;
            } else {
                fine *= 1 - Math.min(1, share) * call.needed() * failing;
                rest = fine;
            }
        }
        fine *= 1 - Math.min(1, passed);
        double own = 0;
        for (int k = 0; k < processes[p].length; k++) {
            double stretched = on[p].length == 0 ? 1 : stretch[on[p][k]];
            double computes = part.seconds() * part.cpu() * slow(part, k) * stretched;
            // A plan that reads more waits more, too.
            double waits = part.seconds() * (1 - part.cpu()) * knobs.slow[p] + knobs.added[p];
            answers[p][k] = computes + waits + below;
            own += processes[p][k].alive() ? (computes + waits) / Math.max(1, alive) : 0;
        }
        double holds = own + below;
        double waits = alive == 0 ? 0 : waiting(part, alive, part.waits() ? holds : own, length);
        for (int k = 0; k < answers[p].length; k++) {
            answers[p][k] += waits;
        }
        seconds[p] = holds + waits;
        fails[p] = 1 - fine * (1 - knobs.failing[p]) * (1 - dropped[p]);
    }

    /// Seconds until a worker is free; who waits too long is dropped.
    private double waiting(Part part, int alive, double holds, double length) {
        int p = part.place();
        double there = part.workers() * alive * scaled[p];
        double free = Math.max(.05, there * knobs.workers[p] - knobs.stuck[p]);
        double can = free / holds;
        workers[p] = there;
        if (part.kind() == ComponentKind.QUEUE || part.consumes() >= 0) {
            busy[p] = Math.min(free, flow[p] * holds);
            dropped[p] = 0;
            return 0;
        }
        double waiting = Math.max(0, backlog[p] + (flow[p] - can) * length);
        double most = Math.max(20, can * PATIENCE);
        double over = Math.max(0, waiting - most);
        dropped[p] = flow[p] <= 0 ? 0 : Math.min(1, over / (flow[p] * length));
        backlog[p] = waiting - over;
        double used = flow[p] * holds / free;
        busy[p] = Math.min(free, flow[p] * holds) + knobs.stuck[p];
        return Queueing.waits(used, free, holds) + backlog[p] / can;
    }

    /// How one attempt of a call fares.
    private void attempt(Call call, double length) {
        int e = call.place();
        int to = call.to();
        double limit = call.timeout() * knobs.patience[call.from()];
        double resent = 1 - Math.pow(1 - knobs.loss, PACKETS);
        double way =
                (1 - crossing[e]) * NEAR
                        + crossing[e] * (FAR + resent * RESENT * (1 + 4 * knobs.loss));
        double name = LOOKUPS * Math.min(5, seconds[dns]);
        double unnamed = LOOKUPS * (alive(dns) == 0 ? 1 : fails[dns]);
        double took = seconds[to] + way + name;
        double free = 0;
        unpooled[e] = 0;
        if (call.pool() > 0) {
            double there = call.pool() * pools[call.from()] * Math.max(1, alive(call.from()));
            double used = asked[e] * took;
            free = Queueing.waits(used / there, there, took);
            unpooled[e] = used <= there ? 0 : 1 - there / used;
            pooled[e] = Math.min(there, used);
        }
        double broken = missed(to);
        boolean silent = broken > 0 && processes[to][0].hostDown();
        double tooLate = Queueing.longer(limit, took + free);
        double fine =
                (1 - fails[to])
                        * (1 - knobs.refused[to])
                        * (1 - unnamed)
                        * (1 - unpooled[e])
                        * (1 - crossing[e] * knobs.loss * knobs.loss);
        double slow = (1 - tooLate) * Math.min(limit, took + free) + tooLate * limit;
        // Refused at once by a machine that is there; asked in vain of one that is gone.
        waited[e] =
                (1 - broken) * ((1 - knobs.refused[to]) * slow + knobs.refused[to] * .004)
                        + broken * (silent ? limit : .001);
        late[e] = (1 - broken) * tooLate + (silent ? broken : 0);
        double fails = 1 - (1 - broken) * fine * (1 - tooLate);
        // Callers' habits change with some inertia, or a circle of retries would swing.
        double kept = Math.exp(-length / 15);
        lost[e] = kept * lost[e] + (1 - kept) * fails;
    }

    /// A consumer takes what it can; the rest waits in its queue, and so does what it failed at.
    private void consume(Part consumer, double length) {
        int p = consumer.place();
        int queue = consumer.consumes();
        double can =
                alive(p) == 0 || seconds[p] <= 0
                        ? 0
                        : consumer.workers() * alive(p) * scaled[p] * knobs.workers[p] / seconds[p];
        double taken = Math.min(can, flow[queue] + backlog[queue] / length);
        flow[p] = taken;
        double arrived = flow[queue] * (1 - fails[queue]);
        backlog[queue] = Math.max(0, backlog[queue] + (arrived - taken * (1 - fails[p])) * length);
    }

    /// What is carried on: caches fill, memory leaks until there is none.
    private void remember(Part part, double length) {
        int p = part.place();
        hit[p] += (part.hit() - hit[p]) * (1 - Math.exp(-length / FILLS));
        for (RunningProcess process : processes[p]) {
            if (knobs.leak[p] > 0 && process.alive()) {
                process.leak(knobs.leak[p] * length);
                if (part.memory() + process.leaked() > HEAP * part.memory()) {
                    process.stop(now, 45);
                    outOfMemory.add(p);
                }
            }
        }
    }
}
