package dev.faultline.engine;

import dev.faultline.capture.CaptureException;
import dev.faultline.capture.CaptureInfo;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.engine.history.History;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleConsumer;

/// Writes the last hours of a history as a capture: its cells, not the samples that they were made
/// of, which are not kept.
public final class HistoryCapture {
    /// Cells that are held at once, of all series.
    private static final int CELLS = 64;

    private HistoryCapture() {}

    /// Writes what was observed, with the topology as it is now and the changes of those hours.
    /// Reads files where the history lies in files.
    ///
    /// @param target what must not be there yet
    /// @param known what is known now
    /// @param length how far back; clipped to what there is
    /// @param title one line that names the system
    /// @param source who saved it
    /// @param progress is told the share that is done, 0..1
    /// @return how many values were written
    /// @throws InterruptedException if the thread was interrupted; then there is no file
    public static long write(
            Path target,
            Snapshot known,
            Duration length,
            String title,
            String source,
            DoubleConsumer progress)
            throws CaptureException, InterruptedException {
        History history = known.history();
        int to = history.length();
        int from =
                Math.max(
                        history.first(),
                        to - (int) Math.ceilDiv(length.toMillis(), history.stepMillis()));
        if (from >= to) {
            throw new CaptureException(
                    "No cell is complete yet: there is nothing to save. "
                            + target
                            + " was not written.");
        }
        TimeSpan span = new TimeSpan(history.timeOf(from), history.timeOf(to - 1));
        CaptureInfo info =
                new CaptureInfo(
                        title,
                        source,
                        "",
                        span,
                        Duration.ofMillis(history.stepMillis()),
                        List.of(),
                        span.to(),
                        ("Saved from what was watched: the means of cells of %s, to the precision of a"
                                        + " float, not the samples as they came. Instances that are watched as one are one"
                                        + " series. The topology is that of the end.")
                                .formatted(duration(history.stepMillis())));
        try (CaptureWriter writer =
                CaptureWriter.create(target, CaptureWriter.Form.ZIP, info, known.topology())) {
            int series = Math.min(history.seriesCount(), known.series().size());
            for (SeriesInfo each : known.series().subList(0, series)) {
                writer.series(each);
            }
            for (int begin = from; begin < to; begin += CELLS) {
                cells(writer, history, series, begin, Math.min(to, begin + CELLS));
                progress.accept((double) (Math.min(to, begin + CELLS) - from) / (to - from));
                if (Thread.interrupted()) {
                    throw new InterruptedException("saving was cancelled");
                }
            }
            for (ChangeEvent change : known.changes()) {
                if (span.contains(change.at())) {
                    writer.change(change);
                }
            }
            long rows = writer.rows();
            writer.finish(info);
            return rows;
        }
    }

    private static void cells(CaptureWriter writer, History history, int series, int from, int to)
            throws CaptureException {
        double[][] observed = new double[series][];
        for (int s = 0; s < series; s++) {
            observed[s] = history.observed(s, from, to);
        }
        SampleBatch.Builder batch = new SampleBatch.Builder(series);
        for (int cell = from; cell < to; cell++) {
            long at = history.timeOf(cell).toEpochMilli();
            for (int s = 0; s < series; s++) {
                double value = observed[s][cell - from];
                if (!Double.isNaN(value)) {
                    batch.add(s, at, at, value);
                }
            }
            writer.append(batch.build());
        }
    }

    private static String duration(long millis) {
        return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1000.0 + " s";
    }
}
