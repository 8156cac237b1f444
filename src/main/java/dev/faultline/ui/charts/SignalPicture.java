package dev.faultline.ui.charts;

import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.History;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.TimeSpan;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One series as its chart shows it, up to the playhead.
///
/// @param from the left end of the chart
/// @param at the playhead
/// @param to the right end of the chart
/// @param points what is drawn: all cells, or the lowest and highest of each pixel column
/// @param anomalies those that touch the chart, the muted ones too
/// @param changes of the component within the chart
/// @param z distance from the expected since the onset, in robust sigmas; `NaN` where unknown
/// @param learned share of what the series needs to be known, 0..1
/// @param reliability how far the series can be trusted
public record SignalPicture(
        SeriesInfo series,
        Instant from,
        Instant at,
        Instant to,
        List<Point> points,
        List<Mark> anomalies,
        List<ChangeEvent> changes,
        double z,
        Method method,
        double learned,
        Reliability reliability) {
    public SignalPicture {
        points = List.copyOf(points);
        anomalies = List.copyOf(anomalies);
        changes = List.copyOf(changes);
    }

    /// The part of a chart's length that lies after the playhead.
    private static final int AFTER = 50;

    /// An anomaly as the chart marks it.
    ///
    /// @param muted whether a label calls it, or its like, a false alarm or expected
    /// @param label what was said of this very event
    public record Mark(Anomaly anomaly, boolean muted, Optional<AnomalyLabel> label) {}

    /// One cell; `NaN` where nothing was measured or nothing is expected yet. Values are in the
    /// unit of the series.
    public record Point(long millis, double observed, double expected, double trend, double sigma) {
        /// What comes back daily: the expected value without the trend.
        public double season() {
            return expected - trend;
        }

        /// Distance from the expected, in sigmas.
        double residual() {
            return (observed - expected) / sigma;
        }
    }

    /// What is drawn nearest to a time, if something was measured there.
    public Optional<Point> at(Instant time) {
        long millis = time.toEpochMilli();
        return points.stream()
                .min(Comparator.comparingLong(p -> Math.abs(p.millis() - millis)))
                .filter(p ->
                        !Double.isNaN(p.observed())
                                && Math.abs(p.millis() - millis) <= Math.max(near(), 1));
    }

    /// The change at a time, if one is there.
    public Optional<ChangeEvent> changeAt(Instant time) {
        return changes.stream()
                .filter(c -> Duration.between(c.at(), time).abs().toMillis() <= near())
                .findFirst();
    }

    /// What can be told apart with a mouse, ms.
    private long near() {
        long apart = points.size() < 2 ? 0 : points.get(1).millis() - points.get(0).millis();
        return Math.max(apart, Duration.between(from, to).toMillis() / 100);
    }

    /// When the last value was measured, where the newest cells are empty.
    public Optional<Instant> silentSince() {
        if (points.isEmpty() || !Double.isNaN(newest().observed())) {
            return Optional.empty();
        }
        return points.reversed().stream()
                .filter(p -> !Double.isNaN(p.observed()))
                .map(p -> Instant.ofEpochMilli(p.millis()))
                .findFirst();
    }

    /// The newest value.
    public Point newest() {
        return points.isEmpty()
                ? new Point(at.toEpochMilli(), Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : points.getLast();
    }

    /// The pictures of a component's series, the most deviating first. Not on the FX thread unless
    /// they can be made [at once][#atOnce].
    ///
    /// @param first the series that comes first whatever it does; null for none
    /// @param span how much time before the playhead
    /// @param columns pixels a chart is wide
    /// @param limit how many series at most
    public static List<SignalPicture> of(
            Snapshot snapshot,
            ServiceId service,
            @Nullable SeriesId first,
            Duration span,
            int columns,
            int limit) {
        return of(snapshot, service, first, window(snapshot, span), columns, limit);
    }

    /// So much time before the playhead, and a little after it.
    static TimeSpan window(Snapshot snapshot, Duration span) {
        Instant at = snapshot.at();
        return new TimeSpan(at.minus(span), at.plus(span.dividedBy(AFTER)));
    }

    /// The same of any stretch of time.
    public static List<SignalPicture> of(
            Snapshot snapshot,
            ServiceId service,
            @Nullable SeriesId first,
            TimeSpan window,
            int columns,
            int limit) {
        List<SeriesInfo> all = snapshot.series();
        List<Ranked> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (snapshot.topology().named(all.get(i).service()).equals(service)) {
                double z = zOf(snapshot, i);
                double size =
                        all.get(i).id().equals(first)
                                ? Double.POSITIVE_INFINITY
                                : Double.isNaN(z) ? openPeak(snapshot, i) : Math.abs(z);
                order.add(new Ranked(i, z, size, all.get(i).signal()));
            }
        }
        order.sort(
                Comparator.comparingDouble((Ranked r) -> -r.size())
                        .thenComparing(Ranked::signal)
                        .thenComparingInt(Ranked::series));
        return order.stream()
                .limit(limit)
                .map(r -> picture(snapshot, r.series(), r.z(), window, columns))
                .toList();
    }

    /// Whether the pictures can be made at once: no cell of theirs lies in a file.
    static boolean atOnce(Snapshot snapshot, TimeSpan window) {
        return snapshot.history().firstOnHeap() <= firstCell(snapshot, window);
    }

    /// The first cell of a chart, clipped to what is kept.
    private static int firstCell(Snapshot snapshot, TimeSpan window) {
        History history = snapshot.history();
        int first = Math.max(history.first(), history.cellOf(window.from()));
        return Math.min(first, history.length());
    }

    private record Ranked(int series, double z, double size, Signal signal) {}

    /// What a label has taken out of the evidence keeps its place: it must not vanish from sight.
    private static double openPeak(Snapshot snapshot, int series) {
        return snapshot.anomalies().stream()
                .filter(a -> a.series() == series && a.open())
                .mapToDouble(Anomaly::peakSigma)
                .max()
                .orElse(0);
    }

    private static double zOf(Snapshot snapshot, int series) {
        ServiceId service = snapshot.series().get(series).service();
        for (SignalEvidence evidence : snapshot.diagnosis().evidence(service)) {
            if (evidence.deviation().seriesIndex() == series) {
                return evidence.deviation().z();
            }
        }
        return Double.NaN;
    }

    private static SignalPicture picture(
            Snapshot snapshot, int series, double z, TimeSpan window, int columns) {
        History history = snapshot.history();
        Instant at = snapshot.at();
        Instant from = window.from();
        Instant end = window.to().isBefore(at) ? window.to() : at;
        int last = Math.min(history.length() - 1, history.cellOf(end));
        int first = firstCell(snapshot, window);
        History.Stretch stretch = history.stretch(series, first, Math.max(first, last + 1));
        List<Point> points = new ArrayList<>();
        for (int i : Reduction.cells(stretch.observed(), columns)) {
            points.add(
                    new Point(
                            history.timeOf(first + i).toEpochMilli(),
                            stretch.observed()[i],
                            stretch.expected()[i],
                            stretch.trend()[i],
                            stretch.sigma()[i]));
        }
        ServiceId service = snapshot.series().get(series).service();
        return new SignalPicture(
                snapshot.series().get(series),
                from,
                at,
                window.to(),
                points,
                snapshot.anomalies().stream()
                        .filter(a ->
                                a.series() == series
                                        && !a.lastSeen().isBefore(from)
                                        && !a.onset().isAfter(window.to()))
                        .map(a ->
                                new Mark(a, snapshot.labels().mutes(a), snapshot.labels().about(a)))
                        .toList(),
                snapshot.changes().stream()
                        .filter(c ->
                                c.component().equals(service)
                                        && !c.at().isBefore(from)
                                        && !c.at().isAfter(window.to()))
                        .toList(),
                z,
                history.method(series),
                history.learned(series),
                history.reliability(series));
    }
}
