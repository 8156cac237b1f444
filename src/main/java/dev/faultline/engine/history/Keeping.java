package dev.faultline.engine.history;

import dev.faultline.settings.UserFolder;
import java.nio.file.Path;
import java.time.Duration;

/// How a run without an end keeps its history.
///
/// @param keep cells older than this are forgotten
/// @param folder where cells lie that the heap has no room for, in files that vanish at exit; it
///   need not exist
/// @param heapBytes how many bytes of cells stay in the heap, beside the open ones
public record Keeping(Duration keep, Path folder, long heapBytes) {
    public Keeping {
        if (keep.isNegative() || keep.isZero() || heapBytes < 0) {
            throw new IllegalArgumentException(
                    "kept for %s, %d bytes in the heap".formatted(keep, heapBytes));
        }
    }

    /// In the user's data folder, with a quarter of the heap.
    public static Keeping of(Duration keep) {
        return new Keeping(
                keep, UserFolder.data().resolve("history"), Runtime.getRuntime().maxMemory() / 4);
    }
}
