package dev.faultline.demo.bank;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A digital bank that works, step by step: no clock, no threads, and all chance comes from a seed,
/// so the same plan, faults and mendings give the same bits.
public final class Bank {
    /// Sub-steps while something is wrong, and while nothing is, s.
    private static final double FINE = 15;

    private static final double COARSE = 300;

    /// Before it is looked at, it works for so many sub-steps.
    private static final int WARM_UP = 40;

    private final BankPlan plan;
    private final Blueprint blueprint = Blueprint.read();
    private final Topology topology = blueprint.topology();
    private final Mechanics mechanics = new Mechanics(blueprint);
    private final Repairs repairs = new Repairs(mechanics);
    private final Demand demand;
    private final Instruments instruments;
    private final Journal journal;
    private final Routine routine;
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<FaultRecord> truth = new ArrayList<>();
    private Instant now;

    /// A bank where nothing is wrong yet.
    ///
    /// @param start when it begins to be watched; its first frame is a step later
    public Bank(BankPlan plan, Instant start) {
        this.plan = plan;
        now = start;
        SplittableRandom seed = new SplittableRandom(plan.seed());
        demand = new Demand(blueprint, plan.clock(), seed.split());
        double[] planned = new double[blueprint.parts().size()];
        double[] wanted = demand.at(start, FINE);
        for (int i = 0; i < WARM_UP; i++) {
            mechanics.work(FINE, wanted, planned);
        }
        mechanics.begin();
        instruments = new Instruments(mechanics, start, plan.mostSeries(), seed.split());
        journal = new Journal(mechanics, start, seed.split());
        routine = new Routine(mechanics, journal, plan.clock(), seed.split());
    }

    /// All that it exports; the numbers in frames are places in this list. Stays as it is.
    public List<BankSeries> series() {
        return instruments.series();
    }

    /// Works on for one step.
    ///
    /// @return what the instruments read at its end
    public BankFrame step() {
        double left = plan.step().toMillis() / 1000.0;
        double[] planned = new double[blueprint.parts().size()];
        while (left > 0) {
            boolean fine = !troubles.isEmpty() || !mechanics.calm();
            double length = Math.min(left, fine ? FINE : COARSE);
            left -= length;
            now = now.plusMillis(Math.round(length * 1000));
            endWhatIsOver();
            mechanics.knobs.reset();
            troubles.forEach(trouble -> trouble.act(mechanics));
            routine.work(now, planned, demand);
            mechanics.work(length, demand.at(now, length), planned);
            instruments.work(length);
            journal.work(length);
        }
        return new BankFrame(now, instruments.read(), journal.take());
    }

    /// The end of the last step.
    public Instant now() {
        return now;
    }

    /// What is really there, and who answers for it.
    public Topology topology() {
        return topology;
    }

    /// What its owners write down of it: the components, and what no telemetry tells of them: which
    /// link joins the zones, and who asks for names. Who calls whom and what runs where is seen.
    public Topology catalogue() {
        return blueprint.catalogue();
    }

    /// From now on something is wrong.
    ///
    /// @throws BankException where there is no such component, this can't happen to it, or it does
    ///   already
    public void inject(Fault fault) throws BankException {
        Component component = component(fault.component());
        if (!fault.kind().on().contains(component.kind())) {
            throw new BankException(
                    "%s can't happen to %s, which is a %s. It can to: %s."
                            .formatted(
                                    fault.kind().label(),
                                    component.id(),
                                    component.kind().label(),
                                    String.join(", ", candidates(fault.kind()))));
        }
        for (Trouble other : troubles) {
            if (other.fault().kind() == fault.kind()
                    && other.fault().component().equals(fault.component())) {
                throw new BankException(fault + " is going on already.");
            }
        }
        Trouble trouble = new Trouble(fault, place(component), mechanics.now());
        trouble.begin(mechanics);
        routine.changes(fault);
        troubles.add(trouble);
        List<ServiceId> roots = new ArrayList<>(List.of(fault.component()));
        if (fault.kind() == FaultKind.DISK_FULL) {
            int host = mechanics.on[trouble.place()][0];
            roots.add(new ServiceId(blueprint.hosts().get(host).id()));
        }
        truth.add(new FaultRecord(fault.kind(), roots, fault.severity(), now, Optional.empty()));
    }

    /// Does something to a component, right or wrong.
    ///
    /// @return what was done, in a sentence
    /// @throws BankException where there is no such component, or it can't be done to it
    public String mend(Mending mending) throws BankException {
        Component component = component(mending.component());
        String done = repairs.mend(mending.act(), component, place(component));
        for (Trouble trouble : List.copyOf(troubles)) {
            boolean here =
                    trouble.fault().component().equals(mending.component())
                            || isDiskOf(trouble, component);
            if (here && trouble.fault().kind().cures().contains(mending.act())) {
                end(trouble);
            }
        }
        journal.change(
                place(component),
                component,
                switch (mending.act()) {
                    case ROLL_BACK -> "deployment";
                    case REVERT_CONFIGURATION, GROW_POOL, SCALE_OUT, RENEW_CERTIFICATE ->
                            "config_change";
                    case RESTART, FAIL_OVER, CLEAR_DISK -> "";
                },
                done);
        return done;
    }

    private boolean isDiskOf(Trouble trouble, Component host) {
        return trouble.fault().kind() == FaultKind.DISK_FULL
                && host.kind() == ComponentKind.HOST
                && mechanics.on[trouble.place()][0] == place(host);
    }

    /// What was really wrong so far.
    public List<FaultRecord> truth() {
        return List.copyOf(truth);
    }

    private void endWhatIsOver() {
        for (Trouble trouble : List.copyOf(troubles)) {
            if (trouble.over(mechanics.now())) {
                end(trouble);
            }
        }
    }

    private void end(Trouble trouble) {
        troubles.remove(trouble);
        trouble.end(mechanics);
        truth.replaceAll(record ->
                record.end().isEmpty()
                                && record.kind() == trouble.fault().kind()
                                && record.roots().getFirst().equals(trouble.fault().component())
                        ? new FaultRecord(
                                record.kind(),
                                record.roots(),
                                record.severity(),
                                record.onset(),
                                Optional.of(now))
                        : record);
    }

    /// Among the components that work, or among the hosts; -1 for zones and their link.
    private int place(Component component) {
        String id = component.id().value();
        return component.kind() == ComponentKind.HOST ? blueprint.host(id) : blueprint.part(id);
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
