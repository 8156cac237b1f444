package dev.faultline.source.record;

import dev.faultline.capture.CaptureException;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.RecordingState;
import dev.faultline.source.SampleSink;
import dev.faultline.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what a source delivers as a capture, on a thread of its own. Samples wait in a queue with
/// room for [#ROOM] of them; where it is full the source waits, or they are left out and counted.
/// What was written for [#ROLL] is closed, so that a kill loses no more than that. Where nothing
/// can be written any more it says so, keeps what is there, and takes in nothing further.
///
/// The methods of the sink are called by one thread, the others by any.
public final class Recorder implements SampleSink, AutoCloseable {
    static final String LOST =
            "%,d samples were not recorded: the disk did not keep up with what came in.";

    /// Samples that wait to be written, at most; some 60 MB.
    private static final int ROOM = 2_000_000;

    /// So long a segment stays open.
    private static final Duration ROLL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /// What becomes of samples that there is no room for.
    public enum Full {
        /// The source waits.
        WAIT,
        /// They are left out and counted: who watches is not kept waiting.
        LEAVE_OUT
    }

    /// What a recording says of itself.
    ///
    /// @param title one line that names what is recorded, without secrets
    /// @param source who recorded it
    public record Head(String title, String source) {
        /// Of a recording that this program makes.
        ///
        /// @param system what is recorded
        public static Head of(String system) {
            return new Head(system, "Recorded by Faultline from " + system);
        }
    }

    private final Path target;
    private final CaptureWriter.Form form;
    private final Head head;
    private final Full full;
    private final Duration roll;
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile RecordingState state;

    // Of the thread.
    private @Nullable RecordedCells cells;
    private boolean done;

    private interface Work {
        void run() throws CaptureException;
    }

    /// A recording that waits for its beginning.
    ///
    /// @param target what must not exist yet
    /// @param from what is measured from then on is wanted
    /// @throws CaptureException where something of that name exists, or its folder does not
    public Recorder(Path target, CaptureWriter.Form form, Head head, Full full, Instant from)
            throws CaptureException {
        this(target, form, head, full, from, ROLL);
    }

    /// @param roll so long a segment stays open
    Recorder(
            Path target, CaptureWriter.Form form, Head head, Full full, Instant from, Duration roll)
            throws CaptureException {
        CaptureWriter.check(target);
        this.target = target;
        this.form = form;
        this.head = head;
        this.full = full;
        this.roll = roll;
        state = new RecordingState.Waiting(target, from);
        thread = Thread.ofPlatform().daemon().name("recorder").start(this::run);
    }

    /// How it stands now. Returns at once.
    public RecordingState state() {
        return state;
    }

    /// The time line begins; all else follows.
    ///
    /// @param gridStart end of the first cell
    /// @param whole whether the source begins here too; else what it heard before is left out
    /// @param topology as it is known then
    public void begin(Instant gridStart, Duration step, boolean whole, Topology topology) {
        put(() -> {
            CaptureInfo info =
                    new CaptureInfo(
                            head.title(),
                            head.source(),
                            "",
                            new TimeSpan(gridStart, gridStart),
                            step,
                            List.of(),
                            gridStart,
                            "");
            cells = new RecordedCells(target, form, info, whole, topology);
        });
    }

    /// Closes the recording: what was delivered before is in it. Waits until it is written.
    public void finish() throws InterruptedException {
        queue.add(() -> done = true);
        thread.join();
    }

    /// As [#finish()].
    @Override
    public void close() {
        try {
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void series(List<SeriesInfo> added) {
        List<SeriesInfo> copy = List.copyOf(added);
        put(() -> begun().series(copy));
    }

    @Override
    public void topology(Topology newest) {
        put(() -> begun().topology(newest));
    }

    @Override
    public void unheard(BitSet series, String why) {
        BitSet copy = (BitSet) series.clone();
        put(() -> begun().unheard(copy, why));
    }

    @Override
    public boolean busy() {
        return full == Full.WAIT && room.availablePermits() < ROOM / 4;
    }

    /// What is known to be normal comes from elsewhere: it is not what comes in.
    @Override
    public void reference(SampleBatch batch) {}

    @Override
    public void samples(SampleBatch batch) throws InterruptedException {
        if (state.over()) {
            return;
        }
        int size = Math.min(batch.size(), ROOM);
        if (full == Full.WAIT) {
            room.acquire(size);
        } else if (!room.tryAcquire(size)) {
            lost.addAndGet(batch.size());
            return;
        }
        put(() -> {
            begun().samples(batch);
            room.release(size);
        });
    }

    @Override
    public void change(ChangeEvent event) {
        put(() -> begun().change(event));
    }

    @Override
    public void notice(Notice notice) {
        put(() -> begun().notice(notice));
    }

    @Override
    public void tick(Instant at) {
        put(() -> begun().tick(at, lost.get()));
    }

    /// A source that goes back is a recording itself.
    @Override
    public void rewind(Instant at) {
        throw new IllegalStateException("what is recorded does not go back");
    }

    private void put(Work work) {
        if (!state.over()) {
            queue.add(work);
        }
    }

    private RecordedCells begun() {
        return Objects.requireNonNull(cells, "the time line begins first");
    }

    private void run() {
        try {
            while (!done) {
                Work work = queue.poll(Math.min(roll.toMillis(), 1_000), TimeUnit.MILLISECONDS);
                if (work != null) {
                    work.run();
                }
                RecordedCells to = cells;
                if (to != null) {
                    to.rollAfter(roll);
                    state =
                            new RecordingState.Running(
                                    target,
                                    to.from(),
                                    to.reached(),
                                    to.rows(),
                                    to.bytes(),
                                    lost.get());
                }
            }
            state = finished();
        } catch (CaptureException e) {
            LOG.warn("The recording of {} ended.", head.title(), e);
            state = failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException | RuntimeException | Error e) {
            // Whatever it was: who watches must see that nothing is recorded any more.
            LOG.error("The recording of {} ended.", head.title(), e);
            state = failed("Recording stopped by a fault of the program: " + e);
        } finally {
            queue.clear();
            room.release(ROOM); // nobody waits for what is not written
        }
    }

    private RecordingState finished() throws CaptureException {
        RecordedCells written = cells;
        if (written == null || written.rows() == 0) {
            if (written != null) {
                written.discard();
            }
            return new RecordingState.Nothing(target);
        }
        long left = lost.get();
        written.finish(left == 0 ? "" : LOST.formatted(left));
        return new RecordingState.Finished(target, written.rows(), size(), left);
    }

    private long size() {
        try {
            return form == CaptureWriter.Form.ZIP ? Files.size(target) : begun().bytes();
        } catch (java.io.IOException e) {
            return 0; // It was there a moment ago; how large it is now somebody else knows.
        }
    }

    private RecordingState failed(String why) {
        Optional<Path> kept =
                Optional.ofNullable(cells).filter(c -> c.rows() > 0).map(RecordedCells::leave);
        return new RecordingState.Failed(target, why, kept);
    }
}
