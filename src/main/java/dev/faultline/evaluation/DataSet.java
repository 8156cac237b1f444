package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.capture.importer.ImportException;
import dev.faultline.capture.importer.NezhaReader;
import dev.faultline.capture.importer.PetShopReader;
import dev.faultline.capture.importer.WideCsvReader;
import dev.faultline.model.SignalRules;
import dev.faultline.model.TimeSpan;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The labelled data sets that can be walked in their original layout. Each gives its cases one by
/// one, so that no more than one system lies in memory.
public enum DataSet {
    /// `SCENARIO/{graph.csv, noissue/, SPLIT/issue_N/}`; the trigger's time is given, evidence is
    /// the two rows that begin after it.
    PETSHOP {
        @Override
        void walk(Path root, Consumer<LabelledIncident> each) throws IOException {
            for (Path folder : folders(root, f -> Files.exists(f.resolve("graph.csv")))) {
                PetShopReader.Scenario scenario = PetShopReader.read(folder);
                for (PetShopReader.Issue issue : scenario.issues()) {
                    Truth truth = TruthFiles.petShop(issue.folder().resolve("target.json"));
                    Map<String, String> groups = new LinkedHashMap<>();
                    groups.put("scenario", scenario.name());
                    groups.put("metric", truth.kind());
                    groups.put("split", issue.split());
                    String name = scenario.name() + "/" + issue.split() + "/" + issue.name();
                    each.accept(
                            new LabelledIncident(
                                    name,
                                    "",
                                    groups,
                                    scenario.reference(),
                                    new LabelledRecording(
                                            name,
                                            groups,
                                            scenario.reference(),
                                            issue.recording(),
                                            PetShopReader.STEP,
                                            List.of(truth)),
                                    truth,
                                    PETSHOP_BEFORE,
                                    PETSHOP_AFTER));
                }
            }
        }

        @Override
        void recordings(Path root, Consumer<LabelledRecording> each) throws IOException {
            throw new ImportException(
                    root + ": five rows an incident are too few to detect anything in; rank them.");
        }
    },
    /// `DAY/{metric/, *-fault_list.json}`; the injection's time is given, evidence is the five
    /// minutes after it.
    NEZHA {
        @Override
        void walk(Path root, Consumer<LabelledIncident> each) throws IOException {
            recordings(
                    root,
                    day -> {
                        Recording reference = outside(day.recording(), day.truths());
                        for (Truth truth : day.truths()) {
                            each.accept(
                                    day.incident(
                                            truth,
                                            "",
                                            Optional.of(reference),
                                            NEZHA_BEFORE,
                                            NEZHA_AFTER,
                                            day.name() + " " + truth.onset()));
                        }
                    });
        }

        // The reference is the quiet tail of the day.
        @Override
        void recordings(Path root, Consumer<LabelledRecording> each) throws IOException {
            for (Path folder : folders(root, f -> Files.isDirectory(f.resolve("metric")))) {
                Recording day = NezhaReader.read(folder);
                List<Truth> faults = new ArrayList<>();
                for (Path list : files(folder, "fault_list.json")) {
                    faults.addAll(TruthFiles.nezha(list));
                }
                Instant quiet =
                        faults.stream()
                                .map(Truth::onset)
                                .max(Instant::compareTo)
                                .orElse(Instant.EPOCH)
                                .plus(NEZHA_QUIET);
                String name = folder.getFileName().toString();
                each.accept(
                        new LabelledRecording(
                                name,
                                Map.of("day", name),
                                Optional.of(
                                        day.within(
                                                new TimeSpan(
                                                        quiet, quiet.plus(Duration.ofDays(2))))),
                                day,
                                NezhaReader.STEP,
                                faults));
            }
        }
    },
    /// `SYSTEM/{topology.json, normal.csv.gz, INCIDENT/{metrics.csv.gz, events.ndjson,
    /// truth.json}}`; the onset is given, evidence is the ten minutes after it.
    SET {
        @Override
        void walk(Path root, Consumer<LabelledIncident> each) throws IOException {
            recordings(
                    root,
                    incident ->
                            incident.truths()
                                    .forEach(truth ->
                                            each.accept(
                                                    incident.incident(
                                                            truth,
                                                            incident.group()
                                                                    .getOrDefault("system", ""),
                                                            incident.reference(),
                                                            SET_BEFORE,
                                                            SET_AFTER,
                                                            incident.name()))));
        }

        @Override
        void recordings(Path root, Consumer<LabelledRecording> each) throws IOException {
            WideCsvReader reader = new WideCsvReader(SignalRules.defaults());
            for (Path folder : folders(root, f -> Files.exists(f.resolve("topology.json")))) {
                Topology.Reading topology = TopologyFiles.read(folder.resolve("topology.json"));
                Optional<Recording> reference = Optional.empty();
                for (Path normal : files(folder, "normal.csv.gz", "normal.csv")) {
                    reference = Optional.of(reader.read(normal, topology, Optional.empty()));
                }
                for (Path incident : folders(folder, f -> Files.exists(f.resolve("truth.json")))) {
                    Path events = incident.resolve("events.ndjson");
                    each.accept(
                            new LabelledRecording(
                                    folder.getFileName() + "/" + incident.getFileName(),
                                    Map.of("system", folder.getFileName().toString()),
                                    reference,
                                    reader.read(
                                            files(incident, "metrics.csv.gz", "metrics.csv")
                                                    .getFirst(),
                                            topology,
                                            Files.exists(events)
                                                    ? Optional.of(events)
                                                    : Optional.empty()),
                                    SET_STEP,
                                    TruthFiles.read(incident.resolve("truth.json"))));
                }
            }
        }
    };

