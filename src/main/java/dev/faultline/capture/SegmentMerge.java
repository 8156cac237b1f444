package dev.faultline.capture;

import dev.faultline.model.SampleBatch;
import dev.hardwood.HardwoodContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the rows of many small segments, as a recording has them, into few large ones beside them:
/// whoever opens a capture looks at each. The small ones stay what they are until the capture is
/// finished.
final class SegmentMerge implements AutoCloseable {
    /// What the large ones are called until they take the place of the small ones.
    static final String PREFIX = "merged-";

    private final Path folder;
    private final int most;
    private @Nullable SegmentWriter open;
    private int segments;

    private SegmentMerge(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /// Merges all segments of a folder, in the order of their names.
    ///
    /// @param most rows of a segment
    static void merge(Path folder, int most) throws IOException {
        FolderStore store = FolderStore.open(folder);
        try (HardwoodContext context = HardwoodContext.create(1);
                SegmentMerge merge = new SegmentMerge(folder, most)) {
            for (String name : store.names()) {
                if (name.matches("metrics-.*\\.parquet")) {
                    merge.add(store, Segment.open(store, name, context), context);
                }
            }
        }
    }

    private void add(FolderStore store, Segment segment, HardwoodContext context)
            throws IOException {
        try (SegmentCursor cursor = SegmentCursor.open(store, segment, context)) {
            for (Optional<SegmentCursor.Rows> rows = cursor.next();
                    rows.isPresent();
                    rows = cursor.next()) {
                write(rows.get());
            }
        }
    }

    private void write(SegmentCursor.Rows some) throws IOException {
        int size = some.size();
        SampleBatch batch =
                new SampleBatch(
                        Arrays.copyOf(some.series(), size),
                        Arrays.copyOf(some.time(), size),
                        Arrays.copyOf(some.arrived(), size),
                        Arrays.copyOf(some.values(), size));
        for (int from = 0; from < size; ) {
            SegmentWriter to = open;
            if (to == null) {
                String name = String.format(Locale.ROOT, PREFIX + "%05d.parquet", segments++);
                to = new SegmentWriter(folder.resolve(name));
                open = to;
            }
            int end = (int) Math.min(size, from + most - to.rows());
            to.write(batch, from, end);
            from = end;
            if (to.rows() >= most) {
                close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        SegmentWriter last = open;
        open = null;
        if (last != null) {
            last.close();
        }
    }
}
