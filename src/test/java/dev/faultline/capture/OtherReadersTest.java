package dev.faultline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The segments of a capture, read by a program that knows nothing of captures.
class OtherReadersTest {
    @TempDir Path folder;

    /// Of one series.
    private record Sum(long count, double sum, long first, long last) {
        Sum and(long at, double value) {
            return new Sum(count + 1, sum + value, Math.min(first, at), Math.max(last, at));
        }
    }

    @Test
    void duckDbCountsAndSumsTheSame() throws Exception {
        Recording recording = Recordings.rows(5_000);
        Path target = folder.resolve("x.capture");
        RecordingExport.write(
                target,
                CaptureWriter.Form.FOLDER,
                Recordings.info(recording),
                Optional.empty(),
                recording,
                Map.of());
        Map<Integer, Sum> own = new TreeMap<>();
        try (Capture capture = Capture.open(target)) {
            capture.read(
                    capture.info().span(),
                    batch -> {
                        for (int i = 0; i < batch.size(); i++) {
                            long at = batch.atMillis()[i];
                            double value = batch.values()[i];
                            own.merge(
                                    batch.series()[i],
                                    new Sum(1, value, at, at),
                                    (before, _) -> before.and(at, value));
                        }
                    });
        }
        Map<Integer, Sum> theirs = new TreeMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select series, count(*), sum(value), min(epoch_ms(time)),"
                                        + " max(epoch_ms(time))"
                                        + " from read_parquet('%s/metrics-*.parquet') group by series"
                                                .formatted(target))) {
            while (rows.next()) {
                theirs.put(
                        rows.getInt(1),
                        new Sum(
                                rows.getLong(2),
                                rows.getDouble(3),
                                rows.getLong(4),
                                rows.getLong(5)));
            }
        }
        assertThat(theirs).isEqualTo(own).hasSize(3);
    }
}
