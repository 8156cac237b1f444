package dev.faultline.evaluation;

import dev.faultline.capture.Recording;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Plays a recording to an engine as it came, a tick a row, after its reference where it has one.
final class EnginePlay {
    private final Recording recording;
    private final int[] own;
    private final Engine engine = new Engine();
    private int row;
    private int changes;

    EnginePlay(LabelledRecording given) {
        recording = given.recording();
        own = columns(recording, recording);
        engine.apply(
                new EngineCommand.Start(
                        recording.topology(),
                        recording.series(),
                        Instant.ofEpochMilli(recording.atMillis()[0]),
                        given.step()));
        given.reference()
                .ifPresent(normal ->
                        engine.apply(
                                new EngineCommand.Reference(
                                        rows(
                                                normal,
                                                columns(normal, recording),
                                                0,
                                                normal.rows()))));
    }

    Engine engine() {
        return engine;
    }

    boolean over() {
        return row == recording.rows();
    }

    /// Plays the next row.
    ///
    /// @return the time of its tick
    Instant next() {
        Instant now = Instant.ofEpochMilli(recording.atMillis()[row]);
        engine.apply(new EngineCommand.Samples(rows(recording, own, row, row + 1)));
        while (changes < recording.changes().size()
                && !recording.changes().get(changes).at().isAfter(now)) {
            engine.apply(new EngineCommand.Changed(recording.changes().get(changes++)));
        }
        engine.apply(new EngineCommand.Tick(now));
        row++;
        return now;
    }

    /// For each column of `from`, which series of `to` it is; -1 for none.
    private static int[] columns(Recording from, Recording to) {
        Map<SeriesInfo, Integer> places = new HashMap<>();
        for (int s = 0; s < to.series().size(); s++) {
            places.put(to.series().get(s), s);
        }
        return from.series().stream().mapToInt(s -> places.getOrDefault(s, -1)).toArray();
    }

    private static SampleBatch rows(Recording recording, int[] columns, int first, int end) {
        SampleBatch.Builder batch =
                new SampleBatch.Builder((end - first) * recording.series().size());
        for (int row = first; row < end; row++) {
            long at = recording.atMillis()[row];
            for (int s = 0; s < columns.length; s++) {
                double value = recording.values()[s][row];
                if (columns[s] >= 0 && Double.isFinite(value)) {
                    batch.add(columns[s], at, at, value);
                }
            }
        }
        return batch.build();
    }
}
