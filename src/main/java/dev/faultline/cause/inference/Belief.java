package dev.faultline.cause.inference;

import dev.faultline.topology.StrongComponents;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is believed while findings come and go: begun from [Evidence], changed one component at a
/// time, asked for its [Posterior] at any moment. A change costs only what it reaches, so asking
/// "what if this were found" again and again is cheap; [#copy()] keeps the original.
///
/// Where the whole network has small tables, it is the [Core]. Otherwise [LoopyMessages] find out
/// who is in doubt; those are the core, the others are carried to it, and whoever the core's
/// posteriors then bring into doubt joins it. Components don't leave it again, so that after many
/// changes an answer may differ from one begun afresh, both within their tolerance.
///
/// Not thread-safe; beliefs of one [Inference] are independent of each other.
///
/// Over 300 lines: messages, core and tables change together or not at all.
public final class Belief {
    /// How often core and messages talk before they agree.
    private static final int MAX_TALKS = 12;

    /// How often components in doubt may join the core.
    private static final int MAX_ROUNDS = 6;

    private static final double AGREED = 1e-8;

    private final Inference inference;
    private final double[] trouble;
    private final double[] fault;
    private final LoopyMessages messages;
    private @Nullable CoreTables tables;

    /// Who costs tolerance was asked to join the core: once, for it may be of no use.
    private boolean widened;

    private @Nullable Posterior posterior;

    /// Everything with nobody at fault, for sets of causes.
    private @Nullable LoopyMessages soundMessages;

    private @Nullable CoreTables soundTables;

    Belief(Inference inference, Evidence evidence) {
        this.inference = inference;
        int n = evidence.size();
        trouble = new double[n];
        fault = new double[n];
        for (int i = 0; i < n; i++) {
            trouble[i] = evidence.trouble(i);
            fault[i] = evidence.fault(i);
        }
        messages = new LoopyMessages(inference.links(), inference.network(), evidence);
    }

    private Belief(Belief other) {
        inference = other.inference;
        trouble = other.trouble.clone();
        fault = other.fault.clone();
        messages = other.messages.copy();
        tables = other.tables == null ? null : new CoreTables(other.tables.core());
        posterior = other.posterior;
        widened = other.widened;
    }

    /// Replaces what was found at component `i`.
    ///
    /// @param newTrouble ln P(e | X_i=1) − ln P(e | X_i=0); ±∞ is certain, 0 says nothing
    /// @param newFault ln P(e | R_i=1) − ln P(e | R_i=0)
    /// @throws IllegalArgumentException where one is not a number
    public void set(int i, double newTrouble, double newFault) {
        if (Double.isNaN(newTrouble) || Double.isNaN(newFault)) {
            throw new IllegalArgumentException("evidence of component " + i + " is not a number");
        }
        if (trouble[i] != newTrouble || fault[i] != newFault) {
            trouble[i] = newTrouble;
            fault[i] = newFault;
            messages.set(i, inference.network().leak(i), newTrouble, newFault);
            posterior = null;
            soundMessages = null;
        }
    }

    boolean isOf(Evidence evidence) {
        return IntStream.range(0, trouble.length)
                .allMatch(i -> trouble[i] == evidence.trouble(i) && fault[i] == evidence.fault(i));
    }

    /// What has been found by now.
    public Evidence evidence() {
        return new Evidence(trouble, fault);
    }

    /// How many components are treated exactly; 0 before the first posterior, or where it is
    /// sampled.
    int coreSize() {
        CoreTables core = tables;
        return core == null ? 0 : core.core().members.length;
    }

    /// The same belief, to be changed apart from this one.
    public Belief copy() {
        return new Belief(this);
    }

    /// What follows from all findings by now.
    public Posterior posterior() {
        Posterior known = posterior;
        if (known == null) {
            known = solve();
            posterior = known;
        }
        return known;
    }

