package dev.faultline.source.kafka;

import dev.faultline.source.RecordReceiver;
import java.time.Instant;
import java.util.Map;

/// Where reading begins in the partitions that are there when the reader connects. Those that
/// appear later are read from their beginning.
public sealed interface StartAt {
    /// At the first record of this time or later, by the records' timestamps; at the end where
    /// there is none.
    record Time(Instant at) implements StartAt {}

    /// So many records before the end of each partition.
    record BeforeEnd(long records) implements StartAt {}

    /// At these offsets; partitions that are not named at their beginning.
    record Offsets(Map<RecordReceiver.Part, Long> next) implements StartAt {
        public Offsets {
            next = Map.copyOf(next);
        }
    }
}
