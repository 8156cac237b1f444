package dev.faultline.demo;

import dev.faultline.demo.bank.Bank;
import dev.faultline.demo.bank.BankPlan;
import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.FaultKind;
import dev.faultline.demo.bank.Scenario;
import dev.faultline.topology.Component;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// How the bank is run.
///
/// @param history how much of it is written before it goes live
/// @param speed how many seconds pass in the bank in one
/// @param scenario what goes wrong by itself, and when
/// @param port of the control port on loopback; 0: any that is free
/// @param data folder of what the program keeps for its user, in which others find the control port
/// @param temporary folder below which the run's own lies
public record DemoPlan(
        BankPlan bank,
        Duration history,
        double speed,
        Scenario scenario,
        int port,
        Path data,
        Path temporary) {
    /// A surprise begins that long after the bank went live, in its time.
    private static final int EARLIEST_MINUTES = 10;

    private static final int LATEST_MINUTES = 20;

    /// One fault that the seed decides: what, to whom, when.
    public static Scenario.Entry surprise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FaultKind> kinds = List.of(FaultKind.values());
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        List<Component> candidates =
                new Bank(BankPlan.DEFAULT, Instant.EPOCH)
                        .topology().components().stream()
                                .filter(c -> kind.on().contains(c.kind()))
                                .toList();
        return new Scenario.Entry(
                Duration.ofMinutes(random.nextInt(EARLIEST_MINUTES, LATEST_MINUTES + 1)),
                new Fault(
                        kind,
                        candidates.get(random.nextInt(candidates.size())).id(),
                        Fault.USUAL_SEVERITY,
                        Optional.empty()));
    }
}
