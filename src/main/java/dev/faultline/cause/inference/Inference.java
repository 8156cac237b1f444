package dev.faultline.cause.inference;

import dev.faultline.cause.inference.JunctionTree.Budget;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers queries on one [CauseNetwork]: exactly where its tables are small enough, otherwise
/// exactly among the components in doubt with the rest carried to them, otherwise by sampling. Each
/// [Posterior] says which.
///
/// Cheap to make: tables are compiled when they are first needed and kept. Queries are independent
/// of each other and may run on any thread; for many that differ in one finding,
/// [#begin(Evidence)].
public final class Inference {
    /// What an answer may cost.
    ///
    /// @param maxEntries how many numbers tables may hold
    /// @param doubt components more probably in trouble than this are treated exactly
    /// @param whole networks of up to so many components are treated exactly altogether, where
    ///   their tables are small enough
    public record Limits(long maxEntries, double doubt, int whole) {
        /// For a live view: some milliseconds a query.
        public static final Limits LIVE = new Limits(1_000_000, 0.01, 150);
    }

    /// Tables of so many numbers take about a millisecond.
    static final long COMFORTABLE = 1 << 14;

    private static final int[] NOBODY = {};

    private final CauseNetwork network;
    private final Links links;
    private final Limits limits;
    private final AtomicReference<@Nullable Core> last = new AtomicReference<>();

    /// Of the last query, never changed: sets of causes are asked for after it.
    private final AtomicReference<@Nullable Belief> recent = new AtomicReference<>();

    private @Nullable Core whole;
    private boolean wholeTried;

    private Inference(CauseNetwork network, Links links, Limits limits) {
        this.network = network;
        this.links = links;
        this.limits = limits;
    }

    /// Inference within [Limits#LIVE]; always possible, each posterior says at what price.
    public static Inference of(CauseNetwork network) {
        return of(network, Limits.LIVE);
    }

    /// Inference within these limits; always possible, each posterior says at what price.
    public static Inference of(CauseNetwork network, Limits limits) {
        return new Inference(network, new Links(network), limits);
    }

    /// Inference that is exact for any evidence.
    ///
    /// @param maxEntries how many numbers the tables may hold
    /// @return nothing where they would hold more, or where a cycle has more than eight components
    public static Optional<Inference> compile(CauseNetwork network, long maxEntries) {
        Inference exact = of(network, new Limits(maxEntries, 0, Integer.MAX_VALUE));
        return exact.whole().isPresent() ? Optional.of(exact) : Optional.empty();
    }

    /// How many numbers the tables of the last query hold.
    public long entries() {
        Core core = last.get();
        return core == null ? 0 : core.tree.entries();
    }

    /// Everything believed given `evidence`.
    public Posterior query(Evidence evidence) {
        Belief belief = begin(evidence);
        Posterior posterior = belief.posterior();
        recent.set(belief);
        return posterior;
    }

    /// A belief to be changed finding by finding.
    ///
    /// @throws IllegalArgumentException where the evidence is of another number of components
    public Belief begin(Evidence evidence) {
        if (evidence.size() != network.size()) {
            throw new IllegalArgumentException(
                    "evidence on %d components for a network of %d"
                            .formatted(evidence.size(), network.size()));
        }
        return new Belief(this, evidence);
    }

    /// P(exactly the components of `faulty` have a fault of their own | evidence). For several
    /// sets, [Belief#exactly(int...)] of one belief is faster.
    ///
    /// @param posterior the answer to [#query(Evidence)] for the same evidence
    public double exactly(Evidence evidence, Posterior posterior, int... faulty) {
        if (!posterior.possible()) {
            return Double.NaN;
        }
        Belief kept = recent.getAndSet(null);
        Belief belief = kept != null && kept.isOf(evidence) ? kept : begin(evidence);
        double p = belief.exactly(faulty);
        recent.set(belief);
        return p;
    }

    /// Which findings contradict each other: the components of a set of findings that can't all be
    /// true, while they can without any one of them. Empty where `evidence` is possible.
    public int[] contradiction(Evidence evidence) {
        Belief belief = begin(evidence);
        if (belief.posterior().possible()) {
            return new int[0];
        }
        for (int i = 0; i < network.size(); i++) {
            if (evidence.trouble(i) != 0 || evidence.fault(i) != 0) {
                Belief without = begin(belief.evidence().with(i, 0, 0));
                if (!without.posterior().possible()) {
                    belief = without;
                }
            }
        }
        Evidence minimal = belief.evidence();
        return IntStream.range(0, network.size())
                .filter(i -> minimal.trouble(i) != 0 || minimal.fault(i) != 0)
                .toArray();
    }

    CauseNetwork network() {
        return network;
    }

    Links links() {
        return links;
    }

    Limits limits() {
        return limits;
    }

    /// All components as one core, where that is small enough.
    synchronized Optional<Core> whole() {
        if (!wholeTried) {
            wholeTried = true;
            if (network.size() <= limits.whole()) {
                int[] all = IntStream.range(0, network.size()).toArray();
                whole =
                        Core.compile(links, all, NOBODY, thoroughly(limits.maxEntries()))
                                .orElse(null);
                last.set(whole);
            }
        }
        return Optional.ofNullable(whole);
    }

    /// The core of these components, compiled or as it was compiled last: without settling anybody
    /// where its tables stay small, otherwise by settling, where that helps.
    ///
    /// @param sure members that may be settled
    Optional<Core> core(int[] members, int[] sure) {
        Core known = last.get();
        if (known != null
                && Arrays.equals(known.members, members)
                && ((known.tree.entries() <= COMFORTABLE && known.settled.length == 0)
                        || Arrays.equals(known.sure, sure))) {
            return Optional.of(known);
        }
        Optional<Core> core = Core.compile(links, members, NOBODY, quickly(COMFORTABLE));
        if (core.isEmpty() && sure.length > 0) {
            core = Core.compile(links, members, sure, quickly(limits.maxEntries()));
        }
        if (core.isEmpty()) {
            core = Core.compile(links, members, NOBODY, thoroughly(limits.maxEntries()));
        }
        core.ifPresent(c -> {
            c.sure = sure;
            last.set(c);
        });
        return core;
    }

    /// Along the first elimination order.
    private Budget quickly(long entries) {
        return new Budget(Math.min(entries, limits.maxEntries()), 0, Budget.LIVE.seed());
    }

    /// Along the best of several.
    private static Budget thoroughly(long entries) {
        return new Budget(entries, Budget.LIVE.restarts(), Budget.LIVE.seed());
    }
}
