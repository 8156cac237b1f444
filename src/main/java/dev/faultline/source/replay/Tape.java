package dev.faultline.source.replay;

import dev.faultline.capture.CaptureInfo;
import dev.faultline.capture.Happening;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.TimeSpan;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What a [Replay] plays: a recording in the order in which it arrived.
public interface Tape {
    CaptureInfo info();

    /// What was done to the system, by time.
    List<ChangeEvent> changes();

    /// What came beside the samples, by arrival.
    default List<Happening> happenings() {
        return changes().stream()
                .<Happening>map(change -> new Happening.Changed(change.at(), change))
                .toList();
    }

    /// The series table, where not all of it is known from the beginning; empty where it is.
    default List<SeriesInfo> coming() {
        return List.of();
    }

    /// What a person should know about the recording.
    List<Notice> notices();

    /// Delivers the samples that arrived within the span, both ends included, in the order of their
    /// arrival.
    void read(TimeSpan arrivedWithin, Consumer<SampleBatch> receiver) throws IOException;

    /// Delivers the samples measured within the reference spans.
    void readReference(Consumer<SampleBatch> receiver) throws IOException;
}
