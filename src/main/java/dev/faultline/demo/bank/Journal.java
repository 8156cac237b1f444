package dev.faultline.demo.bank;

import dev.faultline.demo.bank.Blueprint.Call;
import dev.faultline.demo.bank.Blueprint.Part;
import dev.faultline.demo.bank.LogLine.Severity;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What the processes of the bank log: of their work a sample, of their trouble what they see of it
/// themselves. Loggers are limited, so a flood of errors is a flood of few lines.
final class Journal {
    /// Lines a second at most, in all; a step of 5 minutes has 120.
    private static final double MOST = .4;

    /// Lines of ordinary work a second, in all, on a busy day.
    private static final double ORDINARY = .2;

    /// One in so many failed calls is logged, while there are few; a logger lets so many lines of a
    /// kind pass a second.
    private static final double SAMPLED = .02;

    private static final double PASSED = 1 / 60.0;

    private final Mechanics bank;
    private final Instant start;
    private final SplittableRandom chance;
    private final Chatter chatter;
    private final List<LogLine> lines = new ArrayList<>();
    private final int[] starts;
    private final int[][] versions;
    private double length;
    private double seconds;
    private final double[] weights;
    private double weight;

    Journal(Mechanics bank, Instant start, SplittableRandom chance) {
        this.bank = bank;
        this.start = start;
        this.chance = chance;
        chatter = new Chatter(chance);
        List<Part> parts = bank.bank.parts();
        starts = new int[parts.size()];
        versions = new int[parts.size()][];
        weights = new double[parts.size()];
        for (Part part : parts) {
            versions[part.place()] =
                    new int[] {1 + chance.nextInt(6), chance.nextInt(30), chance.nextInt(12)};
            weights[part.place()] = part.ours() && part.kind() != ComponentKind.DNS ? 1 : 0;
        }
    }

    /// Writes what happened in the last sub-step.
    void work(double length) {
        this.length = length;
        seconds += length;
        ordinary();
        for (Part part : bank.bank.parts()) {
            own(part);
        }
        for (Call call : bank.bank.calls()) {
            failed(call);
        }
        for (int p : bank.outOfMemory) {
            Part part = bank.bank.parts().get(p);
            add(part, Severity.FATAL, "java.lang.OutOfMemoryError: Java heap space");
        }
        bank.outOfMemory.clear();
    }

    /// What was written since the last call.
    List<LogLine> take() {
        int most = (int) Math.round(MOST * seconds);
        seconds = 0;
        List<LogLine> kept = new ArrayList<>(lines);
        lines.clear();
        // What does not fit is lost by the collector, whatever it is, but for events.
        while (kept.size() > most) {
            int any = chance.nextInt(kept.size());
            if (kept.get(any).event().isEmpty()) {
                kept.remove(any);
            } else {
                most++;
            }
        }
        kept.sort(Comparator.comparing(LogLine::at));
        return kept;
    }

    private void ordinary() {
        weight = 0;
        for (Part part : bank.bank.parts()) {
            weight += weight(part);
        }
        // Half of it as requests come, half by the clock.
        double busy = Math.min(1.5, bank.flow[bank.bank.part("gateway")] / 700);
        long count = round(ORDINARY * length * (.3 + .7 * busy));
        for (int i = 0; i < count; i++) {
            double drawn = chance.nextDouble() * weight;
            for (Part part : bank.bank.parts()) {
                drawn -= weight(part);
                if (drawn < 0) {
                    add(part, Severity.INFO, chatter.line(part));
                    break;
                }
            }
        }
    }

    private double weight(Part part) {
        int p = part.place();
        return bank.alive(p) == 0 ? 0 : weights[p] * (1 + Math.sqrt(bank.flow[p]) / 4);
    }

    /// What a component sees of itself.
    private void own(Part part) {
        int p = part.place();
        if (bank.alive(p) == 0 || !part.ours()) {
            return;
        }
        int begun = Arrays.stream(bank.processes[p]).mapToInt(RunningProcess::starts).sum();
        if (begun != starts[p]) {
            starts[p] = begun;
            add(part, Severity.INFO, "started in %d ms".formatted(800 + chance.nextInt(9000)));
        }
        double dropped = bank.dropped[p] * bank.flow[p];
        boolean database = part.kind() == ComponentKind.DATABASE;
        some(
                part,
                Severity.ERROR,
                dropped,
                () ->
                        database
                                ? "remaining connection slots are reserved, "
                                        + (int) bank.workers[p]
                                        + " in use"
                                : "request queue is full, rejected "
                                        + Math.round(dropped * 10 + chance.nextInt(5))
                                        + " requests");
        double failing = bank.knobs.failing[p] * bank.flow[p];
        some(
                part,
                Severity.ERROR,
                failing,
                () ->
                        switch (part.kind()) {
                            case DATABASE ->
                                    "could not write to file base/16384/"
                                            + (20000 + chance.nextInt(9000))
                                            + ": No space left on device (disk full)";
                            case DNS -> "SERVFAIL from upstream after 2 attempts";
                            default -> chatter.exception(part);
                        });
        if (database && bank.seconds[p] > 6 * part.seconds()) {
            some(
                    part,
                    Severity.WARN,
                    bank.flow[p],
                    () ->
                            bank.knobs.added[p] > 0
                                    ? "process %d still waiting for ShareLock on transaction %d after %d ms"
                                            .formatted(
                                                    1000 + chance.nextInt(9000),
                                                    7_000_000 + chance.nextInt(900_000),
                                                    1000 + chance.nextInt(4000))
                                    : "duration: %d ms statement: %s"
                                            .formatted(
                                                    Math.round(bank.seconds[p] * 2200),
                                                    chatter.statement(part)));
        }
        for (int k = 0; k < bank.processes[p].length; k++) {
            double full = bank.memory(part, k) / (Mechanics.HEAP * part.memory());
            if (full > Mechanics.GARBAGE && chance.nextDouble() < PASSED * length) {
                add(
                        part,
                        Severity.WARN,
                        "GC pause (G1 Evacuation Pause) %d ms, heap %d%% used"
                                .formatted(200 + chance.nextInt(1800), Math.round(100 * full)));
            }
        }
        if (part.consumes() >= 0
                && bank.backlog[part.consumes()] > 120 * bank.flow[part.consumes()]
                && chance.nextDouble() < PASSED * length) {
            add(
                    part,
                    Severity.WARN,
                    "no message acknowledged for %d s, %d unacknowledged"
                            .formatted(30 + chance.nextInt(60), part.workers() * bank.alive(p)));
        }
    }

