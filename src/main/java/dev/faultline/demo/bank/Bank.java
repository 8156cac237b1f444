package dev.faultline.demo.bank;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A digital bank that works, step by step: no clock, no threads, and all chance comes from a seed,
/// so the same plan, faults and mendings give the same bits.
public final class Bank {
    private final BankPlan plan;
    private final Blueprint blueprint = Blueprint.read();
    private final Topology topology = blueprint.topology();
    private final Demand demand;
    private final List<BankSeries> series = new ArrayList<>();
    private final List<FaultRecord> faults = new ArrayList<>();
    private Instant now;

    /// A bank where nothing is wrong yet.
    ///
    /// @param start when it begins; its first frame is a step later
    public Bank(BankPlan plan, Instant start) {
        this.plan = plan;
        now = start;
        demand = new Demand(blueprint, plan.clock(), new SplittableRandom(plan.seed()));
        for (Blueprint.Part part : blueprint.parts()) {
            if (part.ours()) {
                Blueprint.Host host = blueprint.hosts().get(part.on()[0]);
                series.add(
                        new BankSeries(
                                Agent.OTLP,
                                Map.of(
                                        "service.name", part.id(),
                                        "host.name", host.id(),
                                        "cloud.availability_zone",
                                                blueprint.zones().get(host.zone())),
                                "process.cpu.utilization",
                                "1",
                                BankSeries.Shape.GAUGE,
                                new double[0],
                                Map.of()));
            }
        }
    }

    /// All that it exports; the numbers in frames are places in this list. Stays as it is.
    public List<BankSeries> series() {
        return List.copyOf(series);
    }

    /// Works on for one step.
    ///
    /// @return what the instruments read at its end
    public BankFrame step() {
        now = now.plus(plan.step());
        double wanted = Arrays.stream(demand.at(now, plan.step().toSeconds())).sum();
        List<BankFrame.Reading> readings = new ArrayList<>();
        for (int s = 0; s < series.size(); s++) {
            readings.add(new BankFrame.Reading.Value(s, Instant.EPOCH, wanted / 1000));
        }
        return new BankFrame(now, readings, List.of());
    }

    /// The end of the last step.
    public Instant now() {
        return now;
    }

    /// What is really there, and who answers for it.
    public Topology topology() {
        return topology;
    }

    /// From now on something is wrong.
    ///
    /// @throws BankException where there is no such component, or this can't happen to it
    public void inject(Fault fault) throws BankException {
        ComponentKind kind = component(fault.component()).kind();
        if (!fault.kind().on().contains(kind)) {
            throw new BankException(
                    "%s can't happen to %s, which is a %s. It can to: %s."
                            .formatted(
                                    fault.kind().label(),
                                    fault.component(),
                                    kind.label(),
                                    String.join(", ", candidates(fault.kind()))));
        }
        faults.add(
                new FaultRecord(
                        fault.kind(),
                        List.of(fault.component()),
                        fault.severity(),
                        now,
                        Optional.empty()));
    }

    /// Does something to a component, right or wrong.
    ///
    /// @return what was done, in a sentence
    /// @throws BankException where there is no such component, or it can't be done to it
    public String mend(Mending mending) throws BankException {
        component(mending.component());
        return mending + " did nothing.";
    }

    /// What was really wrong so far.
    public List<FaultRecord> truth() {
        return List.copyOf(faults);
    }

    private Component component(ServiceId id) throws BankException {
        int place = topology.indexOf(id);
        if (place < 0) {
            throw new BankException("The bank has no component '" + id + "'.");
        }
        return topology.component(place);
    }

    private List<String> candidates(FaultKind kind) {
        return topology.components().stream()
                .filter(c -> kind.on().contains(c.kind()))
                .map(c -> c.id().value())
                .toList();
    }
}
