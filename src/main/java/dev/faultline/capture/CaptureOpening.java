package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.model.TimeSpan;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyException;
import dev.faultline.topology.TopologyFiles;
import dev.hardwood.HardwoodContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Opens a capture: reads all that is text, looks at the footer of every segment, and tells what is
/// not as it should be.
final class CaptureOpening {
    private final String where;
    private final CaptureStore store;
    private final HardwoodContext context;
    private final List<Notice> notices = new ArrayList<>();

    private CaptureOpening(String where, CaptureStore store, HardwoodContext context) {
        this.where = where;
        this.store = store;
        this.context = context;
    }

    static Capture open(Path path) throws CaptureException {
        if (!Files.exists(path)) {
            throw new CaptureException("There is no capture " + path + ".");
        }
        String where = String.valueOf(path.getFileName());
        try {
            CaptureStore store =
                    Files.isDirectory(path) ? FolderStore.open(path) : ZipStore.open(path);
            // one thread beside the caller: a segment is decoded in milliseconds
            HardwoodContext context = HardwoodContext.create(1);
            try {
                return new CaptureOpening(where, store, context).read();
            } catch (IOException | RuntimeException e) {
                context.close();
                store.close();
                throw e;
            }
        } catch (CaptureException e) {
            throw e;
        } catch (IOException e) {
            throw new CaptureException("Can't read " + path + " (" + e.getMessage() + ").", e);
        }
    }

    private Capture read() throws IOException {
        if (!store.names().contains("capture.json")) {
            throw new CaptureException(
                    where
                            + " is no capture: there is no capture.json in it. To make one from other"
                            + " files use `faultline import`.");
        }
        CaptureJson.Head head = CaptureJson.head(where, store.text("capture.json"));
        CaptureJson.SeriesTable table = series();
        List<Segment> segments = segments();
        Optional<List<Happening>> recorded = recorded(table);
        CaptureInfo info =
                head.complete()
                        ? head.info()
                        : upToTheEnd(head.info(), segments, recorded.orElse(List.of()));
        Topology first = topology();
        Topology newest = recorded.map(l -> newest(first, l, info.span().to())).orElse(first);
        Topology topology = complete(newest, table);
        ChangeEvents.Reading changes =
                store.names().contains("events.ndjson")
                        ? ChangeEvents.parse(
                                where + ": events.ndjson",
                                store.text("events.ndjson").lines(),
                                topology)
                        : new ChangeEvents.Reading(List.of(), List.of());
        notices.addAll(changes.notices());
        // What is known to be normal comes before everything: then all of the table has to.
        boolean gradual = recorded.isPresent() && info.reference().isEmpty();
        return new Capture(
                where,
                store,
                context,
                info,
                topology,
                new Capture.Beginning(
                        recorded.isPresent() ? first : topology,
                        gradual ? List.of() : table.series()),
                recorded.orElseGet(() -> told(changes.changes())),
                table,
                changes.changes(),
                segments,
                notices);
    }

    private CaptureJson.SeriesTable series() throws IOException {
        if (!store.names().contains("series.ndjson")) {
            throw new CaptureException(
                    where
                            + " has no series.ndjson: nobody knows what its numbers mean. It cannot"
                            + " be opened.");
        }
        CaptureJson.SeriesTable table = CaptureJson.series(where, store.text("series.ndjson"));
        notices.addAll(table.notices());
        return table;
    }

    private List<Segment> segments() throws CaptureException {
        List<Segment> segments = new ArrayList<>();
        int found = 0;
        for (String name : store.names()) {
            if (name.matches("metrics-.*\\.parquet")) {
                found++;
                try {
                    segments.add(Segment.open(store, name, context));
                } catch (IOException e) {
                    notices.add(
                            Notice.warning(
                                    where
                                            + ": "
                                            + name
                                            + " cannot be read ("
                                            + e.getMessage()
                                            + "). It was left out; the other segments were read."));
                }
            }
        }
        if (segments.isEmpty()) {
            throw new CaptureException(
                    where
                            + (found == 0
                                    ? " is empty: it holds no metrics-*.parquet."
                                    : " holds "
                                            + found
                                            + " metrics-*.parquet, and none can be read. "
                                            + notices.getLast().text()));
        }
        // by arrival; what arrived in the same instant stays in the order of the names
        segments.sort(Comparator.comparingLong(segment -> segment.arrived().from()));
        return segments;
    }

