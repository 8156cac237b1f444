package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the file formats a dependency graph comes in, and tells them apart by their content:
/// `topology.json`, Jaeger's dependencies, Kiali's graph, Backstage's catalog, a square adjacency
/// table (row depends on column), and a list `Source,Target[,Weight]`.
public final class TopologyFiles {
    /// More than any graph this program can show; a larger file is not a topology.
    private static final long LARGEST = 64L << 20;

    /// Files of one folder that are read, and how deep it is looked into.
    private static final int MOST_FILES = 10_000;

    private static final int DEEPEST = 10;

    /// What is said of one file, at most, and how long a sentence may be.
    private static final int MOST_NOTICES = 200;

    private static final int LONGEST_NOTICE = 600;

    private static final List<String> ENDINGS = List.of(".json", ".csv", ".yaml", ".yml");
    private static final JsonMapper JSON = JsonMapper.shared();

    private TopologyFiles() {}

    /// Reads one file.
    ///
    /// @throws TopologyException where the file is missing, unreadable or of no known format
    public static Topology.Reading read(Path file) throws TopologyException {
        return parse(file.getFileName().toString(), content(file));
    }

    /// Reads files, and all files of folders, as one graph; the first one is believed most. All
    /// catalogs of Backstage are one, since they refer to each other. In a folder what cannot be
    /// read is told, and the rest is read.
    ///
    /// @throws TopologyException where a file that is named is missing, unreadable or of no known
    ///   format
    public static Topology.Reading readAll(List<Path> named) throws TopologyException {
        List<Topology> sources = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        BackstageCatalog catalog = new BackstageCatalog();
        boolean catalogs = false;
        for (Path path : named) {
            boolean folder = Files.isDirectory(path);
            for (Path file : folder ? within(path, notices) : List.of(path)) {
                String where = file.getFileName().toString();
                try {
                    String text = content(file);
                    if (format(text) == Format.YAML) {
                        catalog.add(where, text);
                        catalogs = true;
                    } else {
                        Topology.Reading read = parse(where, text);
                        sources.add(named(read.topology(), where));
                        notices.addAll(read.notices());
                    }
                } catch (TopologyException e) {
                    if (!folder) {
                        throw e;
                    }
                    notices.add(Notice.warning(e.getMessage() + " It was left out."));
                }
            }
        }
        if (catalogs) {
            Topology.Reading read = catalog.topology("backstage");
            sources.add(named(read.topology(), "backstage"));
            notices.addAll(brief(read.notices()));
        }
        Topology.Reading merged = Merge.of(sources);
        notices.addAll(merged.notices());
        return new Topology.Reading(merged.topology(), notices);
    }

    private static List<Path> within(Path folder, List<Notice> notices) throws TopologyException {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            List<Path> found =
                    files.filter(Files::isRegularFile)
                            .filter(file ->
                                    ENDINGS.stream()
                                            .anyMatch(
                                                    file.toString().toLowerCase(Locale.ROOT)
                                                            ::endsWith))
                            .sorted()
                            .toList();
            if (found.size() > MOST_FILES) {
                notices.add(
                        Notice.warning(
                                "%s has %,d files. The first %,d were read."
                                        .formatted(folder, found.size(), MOST_FILES)));
            }
            return found.subList(0, Math.min(found.size(), MOST_FILES));
        } catch (IOException | UncheckedIOException e) {
            throw new TopologyException(
                    "Can't read the folder " + folder + " (" + e.getMessage() + ").", e);
        }
    }

    /// What says nothing of who told of it was told by its file.
    private static Topology named(Topology topology, String where) {
        List<Sighting> file = List.of(Sighting.of(where));
        return Topology.of(
                        where,
                        topology.components().stream()
                                .map(c -> c.sightings().isEmpty() ? c.seenBy(file) : c)
                                .toList(),
                        topology.dependencies().stream()
                                .map(d -> d.sightings().isEmpty() ? d.seenBy(file) : d)
                                .toList())
                .topology();
    }

    /// As [#read], from text.
    ///
    /// @param where names the source in notices
    public static Topology.Reading parse(String where, String text) throws TopologyException {
        Topology.Reading reading =
                switch (format(text)) {
                    case EMPTY ->
                            throw new TopologyException(
                                    where + " is empty. A topology was expected.");
                    case JSON -> json(where, text);
                    case YAML -> {
                        BackstageCatalog catalog = new BackstageCatalog();
                        catalog.add(where, text);
                        yield catalog.topology(where);
                    }
                    case TABLE -> TopologyCsv.parse(where, text);
                };
        List<Notice> notices = new ArrayList<>(brief(reading.notices()));
        notices.addAll(cycles(where, reading.topology()));
        return new Topology.Reading(reading.topology(), notices);
    }

    private enum Format {
        EMPTY,
        JSON,
        YAML,
        TABLE
    }

    private static Format format(String text) {
        String start = text.stripLeading();
        if (start.isEmpty()) {
            return Format.EMPTY;
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return Format.JSON;
        }
        return BackstageCatalog.is(text) ? Format.YAML : Format.TABLE;
    }

    private static Topology.Reading json(String where, String text) throws TopologyException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new TopologyException(
                    where
                            + ", line "
                            + e.getLocation().getLineNr()
                            + ": this is not JSON ("
                            + shortened(e.getOriginalMessage())
                            + ").",
                    e);
        }
        if (TopologyJson.is(root)) {
            return TopologyJson.parse(where, root);
        } else if (KialiGraph.is(root)) {
            return KialiGraph.parse(where, root);
        } else if (BackstageCatalog.is(root)) {
            BackstageCatalog catalog = new BackstageCatalog();
            catalog.add(where, root);
            return catalog.topology(where);
        } else if (JaegerDependencies.is(root)) {
            return JaegerDependencies.parse(where, root);
        }
        throw new TopologyException(
                where
                        + " has no list 'components'. A topology lists 'components' and"
                        + " 'dependencies'; the dependencies of Jaeger, the graph of Kiali and the"
                        + " entities of Backstage are read as well.");
    }

    /// Not more of them than a person reads, and none longer than that.
    private static List<Notice> brief(List<Notice> notices) {
        List<Notice> kept = new ArrayList<>();
        for (Notice notice : notices.subList(0, Math.min(notices.size(), MOST_NOTICES))) {
            kept.add(new Notice(notice.level(), shortened(notice.text())));
        }
        if (notices.size() > MOST_NOTICES) {
            kept.add(
                    Notice.warning(
                            "%,d more notices were left out."
                                    .formatted(notices.size() - MOST_NOTICES)));
        }
        return kept;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NOTICE
                ? text
                : text.substring(0, LONGEST_NOTICE / 2)
                        + " … "
                        + text.substring(text.length() - LONGEST_NOTICE / 3);
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