    private Posterior solve() {
        CoreTables core = tables;
        if (core == null) {
            Optional<CoreTables> first = begin();
            if (first.isEmpty()) {
                return sample();
            }
            core = first.get();
            tables = core;
        }
        for (int round = 0; ; round++) {
            double log = agree(core, messages, null);
            if (log == Double.NEGATIVE_INFINITY || Double.isNaN(log)) {
                return impossible();
            }
            int[] joining = round < MAX_ROUNDS ? inDoubt() : new int[0];
            boolean needed = joining.length > 0;
            // Who is left outside costs tolerance: that is bought while tables are small.
            double[] costs = needed ? new double[0] : Boundary.costs(messages, core);
            double delta = needed ? 0 : Boundary.tolerance(messages, core.core(), costs);
            if (!widened && delta > 2 * inference.limits().doubt() && !narrowed(core)) {
                joining = costly(costs);
                widened = true;
            }
            if (joining.length == 0) {
                return read(core, log, delta);
            }
            Optional<CoreTables> wider = compiled(joined(core.core().members, joining), core);
            if (wider.isPresent()) {
                core = wider.get();
                tables = core;
            } else if (needed) {
                tables = null;
                return sample();
            } else {
                messages.freeze(core.core());
                return read(core, log, delta);
            }
        }
    }

    private static boolean narrowed(CoreTables core) {
        return core.core().settled.length > 0
                || core.core().tree.entries() > Inference.COMFORTABLE / 2;
    }

    private static int[] joined(int[] members, int[] joining) {
        return IntStream.concat(IntStream.of(members), IntStream.of(joining)).sorted().toArray();
    }

    private Optional<CoreTables> begin() {
        Optional<Core> whole = inference.whole();
        if (whole.isPresent()) {
            messages.freeze(whole.get());
            return whole.map(CoreTables::new);
        }
        messages.freeze(new int[0]);
        messages.run();
        return compiled(inDoubt(), null);
    }

    private Optional<CoreTables> compiled(int[] members, @Nullable CoreTables before) {
        int[] sure = sure(members, before);
        Optional<Core> core = inference.core(members, sure);
        core.ifPresent(messages::freeze);
        return core.map(CoreTables::new);
    }

    /// Who of these is in trouble beyond the doubt that matters; on cycles nobody is, for there
    /// what holds a component in trouble may hang on that component itself.
    private int[] sure(int[] members, @Nullable CoreTables before) {
        double[] sound = new double[trouble.length];
        for (int i : members) {
            sound[i] = 1 - messages.trouble(i);
        }
        for (int a = 0; before != null && a < before.core().members.length; a++) {
            sound[before.core().members[a]] = before.sound(a);
        }
        StrongComponents cycles = inference.links().components;
        return IntStream.of(members)
                .filter(i -> sound[i] < inference.limits().doubt())
                .filter(i -> cycles.size()[cycles.component()[i]] == 1)
                .toArray();
    }

