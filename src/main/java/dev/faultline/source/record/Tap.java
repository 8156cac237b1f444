package dev.faultline.source.record;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.source.SampleSink;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands between a source and its receiver, and lets a recorder listen: from the beginning, or
/// from some moment on. The receiver gets everything first and as before. All methods but [#record]
/// are called by the thread of the source.
public final class Tap implements SampleSink {
    private final SampleSink to;

    /// What a recorder that comes later has to be told.
    private final List<SeriesInfo> table = new ArrayList<>();

    private final AtomicReference<@Nullable Wish> wish = new AtomicReference<>();
    private Topology topology = Topology.empty();
    private BitSet unheard = new BitSet();
    private String why = "";
    private Duration step = Duration.ZERO;
    private @Nullable Instant ticked;
    private @Nullable Recorder recorder;

    private record Wish(Recorder recorder, Instant from) {}

    public Tap(SampleSink to) {
        this.to = to;
    }

    /// Lets a recorder listen, in place of the one before. It begins with the first whole cell in
    /// which something can be measured after `from`, as soon as time has come there. Thread-safe.
    public void record(Recorder recorder, Instant from) {
        wish.set(new Wish(recorder, from));
    }

    /// The time line begins.
    public void begin(Instant gridStart, Duration step) {
        this.step = step;
        ticked = gridStart.minus(step);
        Wish asked = wish.get();
        if (asked != null && !asked.from().isAfter(gridStart)) {
            begin(asked, gridStart, true);
        }
    }

    /// Of what is measured in the cell that is open now a part may have come already: a recording
    /// that begins here begins with the next one.
    private void look() {
        Wish asked = wish.get();
        Instant at = ticked;
        if (asked != null && at != null && !asked.from().isAfter(at.plus(step))) {
            begin(asked, at.plus(step).plus(step), false);
        }
    }

    private void begin(Wish asked, Instant gridStart, boolean whole) {
        wish.compareAndSet(asked, null);
        Recorder newest = asked.recorder();
        newest.begin(gridStart, step, whole, topology);
        if (!table.isEmpty()) {
            newest.series(table);
        }
        if (!unheard.isEmpty()) {
            newest.unheard(unheard, why);
        }
        recorder = newest;
    }

    @Override
    public void series(List<SeriesInfo> added) throws InterruptedException {
        to.series(added);
        table.addAll(added);
        if (recorder != null) {
            recorder.series(added);
        }
    }

    @Override
    public void topology(Topology newest) throws InterruptedException {
        to.topology(newest);
        topology = newest;
        if (recorder != null) {
            recorder.topology(newest);
        }
    }

    @Override
    public void unheard(BitSet series, String why) throws InterruptedException {
        to.unheard(series, why);
        unheard = (BitSet) series.clone();
        this.why = why;
        if (recorder != null) {
            recorder.unheard(series, why);
        }
    }

    @Override
    public boolean busy() {
        return to.busy();
    }

    @Override
    public void reference(SampleBatch batch) throws InterruptedException {
        to.reference(batch);
    }

    @Override
    public void samples(SampleBatch batch) throws InterruptedException {
        look();
        to.samples(batch);
        if (recorder != null) {
            recorder.samples(batch);
        }
    }

    @Override
    public void change(ChangeEvent event) throws InterruptedException {
        to.change(event);
        if (recorder != null) {
            recorder.change(event);
        }
    }

    @Override
    public void notice(Notice notice) throws InterruptedException {
        to.notice(notice);
        if (recorder != null) {
            recorder.notice(notice);
        }
    }

    @Override
    public void tick(Instant at) throws InterruptedException {
        to.tick(at);
        ticked = at;
        Recorder listening = recorder;
        if (listening != null) {
            listening.tick(at);
            recorder = listening.state().over() ? null : listening;
        }
        look();
    }

    @Override
    public void rewind(Instant at) throws InterruptedException {
        to.rewind(at);
    }
}
