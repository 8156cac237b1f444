package dev.faultline.bench;

import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A calm system of as many series as wanted, twenty a component, the components a tree.
final class MadeSystem {
    static final Instant START = Instant.parse("2026-01-05T00:01:00Z");
    static final Duration STEP = Duration.ofMinutes(1);

    private static final int PER_COMPONENT = 20;
    private static final Signal[] SIGNALS = {
        Signal.TRAFFIC, Signal.LATENCY, Signal.ERRORS, Signal.CPU
    };
    private static final Unit[] UNITS = {
        Unit.PER_SECOND, Unit.SECONDS, Unit.RATIO, Unit.RATIO
    };

    private final int count;
    private final double[] noise = new double[1 << 16];

    MadeSystem(int count) {
        this.count = count;
        Random random = new Random(5);
        Arrays.setAll(noise, _ -> Math.exp(.05 * random.nextGaussian()));
    }

    List<SeriesInfo> series() {
        List<SeriesInfo> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(
                    new SeriesInfo(
                            SeriesId.of(
                                    "service-" + i / PER_COMPONENT, "metric_" + i % PER_COMPONENT),
                            UNITS[i % 4],
                            SIGNALS[i % 4]));
        }
        return all;
    }

    Topology topology() {
        List<Component> components = new ArrayList<>();
        List<Dependency> dependencies = new ArrayList<>();
        for (int i = 0; i < Math.ceilDiv(count, PER_COMPONENT); i++) {
            ServiceId own = new ServiceId("service-" + i);
            components.add(new Component(own, ComponentKind.SERVICE, "team", 2));
            if (i > 0) {
                ServiceId caller = new ServiceId("service-" + (i - 1) / 3);
                dependencies.add(new Dependency(caller, own, DependencyKind.CALLS, 1));
            }
        }
        return Topology.of("made", components, dependencies).topology();
    }

    static Instant end(int cell) {
        return START.plus(STEP.multipliedBy(cell));
    }

    double value(int series, int cell) {
        return .2 * noise[series * 31 + cell * 7919 & noise.length - 1];
    }

    /// Samples of some series in turn, within a cell.
    SampleBatch samples(int cell, int first, int size) {
        long end = end(cell).toEpochMilli();
        SampleBatch.Builder batch = new SampleBatch.Builder(size);
        for (int i = first; i < first + size; i++) {
            batch.add(i % count, end - 1, end, value(i % count, cell));
        }
        return batch.build();
    }
}