    /// Components outside the core that would cost most of its tolerance: as many as bring it to
    /// what is worth doubting.
    private int[] costly(double[] costs) {
        double left = inference.limits().doubt() / 2;
        int[] ascending =
                IntStream.range(0, costs.length)
                        .filter(i -> costs[i] > 0 && !messages.frozen[i])
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> costs[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int stay = 0;
        while (stay < ascending.length && left >= costs[ascending[stay]]) {
            left -= costs[ascending[stay++]];
        }
        return Arrays.copyOfRange(ascending, stay, ascending.length);
    }

    /// Components outside the core that are worth tables: something speaks for their being in
    /// trouble, or they are believed to be, or they are on a small cycle.
    private int[] inDoubt() {
        Links links = inference.links();
        double doubt = inference.limits().doubt();
        return IntStream.range(0, links.nodes)
                .filter(i -> !messages.frozen[i])
                .filter(i ->
                        trouble[i] > 0
                                || fault[i] > 0
                                || onSmallCycle(links, i)
                                || messages.trouble(i) > doubt)
                .toArray();
    }

    private static boolean onSmallCycle(Links links, int i) {
        int size = links.components.size()[links.components.component()[i]];
        return size > 1 && size <= CycleBlock.MAX_SIZE;
    }

    /// Lets core and messages talk until neither has news. Returns ln of the core's normaliser.
    ///
    /// @param faulty who has a fault of its own, where that is known of everybody
    private static double agree(
            CoreTables core, LoopyMessages messages, boolean @Nullable [] faulty) {
        double before = Double.NaN;
        for (int talk = 0; ; talk++) {
            double log = core.take(messages, faulty);
            boolean settled = Math.abs(log - before) <= AGREED * Math.max(1, Math.abs(log));
            if (core.core().members.length == messages.links.nodes
                    || log == Double.NEGATIVE_INFINITY
                    || talk == MAX_TALKS
                    || settled) {
                return log;
            }
            before = log;
            if (!core.tell(messages, faulty)) {
                return Double.NEGATIVE_INFINITY;
            }
            messages.run();
        }
    }

    private Posterior read(CoreTables core, double log, double delta) {
        int n = trouble.length;
        double[] x = new double[n];
        double[] r = new double[n];
        for (int i = 0; i < n; i++) {
            if (!messages.frozen[i]) {
                x[i] = messages.trouble(i);
                r[i] = messages.fault(i);
            }
        }
        core.read(messages, x, r);
        double all = log + messages.logScale() + messages.logOutside();
        Exactness badge =
                delta == 0 ? new Exactness.Exact() : new Exactness.Within(Math.min(1, delta));
        return new Posterior(x, r, all, badge);
    }

    /// Where the core is too wide for tables.
    private Posterior sample() {
        messages.freeze(new int[0]);
        messages.listen();
        messages.run();
        double log = messages.logScale() + messages.logOutside();
        int[] members = inDoubt();
        int n = trouble.length;
        double[] x = new double[n];
        double[] r = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = messages.trouble(i);
            r[i] = messages.fault(i);
        }
        messages.freeze(members);
        FaultSampling.Result drawn = new FaultSampling(messages, members).draw();
        for (int a = 0; a < members.length; a++) {
            int i = members[a];
            double leak = messages.foldedLeak(i);
            x[i] = drawn.trouble()[a];
            r[i] = leak > 0 ? drawn.fault()[a] * messages.leak[i] / leak : 0;
        }
        return new Posterior(x, r, log, new Exactness.Sampled(drawn.draws(), drawn.halfWidth()));
    }

    private Posterior impossible() {
        double[] nothing = new double[trouble.length];
        Arrays.fill(nothing, Double.NaN);
        return new Posterior(
                nothing, nothing.clone(), Double.NEGATIVE_INFINITY, new Exactness.Exact());
    }

    /// P(exactly the components of `faulty` have a fault of their own | all findings by now).
    public double exactly(int... faulty) {
        Posterior all = posterior();
        CauseNetwork network = inference.network();
        boolean[] chosen = new boolean[trouble.length];
        double given = 0;
        for (int i : faulty) {
            chosen[i] = true;
            given += Double.isInfinite(fault[i]) ? 0 : fault[i];
            if (fault[i] == Double.NEGATIVE_INFINITY) {
                return 0;
            }
        }
        boolean inside = tables != null;
        double prior = 0;
        for (int i = 0; i < chosen.length; i++) {
            prior += chosen[i] ? Math.log(network.leak(i)) : Math.log1p(-network.leak(i));
            inside &= !chosen[i] || messages.frozen[i];
            if (!chosen[i] && fault[i] == Double.POSITIVE_INFINITY) {
                return 0;
            }
        }
        double log =
                inside
                        ? logGiven(chosen) + prior
                        : inference.query(evidence().withExactly(faulty)).logEvidence();
        // Both are estimates where the posterior is one.
        return Math.min(1, Math.exp(log + given - all.logEvidence()));
    }

    /// ln of the ratio of the evidence on trouble, given everybody's own fault or its absence.
    private double logGiven(boolean[] faulty) {
        LoopyMessages sound = soundMessages;
        CoreTables clamped = soundTables;
        if (tables == null) {
            throw new IllegalStateException("no core");
        }
        if (clamped == null || clamped.core() != tables.core()) {
            clamped = new CoreTables(tables.core());
            soundTables = clamped;
        }
        if (sound == null) {
            sound = messages.copy();
            sound.clearFaults();
            sound.run();
            soundMessages = sound;
        }
        // Each set from the same start: what was certain for the last one can hold itself up on a
        // loop.
        LoopyMessages own = sound.copy();
        return agree(clamped, own, faulty) + own.logOutside();
    }
}
