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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The labelled data sets that can be walked in their original layout. Each gives its cases one by
/// one, so that no more than one system lies in memory.
public enum DataSet {
    /// `SCENARIO/{graph.csv, noissue/, SPLIT/issue_N/}`; the trigger's time is given, evidence is
    /// the two rows that begin after it.
    PETSHOP {
        @Override
        void walk(Path root, Consumer<LabelledCase> each) throws IOException {
            for (Path folder : folders(root, f -> Files.exists(f.resolve("graph.csv")))) {
                PetShopReader.Scenario scenario = PetShopReader.read(folder);
                for (PetShopReader.Issue issue : scenario.issues()) {
                    Truth truth = TruthFiles.petShop(issue.folder().resolve("target.json"));
                    Map<String, String> groups = new LinkedHashMap<>();
                    groups.put("scenario", scenario.name());
                    groups.put("metric", truth.kind());
                    groups.put("split", issue.split());
                    each.accept(
                            new LabelledCase(
                                    scenario.name() + "/" + issue.split() + "/" + issue.name(),
                                    groups,
                                    scenario.reference(),
                                    issue.recording()
                                            .within(
                                                    new TimeSpan(
                                                            Instant.EPOCH,
                                                            truth.onset().plus(PETSHOP_AFTER))),
                                    truth.onset(),
                                    PetShopReader.STEP,
                                    truth));
                }
            }
        }
    },
    /// `DAY/{metric/, *-fault_list.json}`; the injection's time is given, evidence is the five
    /// minutes after it.
    NEZHA {
        @Override
        void walk(Path root, Consumer<LabelledCase> each) throws IOException {
            for (Path folder : folders(root, f -> Files.isDirectory(f.resolve("metric")))) {
                Recording day = NezhaReader.read(folder);
                List<Truth> faults = new ArrayList<>();
                for (Path list : files(folder, "fault_list.json")) {
                    faults.addAll(TruthFiles.nezha(list));
                }
                Recording reference = outside(day, faults);
                for (Truth truth : faults) {
                    Map<String, String> groups = new LinkedHashMap<>();
                    groups.put("day", folder.getFileName().toString());
                    groups.put("kind", truth.kind());
                    TimeSpan seen =
                            new TimeSpan(
                                    truth.onset().minus(NEZHA_BEFORE),
                                    truth.onset().plus(NEZHA_AFTER));
                    each.accept(
                            new LabelledCase(
                                    folder.getFileName() + " " + truth.onset(),
                                    groups,
                                    Optional.of(reference),
                                    day.within(seen),
                                    truth.onset(),
                                    NezhaReader.STEP,
                                    truth));
                }
            }
        }
    },
    /// `SYSTEM/{topology.json, normal.csv.gz, INCIDENT/{metrics.csv.gz, events.ndjson,
    /// truth.json}}`; the onset is given, evidence is the ten minutes after it.
    SET {
        @Override
        void walk(Path root, Consumer<LabelledCase> each) throws IOException {
            WideCsvReader reader = new WideCsvReader(SignalRules.defaults());
            for (Path folder : folders(root, f -> Files.exists(f.resolve("topology.json")))) {
                Topology.Reading topology = TopologyFiles.read(folder.resolve("topology.json"));
                Optional<Recording> reference = Optional.empty();
                for (Path normal : files(folder, "normal.csv.gz", "normal.csv")) {
                    reference = Optional.of(reader.read(normal, topology, Optional.empty()));
                }
                for (Path incident : folders(folder, f -> Files.exists(f.resolve("truth.json")))) {
                    for (Truth truth : TruthFiles.read(incident.resolve("truth.json"))) {
                        Map<String, String> groups = new LinkedHashMap<>();
                        groups.put("system", folder.getFileName().toString());
                        groups.put("kind", truth.kind());
                        Path events = incident.resolve("events.ndjson");
                        Recording whole =
                                reader.read(
                                        files(incident, "metrics.csv.gz", "metrics.csv").getFirst(),
                                        topology,
                                        Files.exists(events)
                                                ? Optional.of(events)
                                                : Optional.empty());
                        each.accept(
                                new LabelledCase(
                                        folder.getFileName() + "/" + incident.getFileName(),
                                        groups,
                                        reference,
                                        whole.within(
                                                new TimeSpan(
                                                        truth.onset().minus(SET_BEFORE),
                                                        truth.onset().plus(SET_AFTER))),
                                        truth.onset(),
                                        SET_STEP,
                                        truth));
                    }
                }
            }
        }
    };

    /// Rows that begin so soon after the trigger: two.
    private static final Duration PETSHOP_AFTER = Duration.ofMinutes(10);

    private static final Duration NEZHA_BEFORE = Duration.ofMinutes(5);
    private static final Duration NEZHA_AFTER = Duration.ofMinutes(5);
    private static final Duration SET_BEFORE = Duration.ofMinutes(60);
    private static final Duration SET_AFTER = Duration.ofMinutes(10);
    private static final Duration SET_STEP = Duration.ofMinutes(1);

    /// Hands out all cases below `root`, or of `root` itself where it is a single scenario, day or
    /// system.
    ///
    /// @throws IOException where a file cannot be read
    abstract void walk(Path root, Consumer<LabelledCase> each) throws IOException;

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
