package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.BitSet;

/// What came beside the samples of a recording, in the order in which it came. Of what arrived in
/// the same cell a replay delivers these first: what they change counts from the end of the cell
/// on.
public sealed interface Happening {
    /// When it came, on the time line that is replayed (UTC).
    Instant arrived();

    /// From now on the first so many series of the table are known.
    record SeriesKnown(Instant arrived, int count) implements Happening {}

    /// From now on this depends on that.
    record TopologyKnown(Instant arrived, Topology topology) implements Happening {}

    /// What is not heard of for reasons on the way here; nobody where the set is empty.
    ///
    /// @param series numbers of the series table
    /// @param why one sentence about the way; empty where all is heard
    record Unheard(Instant arrived, BitSet series, String why) implements Happening {
        public Unheard {
            series = (BitSet) series.clone();
        }
    }

    /// Something was done to the system; when, the event says.
    record Changed(Instant arrived, ChangeEvent change) implements Happening {}

    /// Something about the input that a person should know.
    record Noticed(Instant arrived, Notice notice) implements Happening {}

    /// Time came to `arrived`: the cell that ends there is complete.
    ///
    /// @param rows how many samples had come by then
    record Ticked(Instant arrived, long rows) implements Happening {}
}
