package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/// The two tables dependencies come in: a list `Source,Target[,Weight]` (Online Boutique) and a
/// square adjacency matrix whose row depends on its column (PetShop). Neither says what a component
/// is: all are services here.
public final class TopologyCsv {
    private static final Sighting EDGE_LIST = Sighting.of("edge-list");
    private static final Sighting MATRIX = Sighting.of("matrix");

    private final String where;
    private final List<Notice> notices = new ArrayList<>();
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final List<Dependency> dependencies = new ArrayList<>();

    private TopologyCsv(String where) {
        this.where = where;
    }

    /// Reads text of either table.
    ///
    /// @throws TopologyException where the text is neither of the two tables
    public static Topology.Reading parse(String where, String text) throws TopologyException {
        List<String[]> rows = rows(where, text);
        TopologyCsv reader = new TopologyCsv(where);
        if (isEdgeList(rows)) {
            reader.edgeList(rows);
        } else {
            reader.matrix(rows);
        }
        Topology.Reading built =
                Topology.of(where, List.copyOf(reader.components.values()), reader.dependencies);
        reader.notices.addAll(built.notices());
        return new Topology.Reading(built.topology(), reader.notices);
    }

    private static List<String[]> rows(String where, String text) throws TopologyException {
        try (MappingIterator<String[]> rows =
                CsvMapper.shared()
                        .readerFor(String[].class)
                        .with(CsvReadFeature.WRAP_AS_ARRAY)
                        .with(CsvReadFeature.SKIP_EMPTY_LINES)
                        .with(CsvReadFeature.TRIM_SPACES)
                        .readValues(text)) {
            return rows.readAll();
        } catch (JacksonException e) {
            throw new TopologyException(
                    where
                            + ", line "
                            + e.getLocation().getLineNr()
                            + ": this table is broken ("
                            + e.getOriginalMessage()
                            + ").",
                    e);
        }
    }

    private static boolean isEdgeList(List<String[]> rows) {
        String[] header = rows.getFirst();
        return header.length >= 2
                && header[0].toLowerCase(Locale.ROOT).equals("source")
                && header[1].toLowerCase(Locale.ROOT).equals("target");
    }

    private void edgeList(List<String[]> rows) {
        for (int r = 1; r < rows.size(); r++) {
            String[] row = rows.get(r);
            if (row.length < 2 || row[0].isBlank() || row[1].isBlank()) {
                warn(r, "a source and a target were expected. The line was left out.");
                continue;
            }
            double weight = row.length < 3 || row[2].isBlank() ? 1 : weight(r, row[2]);
            if (weight > 0) {
                add(row[0], row[1], Math.min(weight, 1), EDGE_LIST);
            }
        }
    }

    private void matrix(List<String[]> rows) throws TopologyException {
        String[] header = rows.getFirst();
        if (header.length < 2 || header.length != rows.size()) {
            throw new TopologyException(
                    where
                            + " is no topology: neither JSON, nor a list with the header"
                            + " 'Source,Target', nor a square table ("
                            + (rows.size() - 1)
                            + " rows, "
                            + (header.length - 1)
                            + " columns after the first).");
        }
        for (int c = 1; c < header.length; c++) {
            if (header[c].isBlank() || rows.get(c)[0].isBlank()) {
                throw new TopologyException(
                        where + ": row or column " + (c + 1) + " of the table has no name.");
            }
            component(header[c]);
        }
        for (int r = 1; r < rows.size(); r++) {
            String[] row = rows.get(r);
            for (int c = 1; c < Math.min(row.length, header.length); c++) {
                double weight = row[c].isBlank() ? 0 : weight(r, row[c]);
                if (weight > 0) {
                    add(row[0], header[c], Math.min(weight, 1), MATRIX);
                }
            }
        }
    }

    /// The weight, or 0 with a notice where the cell holds none.
    private double weight(int row, String cell) {
        try {
            double weight = Double.parseDouble(cell);
            if (weight >= 0 && Double.isFinite(weight)) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // the notice below says it
        }
        warn(row, "'" + cell + "' is no weight. The edge was left out.");
        return 0;
    }

    private void add(String from, String to, double weight, Sighting sighting) {
        component(from);
        component(to);
        dependencies.add(
                new Dependency(
                        new ServiceId(from),
                        new ServiceId(to),
                        DependencyKind.CALLS,
                        weight,
                        sighting));
    }

    private void component(String name) {
        components.computeIfAbsent(
                name, n -> Component.unowned(new ServiceId(n), ComponentKind.SERVICE));
    }

    private void warn(int row, String text) {
        notices.add(Notice.warning(where + ", line " + (row + 1) + ": " + text));
    }
}
