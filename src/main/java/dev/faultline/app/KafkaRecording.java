package dev.faultline.app;

import dev.faultline.model.Notice;
import dev.faultline.source.RecordingState;
import dev.faultline.source.kafka.KafkaReader;
import dev.faultline.source.live.LiveSource;
import dev.faultline.source.meaning.RejectLog;
import dev.faultline.source.record.Recorder;
import java.util.List;
import java.util.Optional;

/// A recording of a running system that nobody watches: a reader, a source, a recorder. Where the
/// disk does not keep up the reader waits; the records wait in Kafka.
///
/// @param notices may grow while it goes on
record KafkaRecording(
        KafkaReader reader,
        LiveSource source,
        Recorder recorder,
        List<Notice> notices,
        Optional<RejectLog> rejectLog) {
    /// Ends reading, and finishes the capture with what came.
    RecordingState finish() throws InterruptedException {
        reader.close();
        recorder.finish();
        rejectLog.ifPresent(RejectLog::close);
        return recorder.state();
    }
}
