package dev.faultline.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// How a recording of a running system stands.
public sealed interface RecordingState {
    /// Where it goes when it is finished.
    Path target();

    /// It begins with what is measured from `from` on, and the reading has not come to that yet.
    record Waiting(Path target, Instant from) implements RecordingState {}

    /// It goes on.
    ///
    /// @param from where its time line begins
    /// @param reached up to when the cells are complete
    /// @param rows samples that were written
    /// @param bytes on disk, without the segment that is open
    /// @param lost samples that were left out since the disk did not keep up
    record Running(Path target, Instant from, Instant reached, long rows, long bytes, long lost)
            implements RecordingState {}

    /// It was finished and lies where it should.
    ///
    /// @param rows samples in it
    /// @param bytes on disk
    /// @param lost samples that were left out since the disk did not keep up
    record Finished(Path target, long rows, long bytes, long lost) implements RecordingState {}

    /// Nothing came while it was to be recorded: there is no file.
    record Nothing(Path target) implements RecordingState {}

    /// It ended before it should.
    ///
    /// @param why what could not be written, one sentence
    /// @param kept what was written until then, to be opened like any capture; empty where there is
    ///   nothing
    record Failed(Path target, String why, Optional<Path> kept) implements RecordingState {}

    /// Whether nothing is recorded any more.
    default boolean over() {
        return switch (this) {
            case Waiting _, Running _ -> false;
            case Finished _, Nothing _, Failed _ -> true;
        };
    }
}
