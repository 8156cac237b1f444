package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps what a decoder delivers, and what it cannot read.
final class Gathered implements PointSink {
    final List<RawSeries> series = new ArrayList<>();
    final List<Point> points = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final List<RejectReason> rejects = new ArrayList<>();
    final List<String> details = new ArrayList<>();

    record Point(
            RawSeries series,
            long at,
            long since,
            double value,
            @Nullable Distribution distribution) {}

    record Line(RawSeries sender, long at, LogLine line) {}

    @Override
    public int series(RawSeries added) {
        series.add(added);
        return series.size() - 1;
    }

    @Override
    public void point(int number, long atMillis, long sinceMillis, double value) {
        points.add(new Point(series.get(number), atMillis, sinceMillis, value, null));
    }

    @Override
    public void distribution(int number, long atMillis, long sinceMillis, Distribution value) {
        points.add(new Point(series.get(number), atMillis, sinceMillis, Double.NaN, value));
    }

    @Override
    public void line(int number, long atMillis, LogLine line) {
        lines.add(new Line(series.get(number), atMillis, line));
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        rejects.add(reason);
        details.add(detail);
    }

    /// What comes of records of one format.
    static Gathered of(Format format, byte[]... records) {
        Gathered all = new Gathered();
        RecordDecoder decoder = RecordDecoder.of(format, all);
        for (byte[] record : records) {
            decoder.decode(record, RECORD_MILLIS);
        }
        return all;
    }

    static Gathered of(Format format, String... records) {
        return of(
                format,
                Arrays.stream(records)
                        .map(r -> r.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    static final long RECORD_MILLIS = 1_795_374_000_000L;

    Point only() {
        if (points.size() != 1 || !rejects.isEmpty()) {
            throw new AssertionError("not one point but " + points + ", " + details);
        }
        return points.getFirst();
    }

    static RawSeries plain(String metric, Map<String, String> labels) {
        return RawSeries.of(metric, PointKind.UNTOLD, labels);
    }
}
