package dev.faultline.capture;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Writes recordings as a capture.
public final class RecordingExport {
    private RecordingExport() {}

    /// Writes a capture whose samples arrive when they were measured, a row at a time.
    ///
    /// @param info its span is that of the recording, its reference covers that of `reference`
    /// @param reference rows from another time that are known to be normal; they come first, as if
    ///   they had arrived when the span begins
    /// @param attachments further files by name, which no reader of captures looks at
    /// @throws CaptureException where it cannot be written, or something of that name exists
    public static void write(
            Path target,
            CaptureWriter.Form form,
            CaptureInfo info,
            Optional<Recording> reference,
            Recording recording,
            Map<String, String> attachments)
            throws CaptureException {
        try (CaptureWriter writer =
                CaptureWriter.create(target, form, info, recording.topology())) {
            int[] numbers = numbers(writer, recording);
            if (reference.isPresent()) {
                long arrived = info.span().from().toEpochMilli();
                append(writer, reference.get(), numbers(writer, reference.get()), arrived);
                writer.roll(); // what is not on the time line keeps out of its segments
            }
            append(writer, recording, numbers, Long.MIN_VALUE);
            for (ChangeEvent change : recording.changes()) {
                writer.change(change);
            }
            for (Map.Entry<String, String> attachment : attachments.entrySet()) {
                writer.attach(attachment.getKey(), attachment.getValue());
            }
            writer.finish(info);
        }
    }

    private static int[] numbers(CaptureWriter writer, Recording recording)
            throws CaptureException {
        int[] numbers = new int[recording.series().size()];
        int s = 0;
        for (SeriesInfo info : recording.series()) {
            numbers[s++] = writer.series(info);
        }
        return numbers;
    }

    /// @param arrived when all arrived, or less than any time for: when it was measured
    private static void append(
            CaptureWriter writer, Recording recording, int[] numbers, long arrived)
            throws CaptureException {
        SampleBatch.Builder batch = new SampleBatch.Builder(numbers.length);
        for (int r = 0; r < recording.rows(); r++) {
            long at = recording.atMillis()[r];
            for (int s = 0; s < numbers.length; s++) {
                double value = recording.values()[s][r];
                if (!Double.isNaN(value)) {
                    batch.add(numbers[s], at, arrived == Long.MIN_VALUE ? at : arrived, value);
                }
            }
            writer.append(batch.build());
        }
    }
}
