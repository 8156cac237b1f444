package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.model.SeriesInfo;
import dev.faultline.topology.Component;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Takes away from what is known of a case, as real monitoring and real graphs lack it.
///
/// @param seriesLost share of the series that are not there, 0..1
/// @param edgesWrong share of the dependencies that are wrong, 0..1: every other one is missing,
///   the rest lead to some other component
/// @param seed what is drawn depends on it and on the name of the case only
public record Degradation(double seriesLost, double edgesWrong, long seed) {
    /// Nothing is taken away.
    public static final Degradation NONE = new Degradation(0, 0, 0);

    /// The case with what is left.
    public LabelledCase apply(LabelledCase given) {
        if (seriesLost == 0 && edgesWrong == 0) {
            return given;
        }
        Random random = new Random((seed * 0x9E3779B97F4A7C15L) ^ given.name().hashCode());
        Recording all = given.recording();
        List<Integer> kept =
                new ArrayList<>(IntStream.range(0, all.series().size()).boxed().toList());
        Collections.shuffle(kept, random);
        kept =
                kept.subList(0, kept.size() - (int) Math.round(seriesLost * kept.size())).stream()
                        .sorted()
                        .toList();
        List<SeriesInfo> series = kept.stream().map(all.series()::get).toList();
        double[][] values = kept.stream().map(s -> all.values()[s]).toArray(double[][]::new);
        Recording left =
                new Recording(
                        series,
                        all.atMillis(),
                        values,
                        all.changes(),
                        wrong(all.topology(), random),
                        all.notices());
        return new LabelledCase(
                given.name(),
                given.groups(),
                given.reference(),
                left,
                given.onset(),
                given.step(),
                given.truth());
    }

    private Topology wrong(Topology topology, Random random) {
        List<Dependency> dependencies = new ArrayList<>(topology.dependencies());
        Collections.shuffle(dependencies, random);
        int count = (int) Math.round(edgesWrong * dependencies.size());
        List<Dependency> result = new ArrayList<>(dependencies.subList(count, dependencies.size()));
        List<Component> components = topology.components();
        for (Dependency d : dependencies.subList(0, count / 2)) {
            Component other = components.get(random.nextInt(components.size()));
            result.add(new Dependency(d.from(), other.id(), d.kind(), d.weight()));
        }
        return Topology.of("degraded", components, result).topology();
    }
}