    private static final Duration PETSHOP_BEFORE = Duration.ofDays(1);

    /// Rows that begin so soon after the trigger: two.
    private static final Duration PETSHOP_AFTER = Duration.ofMinutes(10);

    private static final Duration NEZHA_BEFORE = Duration.ofMinutes(5);
    private static final Duration NEZHA_AFTER = Duration.ofMinutes(5);

    /// So long after the last fault of a day nothing of it is left.
    private static final Duration NEZHA_QUIET = Duration.ofMinutes(18);

    private static final Duration SET_BEFORE = Duration.ofMinutes(60);
    private static final Duration SET_AFTER = Duration.ofMinutes(10);
    private static final Duration SET_STEP = Duration.ofMinutes(1);

    /// The incidents below `root`, or of `root` itself where it is a single scenario, day or
    /// system.
    public CaseSource at(Path root) {
        return each -> {
            AtomicInteger found = new AtomicInteger();
            walk(
                    root,
                    incident -> {
                        found.incrementAndGet();
                        each.accept(incident);
                    });
            if (found.get() == 0) {
                throw new IOException(
                        root + ": no case of this data set was found there. Nothing was ranked.");
            }
        };
    }

    /// What was recorded while nothing was wrong, of each system below `root`: real normal times.
    ///
    /// @throws IOException where a file cannot be read
    public List<Recording> normalTimes(Path root) throws IOException {
        IdentityHashMap<Recording, Boolean> seen = new IdentityHashMap<>();
        List<Recording> normal = new ArrayList<>();
        walk(
                root,
                each ->
                        each.recording()
                                .reference()
                                .filter(r -> seen.put(r, true) == null)
                                .ifPresent(normal::add));
        return normal;
    }

    /// Hands out all incidents below `root`, or of `root` itself where it is a single scenario, day
    /// or system.
    ///
    /// @throws IOException where a file cannot be read
    abstract void walk(Path root, Consumer<LabelledIncident> each) throws IOException;

    /// Hands out all recordings below `root` whole, for a detector to be run over.
    ///
    /// @throws IOException where a file cannot be read, or recordings of this kind are too short
    abstract void recordings(Path root, Consumer<LabelledRecording> each) throws IOException;

    private interface FolderTest {
        boolean holds(Path folder);
    }

    private static List<Path> folders(Path root, FolderTest test) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new ImportException(
                    root + ": there is no such folder. Name the root of the data set.");
        }
        if (test.holds(root)) {
            return List.of(root);
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).filter(test::holds).sorted().toList();
        }
    }

    private static List<Path> files(Path folder, String... endings) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(f ->
                            Arrays.stream(endings)
                                    .anyMatch(e -> f.getFileName().toString().endsWith(e)))
                    .sorted()
                    .toList();
        }
    }

    /// The day with everything around its faults taken out, [t−1, t+8] minutes.
    private static Recording outside(Recording day, List<Truth> faults) {
        double[][] values = new double[day.values().length][];
        for (int s = 0; s < values.length; s++) {
            values[s] = day.values()[s].clone();
            for (int row = 0; row < day.rows(); row++) {
                Instant at = Instant.ofEpochMilli(day.atMillis()[row]);
                for (Truth fault : faults) {
                    if (!at.isBefore(fault.onset().minusSeconds(60))
                            && !at.isAfter(fault.onset().plusSeconds(480))) {
                        values[s][row] = Double.NaN;
                    }
                }
            }
        }
        return new Recording(
                day.series(), day.atMillis(), values, day.changes(), day.topology(), day.notices());
    }
}
