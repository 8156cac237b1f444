package dev.faultline.capture;

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
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
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
        Topology topology = topology(table);
        ChangeEvents.Reading changes =
                store.names().contains("events.ndjson")
                        ? ChangeEvents.parse(
                                where + ": events.ndjson",
                                store.text("events.ndjson").lines(),
                                topology)
                        : new ChangeEvents.Reading(List.of(), List.of());
        notices.addAll(changes.notices());
        CaptureInfo info = head.complete() ? head.info() : upToTheEnd(head.info(), segments);
        return new Capture(
                where, store, context, info, topology, table, changes.changes(), segments, notices);
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

    private Topology topology(CaptureJson.SeriesTable table) throws IOException {
        Topology topology = Topology.empty();
        boolean known = false;
        if (store.names().contains("topology.json")) {
            try {
                Topology.Reading reading =
                        TopologyFiles.parse(where + ": topology.json", store.text("topology.json"));
                topology = reading.topology();
                notices.addAll(reading.notices());
                known = true;
            } catch (TopologyException e) {
                notices.add(
                        Notice.warning(
                                e.getMessage()
                                        + " No dependencies are known: each component is judged by"
                                        + " its own series."));
            }
        } else {
            notices.add(
                    Notice.warning(
                            where
                                    + " has no topology.json. No dependencies are known: each"
                                    + " component is judged by its own series."));
        }
        Set<ServiceId> measured = new LinkedHashSet<>();
        table.series().forEach(info -> measured.add(info.service()));
        Topology.Reading complete = Coverage.complete(where, topology, measured);
        if (known) {
            notices.addAll(complete.notices());
        }
        return complete.topology();
    }

    /// The writer of an unfinished capture did not live to say when it ended: its segments know.
    private CaptureInfo upToTheEnd(CaptureInfo info, List<Segment> segments) {
        long last = Long.MIN_VALUE;
        for (Segment segment : segments) {
            last = Math.max(last, segment.arrived().to());
        }
        Instant from = info.span().from();
        Instant to = Instant.ofEpochMilli(last);
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
                span.contains(openAt) ? openAt : from,
                info.note());
    }
}
