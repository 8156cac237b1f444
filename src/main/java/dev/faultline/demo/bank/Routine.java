package dev.faultline.demo.bank;

import dev.faultline.demo.bank.Blueprint.Part;
import dev.faultline.topology.ComponentKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What people do to the bank on any day: releases, changes of configuration, planned work at
/// night. Most of it harms nobody; what comes with a fault looks just the same.
final class Routine {
    /// Between two releases, and two changes of configuration, in working hours, s.
    private static final double RELEASES = 5_400;

    private static final double CHANGES = 10_800;

    private final Mechanics bank;
    private final Journal journal;
    private final ZoneId clock;
    private final SplittableRandom chance;
    private final List<Part> released = new ArrayList<>();
    private final boolean[] running;
    private double release;
    private double change;

    Routine(Mechanics bank, Journal journal, ZoneId clock, SplittableRandom chance) {
        this.bank = bank;
        this.journal = journal;
        this.clock = clock;
        this.chance = chance;
        running = new boolean[bank.bank.batches().size()];
        for (Part part : bank.bank.parts()) {
            if (part.kind() == ComponentKind.SERVICE
                    || part.kind() == ComponentKind.GATEWAY
                    || part.kind() == ComponentKind.CONSUMER) {
                released.add(part);
            }
        }
        release = next(RELEASES);
        change = next(CHANGES);
    }

    private double next(double mean) {
        return bank.now() - mean * Math.log(1 - chance.nextDouble());
    }

    /// @param planned requests a second on top, by component: filled here
    void work(Instant now, double[] planned, Demand demand) {
        ZonedDateTime local = now.atZone(clock);
        boolean working =
                local.getHour() >= 9
                        && local.getHour() < 18
                        && local.getDayOfWeek() != DayOfWeek.SATURDAY
                        && local.getDayOfWeek() != DayOfWeek.SUNDAY;
        if (bank.now() >= release) {
            release = next(RELEASES);
            if (working) {
                release(released.get(chance.nextInt(released.size())));
            }
        }
        if (bank.now() >= change) {
            change = next(CHANGES);
            if (working) {
                change(released.get(chance.nextInt(released.size())), "log.sampling");
            }
        }
        for (int b = 0; b < running.length; b++) {
            Blueprint.Batch batch = bank.bank.batches().get(b);
            double rate = demand.planned(batch, now);
            planned[batch.on()] = rate;
            if (rate > 0 != running[b]) {
                running[b] = rate > 0;
                journal.event(
                        batch.on(), "batch", batch.name() + (running[b] ? " began" : " is done"));
            }
        }
    }

    private void release(Part part) {
        for (RunningProcess process : bank.processes[part.place()]) {
            if (process.alive()) {
                process.replace(bank.now());
            }
        }
        journal.release(part.place());
    }

    private void change(Part part, String setting) {
        journal.event(part.place(), "config_change", "changed setting " + setting);
    }

    /// What people did that a fault comes of: a release or a change like all others.
    void changes(Fault fault) {
        int place = bank.bank.part(fault.component().value());
        switch (fault.kind()) {
            case BAD_DEPLOY_ERRORS, BAD_DEPLOY_SLOW, MEMORY_LEAK ->
                    release(bank.bank.parts().get(place));
            case BAD_CONFIG -> change(bank.bank.parts().get(place), "server.threads");
            case RETRY_STORM -> change(bank.bank.parts().get(place), "client.retry");
            case SLOW_QUERY -> change(bank.bank.parts().get(place), "planner.statistics");
            default -> {} // nobody did anything
        }
    }
}
