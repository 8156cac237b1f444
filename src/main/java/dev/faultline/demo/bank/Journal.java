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
import java.util.Locale;
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
        int begun = Arrays.stream(bank.processes[p]).mapToInt(Process::starts).sum();
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

    /// Texts of single lines.
    private static final class Chatter {
        private static final List<String> IBANS =
                List.of(
                        "DE89370400440532013000",
                        "DE75512108001245126199",
                        "FR1420041010050500013M02606",
                        "NL91ABNA0417164300",
                        "AT611904300234573201");
        private static final List<String> CARDS =
                List.of(
                        "4111111111111111",
                        "5555555555554444",
                        "4012888888881881",
                        "378282246310005");
        private static final List<String> NAMES =
                List.of("anna.meier", "j.duval", "t.okafor", "lena.koch", "p.rossi", "s.novak");

        private final SplittableRandom chance;

        Chatter(SplittableRandom chance) {
            this.chance = chance;
        }

        String line(Part part) {
            return switch (part.kind()) {
                case ENTRY, LOAD_BALANCER, GATEWAY ->
                        "%s %s 200 %d ms from %s id=%s"
                                .formatted(
                                        pick(List.of("GET", "GET", "POST")),
                                        pick(List.of("/accounts", "/payments", "/cards", "/me")),
                                        3 + chance.nextInt(90),
                                        address(),
                                        id());
                case DATABASE ->
                        chance.nextInt(2) == 0
                                ? "checkpoint complete: wrote %d buffers"
                                        .formatted(chance.nextInt(9000))
                                : "automatic vacuum of table \"%s\": index scans: %d"
                                        .formatted(table(part), chance.nextInt(4));
                case CACHE -> "%d changes in 60 seconds, saving".formatted(chance.nextInt(50_000));
                case QUEUE ->
                        "accepting connection from %s:%d"
                                .formatted(address(), 30_000 + chance.nextInt(20_000));
                case CONSUMER -> "handled message %s in %d ms".formatted(id(), chance.nextInt(60));
                default -> service(part);
            };
        }

        private String service(Part part) {
            return switch (part.id()) {
                case "auth" ->
                        "login of %s@example.com from %s succeeded"
                                .formatted(pick(NAMES), address());
                case "notifications", "customers", "onboarding" ->
                        "sent confirmation %d to %s@example.org"
                                .formatted(chance.nextInt(1_000_000), pick(NAMES));
                case "payments", "transfers", "instant-payments", "standing-orders" ->
                        "payment %s of %s EUR to %s accepted"
                                .formatted(id(), amount(), pick(IBANS));
                case "cards", "card-auth" ->
                        "authorised %s EUR on card %s, approval %06d"
                                .formatted(amount(), pick(CARDS), chance.nextInt(1_000_000));
                case "ledger" ->
                        "posted entry %d, debit %s credit %s"
                                .formatted(chance.nextInt(100_000_000), amount(), amount());
                case "fraud", "fraud-scoring" ->
                        "scored transaction %s: 0.%03d".formatted(id(), chance.nextInt(400));
                case "config-service" ->
                        "%d clients polled, none behind".formatted(20 + chance.nextInt(30));
                default ->
                        "%s of customer %d in %d ms"
                                .formatted(
                                        pick(List.of("read", "read", "update")),
                                        10_000_000 + chance.nextInt(80_000_000),
                                        2 + chance.nextInt(60));
            };
        }

        String exception(Part part) {
            return "%s: request %s failed at %s.handle(%s.java:%d)"
                    .formatted(
                            pick(
                                    List.of(
                                            "java.lang.NullPointerException",
                                            "java.lang.IllegalStateException")),
                            id(),
                            part.id().replace('-', '.'),
                            "Handler",
                            40 + chance.nextInt(200));
        }

        String statement(Part part) {
            return "SELECT * FROM %s WHERE id = %d"
                    .formatted(table(part), chance.nextInt(10_000_000));
        }

        private String table(Part part) {
            return part.id().replace("-db", "");
        }

        private String amount() {
            return String.format(Locale.ROOT, "%.2f", .5 + 4 * Math.exp(4 * chance.nextDouble()));
        }

        private String address() {
            return "10.%d.%d.%d"
                    .formatted(chance.nextInt(4), chance.nextInt(250), 1 + chance.nextInt(250));
        }

        private String id() {
            return "%08x-%04x".formatted(chance.nextInt(), chance.nextInt(65_536));
        }

        private String pick(List<String> from) {
            return from.get(chance.nextInt(from.size()));
        }
    }
}
