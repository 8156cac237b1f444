package dev.faultline.capture;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings together the components that a topology names and those that series were measured on: the
/// one seldom covers the other.
public final class Coverage {
    /// More names than this are counted rather than listed.
    private static final int LISTED = 6;

    private Coverage() {}

    /// The topology with every measured component in it; those it did not know join as services
    /// without dependencies, at the end. One notice for them, and one for components on which
    /// nothing was measured.
    ///
    /// @param where names the file of the series in the notices
    public static Topology.Reading complete(
            String where, Topology topology, Collection<ServiceId> measured) {
        Set<ServiceId> unknown = new LinkedHashSet<>(measured);
        unknown.removeIf(topology::contains);
        Set<ServiceId> silent = new LinkedHashSet<>();
        for (Component component : topology.components()) {
            if (!measured.contains(component.id())) {
                silent.add(component.id());
            }
        }
        List<Notice> notices = new ArrayList<>();
        if (!silent.isEmpty()) {
            notices.add(
                    Notice.info(
                            where
                                    + ": nothing was measured on "
                                    + list(silent)
                                    + " of the topology. "
                                    + (silent.size() == 1
                                            ? "It is judged by what surrounds it."
                                            : "They are judged by what surrounds them.")));
        }
        if (unknown.isEmpty()) {
            return new Topology.Reading(topology, notices);
        }
        notices.add(
                Notice.warning(
                        where
                                + ": "
                                + list(unknown)
                                + (unknown.size() == 1
                                        ? " has series but is not in the topology. It was added"
                                        : " have series but are not in the topology. They were"
                                                + " added")
                                + " without dependencies."));
        List<Component> components = new ArrayList<>(topology.components());
        for (ServiceId id : unknown) {
            components.add(Component.unowned(id, ComponentKind.SERVICE));
        }
        Topology.Reading built = Topology.of(where, components, topology.dependencies());
        return new Topology.Reading(built.topology(), notices);
    }

    private static String list(Set<ServiceId> ids) {
        String names =
                ids.stream()
                        .limit(LISTED)
                        .map(id -> "'" + id + "'")
                        .collect(Collectors.joining(", "));
        return ids.size() <= LISTED ? names : names + " and " + (ids.size() - LISTED) + " more";
    }
}