    /// What came beside the samples, in places of the series table; empty where the capture is no
    /// recording.
    private Optional<List<Happening>> recorded(CaptureJson.SeriesTable table) throws IOException {
        if (!store.names().contains(CaptureWriter.TIMELINE)) {
            return Optional.empty();
        }
        TimelineJson.Reading reading =
                TimelineJson.parse(where, store.text(CaptureWriter.TIMELINE));
        notices.addAll(reading.notices());
        return Optional.of(reading.happenings().stream().map(h -> placed(h, table)).toList());
    }

    /// A line that can't be read leaves no gap in the table.
    private static Happening placed(Happening happening, CaptureJson.SeriesTable table) {
        return switch (happening) {
            case Happening.SeriesKnown(Instant at, int count) ->
                    new Happening.SeriesKnown(
                            at,
                            (int) table.places().keySet().stream().filter(n -> n < count).count());
            case Happening.Unheard(Instant at, BitSet series, String why) -> {
                BitSet places = new BitSet();
                series.stream()
                        .mapToObj(table.places()::get)
                        .filter(Objects::nonNull)
                        .forEach(places::set);
                yield new Happening.Unheard(at, places, why);
            }
            case Happening.TopologyKnown _,
                    Happening.Changed _,
                    Happening.Noticed _,
                    Happening.Ticked _ ->
                    happening;
        };
    }

    private static List<Happening> told(List<ChangeEvent> changes) {
        return changes.stream()
                .<Happening>map(change -> new Happening.Changed(change.at(), change))
                .toList();
    }

    private static Topology newest(Topology first, List<Happening> recorded, Instant until) {
        Topology newest = first;
        for (Happening happening : recorded) {
            if (happening instanceof Happening.TopologyKnown(Instant at, Topology topology)
                    && !at.isAfter(until)) {
                newest = topology;
            }
        }
        return newest;
    }

    private Topology topology() throws IOException {
        if (!store.names().contains("topology.json")) {
            notices.add(
                    Notice.warning(
                            where
                                    + " has no topology.json. No dependencies are known: each"
                                    + " component is judged by its own series."));
            return Topology.empty();
        }
        try {
            Topology.Reading reading =
                    TopologyFiles.parse(where + ": topology.json", store.text("topology.json"));
            notices.addAll(reading.notices());
            return reading.topology();
        } catch (TopologyException e) {
            notices.add(
                    Notice.warning(
                            e.getMessage()
                                    + " No dependencies are known: each component is judged by"
                                    + " its own series."));
            return Topology.empty();
        }
    }

    private Topology complete(Topology topology, CaptureJson.SeriesTable table) {
        Set<ServiceId> measured = new LinkedHashSet<>();
        table.series().forEach(info -> measured.add(info.service()));
        Topology.Reading complete = Coverage.complete(where, topology, measured);
        if (topology.size() > 0) {
            notices.addAll(complete.notices());
        }
        return complete.topology();
    }

    /// The writer of an unfinished capture did not live to say when it ended: its segments know.
    private CaptureInfo upToTheEnd(
            CaptureInfo info, List<Segment> segments, List<Happening> recorded) {
        Instant from = info.span().from();
        Instant to = lastTick(segments, recorded).orElseGet(() -> lastArrival(segments));
        if (to.isBefore(from)) {
            from = to;
        }
        notices.add(
                Notice.warning(
                        where
                                + " was not finished: its writer was interrupted. All closed segments"
                                + " were read, up to "
                                + to
                                + "."));
        Instant openAt = info.openAt();
        TimeSpan span = new TimeSpan(from, to);
        return new CaptureInfo(
                info.title(),
                info.source(),
                info.licence(),
                span,
                info.step(),
                info.reference(),
                !recorded.isEmpty() ? to : span.contains(openAt) ? openAt : from,
                info.note());
    }

    private static Instant lastArrival(List<Segment> segments) {
        long last = Long.MIN_VALUE;
        for (Segment segment : segments) {
            last = Math.max(last, segment.arrived().to());
        }
        return Instant.ofEpochMilli(last);
    }

    /// The end of the last cell of which all rows are there: half a cell would look like silence.
    private static Optional<Instant> lastTick(List<Segment> segments, List<Happening> recorded) {
        long rows = segments.stream().mapToLong(Segment::rows).sum();
        Instant last = null;
        for (Happening happening : recorded) {
            if (happening instanceof Happening.Ticked(Instant at, long by) && by <= rows) {
                last = at;
            }
        }
        return Optional.ofNullable(last);
    }
}
