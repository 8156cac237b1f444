package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A control: gives every component another component's name and place, so that whoever goes by
/// names or by order gives itself away.
final class NameShuffle {
    private final Map<ServiceId, ServiceId> renamed = new HashMap<>();
    private final Map<ServiceId, ServiceId> original = new HashMap<>();
    private final Topology topology;

    NameShuffle(Topology before, long seed) {
        List<ServiceId> names =
                new ArrayList<>(before.components().stream().map(Component::id).toList());
        List<ServiceId> others = new ArrayList<>(names);
        Collections.shuffle(others, new Random(seed));
        for (int i = 0; i < names.size(); i++) {
            renamed.put(names.get(i), others.get(i));
            original.put(others.get(i), names.get(i));
        }
        List<Component> components = new ArrayList<>();
        for (Component c : before.components()) {
            components.add(new Component(of(c.id()), c.kind(), c.team(), c.criticality()));
        }
        Collections.shuffle(components, new Random(seed + 1));
        List<Dependency> dependencies = new ArrayList<>();
        for (Dependency d : before.dependencies()) {
            dependencies.add(
                    new Dependency(
                            of(d.from()),
                            of(d.to()),
                            d.kind(),
                            d.weight(),
                            d.sightings(),
                            d.faded()));
        }
        Collections.shuffle(dependencies, new Random(seed + 2));
        topology = Topology.of("shuffled", components, dependencies).topology();
    }

    LabelledCase apply(LabelledCase given) {
        return new LabelledCase(
                given.name(),
                given.groups(),
                given.reference().map(this::apply),
                apply(given.recording()),
                given.onset(),
                given.step(),
                given.truth());
    }

    Ranker.Answer back(Ranker.Answer answer) {
        return new Ranker.Answer(
                answer.ranking().stream().map(id -> original.getOrDefault(id, id)).toList(),
                answer.incident(),
                answer.sure(),
                answer.prior(),
                answer.causes());
    }

    private Recording apply(Recording recording) {
        List<SeriesInfo> series =
                recording.series().stream()
                        .map(s ->
                                new SeriesInfo(
                                        new SeriesId(
                                                of(s.service()), s.id().metric(), s.id().labels()),
                                        s.unit(),
                                        s.signal()))
                        .toList();
        List<ChangeEvent> changes =
                recording.changes().stream()
                        .map(c -> new ChangeEvent(c.at(), of(c.component()), c.kind(), c.text()))
                        .toList();
        return new Recording(
                series,
                recording.atMillis(),
                recording.values(),
                changes,
                topology,
                recording.notices());
    }

    private ServiceId of(ServiceId id) {
        return renamed.getOrDefault(id, id);
    }
}
