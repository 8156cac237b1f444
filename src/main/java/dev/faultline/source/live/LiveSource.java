package dev.faultline.source.live;

import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordReceiver;
import dev.faultline.source.SampleSink;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.format.Format;
import dev.faultline.source.format.TopicDecoder;
import dev.faultline.source.meaning.Intake;
import dev.faultline.topology.AgeLimits;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Records in, samples and ticks out: decodes what a reader brings, gives it its meaning, and hands
/// it on in the order of time. A cell is ticked when everything measured in it has come, as far as
/// can be told: each partition was read past it, or to its end. While nothing can be read nothing
/// is ticked: time stands still rather than telling silence that is none.
///
/// All methods but [#view] and [#format] are called on the reader's thread. Longer than 300 lines
/// since the order of all steps of a poll is decided here; each step is a class of its own.
public final class LiveSource implements RecordReceiver {
    /// Senders are waited for a little, ms here.
    private static final long GRACE = 2_000;

    /// Between two views, ms here.
    private static final long PAUSE = 200;

    /// What is said of clocks, at most.
    private static final int MOST_CLOCKS = 50;

    /// Where the time line begins, told once, before everything else.
    public interface Beginning {
        void at(Instant gridStart, Duration step) throws InterruptedException;
    }

    private final Intake intake;
    private final SampleSink sink;
    private final Beginning beginning;
    private final Duration step;
    private final Instant from;
    private final WatchedTime time;
    private final ClockSkew clocks;
    private final SkewedPoints points;
    private final Progress progress;
    private final Map<String, Told> topics = new HashMap<>();
    private final Map<String, Optional<Format>> wanted = new ConcurrentHashMap<>();
    private final Spread spread = new Spread();
    private final List<SampleBatch> early = new ArrayList<>();
    private final List<Notice> unsaid = new ArrayList<>();
    private final Set<Notice> said = new HashSet<>();
    private final MeasuredSystem system;
    private @Nullable CellOrder order;
    private @Nullable Part current;

    // Of the current partition.
    private Progress.@Nullable Place place;
    private @Nullable Told told;
    private boolean live;
    private long arrived;
    private int clocksTold;
    private Set<Part> held = Set.of();
    private long seen;
    private volatile View view;

    /// One topic as it is read.
    private static final class Told {
        private TopicDecoder decoder;
        private long records;
        private long points;

        Told(TopicDecoder decoder) {
            this.decoder = decoder;
        }
    }

    /// What a screen may know.
    ///
    /// @param reached the last tick; where the time line begins before the first one
    /// @param caughtUp whether everything was read that was there
    public record View(
            Instant reached,
            boolean caughtUp,
            List<LiveState.Topic> topics,
            LiveState.Intake intake) {}

    /// A source that has not begun.
    ///
    /// @param from where the time line begins at the earliest
    /// @param step of the grid
    /// @param topology what is known of the system; what else is measured joins it
    /// @param formats of topics of which a person said so
    /// @param time in the watched system
    public LiveSource(
            Instant from,
            Duration step,
            Topology topology,
            Map<String, Format> formats,
            WatchedTime time,
            Intake intake,
            Beginning beginning,
            SampleSink sink) {
        this(from, step, topology, AgeLimits.DEFAULT, formats, time, intake, beginning, sink);
    }

    /// A source that has not begun, and says itself how long the graph is believed.
    public LiveSource(
            Instant from,
            Duration step,
            Topology topology,
            AgeLimits limits,
            Map<String, Format> formats,
            WatchedTime time,
            Intake intake,
            Beginning beginning,
            SampleSink sink) {
        this.from = from;
        this.step = step;
        this.time = time;
        clocks = new ClockSkew(time);
        progress = new Progress(time);
        this.intake = intake;
        this.beginning = beginning;
        this.sink = sink;
        system = new MeasuredSystem(topology, limits);
        formats.forEach((topic, format) -> wanted.put(topic, Optional.of(format)));
        points = new SkewedPoints(intake, intake::sender, clocks);
        view = new View(from, false, List.of(), LiveState.Intake.NONE);
    }

    @Override
    public void record(String topic, int partition, long offset, long timestampMillis, byte[] value)
            throws InterruptedException {
        Part part = current;
        if (part == null || part.partition() != partition || !part.topic().equals(topic)) {
            deliver();
            part = new Part(topic, partition);
            current = part;
            place = progress.place(part);
            told = topics.computeIfAbsent(topic, this::told);
            live = progress.atEnd(part);
            points.from(spread.rawOf(part));
        }
        Told from = Objects.requireNonNull(told);
        Progress.Place at = Objects.requireNonNull(place);
        if (arrived == 0) {
            arrived = time.millis();
        }
        from.records++;
        points.begin();
        intake.at(topic, partition, offset, arrived, value);
        from.decoder.decode(value, timestampMillis);
        from.points += points.count();
        if (points.any()) {
            at.record(points.meant());
            if (live) {
                clocks.record(points.sender(), points.told(), arrived);
            }
        } else {
            at.record(timestampMillis);
        }
    }

    private Told told(String topic) {
        Optional<Format> set = wanted.getOrDefault(topic, Optional.empty());
        return new Told(new TopicDecoder(points, set));
    }

