package dev.faultline.engine;

import dev.faultline.capture.CaptureInfo;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.TimeSpan;
import dev.faultline.model.Unit;
import dev.faultline.source.replay.Tape;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A shop of three services recorded for some days at ten minutes a cell: daily traffic, noise,
/// gaps, late and double samples, and a slow database at the end. Made from a seed.
public final class SmallShop implements Tape {
    public static final long SEED = 20260105;
    public static final Duration STEP = Duration.ofMinutes(10);
    public static final Instant START = Instant.parse("2026-01-05T00:10:00Z");
    public static final int CELLS = 4 * 144;

    /// The first cell of the fault; it lasts twelve, with a restore point among them.
    public static final int FAULT = 3 * 144 + 100;

    public static final List<SeriesInfo> SERIES = series();

    private final SampleBatch samples;
    private final SampleBatch reference;
    private final TimeSpan span;

    private SmallShop(SampleBatch samples, SampleBatch reference, TimeSpan span) {
        this.samples = samples;
        this.reference = reference;
        this.span = span;
    }

    /// The whole recording.
    public static SmallShop whole() {
        return make(new SampleBatch.Builder(0).build());
    }

    /// The same, with what is known to be normal: the first two days.
    public static SmallShop withReference() {
        SampleBatch all = make(new SampleBatch.Builder(0).build()).samples;
        SampleBatch.Builder normal = new SampleBatch.Builder(1000);
        for (int i = 0; i < all.size(); i++) {
            if (all.atMillis()[i] < timeOf(288)) {
                normal.add(
                        all.series()[i],
                        all.atMillis()[i],
                        all.arrivedMillis()[i],
                        all.values()[i]);
            }
        }
        return make(normal.build());
    }

    /// What had arrived by then.
    public SmallShop cutAt(Instant at) {
        SampleBatch.Builder kept = new SampleBatch.Builder(1000);
        for (int i = 0; i < samples.size(); i++) {
            if (samples.arrivedMillis()[i] <= at.toEpochMilli()) {
                kept.add(
                        samples.series()[i],
                        samples.atMillis()[i],
                        samples.arrivedMillis()[i],
                        samples.values()[i]);
            }
        }
        return new SmallShop(kept.build(), reference, new TimeSpan(span.from(), at));
    }

    /// The same without the series from a number on.
    public SmallShop only(int series) {
        SampleBatch.Builder kept = new SampleBatch.Builder(1000);
        for (int i = 0; i < samples.size(); i++) {
            if (samples.series()[i] < series) {
                kept.add(
                        samples.series()[i],
                        samples.atMillis()[i],
                        samples.arrivedMillis()[i],
                        samples.values()[i]);
            }
        }
        return new SmallShop(kept.build(), reference, span);
    }

    private static SmallShop make(SampleBatch reference) {
        Random random = new Random(SEED);
        SampleBatch.Builder batch = new SampleBatch.Builder(10_000);
        for (int cell = 0; cell < CELLS; cell++) {
            long at = timeOf(cell);
            double day = 1 + .6 * Math.sin(2 * Math.PI * cell / 144);
            boolean fault = cell >= FAULT && cell < FAULT + 12;
            for (int s = 0; s < SERIES.size(); s++) {
                double noise = Math.exp(.05 * random.nextGaussian());
                double value =
                        switch (SERIES.get(s).signal()) {
                            case TRAFFIC -> 100 * day * noise;
                            case LATENCY -> .05 * noise * (fault ? 4 : 1);
                            case CPU -> .3 * day * noise;
                            default -> Math.abs(.01 * random.nextGaussian()) + (fault ? .2 : 0);
                        };
                if (random.nextDouble() > .03) {
                    batch.add(s, at - 1000L * s, at, value);
                }
                if (random.nextDouble() < .02) {
                    batch.add(s, at - 500L * s, at, value * 1.01);
                }
                if (cell > 3 && random.nextDouble() < .01) {
                    batch.add(s, timeOf(cell - 2), at, value);
                }
            }
        }
        return new SmallShop(
                batch.build(),
                reference,
                new TimeSpan(START, Instant.ofEpochMilli(timeOf(CELLS - 1))));
    }

    public static long timeOf(int cell) {
        return START.toEpochMilli() + cell * STEP.toMillis();
    }

    public static Instant at(int cell) {
        return Instant.ofEpochMilli(timeOf(cell));
    }

    public EngineCommand.Start start() {
        return new EngineCommand.Start(topology(), SERIES, START, STEP);
    }

    public SampleBatch samples() {
        return samples;
    }

    public SampleBatch reference() {
        return reference;
    }

    @Override
    public CaptureInfo info() {
        return new CaptureInfo(
                "small shop", "made from a seed", "none", span, STEP, List.of(), START, "");
    }

    @Override
    public List<ChangeEvent> changes() {
        return List.of(
                new ChangeEvent(
                        at(FAULT).minusSeconds(90),
                        new ServiceId("db"),
                        ChangeEvent.Kind.DEPLOY,
                        "index dropped"));
    }

    @Override
    public List<Notice> notices() {
        return List.of(Notice.info("simulated"));
    }

    @Override
    public void read(TimeSpan arrivedWithin, Consumer<SampleBatch> receiver) {
        SampleBatch.Builder batch = new SampleBatch.Builder(100);
        for (int i = 0; i < samples.size(); i++) {
            if (arrivedWithin.contains(Instant.ofEpochMilli(samples.arrivedMillis()[i]))) {
                batch.add(
                        samples.series()[i],
                        samples.atMillis()[i],
                        samples.arrivedMillis()[i],
                        samples.values()[i]);
                if (batch.size() == 700) {
                    receiver.accept(batch.build());
                }
            }
        }
        receiver.accept(batch.build());
    }

    @Override
    public void readReference(Consumer<SampleBatch> receiver) {
        receiver.accept(reference);
    }

    private static Topology topology() {
        List<Component> components =
                List.of(component("web"), component("orders"), component("db"));
        List<Dependency> dependencies =
                List.of(dependency("web", "orders"), dependency("orders", "db"));
        return Topology.of("small shop", components, dependencies).topology();
    }

    private static Component component(String name) {
        return new Component(new ServiceId(name), ComponentKind.SERVICE, "team", 2);
    }

    private static Dependency dependency(String from, String to) {
        return new Dependency(new ServiceId(from), new ServiceId(to), DependencyKind.CALLS, 1);
    }

    private static List<SeriesInfo> series() {
        List<SeriesInfo> series = new ArrayList<>();
        for (String service : List.of("web", "orders", "db")) {
            series.add(info(service, "rps", Unit.PER_SECOND, Signal.TRAFFIC));
            series.add(info(service, "latency", Unit.SECONDS, Signal.LATENCY));
            series.add(info(service, "errors", Unit.RATIO, Signal.ERRORS));
            series.add(info(service, "cpu", Unit.RATIO, Signal.CPU));
        }
        return List.copyOf(series);
    }

    private static SeriesInfo info(String service, String metric, Unit unit, Signal signal) {
        return new SeriesInfo(SeriesId.of(service, metric), unit, signal);
    }
}
