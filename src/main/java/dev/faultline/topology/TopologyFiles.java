package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads the file formats a dependency graph comes in, and tells them apart by their content:
/// `topology.json`, a square adjacency table (row depends on column), and a list
/// `Source,Target[,Weight]`.
public final class TopologyFiles {
    /// More than any graph this program can show; a larger file is not a topology.
    private static final long LARGEST = 64L << 20;

    private TopologyFiles() {}

    /// Reads one file.
    ///
    /// @throws TopologyException where the file is missing, unreadable or of no known format
    public static Topology.Reading read(Path file) throws TopologyException {
        return parse(file.getFileName().toString(), content(file));
    }

    /// As [#read], from text.
    ///
    /// @param where names the source in notices
    public static Topology.Reading parse(String where, String text) throws TopologyException {
        Topology.Reading reading;
        String start = text.stripLeading();
        if (start.isEmpty()) {
            throw new TopologyException(where + " is empty. A topology was expected.");
        } else if (start.startsWith("{") || start.startsWith("[")) {
            reading = TopologyJson.parse(where, text);
        } else {
            reading = TopologyCsv.parse(where, text);
        }
        List<Notice> notices = new ArrayList<>(reading.notices());
        notices.addAll(cycles(where, reading.topology()));
        return new Topology.Reading(reading.topology(), notices);
    }

    /// One notice for each group of components that depend on each other in a circle. They stay in
    /// the topology: real systems have them.
    public static List<Notice> cycles(String where, Topology topology) {
        return circles(topology).stream()
                .map(cycle ->
                        Notice.info(
                                where
                                        + ": "
                                        + cycle.stream()
                                                .map(id -> "'" + id + "'")
                                                .collect(Collectors.joining(", "))
                                        + " depend on each other in a circle. The"
                                        + " dependencies were kept."))
                .toList();
    }

    private static String content(Path file) throws TopologyException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TopologyException(
                        file + " has " + Files.size(file) + " bytes: too large for a topology.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (TopologyException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new TopologyException("There is no topology file " + file + ".", e);
        } catch (IOException e) {
            throw new TopologyException(
                    "Can't read the topology file " + file + " (" + e.getMessage() + ").", e);
        }
    }

    /// The circles, members in the order of the topology.
    private static List<List<ServiceId>> circles(Topology topology) {
        int n = topology.size();
        int[] start = new int[n + 1];
        for (int i = 0; i < n; i++) {
            start[i + 1] = start[i] + topology.dependenciesOf(i).length;
        }
        int[] successor =
                IntStream.range(0, n)
                        .flatMap(i -> IntStream.of(topology.dependenciesOf(i)))
                        .toArray();
        StrongComponents found = StrongComponents.of(start, successor);
        return IntStream.range(0, found.size().length)
                .filter(c -> found.size()[c] > 1)
                .mapToObj(c ->
                        IntStream.range(0, n)
                                .filter(i -> found.component()[i] == c)
                                .mapToObj(i -> topology.component(i).id())
                                .toList())
                .toList();
    }
}
