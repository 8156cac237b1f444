package dev.faultline.capture.importer;

import dev.faultline.capture.Coverage;
import dev.faultline.capture.Recording;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyException;
import dev.faultline.topology.TopologyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads one day of the Nezha data set of Online Boutique (Yu et al., ESEC/FSE 2023): a folder that
/// holds `metric/`, with one `POD_metric.csv` a pod, `front_service.csv` (what users saw) and
/// `dependency.csv`. Every minute is a row; a service is a pod without its two hash parts. The edge
/// tables `source_50.csv` and `destination_50.csv` and the list of faults are not read.
public final class NezhaReader {
    /// The sampling interval of the data set.
    public static final Duration STEP = Duration.ofMinutes(1);

    private static final String POD_SUFFIX = "_metric.csv";

    /// A clock further from the written time than this is wrong, not late.
    private static final long CLOCK_TOLERANCE_MS = 60_000;

    private final Path folder;
    private final List<Notice> notices = new ArrayList<>();
    private final Map<SeriesInfo, Map<Long, Double>> values = new LinkedHashMap<>();

    private NezhaReader(Path folder) {
        this.folder = folder;
    }

    /// One day.
    ///
    /// @param day the folder of the day, or its `metric` folder
    /// @throws ImportException where there is no table of a pod, or one cannot be read
    public static Recording read(Path day) throws ImportException {
        Path metric = day.resolve("metric");
        return new NezhaReader(Files.isDirectory(metric) ? metric : day).read();
    }

    /// The service of a pod: its name without the two hash parts.
    public static String serviceOf(String pod) {
        return pod.replaceFirst("-[0-9a-z]+-[0-9a-z]+$", "");
    }

    private Recording read() throws ImportException {
        List<Path> pods = pods();
        Set<ServiceId> services = new LinkedHashSet<>();
        for (Path pod : pods) {
            String name = pod.getFileName().toString();
            String service = serviceOf(name.substring(0, name.length() - POD_SUFFIX.length()));
            services.add(new ServiceId(service));
            table(pod, service, NezhaColumn.OF_PODS);
        }
        Path front = folder.resolve("front_service.csv");
        if (Files.exists(front) && services.contains(new ServiceId("frontend"))) {
            table(front, "frontend", NezhaColumn.OF_THE_FRONT);
        }
        return recording(topology(services));
    }

