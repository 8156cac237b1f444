package dev.faultline.capture.importer;

import dev.faultline.capture.ChangeEvents;
import dev.faultline.capture.Coverage;
import dev.faultline.capture.Recording;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.SignalRules;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the wide table `FILE.csv[.gz]`: the first column is the time (seconds since the epoch, or
/// ISO 8601), every further column `component/metric` one series, an empty cell nothing measured.
/// The name of the component ends at the last slash.
public final class WideCsvReader {
    private final SignalRules rules;

    public WideCsvReader(SignalRules rules) {
        this.rules = rules;
    }

    /// Reads a table with what belongs to it. Whatever can be read is; the rest is told in the
    /// notices of the recording, which begin with those of the topology.
    ///
    /// @param events `events.ndjson`, where there is one
    /// @throws ImportException where the file is missing, no such table, or without a single row
    public Recording read(Path metrics, Topology.Reading topology, Optional<Path> events)
            throws ImportException {
        String where = metrics.getFileName().toString();
        List<Notice> notices = new ArrayList<>(topology.notices());
        Complaints complaints = new Complaints(where);
        try (CsvRows rows = new CsvRows(metrics)) {
            if (!rows.next() || rows.size() < 2) {
                throw new ImportException(
                        metrics
                                + " holds no table: a header 'time,component/metric,…' was"
                                + " expected.");
            }
            Header header = header(metrics, rows.copy(), notices);
            TableBuilder table = table(rows, header, complaints);
            if (table.size() == 0) {
                throw new ImportException(
                        metrics + " has a header but not one row with a time that could be read.");
            }
            notices.addAll(complaints.notices());
            Set<ServiceId> measured = new LinkedHashSet<>();
            header.ids.forEach(id -> measured.add(id.service()));
            Topology.Reading complete = Coverage.complete(where, topology.topology(), measured);
            notices.addAll(complete.notices());
            ChangeEvents.Reading changes = changes(events, complete.topology());
            notices.addAll(changes.notices());
            return recording(header, table, changes, complete.topology(), notices);
        }
    }

    /// The series and where each stands in a row.
    private record Header(List<SeriesId> ids, List<Integer> columns, List<String> names) {}

    private static Header header(Path file, String[] names, List<Notice> notices)
            throws ImportException {
        Map<SeriesId, Integer> columns = new LinkedHashMap<>();
        List<String> nameless = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (int c = 1; c < names.length; c++) {
            int slash = names[c].lastIndexOf('/');
            if (slash <= 0 || slash == names[c].length() - 1) {
                nameless.add(names[c]);
            } else {
                SeriesId id =
                        SeriesId.of(names[c].substring(0, slash), names[c].substring(slash + 1));
                if (columns.putIfAbsent(id, c) != null) {
                    twice.add(names[c]);
                }
            }
        }
        String where = file.getFileName() + ", line 1: ";
        if (columns.isEmpty()) {
            throw new ImportException(
                    file
                            + ", line 1: no column is named 'component/metric' (found '"
                            + String.join(",", names)
                            + "'). Rename the columns and import again.");
        }
        if (!nameless.isEmpty()) {
            notices.add(
                    Notice.warning(
                            where
                                    + "column '"
                                    + nameless.getFirst()
                                    + "' is not named 'component/metric'. "
                                    + leftOut(nameless.size())));
        }
        if (!twice.isEmpty()) {
            notices.add(
                    Notice.warning(
                            where
                                    + "column '"
                                    + twice.getFirst()
                                    + "' is there twice. The first was kept. "
                                    + leftOut(twice.size())));
        }
        return new Header(
                List.copyOf(columns.keySet()), List.copyOf(columns.values()), List.of(names));
    }

    private static String leftOut(int columns) {
        return columns == 1 ? "It was left out." : columns + " such columns were left out.";
    }

    private static TableBuilder table(CsvRows rows, Header header, Complaints complaints)
            throws ImportException {
        int width = header.ids.size();
        int[] columns = header.columns.stream().mapToInt(Integer::intValue).toArray();
        TableBuilder table = new TableBuilder(width);
        Set<Long> times = new HashSet<>();
        long newest = Long.MIN_VALUE;
        while (rows.next()) {
            OptionalLong at = Cells.time(rows.cell(0));
            if (at.isEmpty()) {
                complaints.add(
                        Complaints.Kind.BAD_TIME,
                        rows.line(),
                        "'" + rows.cell(0) + "' is no time (seconds since the epoch or ISO 8601)",
                        "The line was left out");
                continue;
            }
            if (!times.add(at.getAsLong())) {
                complaints.add(
                        Complaints.Kind.DUPLICATE_TIME,
                        rows.line(),
                        "the time " + rows.cell(0) + " was there before",
                        "The later line was left out");
                continue;
            }
            if (at.getAsLong() < newest) {
                complaints.add(
                        Complaints.Kind.OUT_OF_ORDER,
                        rows.line(),
                        "the time " + rows.cell(0) + " is before that of the line above",
                        "The line was moved to its place");
            }
            newest = Math.max(newest, at.getAsLong());
            if (rows.size() != header.names.size()) {
                boolean less = rows.size() < header.names.size();
                complaints.add(
                        less ? Complaints.Kind.SHORT_ROW : Complaints.Kind.LONG_ROW,
                        rows.line(),
                        rows.size() + " cells where the header has " + header.names.size(),
                        less
                                ? "The cells that are not there were taken as missing"
                                : "The cells too many were left out");
            }
            double[] row = table.add(at.getAsLong());
            for (int s = 0; s < width; s++) {
                int c = columns[s];
                if (c < rows.size()) {
                    row[s] = Cells.number(rows.cell(c), rows, header.names.get(c), complaints);
                }
            }
        }
        table.sort();
        return table;
    }

    private Recording recording(
            Header header,
            TableBuilder table,
            ChangeEvents.Reading changes,
            Topology topology,
            List<Notice> notices) {
        int width = header.ids.size();
        double[][] values = new double[width][];
        List<SeriesInfo> series = new ArrayList<>();
        for (int s = 0; s < width; s++) {
            values[s] = table.column(s);
            double largest = Double.NEGATIVE_INFINITY;
            for (double value : values[s]) {
                if (value > largest) {
                    largest = value;
                }
            }
            series.add(rules.describe(header.ids.get(s), largest));
        }
        return new Recording(series, table.times(), values, changes.changes(), topology, notices);
    }

    private static ChangeEvents.Reading changes(Optional<Path> events, Topology topology)
            throws ImportException {
        if (events.isEmpty()) {
            return new ChangeEvents.Reading(List.of(), List.of());
        }
        Path file = events.get();
        try (Stream<String> lines = Files.lines(file)) {
            return ChangeEvents.parse(file.getFileName().toString(), lines, topology);
        } catch (IOException | UncheckedIOException e) {
            throw new ImportException(
                    "Can't read the events " + file + " (" + e.getMessage() + ").", e);
        }
    }
}
