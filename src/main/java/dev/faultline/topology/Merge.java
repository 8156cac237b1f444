package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What several sources say of one system as one topology. The sources are in the order in which
/// they are believed: of what two say, the first one's kind, team and weight hold; what it leaves
/// open is filled in by the next one that knows. A dependency is there where any of them has it,
/// with all who told of it. Names are matched as [NameMatch] says.
public final class Merge {
    private final Map<ServiceId, Component> components = new LinkedHashMap<>();
    private final Map<Ends, Dependency> dependencies = new LinkedHashMap<>();
    private final List<Notice> notices = new ArrayList<>();

    private record Ends(ServiceId from, ServiceId to) {}

    private Merge() {}

    /// All of them as one.
    ///
    /// @param sources the most believed first; the last one's spelling of a name is kept, since
    ///   that is the one that samples come with
    public static Topology.Reading of(List<Topology> sources) {
        NameMatch names = NameMatch.of(sources);
        Merge merge = new Merge();
        for (Topology source : sources) {
            source.components().forEach(each -> merge.add(each, names));
            source.dependencies().forEach(each -> merge.add(each, names));
        }
        merge.notices.addAll(names.notices());
        return new Topology.Reading(
                Topology.of(
                                "merged",
                                List.copyOf(merge.components.values()),
                                List.copyOf(merge.dependencies.values()))
                        .topology(),
                merge.notices);
    }

    private void add(Component told, NameMatch names) {
        ServiceId id = names.of(told.id());
        Component before = components.get(id);
        if (before == null) {
            components.put(
                    id,
                    new Component(
                            id, told.kind(), told.team(), told.criticality(), told.sightings()));
            return;
        }
        if (!before.team().isEmpty()
                && !told.team().isEmpty()
                && !before.team().equals(told.team())) {
            differ("team of '" + id + "'", before.sightings(), before.team(), told, told.team());
        }
        if (before.kind() != told.kind() && before.kind().certain() && told.kind().certain()) {
            differ(
                    "kind of '" + id + "'",
                    before.sightings(),
                    before.kind().label(),
                    told,
                    told.kind().label());
        }
        components.put(
                id,
                new Component(
                        id,
                        !before.kind().certain() && told.kind().certain()
                                ? told.kind()
                                : before.kind(),
                        before.team().isEmpty() ? told.team() : before.team(),
                        before.criticality() == Component.UNKNOWN_CRITICALITY
                                ? told.criticality()
                                : before.criticality(),
                        Sighting.together(before.sightings(), told.sightings())));
    }

    private void differ(
            String what, List<Sighting> first, String kept, Component other, String left) {
        notices.add(
                Notice.warning(
                        "The %s is '%s' by %s and '%s' by %s. The first is kept."
                                .formatted(
                                        what,
                                        kept,
                                        sources(first),
                                        left,
                                        sources(other.sightings()))));
    }

    private static String sources(List<Sighting> sightings) {
        String named =
                String.join(
                        ", ",
                        sightings.stream()
                                .map(Sighting::source)
                                .filter(source -> !source.isEmpty())
                                .toList());
        return named.isEmpty() ? "one source" : named;
    }

    private void add(Dependency told, NameMatch names) {
        ServiceId from = names.of(told.from());
        ServiceId to = names.of(told.to());
        if (from.equals(to)) {
            return;
        }
        Dependency here =
                new Dependency(
                        from, to, told.kind(), told.weight(), told.sightings(), told.faded());
        dependencies.merge(new Ends(from, to), here, Dependency::and);
    }
}
