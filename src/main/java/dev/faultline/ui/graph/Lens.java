package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// What of the graph a person wants to see, and how.
///
/// @param hops how many dependencies around it are drawn too, 0 to [#FARTHEST]
/// @param hidden what is not wanted
/// @param opened what is wanted besides
/// @param folded teams that are one node each
public record Lens(
        Place place,
        int hops,
        Set<ServiceId> hidden,
        Set<ServiceId> opened,
        Set<String> folded,
        Arrangement arrangement) {
    public static final int FARTHEST = 4;

    /// The suspects, their paths to the entry points, one hop more.
    public static final Lens START =
            new Lens(new Place.All(), 1, Set.of(), Set.of(), Set.of(), Arrangement.LAYERED);

    public Lens {
        if (hops < 0 || hops > FARTHEST) {
            throw new IllegalArgumentException(hops + " hops are not 0 to " + FARTHEST);
        }
        hidden = Set.copyOf(hidden);
        opened = Set.copyOf(opened);
        folded = Set.copyOf(folded);
    }

    /// What is looked at.
    public sealed interface Place {
        /// The whole system, from its suspects.
        record All() implements Place {}

        /// One team's components.
        record OfTeam(String team) implements Place {}

        /// One component.
        record Of(ServiceId service) implements Place {}
    }

    /// How nodes are laid out.
    public enum Arrangement {
        /// Callers left, callees right.
        LAYERED,
        /// By springs between what depends on each other.
        FORCE
    }

    /// Another place; what was opened at the old one is not wanted there.
    public Lens at(Place newest) {
        return new Lens(newest, hops, hidden, Set.of(), folded, arrangement);
    }

    public Lens hops(int newest) {
        return new Lens(place, newest, hidden, opened, folded, arrangement);
    }

    public Lens arranged(Arrangement newest) {
        return new Lens(place, hops, hidden, opened, folded, newest);
    }

    public Lens hiding(ServiceId service) {
        return new Lens(
                place, hops, with(hidden, s -> s.add(service)), opened, folded, arrangement);
    }

    /// With all that was hidden.
    public Lens unhidden() {
        return new Lens(place, hops, Set.of(), opened, folded, arrangement);
    }

    /// With these too, be they hidden or not.
    public Lens opening(Set<ServiceId> services) {
        return new Lens(
                place,
                hops,
                with(hidden, s -> s.removeAll(services)),
                with(opened, s -> s.addAll(services)),
                folded,
                arrangement);
    }

    public Lens folding(Set<String> teams) {
        return new Lens(place, hops, hidden, opened, teams, arrangement);
    }

    /// One team folded, or unfolded where it is folded.
    public Lens turning(String team) {
        return folding(
                with(
                        folded,
                        s -> {
                            if (!s.remove(team)) {
                                s.add(team);
                            }
                        }));
    }

    private static <T> Set<T> with(Set<T> old, Consumer<Set<T>> change) {
        Set<T> changed = new HashSet<>(old);
        change.accept(changed);
        return changed;
    }
}
