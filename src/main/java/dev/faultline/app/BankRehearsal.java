package dev.faultline.app;

import dev.faultline.demo.bank.Bank;
import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.BankPlan;
import dev.faultline.demo.bank.Fault;
import dev.faultline.demo.bank.FaultKind;
import dev.faultline.demo.bank.FaultRecord;
import dev.faultline.demo.feed.FrameEncoder;
import dev.faultline.engine.EngineParameters;
import dev.faultline.evaluation.LiveEvaluation;
import dev.faultline.evaluation.Rehearsed;
import dev.faultline.evaluation.Truth;
import dev.faultline.settings.Settings;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.topology.Component;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/// The simulated bank, broken by a plan that a seed makes: all kinds of faults in turn, each on
/// another component as long as there are, of severities from a half to all, between seven in the
/// morning and ten in the evening.
final class BankRehearsal implements Rehearsed {
    /// A Monday in the past, so that nothing lies in the future.
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final Duration LASTS = Duration.ofMinutes(45);

    private static final int OPENS = 7;
    private static final int CLOSES = 22;
    private static final Duration HISTORY = Duration.ofDays(14);

    private final BankPlan plan;
    private final Bank bank;
    private final FrameEncoder encoder;
    private final List<Fault> faults;
    private int next;

    /// Breaks a bank again and again, and looks how it is found.
    ///
    /// @param count of faults
    /// @param each told of each when it is over
    static LiveEvaluation evaluate(long seed, int count, Consumer<LiveEvaluation.Line> each) {
        Masking masking = Masking.forOnce(Settings.DEFAULT.masking());
        return LiveEvaluation.of(
                new BankRehearsal(seed, count),
                EngineParameters.DEFAULT,
                step ->
                        new Intake(
                                MappingRules.defaults(),
                                masking,
                                new Rejects(masking),
                                step,
                                Settings.DEFAULT.intake()),
                HISTORY,
                each);
    }

    private BankRehearsal(long seed, int count) {
        plan = BankPlan.DEFAULT.withSeed(seed);
        bank = new Bank(plan, START);
        encoder = new FrameEncoder(bank.series());
        faults = faults(bank.topology(), new Random(seed), count);
    }

    private static List<Fault> faults(Topology topology, Random chance, int count) {
        List<Fault> all = new ArrayList<>();
        Map<FaultKind, List<Component>> left = new EnumMap<>(FaultKind.class);
        List<FaultKind> round = new ArrayList<>();
        while (all.size() < count) {
            if (round.isEmpty()) {
                round.addAll(List.of(FaultKind.values()));
                Collections.shuffle(round, chance);
            }
            FaultKind kind = round.removeLast();
            List<Component> candidates = left.computeIfAbsent(kind, _ -> new ArrayList<>());
            if (candidates.isEmpty()) {
                topology.components().stream()
                        .filter(c -> kind.on().contains(c.kind()))
                        .forEach(candidates::add);
            }
            Component component = candidates.remove(chance.nextInt(candidates.size()));
            all.add(
                    new Fault(
                            kind,
                            component.id(),
                            .5 + .5 * chance.nextDouble(),
                            Optional.of(LASTS)));
        }
        return all;
    }

    @Override
    public Topology catalogue() {
        return bank.catalogue();
    }

    @Override
    public Duration step() {
        return plan.step();
    }

    @Override
    public Instant now() {
        return bank.now();
    }

    @Override
    public List<Written> run() {
        return encoder.encode(bank.step()).stream()
                .map(record ->
                        new Written(
                                record.topic().label(), record.timestampMillis(), record.value()))
                .toList();
    }

    @Override
    public boolean open() {
        int hour = bank.now().atZone(plan.clock()).getHour();
        return hour >= OPENS && hour < CLOSES;
    }

    @Override
    public Optional<Truth> fail() {
        if (next == faults.size()) {
            return Optional.empty();
        }
        Fault fault = faults.get(next++);
        try {
            bank.inject(fault);
        } catch (BankException e) {
            throw new IllegalStateException(e);
        }
        FaultRecord record = bank.truth().getLast();
        return Optional.of(
                new Truth(
                        true,
                        record.roots(),
                        record.kind().label(),
                        record.onset(),
                        record.onset().plus(LASTS)));
    }
}