    /// What a caller sees of its callee.
    private void failed(Call call) {
        int e = call.place();
        Part from = bank.bank.parts().get(call.from());
        Part to = bank.bank.parts().get(call.to());
        double asked = bank.asked[e];
        if (bank.alive(call.from()) == 0 || asked <= 0) {
            return;
        }
        double lost = asked * Math.max(0, bank.lost[e] - .002);
        boolean dead = bank.alive(call.to()) == 0;
        if (dead || bank.knobs.refused[call.to()] > 0) {
            some(
                    from,
                    Severity.ERROR,
                    lost,
                    () ->
                            !dead
                                    ? "TLS handshake with %s failed: certificate expired"
                                            .formatted(to.id())
                                    : bank.processes[call.to()][0].hostDown()
                                            ? "timeout after %d ms connecting to %s"
                                                    .formatted(
                                                            Math.round(call.timeout() * 1000),
                                                            to.id())
                                            : "connection refused to %s:%d"
                                                    .formatted(to.id(), port(to)));
            return;
        }
        double unpooled = asked * bank.unpooled[e];
        some(
                from,
                Severity.ERROR,
                unpooled,
                () ->
                        "pool exhausted: no connection to %s within %d ms, %d waiting"
                                .formatted(
                                        to.id(),
                                        Math.round(call.timeout() * 1000),
                                        5 + chance.nextInt(80)));
        double late = asked * Math.max(0, bank.late[e] - .002);
        double limit = call.timeout() * bank.knobs.patience[call.from()];
        some(
                from,
                Severity.WARN,
                late,
                () ->
                        "timeout after %d ms calling %s"
                                .formatted(Math.round(limit * 1000), to.id()));
        if (bank.fails[call.to()] > .02) {
            some(
                    from,
                    Severity.WARN,
                    lost - late - unpooled,
                    () ->
                            to.kind() == ComponentKind.DATABASE
                                    ? "query on %s failed: %s"
                                            .formatted(
                                                    to.id(),
                                                    bank.dropped[call.to()] > 0
                                                            ? "too many connections"
                                                            : "could not write")
                                    : "call to %s failed: HTTP 500".formatted(to.id()));
        }
    }

    private static int port(Part part) {
        return switch (part.kind()) {
            case DATABASE -> 5432;
            case CACHE -> 6379;
            case QUEUE -> 5672;
            default -> 8443;
        };
    }

    private interface Text {
        String write();
    }

    /// Some lines of many things that happened.
    ///
    /// @param rate of what happens, a second
    private void some(Part part, Severity severity, double rate, Text text) {
        if (rate <= 0) {
            return;
        }
        long count = round(length * Math.min(PASSED, SAMPLED * rate));
        for (int i = 0; i < count; i++) {
            add(part, severity, text.write());
        }
    }

    private long round(double mean) {
        return (long) Math.floor(mean + chance.nextDouble());
    }

    /// A release was installed.
    void release(int p) {
        versions[p][2]++;
        event(
                p,
                "deployment",
                "deployed %s %s".formatted(bank.bank.parts().get(p).id(), version(p)));
    }

    private String version(int p) {
        return "%d.%d.%d".formatted(versions[p][0], versions[p][1], versions[p][2]);
    }

    /// Something was done to a component that works.
    void event(int p, String event, String text) {
        lines.add(
                new LogLine(at(0), resource(bank.bank.parts().get(p)), Severity.INFO, event, text));
    }

    /// Somebody mended something.
    void change(int p, Component component, String event, String text) {
        if (!event.isEmpty() && p >= 0 && component.kind() != ComponentKind.HOST) {
            event(p, event, text);
        }
    }

    private void add(Part part, Severity severity, String text) {
        lines.add(new LogLine(at(length), resource(part), severity, "", text));
    }

    /// Some moment of the last seconds.
    private Instant at(double within) {
        return start.plusMillis(Math.round(1000 * (bank.now() - within * chance.nextDouble())));
    }

    private Map<String, String> resource(Part part) {
        if (!part.ours()) {
            return Map.of("service.name", part.id());
        }
        int k = chance.nextInt(part.on().length);
        Map<String, String> told = new LinkedHashMap<>(Instruments.resource(bank.bank, part, k));
        told.put("service.version", version(part.place()));
        return told;
    }
}