    private List<Path> pods() throws ImportException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pods =
                    files.filter(file -> file.getFileName().toString().endsWith(POD_SUFFIX))
                            .sorted()
                            .toList();
            if (pods.isEmpty()) {
                throw new ImportException(
                        folder
                                + " holds no POD_metric.csv. Name the folder of one day of the Nezha"
                                + " data set.");
            }
            return pods;
        } catch (ImportException e) {
            throw e;
        } catch (IOException e) {
            throw new ImportException(
                    "Can't list the folder " + folder + " (" + e.getMessage() + ").", e);
        }
    }

    private void table(Path file, String service, Map<String, NezhaColumn> known)
            throws ImportException {
        Complaints complaints = new Complaints(file.getFileName().toString());
        try (CsvRows rows = new CsvRows(file)) {
            List<String> header = rows.next() ? Arrays.asList(rows.copy()) : List.of();
            int stamp = header.indexOf("TimeStamp");
            if (stamp < 0) {
                throw new ImportException(file + ", line 1: there is no column 'TimeStamp'.");
            }
            List<@Nullable NezhaColumn> columns = new ArrayList<>();
            header.forEach(name -> columns.add(known.get(name)));
            int text = header.indexOf("Time");
            while (rows.next()) {
                OptionalLong at = time(rows, text, stamp, complaints);
                if (at.isEmpty()) {
                    continue;
                }
                for (int c = 0; c < Math.min(columns.size(), rows.size()); c++) {
                    NezhaColumn column = columns.get(c);
                    if (column != null) {
                        double value = Cells.number(rows.cell(c), rows, header.get(c), complaints);
                        values.computeIfAbsent(column.series(service), any -> new TreeMap<>())
                                .put(at.getAsLong(), value * column.factor());
                    }
                }
            }
        }
        notices.addAll(complaints.notices());
    }

    /// The time of a row. Both columns say it; where they contradict each other the written one is
    /// right (`adservice` of 2022-08-22 has a time stamp with `66` turned into `86` throughout).
    private static OptionalLong time(CsvRows rows, int text, int stamp, Complaints complaints) {
        OptionalLong stamped =
                stamp < rows.size() ? Cells.time(rows.cell(stamp)) : OptionalLong.empty();
        OptionalLong written = OptionalLong.empty();
        if (text >= 0 && text < rows.size() && rows.cell(text).length() >= 19) {
            written = Cells.time(rows.cell(text).substring(0, 19));
        }
        if (stamped.isEmpty() && written.isEmpty()) {
            complaints.add(
                    Complaints.Kind.BAD_TIME,
                    rows.line(),
                    "'" + rows.cell(stamp < rows.size() ? stamp : 0) + "' is no time",
                    "The line was left out");
            return OptionalLong.empty();
        }
        if (written.isPresent()
                && (stamped.isEmpty()
                        || Math.abs(stamped.getAsLong() - written.getAsLong())
                                > CLOCK_TOLERANCE_MS)) {
            complaints.add(
                    Complaints.Kind.CLOCK,
                    rows.line(),
                    "the column TimeStamp is "
                            + (stamped.orElse(0) - written.getAsLong()) / 1000
                            + " s away from the column Time",
                    "The column Time was believed");
            return written;
        }
        return stamped;
    }

    /// Puts all tables on one grid of minutes that begins with the first row: each was written a
    /// moment after the other, and the minutes are a second longer or shorter.
    private Recording recording(Topology topology) throws ImportException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Map<Long, Double> column : values.values()) {
            for (long at : column.keySet()) {
                first = Math.min(first, at);
                last = Math.max(last, at);
            }
        }
        if (first > last) {
            throw new ImportException(folder + ": no row with a time could be read.");
        }
        long step = STEP.toMillis();
        long length = Math.round((double) (last - first) / step) + 1;
        if (length > 100_000) {
            throw new ImportException(
                    folder + ": the rows span " + length + " minutes. One day was expected.");
        }
        long[] at = new long[(int) length];
        for (int r = 0; r < at.length; r++) {
            at[r] = first + r * step;
        }
        double[][] table = new double[values.size()][at.length];
        int s = 0;
        int crowded = 0;
        for (Map<Long, Double> column : values.values()) {
            Arrays.fill(table[s], Double.NaN);
            for (Map.Entry<Long, Double> value : column.entrySet()) {
                int r = (int) Math.round((double) (value.getKey() - first) / step);
                if (Double.isNaN(table[s][r])) {
                    table[s][r] = value.getValue();
                } else {
                    crowded++;
                }
            }
            s++;
        }
        if (crowded > 0) {
            notices.add(
                    Notice.warning(
                            folder
                                    + ": "
                                    + crowded
                                    + " values came for a minute that had one. The first was"
                                    + " kept."));
        }
        return new Recording(List.copyOf(values.keySet()), at, table, List.of(), topology, notices);
    }

    private Topology topology(Set<ServiceId> services) {
        Path file = folder.resolve("dependency.csv");
        Topology graph = Topology.empty();
        if (Files.exists(file)) {
            try {
                Topology.Reading reading = TopologyFiles.read(file);
                notices.addAll(reading.notices());
                graph = onlyServices(reading.topology(), services);
            } catch (TopologyException e) {
                notices.add(Notice.warning(e.getMessage() + " No dependencies are known."));
            }
        } else {
            notices.add(
                    Notice.warning(
                            folder
                                    + " holds no dependency.csv: no dependencies are known, each"
                                    + " service is judged by its own series."));
        }
        if (graph.size() == 0) {
            List<Component> components = new ArrayList<>();
            services.forEach(id -> components.add(Component.unowned(id, ComponentKind.SERVICE)));
            return Topology.of("dependency.csv", components, List.of()).topology();
        }
        Topology.Reading complete = Coverage.complete("dependency.csv", graph, services);
        notices.addAll(complete.notices());
        return complete.topology();
    }

    /// Addresses and the load generator are nodes of the file, but no part of the system.
    private Topology onlyServices(Topology graph, Set<ServiceId> services) {
        List<Component> components =
                graph.components().stream().filter(c -> services.contains(c.id())).toList();
        List<Dependency> dependencies =
                graph.dependencies().stream()
                        .filter(d -> services.contains(d.from()) && services.contains(d.to()))
                        .toList();
        int left = graph.size() - components.size();
        if (left > 0) {
            notices.add(
                    Notice.info(
                            "dependency.csv: "
                                    + left
                                    + " nodes (addresses, load generators) have no metrics of a pod"
                                    + " and are no components. Their edges were left out."));
        }
        return Topology.of("dependency.csv", components, dependencies).topology();
    }
}
