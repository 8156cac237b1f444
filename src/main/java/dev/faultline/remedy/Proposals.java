package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Which runbooks are worth proposing for the suspects, the most promising first.
public final class Proposals {
    /// Worked before or not, as if each had been seen once (Bayes, Laplace): nothing known counts
    /// as one half.
    private static final double PRIOR = 1;

    private Proposals() {}

    /// How often a runbook was tried on such a target, and helped. What could not be told counts as
    /// neither.
    ///
    /// @param tried how often it worked, did not, or made it worse
    public record Tally(int worked, int tried) {
        public static final Tally NONE = new Tally(0, 0);

        /// The mean of the Beta posterior of worked / tried, 0..1.
        public double success() {
            return (PRIOR + worked) / (2 * PRIOR + tried);
        }
    }

    /// Who depends on a target.
    ///
    /// @param direct how many components ask it
    /// @param all how many depend on it, directly or through others
    /// @param entries how many of those are ways in
    /// @param criticality the most critical of them and itself, 1 (most critical) to 4
    public record BlastRadius(int direct, int all, int entries, int criticality) {}

    /// A runbook for a component.
    ///
    /// @param cause P(cause) of the component
    /// @param here what is known of it on this component
    /// @param kind what is known of it on components of this kind, this one included
    /// @param score P(cause) times the probability that it helps
    public record Proposal(
            RunbookCopy copy,
            ServiceId target,
            double cause,
            Tally here,
            Tally kind,
            double score,
            BlastRadius blast) {}

    /// Where tallies come from.
    public interface Tallies {
        Tally here(String runbook, ServiceId target);

        Tally kind(String runbook, ComponentKind kind);
    }

    /// The proposals for some suspects.
    ///
    /// @param causes P(cause) by suspect
    /// @param signals the largest distance by component and signal that is out of the ordinary now,
    ///   robust sigmas
    public static List<Proposal> of(
            List<RunbookCopy> shelf,
            Topology topology,
            Map<ServiceId, Double> causes,
            Map<ServiceId, Map<Signal, Double>> signals,
            Tallies record) {
        List<Proposal> found = new ArrayList<>();
        for (Map.Entry<ServiceId, Double> suspect : causes.entrySet()) {
            ServiceId target = suspect.getKey();
            if (!topology.contains(target)) {
                continue;
            }
            Component component = topology.component(topology.indexOf(target));
            for (RunbookCopy copy : shelf) {
                Runbook runbook = copy.runbook();
                if (fits(runbook.applies(), component, signals.getOrDefault(target, Map.of()))) {
                    Tally here = record.here(runbook.id(), target);
                    Tally kind = record.kind(runbook.id(), component.kind());
                    Tally known = here.tried() > 0 ? here : kind;
                    found.add(
                            new Proposal(
                                    copy,
                                    target,
                                    suspect.getValue(),
                                    here,
                                    kind,
                                    suspect.getValue() * known.success(),
                                    blast(topology, target)));
                }
            }
        }
        found.sort(
                Comparator.comparingDouble(Proposal::score)
                        .reversed()
                        .thenComparing(p -> p.copy().runbook().risk())
                        .thenComparing(p -> p.copy().runbook().id())
                        .thenComparing(Proposal::target));
        return found;
    }

    /// Whether a runbook is meant for a component as it is now.
    ///
    /// @param signals of the component: the largest distance of each that is out of the ordinary
    static boolean fits(Runbook.Applies applies, Component component, Map<Signal, Double> signals) {
        return (applies.kinds().isEmpty() || applies.kinds().contains(component.kind()))
                && (applies.services().isEmpty()
                        || applies.services().stream()
                                .anyMatch(
                                        glob -> NamePattern.matches(glob, component.id().value())))
                && applies.evidence().stream()
                        .allMatch(e -> signals.getOrDefault(e.signal(), 0.0) >= e.sigmas());
    }

    /// Who would feel it.
    public static BlastRadius blast(Topology topology, ServiceId target) {
        int start = topology.indexOf(target);
        List<Component> hit = topology.allDependantsOf(start);
        int own = topology.component(start).criticality();
        return new BlastRadius(
                topology.dependantsOf(start).length,
                hit.size(),
                (int) hit.stream().filter(c -> c.kind() == ComponentKind.ENTRY).count(),
                hit.stream().mapToInt(Component::criticality).reduce(own, Math::min));
    }
}
