package dev.faultline.capture.importer;

import dev.faultline.capture.Coverage;
import dev.faultline.capture.Recording;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.SignalRules;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyException;
import dev.faultline.topology.TopologyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Reads one scenario folder of the PetShop data set (Hardt et al., CLeaR 2024): `graph.csv` (row
/// calls column), `noissue/metrics.csv` (the normal reference, missing in some scenarios) and
/// `SPLIT/issue_N/metrics.csv` for every split that is present. Each table has three header rows
/// (component, metric, statistic) and one of 300 s a row, named by the second at which its five
/// minutes *begin*. The answers in `target.json` are not touched.
public final class PetShopReader {
    /// The sampling interval of the data set.
    public static final Duration STEP = Duration.ofMinutes(5);

    private static final Map<String, String> METRICS =
            Map.of(
                    "latency/Average", "latency_mean",
                    "latency/p50", "latency_p50",
                    "latency/p90", "latency_p90",
                    "latency/p95", "latency_p95",
                    "latency/p99", "latency_p99",
                    "requests/Sum", "requests",
                    "availability/Average", "availability");

    private PetShopReader() {}

    /// All of one scenario. The recordings share the topology: the components of the graph, and
    /// those that only a table names.
    ///
    /// @param reference what was recorded while nothing was wrong, months after the issues
    public record Scenario(
            String name, Topology topology, Optional<Recording> reference, List<Issue> issues) {
        public Scenario {
            issues = List.copyOf(issues);
        }
    }

    /// One recorded incident: five rows or so around the injected fault.
    ///
    /// @param folder where its files lie
    public record Issue(String split, String name, Path folder, Recording recording) {}

    /// Reads a scenario with all its issues.
    ///
    /// @throws ImportException where there is no graph or a table cannot be read
    public static Scenario read(Path scenario) throws ImportException {
        Topology.Reading graph;
        try {
            graph = TopologyFiles.read(scenario.resolve("graph.csv"));
        } catch (TopologyException e) {
            throw new ImportException(
                    scenario
                            + " is no PetShop scenario: "
                            + e.getMessage()
                            + " Name a folder that holds graph.csv.",
                    e);
        }
        Path normal = scenario.resolve("noissue/metrics.csv");
        Optional<Table> reference =
                Files.exists(normal) ? Optional.of(table(normal, "noissue")) : Optional.empty();
        List<Place> places = issues(scenario);
        List<Table> tables = new ArrayList<>();
        for (Place place : places) {
            tables.add(table(place.folder.resolve("metrics.csv"), place.split + "/" + place.name));
        }
        if (reference.isEmpty() && tables.isEmpty()) {
            throw new ImportException(
                    scenario + " holds neither noissue/metrics.csv nor SPLIT/issue_N/metrics.csv.");
        }
        Set<ServiceId> measured = new LinkedHashSet<>();
        reference.ifPresent(table -> measured.addAll(table.services()));
        tables.forEach(table -> measured.addAll(table.services()));
        String name = String.valueOf(scenario.toAbsolutePath().normalize().getFileName());
        Topology.Reading complete =
                Coverage.complete(
                        "PetShop scenario " + name, PetShopKinds.of(graph.topology()), measured);
        List<Notice> shared = new ArrayList<>(graph.notices());
        shared.addAll(complete.notices());
        if (reference.isEmpty()) {
            shared.add(
                    Notice.info(
                            "PetShop scenario "
                                    + name
                                    + " comes without noissue/metrics.csv: there is no normal"
                                    + " reference to compare with."));
        }
        Topology topology = PetShopKinds.of(complete.topology());
        List<Issue> issues = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            issues.add(
                    new Issue(
                            place.split,
                            place.name,
                            place.folder,
                            tables.get(i).recording(topology, shared)));
        }
        return new Scenario(
                name, topology, reference.map(t -> t.recording(topology, shared)), issues);
    }

    private record Place(String split, String name, Path folder) {}

    private static List<Place> issues(Path scenario) throws ImportException {
        List<Place> places = new ArrayList<>();
        for (Path split : folders(scenario)) {
            for (Path issue : folders(split)) {
                if (Files.exists(issue.resolve("metrics.csv"))) {
                    places.add(
                            new Place(
                                    split.getFileName().toString(),
                                    issue.getFileName().toString(),
                                    issue));
                }
            }
        }
        return places;
    }

    /// The folders in a folder, `issue_10` after `issue_9`.
    private static List<Path> folders(Path folder) throws ImportException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .sorted(
                            Comparator.comparing(PetShopReader::word)
                                    .thenComparingInt(PetShopReader::number)
                                    .thenComparing(f -> f))
                    .toList();
        } catch (IOException e) {
            throw new ImportException(
                    "Can't list the folder " + folder + " (" + e.getMessage() + ").", e);
        }
    }

    private static String word(Path issue) {
        return issue.getFileName().toString().replaceAll("\\d", "");
    }

    private static int number(Path issue) {
        String digits = issue.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    /// A file as read, before the topology of the scenario is known.
    private record Table(List<SeriesInfo> series, TableBuilder rows, List<Notice> notices) {
        Set<ServiceId> services() {
            Set<ServiceId> services = new LinkedHashSet<>();
            series.forEach(info -> services.add(info.service()));
            return services;
        }

        Recording recording(Topology topology, List<Notice> shared) {
            double[][] values = new double[series.size()][];
            for (int s = 0; s < values.length; s++) {
                values[s] = rows.column(s);
            }
            List<Notice> all = new ArrayList<>(shared);
            all.addAll(notices);
            return new Recording(series, rows.times(), values, List.of(), topology, all);
        }
    }

    private static Table table(Path file, String folder) throws ImportException {
        String where = folder + "/metrics.csv";
        Complaints complaints = new Complaints(where);
        List<Notice> notices = new ArrayList<>();
        try (CsvRows rows = new CsvRows(file)) {
            String[][] header = new String[3][];
            for (int h = 0; h < 3; h++) {
                header[h] = rows.next() ? rows.copy() : new String[0];
                if (header[h].length < 2 || header[h].length != header[0].length) {
                    throw new ImportException(
                            file
                                    + ": three header rows of one length (component, metric,"
                                    + " statistic) were expected. Row "
                                    + (h + 1)
                                    + " has "
                                    + header[h].length
                                    + " cells.");
                }
            }
            Map<SeriesId, Integer> columns = columns(where, header, notices);
            TableBuilder table = rows(rows, columns, complaints);
            if (table.size() == 0) {
                throw new ImportException(
                        file + " has headers but not one row with a time that could be read.");
            }
            notices.addAll(complaints.notices());
            SignalRules rules = SignalRules.defaults();
            return new Table(
                    columns.keySet().stream().map(rules::describe).toList(), table, notices);
        }
    }

    private static Map<SeriesId, Integer> columns(
            String where, String[][] header, List<Notice> notices) {
        Map<SeriesId, Integer> columns = new LinkedHashMap<>();
        for (int c = 1; c < header[0].length; c++) {
            String key = header[1][c] + "/" + header[2][c];
            if (header[0][c].isEmpty()
                    || columns.putIfAbsent(
                                    SeriesId.of(
                                            header[0][c],
                                            METRICS.getOrDefault(key, key.replace('/', '_'))),
                                    c)
                            != null) {
                notices.add(
                        Notice.warning(
                                where
                                        + ", column "
                                        + (c + 1)
                                        + ": '"
                                        + header[0][c]
                                        + "' "
                                        + key
                                        + " has no name or is there twice. It was left out."));
            }
        }
        return columns;
    }

    private static TableBuilder rows(
            CsvRows rows, Map<SeriesId, Integer> columns, Complaints complaints)
            throws ImportException {
        TableBuilder table = new TableBuilder(columns.size());
        Set<Long> times = new LinkedHashSet<>();
        while (rows.next()) {
            OptionalLong at = Cells.time(rows.cell(0));
            if (at.isEmpty() && rows.cell(0).equals("unix_timestamp")) {
                continue; // the name of the index, in a row of its own
            }
            if (at.isEmpty() || !times.add(at.getAsLong())) {
                complaints.add(
                        Complaints.Kind.BAD_TIME,
                        rows.line(),
                        "'" + rows.cell(0) + "' is no time, or one that was there before",
                        "The line was left out");
                continue;
            }
            double[] row = table.add(at.getAsLong());
            int s = 0;
            for (Map.Entry<SeriesId, Integer> column : columns.entrySet()) {
                int c = column.getValue();
                row[s++] =
                        c < rows.size()
                                ? Cells.number(
                                        rows.cell(c), rows, column.getKey().toString(), complaints)
                                : Double.NaN;
            }
        }
        table.sort();
        return table;
    }
}
