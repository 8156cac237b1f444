package dev.faultline.source.kafka;

import dev.faultline.source.LiveState;
import dev.faultline.source.RecordReceiver.Part;
import java.util.List;
import java.util.Map;

/// What a reader knows of itself at one moment.
///
/// @param partitions how far behind, of those that are read now
/// @param next the offset that is read next, of every partition that was ever read
/// @param overtaken records that were deleted before they were read
/// @param damaged records that were left out since they are damaged on the broker
/// @param finished whether the reader has ended: at the end it was given, or closed
public record ReaderState(
        LiveState.Link link,
        List<LiveState.Partition> partitions,
        Map<Part, Long> next,
        long overtaken,
        long damaged,
        boolean finished) {
    public ReaderState {
        partitions = List.copyOf(partitions);
        next = Map.copyOf(next);
    }
}
