package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.TimeSpan;
import dev.faultline.topology.Topology;
import dev.hardwood.HardwoodContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A recorded stretch of a system, open for reading: a folder, or the same zipped. Only text files
/// and the footers of the segments are read at once; samples are read segment by segment when they
/// are asked for. Safe for several threads, each with its own call of a `read` method.
public final class Capture implements AutoCloseable {
    private static final int SMALL = 1 << 22;

    private final String where;
    private final CaptureStore store;
    private final HardwoodContext context;
    private final CaptureInfo info;
    private final Topology topology;
    private final Beginning beginning;
    private final List<Happening> timeline;
    private final CaptureJson.SeriesTable table;
    private final List<ChangeEvent> changes;
    private final List<Segment> segments;
    private final List<Notice> notices;

    /// Places in the table by the numbers that segments use, of those that are small; -1 for none.
    private final int[] places;

    /// Puts together what [CaptureOpening] has read.
    Capture(
            String where,
            CaptureStore store,
            HardwoodContext context,
            CaptureInfo info,
            Topology topology,
            Beginning beginning,
            List<Happening> timeline,
            CaptureJson.SeriesTable table,
            List<ChangeEvent> changes,
            List<Segment> segments,
            List<Notice> notices) {
        this.where = where;
        this.store = store;
        this.context = context;
        this.info = info;
        this.topology = topology;
        this.beginning = beginning;
        this.timeline = List.copyOf(timeline);
        this.table = table;
        this.changes = List.copyOf(changes);
        this.segments = List.copyOf(segments);
        this.notices = new CopyOnWriteArrayList<>(notices);
        places = new int[Math.min(SMALL, 4 * table.series().size() + 16)];
        Arrays.setAll(places, number -> table.places().getOrDefault(number, -1));
    }

    private int place(int number) {
        return number >= 0 && number < places.length
                ? places[number]
                : table.places().getOrDefault(number, -1);
    }

    /// Opens a capture. What is wrong with a part of it is in [#notices].
    ///
    /// @throws CaptureException where it is none, is of a newer format, or holds no samples
    public static Capture open(Path path) throws CaptureException {
        return CaptureOpening.open(path);
    }

    public CaptureInfo info() {
        return info;
    }

    /// All components that are named anywhere in the capture, with the newest that is known of
    /// them.
    public Topology topology() {
        return topology;
    }

    /// What is known before anything was measured: what a replay is given first.
    ///
    /// @param series the first of the table
    public record Beginning(Topology topology, List<SeriesInfo> series) {
        public Beginning {
            series = List.copyOf(series);
        }
    }

    /// How the system stands when the time line begins. Of a recording what was known then, of
    /// other captures all that they know.
    public Beginning beginning() {
        return beginning;
    }

    /// What came beside the samples of a recording, by arrival; of other captures their changes, as
    /// if each had been told when it was made.
    public List<Happening> happenings() {
        return timeline;
    }

    /// The series table; samples name their series by the place in it.
    public List<SeriesInfo> series() {
        return table.series();
    }

    /// What was done to the system, by time.
    public List<ChangeEvent> changes() {
        return changes;
    }

    /// What a person should know about this capture. Broken pages are found only when they are
    /// read: then there is one more.
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    /// Delivers the samples that arrived within the span, both ends included, in the order of their
    /// arrival. Samples from a reference that lies outside of [CaptureInfo#span] were never part of
    /// the recorded time line and are not among them.
    public void read(TimeSpan arrivedWithin, Consumer<SampleBatch> receiver)
            throws CaptureException {
        Segment.Range wanted = range(arrivedWithin);
        List<Segment.Range> aside =
                info.reference().stream()
                        .filter(span -> !overlaps(span, info.span()))
                        .map(Capture::range)
                        .toList();
        Segment.Range line = range(info.span());
        for (Segment segment : segments) {
            if (segment.arrived().overlaps(wanted)) {
                read(
                        segment,
                        receiver,
                        (at, arrived) ->
                                wanted.contains(arrived)
                                        && (line.contains(at)
                                                || aside.stream().noneMatch(r -> r.contains(at))));
            }
        }
    }

    /// Delivers the samples that were measured within the reference spans, in the order of the
    /// capture.
    public void readReference(Consumer<SampleBatch> receiver) throws CaptureException {
        List<Segment.Range> spans = info.reference().stream().map(Capture::range).toList();
        for (Segment segment : segments) {
            if (spans.stream().anyMatch(segment.time()::overlaps)) {
                read(
                        segment,
                        receiver,
                        (at, arrived) -> spans.stream().anyMatch(span -> span.contains(at)));
            }
        }
    }

    /// The number of samples in all segments.
    public long samples() {
        return segments.stream().mapToLong(Segment::rows).sum();
    }

    @Override
    public void close() throws CaptureException {
        context.close();
        try {
            store.close();
        } catch (IOException e) {
            throw new CaptureException("Can't close " + where + " (" + e.getMessage() + ").", e);
        }
    }

    private interface Wanted {
        boolean test(long atMillis, long arrivedMillis);
    }

    private void read(Segment segment, Consumer<SampleBatch> receiver, Wanted wanted)
            throws CaptureException {
        long strangers = 0;
        try (SegmentCursor cursor = SegmentCursor.open(store, segment, context)) {
            for (var rows = cursor.next(); rows.isPresent(); rows = cursor.next()) {
                SegmentCursor.Rows some = rows.get();
                SampleBatch.Builder batch = new SampleBatch.Builder(some.size());
                for (int i = 0; i < some.size(); i++) {
                    if (wanted.test(some.time()[i], some.arrived()[i])) {
                        int place = place(some.series()[i]);
                        if (place < 0 || !Double.isFinite(some.values()[i])) {
                            strangers++;
                        } else {
                            batch.add(place, some.time()[i], some.arrived()[i], some.values()[i]);
                        }
                    }
                }
                if (batch.size() > 0) {
                    receiver.accept(batch.build());
                }
            }
        } catch (IOException e) {
            tell(
                    where
                            + ": "
                            + segment.name()
                            + " is damaged ("
                            + e.getMessage()
                            + "). What could be read of it was; the other segments are whole.");
        }
        if (strangers > 0) {
            tell(
                    where
                            + ": "
                            + segment.name()
                            + " holds "
                            + strangers
                            + " samples of unknown series or without a finite value. They were left"
                            + " out.");
        }
    }

    /// Once, however often the segment is read.
    private void tell(String text) {
        Notice notice = Notice.warning(text);
        if (!notices.contains(notice)) {
            notices.add(notice);
        }
    }

    private static boolean overlaps(TimeSpan a, TimeSpan b) {
        return range(a).overlaps(range(b));
    }

    private static Segment.Range range(TimeSpan span) {
        return new Segment.Range(span.from().toEpochMilli(), span.to().toEpochMilli());
    }
}