    @Override
    public void polled(Instant now, Set<Part> atEnd, Set<Part> assigned)
            throws InterruptedException {
        deliver();
        current = null;
        arrived = 0;
        long millis = now.toEpochMilli();
        progress.polled(millis, atEnd, assigned, held);
        applyFormats();
        tellClocks(millis);
        CellOrder cells = order;
        if (cells == null && progress.begun() && !assigned.isEmpty()) {
            cells = begin(millis);
        }
        boolean there = false;
        if (cells != null) {
            tellSeries();
            intake.changes().forEach(cells::change);
            long grace = time.passing(GRACE);
            long until = progress.until(millis, millis + clocks.usual(), grace + clocks.margin());
            while (cells.nextEnd() <= until) {
                intake.closeUpTo(cells.nextEnd());
                deliver();
                if (system.saw(intake.clues(), intake.seen(cells.nextEnd()))) {
                    tellTopology();
                }
                cells.tick();
            }
            for (Notice notice : intake.notices()) {
                sink.notice(notice);
            }
            there = atEnd.containsAll(assigned) || cells.nextEnd() + step.toMillis() > millis;
            tellUnheard(millis, assigned);
        }
        held = progress.ahead();
        if (millis - seen >= time.passing(PAUSE) || there != view.caughtUp()) {
            seen = millis;
            view = seen(cells, there || view.caughtUp());
        }
    }

    /// What happened on the way; said when there is somebody to hear it.
    @Override
    public void notice(Notice notice) throws InterruptedException {
        if (order == null) {
            unsaid.add(notice);
        } else {
            sink.notice(notice);
        }
    }

    /// The first cell ends after the earliest of what came first.
    private CellOrder begin(long now) throws InterruptedException {
        long length = step.toMillis();
        long first = Math.max(from.toEpochMilli(), progress.first(now));
        long start = Math.ceilDiv(first, length) * length;
        beginning.at(Instant.ofEpochMilli(start), step);
        sink.topology(system.topology());
        CellOrder cells = new CellOrder(start, length, sink);
        order = cells;
        for (Notice notice : unsaid) {
            sink.notice(notice);
        }
        unsaid.clear();
        tellSeries();
        for (SampleBatch batch : early) {
            cells.add(batch, now + length);
        }
        early.clear();
        return cells;
    }

    /// Hands on what was made of the records of one partition, or of a cell that closed.
    private void deliver() throws InterruptedException {
        SampleBatch batch = intake.take();
        if (batch.size() == 0) {
            return;
        }
        CellOrder cells = order;
        if (cells == null) {
            early.add(batch);
            return;
        }
        tellSeries();
        cells.add(batch, time.millis() + step.toMillis());
    }

    /// New components and series.
    private void tellSeries() throws InterruptedException {
        CellOrder cells = Objects.requireNonNull(order, "begun");
        if (system.joined(intake.met(), Instant.ofEpochMilli(cells.nextEnd()))) {
            tellTopology();
        }
        List<SeriesInfo> added = intake.added();
        if (!added.isEmpty()) {
            spread.added(added);
            sink.series(added);
        }
    }

    private void tellTopology() throws InterruptedException {
        sink.topology(system.topology());
        for (Notice notice : system.notices()) {
            if (said.add(notice)) {
                sink.notice(notice);
            }
        }
    }

    /// What cannot be read, or is not ours to read any more: a leader that is gone, a topic that
    /// was deleted, a partition that another member of the group has.
    private void tellUnheard(long now, Set<Part> assigned) throws InterruptedException {
        Set<Part> out = new HashSet<>(spread.parts());
        out.removeAll(assigned);
        out.addAll(progress.out(now));
        if (spread.out(out)) {
            BitSet unheard = spread.unheard(intake::component);
            sink.unheard(unheard, spread.why(unheard.cardinality()));
        }
    }

    private void tellClocks(long now) throws InterruptedException {
        for (ClockSkew.Found found : clocks.look(now)) {
            intake.clockMoved(found.sender());
            if (order == null || clocksTold++ >= MOST_CLOCKS) {
                continue;
            }
            long seconds = Math.round(found.by().toMillis() / 1000.0);
            String sender = intake.senderName(found.sender());
            notice(
                    seconds == 0
                            ? Notice.info("The clock of '%s' is right again.".formatted(sender))
                            : Notice.warning(
                                    ("What '%s' sends is %d:%02d min %s what others send at the same time: its"
                                                    + " clock is wrong, or its way here is slow. Its samples are moved by"
                                                    + " that.")
                                            .formatted(
                                                    sender,
                                                    Math.abs(seconds) / 60,
                                                    Math.abs(seconds) % 60,
                                                    seconds > 0 ? "ahead of" : "behind")));
        }
    }

    private void applyFormats() {
        topics.forEach((topic, told) -> {
            Optional<Format> set = wanted.getOrDefault(topic, Optional.empty());
            boolean differs =
                    set.isPresent()
                            ? !told.decoder.set() || !told.decoder.format().equals(set)
                            : told.decoder.set();
            if (differs) {
                told.decoder = new TopicDecoder(points, set);
            }
        });
    }

    private View seen(@Nullable CellOrder cells, boolean caughtUp) {
        List<LiveState.Topic> told = new ArrayList<>();
        topics.forEach((name, topic) ->
                told.add(
                        new LiveState.Topic(
                                name,
                                topic.decoder.format().map(Format::label),
                                topic.decoder.set(),
                                topic.records,
                                topic.points)));
        Instant reached = cells == null ? from : Instant.ofEpochMilli(cells.nextEnd()).minus(step);
        return new View(reached, caughtUp, told, intake.state());
    }

    @Override
    public Set<Part> held() {
        return held;
    }

    @Override
    public boolean busy() {
        return sink.busy();
    }

    /// What is known of this source now. Thread-safe.
    public View view() {
        return view;
    }

    /// A person says what the records of a topic are, or takes that back. Thread-safe; holds from
    /// the next poll on.
    public void format(String topic, Optional<Format> format) {
        wanted.put(topic, format);
    }
}
