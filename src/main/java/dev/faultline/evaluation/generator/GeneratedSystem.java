package dev.faultline.evaluation.generator;

import dev.faultline.capture.Recording;
import dev.faultline.evaluation.LabelledIncident;
import dev.faultline.evaluation.LabelledRecording;
import dev.faultline.evaluation.Truth;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// One random system with its normal time, and the incidents that happen to it.
final class GeneratedSystem {
    /// Rows of an incident's recording, and the range of the row in which the onset lies.
    static final int ROWS = 112;

    private static final int EARLIEST = 66;
    private static final int ONSETS = 12;

    private static final long MINUTE = 60_000;
    private static final Duration BEFORE = Duration.ofMinutes(60);
    private static final Duration AFTER = Duration.ofMinutes(10);

    /// A row well within the time that is asked about.
    private static final int LOOK = 6;

    private static final int ATTEMPTS = 40;

    private static final List<FaultKind> KINDS = List.of(FaultKind.values());

    private final String name;
    private final Random random;
    private final RandomSystem system;
    private final NormalTimes normal;
    private final Telemetry telemetry;
    private final double[] demand;
    private final int referenceRows;
    private final Topology topology;
    private final Recording reference;

    GeneratedSystem(String name, int size, NormalTimes normal, int referenceRows, Random random) {
        this.name = name;
        this.random = random;
        this.normal = normal;
        this.referenceRows = Math.min(referenceRows, normal.rows() * 2 / 3);
        system = new RandomSystem(size, random);
        demand = new double[system.size()];
        for (int i = 0; i < demand.length; i++) {
            demand[i] =
                    switch (system.nodes.get(i).kind()) {
                        case ENTRY -> Math.exp(1.5 + 1.2 * random.nextGaussian());
                        default -> 0;
                    };
        }
        telemetry = new Telemetry(system, normal, demand, random);
        topology = system.topology();
        reference =
                recording(
                        0, telemetry.normalRows(this.referenceRows), this.referenceRows, List.of());
    }

    Topology topology() {
        return topology;
    }

    Recording reference() {
        return reference;
    }

    /// Its next incident.
    ///
    /// @param k how many there were before
    LabelledIncident incident(int k, double calmShare) {
        int onset = EARLIEST + random.nextInt(ONSETS);
        int start = normal.incident(k, referenceRows, ROWS, random);
        double second = (1 + random.nextInt(59)) / 60.0;
        Instant at = time(start + onset).minusMillis((long) (second * MINUTE));
        boolean calm = random.nextDouble() < calmShare;
        double[] surge = new double[ROWS];
        Arrays.fill(surge, 1);
        int outage = ROWS;
        List<Fault> faults = List.of();
        List<ChangeEvent> changes = new ArrayList<>(decoys(at));
        String kind;
        if (calm) {
            kind = List.of("quiet", "surge", "deploy", "outage").get(random.nextInt(4));
            if (kind.equals("surge")) {
                Arrays.fill(surge, onset, ROWS, 1.1 + .15 * random.nextDouble());
            } else if (kind.equals("outage")) {
                outage = onset;
            } else if (kind.equals("deploy")) {
                changes.add(change(at, random.nextInt(system.size())));
            }
            kind = "calm_" + kind;
        } else {
            faults = faults(onset - second, surge);
            kind =
                    faults.stream()
                            .map(f -> f.kind().name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining("+"));
            for (Fault fault : faults) {
                if (fault.kind().byChange() && random.nextDouble() < .4) {
                    changes.add(change(at, fault.component()));
                }
            }
        }
        changes.sort(Comparator.comparing(ChangeEvent::at));
        Mechanism state = new Mechanism(system, demand, surge, faults);
        Recording rows =
                recording(start, telemetry.rows(state, start, ROWS, outage), ROWS, changes);
        List<ServiceId> roots = faults.stream().map(f -> system.id(f.component())).toList();
        Truth truth = new Truth(!calm, roots, kind, at, calm ? at : time(start + ROWS - 1));
        String caseName = "%s/incident_%02d".formatted(name, k + 1);
        LabelledRecording whole =
                new LabelledRecording(
                        caseName,
                        Map.of("kind", faults.size() > 1 ? "several roots" : kind),
                        Optional.of(reference),
                        rows,
                        Duration.ofMinutes(1),
                        List.of(truth));
        return new LabelledIncident(
                caseName, name, whole.group(), Optional.of(reference), whole, truth, BEFORE, AFTER);
    }

    /// One to three faults that something measured shows.
    private List<Fault> faults(double onset, double[] surge) {
        double drawn = random.nextDouble();
        int count = drawn < .85 ? 1 : drawn < .97 ? 2 : 3;
        List<Fault> faults = new ArrayList<>();
        for (int attempt = 0; faults.size() < count && attempt < ATTEMPTS; attempt++) {
            Optional<Fault> fault = fault(onset + (faults.isEmpty() ? 0 : random.nextInt(3)));
            if (fault.isEmpty() || taken(faults, fault.get().component())) {
                continue;
            }
            for (Fault f = fault.get(); f.severity() <= 1; f = f.harder()) {
                Mechanism alone = new Mechanism(system, demand, surge, List.of(f));
                if (telemetry.shows(alone, (int) onset + LOOK)) {
                    faults.add(f);
                    break;
                }
                if (f.severity() == 1) {
                    break;
                }
            }
        }
        if (faults.isEmpty()) {
            throw new IllegalStateException(
                    name + ": no fault of " + ATTEMPTS + " showed in anything that is measured");
        }
        return faults;
    }

    private static boolean taken(List<Fault> faults, int component) {
        return faults.stream().anyMatch(f -> f.component() == component);
    }

    private Optional<Fault> fault(double onset) {
        FaultKind kind = KINDS.get(random.nextInt(KINDS.size()));
        List<Integer> where = new ArrayList<>();
        for (int i = 0; i < system.size(); i++) {
            if (kind.happensTo(system.nodes.get(i).kind())) {
                where.add(i);
            }
        }
        if (where.isEmpty()) {
            return Optional.empty();
        }
        int ramp = random.nextDouble() < .6 ? 0 : 2 + random.nextInt(8);
        return Optional.of(
                new Fault(
                        kind,
                        where.get(random.nextInt(where.size())),
                        .1 + .9 * random.nextDouble(),
                        onset,
                        ramp,
                        random.nextDouble() < .1));
    }

    /// Changes that have nothing to do with anything.
    private List<ChangeEvent> decoys(Instant onset) {
        List<ChangeEvent> changes = new ArrayList<>();
        while (random.nextDouble() < .45) {
            Instant at = onset.minusSeconds(random.nextInt(4200) - 300);
            changes.add(change(at, random.nextInt(system.size())));
        }
        return changes;
    }

    /// A change up to ten minutes before.
    private ChangeEvent change(Instant before, int component) {
        boolean deploy = random.nextDouble() < .7;
        return new ChangeEvent(
                before.minusSeconds(random.nextInt(600)),
                system.id(component),
                deploy ? ChangeEvent.Kind.DEPLOY : ChangeEvent.Kind.CONFIGURATION,
                deploy ? "deployed" : "configuration changed");
    }

    private Instant time(int row) {
        return Instant.ofEpochMilli(normal.firstMillis() + row * MINUTE);
    }

    private Recording recording(int start, double[][] values, int rows, List<ChangeEvent> changes) {
        long[] at = new long[rows];
        Arrays.setAll(at, row -> time(start + row).toEpochMilli());
        return new Recording(telemetry.series(), at, values, changes, topology, List.of());
    }
}
