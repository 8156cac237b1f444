package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The corrections that hold, in the order in which they were said. They are laid over whatever the
/// sources tell, now and at the next start.
///
/// @param held each with who said it and when; none about the same as another one
public record Corrections(List<Correction.Act> held) {
    public static final Corrections NONE = new Corrections(List.of());

    public Corrections {
        held = List.copyOf(held);
    }

    /// These after one more act.
    public Corrections with(Correction.Act act) {
        List<Correction.Act> rest = new ArrayList<>(held);
        rest.removeIf(each ->
                act.takenBack()
                        ? each.correction().equals(act.correction())
                        : act.correction().replaces(each.correction()));
        if (!act.takenBack()) {
            rest.add(act);
        }
        return new Corrections(rest);
    }

    /// The newest one.
    public Optional<Correction.Act> newest() {
        return held.isEmpty() ? Optional.empty() : Optional.of(held.getLast());
    }

    /// A topology as it is with these; the same one where there are none.
    public Topology of(Topology told) {
        return held.isEmpty() ? told : new Laying(told).all();
    }

    private final class Laying {
        private final Topology told;
        private final Map<ServiceId, ServiceId> names = new HashMap<>();
        private final Map<ServiceId, Component> components = new LinkedHashMap<>();
        private final Map<List<ServiceId>, Dependency> dependencies = new LinkedHashMap<>();

        Laying(Topology told) {
            this.told = told;
        }

        Topology all() {
            for (Correction.Act act : held) {
                if (act.correction() instanceof Correction.Same(var other, var as)) {
                    // A name that leads back to itself is none.
                    if (!named(as).equals(other)) {
                        names.put(other, as);
                    }
                }
            }
            told.components().forEach(each -> put(named(each.id()), each));
            for (Dependency each : told.dependencies()) {
                add(each, named(each.from()), named(each.to()));
            }
            held.forEach(this::lay);
            return Topology.of("corrected", List.copyOf(components.values()), edges())
                    .topology()
                    .alsoNamed(names);
        }

        private List<Dependency> edges() {
            return dependencies.values().stream()
                    .filter(each ->
                            components.containsKey(each.from())
                                    && components.containsKey(each.to()))
                    .toList();
        }

        private void lay(Correction.Act act) {
            Sighting by =
                    Sighting.of(act.by().isEmpty() ? "a person" : act.by(), act.at(), act.at());
            switch (act.correction()) {
                case Correction.Depends(var from, var to, var kind) -> {
                    ServiceId caller = named(from);
                    ServiceId callee = named(to);
                    for (ServiceId end : List.of(caller, callee)) {
                        components.computeIfAbsent(
                                end,
                                id ->
                                        Component.unowned(id, ComponentKind.SERVICE)
                                                .seenBy(List.of(by)));
                    }
                    Dependency before = dependencies.get(List.of(caller, callee));
                    List<Sighting> who =
                            Sighting.together(
                                    List.of(by), before == null ? List.of() : before.sightings());
                    double weight = before == null ? 1 : before.weight();
                    if (!caller.equals(callee)) {
                        dependencies.put(
                                List.of(caller, callee),
                                new Dependency(caller, callee, kind, weight, who, false));
                    }
                }
                case Correction.Independent(var from, var to) ->
                        dependencies.remove(List.of(named(from), named(to)));
                case Correction.OfKind(var id, var kind) -> change(id, by, c -> c.ofKind(kind));
                case Correction.OfTeam(var id, var team) -> change(id, by, c -> c.ofTeam(team));
                case Correction.Critical(var id, int criticality) ->
                        change(id, by, c -> c.withCriticality(criticality));
                case Correction.Hidden(var id) -> components.remove(named(id));
                case Correction.Same _ -> {} // the names are laid first
            }
        }

        private void change(ServiceId id, Sighting by, UnaryOperator<Component> how) {
            components.computeIfPresent(
                    named(id),
                    (_, c) -> how.apply(c).seenBy(Sighting.together(c.sightings(), List.of(by))));
        }

        private ServiceId named(ServiceId id) {
            ServiceId name = id;
            for (int steps = 0; steps <= names.size() && names.containsKey(name); steps++) {
                name = names.getOrDefault(name, name);
            }
            return name;
        }

        private void put(ServiceId id, Component each) {
            Component before = components.get(id);
            boolean first = before == null || each.id().equals(id);
            Component main = before == null || first ? each : before;
            Component other = before == null ? each : first ? before : each;
            components.put(
                    id,
                    new Component(
                            id,
                            main.kind().certain()
                                    ? main.kind()
                                    : other.kind().certain() ? other.kind() : main.kind(),
                            main.team().isEmpty() ? other.team() : main.team(),
                            main.criticality() == Component.UNKNOWN_CRITICALITY
                                    ? other.criticality()
                                    : main.criticality(),
                            Sighting.together(main.sightings(), other.sightings())));
        }

        private void add(Dependency each, ServiceId from, ServiceId to) {
            if (from.equals(to)) {
                return;
            }
            Dependency here =
                    new Dependency(
                            from, to, each.kind(), each.weight(), each.sightings(), each.faded());
            // Seen under one of two names is seen.
            dependencies.merge(
                    List.of(from, to),
                    here,
                    (a, b) ->
                            new Dependency(
                                    from,
                                    to,
                                    a.kind(),
                                    Math.max(a.weight(), b.weight()),
                                    Sighting.together(a.sightings(), b.sightings()),
                                    a.faded() && b.faded()));
        }
    }
}
