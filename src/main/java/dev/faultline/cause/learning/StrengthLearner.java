package dev.faultline.cause.learning;

import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.evidence.LearnedStrengths.Link;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.JunctionTree;
import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Learns λ and w of noisy-OR networks by expectation-maximisation (Dempster, Laird & Rubin 1977)
/// with Beta priors: in the E-step how often each dependency was in trouble and how often its
/// trouble passed are expected, exactly by a [PassageTree] where that is small enough, else by
/// [SoftPassages]; in the M-step w = (α + passed) / (α + β + in trouble), and λ likewise. Labelled
/// incidents have their roots given, of others the roots are expected too. Names that occur in
/// several systems are learned together.
public final class StrengthLearner {
    /// How much is learned from how little.
    ///
    /// @param edgeWeight α + β of a dependency: how many incidents its strength before is worth
    /// @param faultWeight the same of a prior of a fault
    /// @param rounds of expectation and maximisation at most
    /// @param still the change of any parameter below which it ends
    /// @param least the strength that a required dependency keeps
    public record Settings(
            double edgeWeight, double faultWeight, int rounds, double still, double least) {
        public static final Settings DEFAULT = new Settings(4, 20, 60, 1e-4, 0.05);
    }

    /// What was learned.
    ///
    /// @param edges by dependency, in the order of their names
    /// @param faults by component
    /// @param labelled incidents of which the roots were given
    /// @param unlabelled incidents of which they were not
    /// @param impossible incidents that cannot be as they were labelled; left out
    /// @param rounds until nothing moved
    /// @param logLikelihood an incident, of what was seen and labelled: before, and after
    public record Learned(
            Map<Link, Strength> edges,
            Map<ServiceId, Strength> faults,
            Set<Link> required,
            Set<Link> forbidden,
            int labelled,
            int unlabelled,
            int impossible,
            int rounds,
            double logLikelihoodBefore,
            double logLikelihood) {
        /// As what is laid over the parameters.
        public LearnedStrengths strengths() {
            Map<Link, Double> w = new HashMap<>();
            edges.forEach((link, s) -> w.put(link, s.value));
            Map<ServiceId, Double> lambda = new HashMap<>();
            faults.forEach((id, s) -> lambda.put(id, s.value));
            return new LearnedStrengths(w, lambda, required, forbidden);
        }
    }

    /// A learned probability and what it rests on.
    ///
    /// @param before what it was
    /// @param happened in how many incidents the trouble passed, or the component had the fault
    /// @param of in how many it could have; both are expectations
    public record Strength(double value, double before, double happened, double of) {}

    private static final Comparator<Link> LINKS =
            Comparator.comparing(Link::from).thenComparing(Link::to);

    /// Many incidents are taken in many times: a tree must answer in some ten milliseconds.
    private static final JunctionTree.Budget EXACT = new JunctionTree.Budget(1_000_000, 4, 1);

    private final Settings settings;
    private final Set<Link> required;
    private final Set<Link> forbidden;
    private int impossible;

    /// @param required dependencies that are believed whatever the incidents say; they keep
    ///   [Settings#least]
    /// @param forbidden dependencies that pass nothing whatever they say
    public StrengthLearner(Settings settings, Set<Link> required, Set<Link> forbidden) {
        this.settings = settings;
        this.required = Set.copyOf(required);
        this.forbidden = Set.copyOf(forbidden);
    }

    /// One parameter: a probability with its Beta prior and the counts of a round.
    private static final class Parameter {
        final double before;
        final double weight;
        final double least;
        double value;
        double happened;
        double of;

        Parameter(double before, double weight, double least) {
            this.before = before;
            this.weight = weight;
            this.least = least;
            this.value = Math.max(before, least);
        }

        double maximise() {
            double old = value;
            value = Math.max(least, (weight * before + happened) / (weight + of));
            return Math.abs(value - old);
        }

        Strength strength() {
            return new Strength(value, before, happened, of);
        }
    }

    /// A system with the parameters that it shares with others.
    private record Side(
            TrainingSystem system,
            CauseNetwork network,
            Passages tree,
            List<Parameter> faults,
            List<List<Parameter>> edges) {}

    /// Learns.
    public Learned learn(List<TrainingSystem> systems) {
        Map<Link, Parameter> edges = new TreeMap<>(LINKS);
        Map<ServiceId, Parameter> faults = new TreeMap<>();
        List<Side> sides = new ArrayList<>();
        for (TrainingSystem system : systems) {
            sides.add(side(system, edges, faults));
        }
        double first = expect(sides);
        double last = first;
        int round = 0;
        boolean moved = true;
        while (moved && round < settings.rounds) {
            round++;
            double most = 0;
            for (Parameter p : edges.values()) {
                most = Math.max(most, p.maximise());
            }
            for (Parameter p : faults.values()) {
                most = Math.max(most, p.maximise());
            }
            moved = most > settings.still;
            last = expect(sides);
        }
        Map<Link, Strength> w = new TreeMap<>(LINKS);
        edges.forEach((link, p) -> w.put(link, p.strength()));
        Map<ServiceId, Strength> lambda = new TreeMap<>();
        faults.forEach((id, p) -> lambda.put(id, p.strength()));
        int labelled = count(systems, true);
        int unlabelled = count(systems, false);
        int possible = labelled + unlabelled - impossible;
        return new Learned(
                w,
                lambda,
                required,
                forbidden,
                labelled,
                unlabelled,
                impossible,
                round,
                first / Math.max(1, possible),
                last / Math.max(1, possible));
    }

