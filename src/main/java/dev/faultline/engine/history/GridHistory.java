package dev.faultline.engine.history;

import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The growing history behind the windows. Cells are kept in chunks that are written once, to the
/// precision of a float; a view shares them with the history and sees only what was there when it
/// was made. One thread writes; views may be read by all once they were handed over safely.
///
/// A history with a [Keeping] forgets, and packs what the heap has no room for into files; it can't
/// be rewound.
public final class GridHistory implements AutoCloseable {
    private final Instant start;
    private final long stepMillis;
    private final Optional<Keeping> keeping;
    private final Optional<HistoryFiles> files;
    private final List<Chunk> chunks = new ArrayList<>();
    private int seriesCount;
    private int length;

    /// Chunks before the first that are forgotten.
    private int dropped;

    /// The first chunk that was not given away to be packed, counted with those that are forgotten.
    private int unpacked;

    /// An empty history, on the heap as a whole, whose cell 0 ends at `start`.
    public GridHistory(Instant start, long stepMillis, int seriesCount) {
        this(start, stepMillis, seriesCount, Optional.empty());
    }

    /// An empty history whose cell 0 ends at `start`.
    ///
    /// @param keeping of one that forgets
    public GridHistory(Instant start, long stepMillis, int seriesCount, Optional<Keeping> keeping) {
        this.start = start;
        this.stepMillis = stepMillis;
        this.seriesCount = seriesCount;
        this.keeping = keeping;
        files = keeping.map(kept -> new HistoryFiles(kept.folder()));
    }

    /// Takes further series: there are `count` now. All cells before are gaps for them.
    public void grow(int count) {
        seriesCount = count;
        if (length % Chunk.CELLS != 0) {
            chunks.getLast().grow(count);
        }
    }

    /// Begins the next cell; until [#endCell()] it belongs to no view.
    public int beginCell() {
        if (length % Chunk.CELLS == 0) {
            chunks.add(new Chunk());
            chunks.getLast().grow(seriesCount);
        }
        return length;
    }

    /// Sets what is known of one series in the cell that was begun.
    public void set(int series, double observed, double expected, double trend, double sigma) {
        chunks.getLast()
                .set(
                        series,
                        length % Chunk.CELLS,
                        (float) observed,
                        (float) expected,
                        (float) trend,
                        (float) sigma);
    }

    /// Ends the cell. May wait until older ones are written to a file.
    public void endCell() {
        length++;
        if (keeping.isPresent() && length % Chunk.CELLS == 0) {
            forget(keeping.get());
            pack(keeping.get());
        }
    }

    private void forget(Keeping kept) {
        long oldest = length - kept.keep().toMillis() / stepMillis;
        int gone = Math.toIntExact(Math.max(0, oldest / Chunk.CELLS - dropped));
        chunks.subList(0, gone).clear();
        dropped += gone;
        unpacked = Math.max(unpacked, dropped);
    }

    private void pack(Keeping kept) {
        long bytes = 0;
        for (int i = unpacked - dropped; i < chunks.size(); i++) {
            bytes += chunks.get(i).heapBytes();
        }
        while (bytes > kept.heapBytes() && unpacked - dropped < chunks.size()) {
            Chunk oldest = chunks.get(unpacked++ - dropped);
            bytes -= oldest.heapBytes();
            files.orElseThrow().pack(oldest);
        }
    }

    public int length() {
        return length;
    }

    /// What keeps it from keeping everything, one sentence; empty where nothing does.
    public Optional<String> trouble() {
        return files.flatMap(HistoryFiles::trouble);
    }

    /// Forgets all cells from `newLength` on. Views made before keep theirs.
    public void rewind(int newLength) {
        if (keeping.isPresent()) {
            throw new IllegalStateException("a history that forgets can't be rewound");
        }
        length = newLength;
        int kept = Math.ceilDiv(newLength, Chunk.CELLS);
        chunks.subList(kept, chunks.size()).clear();
        if (newLength % Chunk.CELLS != 0) {
            // Its later cells will be written anew, and older views must not see that.
            Chunk copy = chunks.get(kept - 1).copy();
            copy.grow(seriesCount);
            chunks.set(kept - 1, copy);
        }
    }

    /// The cells that are there now, immutable.
    public Cells cells() {
        return new Cells(chunks.toArray(Chunk[]::new), dropped, length);
    }

    /// What is there now, immutable. The arrays are the view's from now on.
    ///
    /// @param methods how the newest expected value of each series was made
    /// @param learned share of what each series needs to be known, 0..1
    /// @param reliabilities how far each series can be trusted
    public History view(Method[] methods, double[] learned, Reliability[] reliabilities) {
        return cells().view(start, stepMillis, methods, learned, reliabilities);
    }

    /// Ends the thread that writes files, if there is one. Views can still be read.
    @Override
    public void close() {
        files.ifPresent(HistoryFiles::close);
    }
}
