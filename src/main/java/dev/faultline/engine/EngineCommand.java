package dev.faultline.engine;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.engine.history.Keeping;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.Baselines;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// All that can be told to the engine: its only entrance.
public sealed interface EngineCommand {
    /// Begin anew with this system.
    ///
    /// @param series the series table that batches point into
    /// @param gridStart the end of the first cell: the earliest time a sample may have
    /// @param step the length of a cell
    /// @param live how a run that never goes back and has no end keeps its history; empty for one
    ///   that may go back, of which everything is kept
    record Start(
            Topology topology,
            List<SeriesInfo> series,
            Instant gridStart,
            Duration step,
            Optional<Keeping> live)
            implements EngineCommand {
        public Start {
            series = List.copyOf(series);
            if (step.toMillis() <= 0) {
                throw new IllegalArgumentException("step " + step + " is not positive");
            }
        }

        /// Begin a run that may go back.
        public Start(Topology topology, List<SeriesInfo> series, Instant gridStart, Duration step) {
            this(topology, series, gridStart, step, Optional.empty());
        }

        /// Begin a run without an end, of which nothing is known yet.
        public static Start live(Instant gridStart, Duration step, Keeping keeping) {
            return new Start(Topology.empty(), List.of(), gridStart, step, Optional.of(keeping));
        }

        /// Begin with the system of a capture, as far as it is known when its time line begins.
        public static Start of(Capture capture) {
            CaptureInfo info = capture.info();
            Capture.Beginning known = capture.beginning();
            return new Start(known.topology(), known.series(), info.span().from(), info.step());
        }
    }

    /// Further series came up; their numbers follow on those that are known. A rewind does not take
    /// them back.
    record SeriesAdded(List<SeriesInfo> series) implements EngineCommand {
        public SeriesAdded {
            series = List.copyOf(series);
        }
    }

    /// What is not heard of for reasons on the way here; see
    /// [dev.faultline.source.SampleSink#unheard].
    ///
    /// @param series numbers of incoming series
    /// @param why one sentence; empty where all is heard
    record Unheard(BitSet series, String why) implements EngineCommand {
        public Unheard {
            series = (BitSet) series.clone();
        }
    }

    /// Samples known to be normal, wherever they lie in time; before all others.
    record Reference(SampleBatch batch) implements EngineCommand {}

    /// What was normal elsewhere, for the series of the same ids, those that come later too; before
    /// all samples.
    record Known(Baselines baselines) implements EngineCommand {}

    /// Samples in the order in which they arrived.
    record Samples(SampleBatch batch) implements EngineCommand {}

    /// Something was done to the system.
    record Changed(ChangeEvent event) implements EngineCommand {}

    /// What depends on what is no longer as it was. The series, what was learned of them and what
    /// persons said stay; what was said of a component that is gone holds again when it is back.
    /// Like a change, it is taken back by a rewind and comes again from its source.
    record TopologyChanged(Topology topology) implements EngineCommand {}

    /// A person corrects what depends on what, or takes that back. It holds for all times: neither
    /// a rewind nor another topology takes it back.
    record Correct(Correction.Act act) implements EngineCommand {}

    /// Something about the input that a person should know.
    record Noticed(Notice notice) implements EngineCommand {}

    /// A person said something about an anomaly. It holds from its own time on, or from now where
    /// that is over; a rewind does not take it back, but it is not known before its time.
    record Label(AnomalyLabel label) implements EngineCommand {}

    /// A person pinned what is known of a component, or took that back. It holds from its own time
    /// on, or from now where that is over; a rewind does not take it back, but it is not known
    /// before its time.
    record Pin(PinAct act) implements EngineCommand {}

    /// Time has come to `at`: cells that end at or before it close.
    record Tick(Instant at) implements EngineCommand {}

    /// Back to how things were at the newest restore point at or before `at`; see
    /// [dev.faultline.source.RestorePoint].
    record Rewind(Instant at) implements EngineCommand {}
}