    private static int count(List<TrainingSystem> systems, boolean labelled) {
        return (int)
                systems.stream()
                        .flatMap(s -> s.incidents().stream())
                        .filter(i -> i.roots().isPresent() == labelled)
                        .count();
    }

    private Side side(
            TrainingSystem system, Map<Link, Parameter> edges, Map<ServiceId, Parameter> faults) {
        CauseNetwork network = constrained(system);
        Optional<PassageTree> exact = PassageTree.of(network, EXACT);
        Passages tree = exact.isPresent() ? exact.get() : new SoftPassages(network);
        List<Parameter> lambda = new ArrayList<>();
        List<List<Parameter>> w = new ArrayList<>();
        for (int i = 0; i < network.size(); i++) {
            int place = i;
            ServiceId from = system.components().get(i);
            lambda.add(
                    faults.computeIfAbsent(
                            from,
                            id -> new Parameter(network.leak(place), settings.faultWeight, 0)));
            List<Parameter> of = new ArrayList<>();
            for (int k = 0; k < network.parentCount(i); k++) {
                Link link = new Link(from, system.components().get(network.parent(i, k)));
                double before = network.weight(i, k);
                double least = required.contains(link) ? settings.least : 0;
                Parameter fresh = new Parameter(before, settings.edgeWeight, least);
                of.add(tree.learns(i, k) ? edges.computeIfAbsent(link, l -> fresh) : fresh);
            }
            w.add(of);
        }
        return new Side(system, network, tree, lambda, w);
    }

    /// The network with what is required and without what is forbidden.
    private CauseNetwork constrained(TrainingSystem system) {
        CauseNetwork before = system.before();
        int n = before.size();
        int[][] parents = new int[n][];
        double[][] weights = new double[n][];
        double[] leak = new double[n];
        for (int i = 0; i < n; i++) {
            List<Integer> to = new ArrayList<>();
            List<Double> with = new ArrayList<>();
            Set<Link> missing = new HashSet<>(required);
            for (int k = 0; k < before.parentCount(i); k++) {
                Link link =
                        new Link(
                                system.components().get(i),
                                system.components().get(before.parent(i, k)));
                missing.remove(link);
                if (!forbidden.contains(link)) {
                    to.add(before.parent(i, k));
                    with.add(before.weight(i, k));
                }
            }
            for (Link link : missing) {
                int other = system.components().indexOf(link.to());
                if (other >= 0 && link.from().equals(system.components().get(i))) {
                    to.add(other);
                    with.add(0.5);
                }
            }
            parents[i] = to.stream().mapToInt(Integer::intValue).toArray();
            weights[i] = with.stream().mapToDouble(Double::doubleValue).toArray();
            leak[i] = before.leak(i);
        }
        return new CauseNetwork(parents, weights, leak);
    }

    /// Counts what is expected of all incidents. Returns the sum of their log likelihoods.
    private double expect(List<Side> sides) {
        for (Side side : sides) {
            side.faults.forEach(StrengthLearner::clear);
            side.edges.forEach(of -> of.forEach(StrengthLearner::clear));
        }
        impossible = 0;
        double log = 0;
        for (Side side : sides) {
            double[] lambda = values(side.faults);
            double[][] w =
                    side.edges.stream().map(StrengthLearner::values).toArray(double[][]::new);
            for (TrainingSystem.Incident incident : side.system.incidents()) {
                double one = side.tree.take(incident.seen(), incident.roots(), lambda, w);
                if (one == Double.NEGATIVE_INFINITY) {
                    impossible++;
                } else {
                    log += one;
                    count(side, w);
                }
            }
        }
        return log;
    }

    private static void count(Side side, double[][] w) {
        for (int i = 0; i < w.length; i++) {
            Parameter fault = side.faults.get(i);
            fault.happened += side.tree.fault(i);
            fault.of++;
            for (int k = 0; k < w[i].length; k++) {
                if (side.tree.learns(i, k)) {
                    Parameter edge = side.edges.get(i).get(k);
                    edge.happened += side.tree.passed(i, k, w[i][k]);
                    edge.of += side.tree.active(i, k);
                }
            }
        }
    }

    private static void clear(Parameter p) {
        p.happened = 0;
        p.of = 0;
    }

    private static double[] values(List<Parameter> parameters) {
        return parameters.stream().mapToDouble(p -> p.value).toArray();
    }
}
