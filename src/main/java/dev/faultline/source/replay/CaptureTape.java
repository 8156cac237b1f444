package dev.faultline.source.replay;

import dev.faultline.capture.Capture;
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

/// A capture as a tape.
record CaptureTape(Capture capture) implements Tape {
    @Override
    public CaptureInfo info() {
        return capture.info();
    }

    @Override
    public List<ChangeEvent> changes() {
        return capture.changes();
    }

    @Override
    public List<Happening> happenings() {
        return capture.happenings();
    }

    @Override
    public List<SeriesInfo> coming() {
        return capture.beginning().series().isEmpty() ? capture.series() : List.of();
    }

    @Override
    public List<Notice> notices() {
        return capture.notices();
    }

    @Override
    public void read(TimeSpan arrivedWithin, Consumer<SampleBatch> receiver) throws IOException {
        capture.read(arrivedWithin, receiver);
    }

    @Override
    public void readReference(Consumer<SampleBatch> receiver) throws IOException {
        capture.readReference(receiver);
    }
}
