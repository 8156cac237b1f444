package dev.faultline.ui.charts;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Unit;
import dev.faultline.signal.Anomaly;
import dev.faultline.ui.Palette;
import dev.faultline.ui.charts.SignalPicture.Mark;
import dev.faultline.ui.charts.SignalPicture.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// The chart of one series: observed with trend and the expected band of ±3 sigma above, the
/// residual in sigmas below, on request trend and season in rows between them; anomalies as ◆ and
/// shaded, muted ones as ◇ and not, changes as dashed lines.
///
/// One class above 300 lines: all of it is how one picture is put together.
public final class SignalChart {
    private static final double SIGMAS = 3;
    private static final int FEW = 24;
    static final int FONT_SIZE = 10;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    private static final Stroke DASHED =
            new BasicStroke(
                    1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 3}, 0);

    private final SignalPicture picture;
    private final Palette palette;
    private final boolean parts;

    private SignalChart(SignalPicture picture, Palette palette, boolean parts) {
        this.picture = picture;
        this.palette = palette;
        this.parts = parts;
    }

    /// A chart of its own, to be shown on a screen or drawn into a picture.
    public static JFreeChart of(SignalPicture picture, Palette palette) {
        return of(picture, palette, false);
    }

    /// The same, with trend and season in rows of their own if `parts`.
    public static JFreeChart of(SignalPicture picture, Palette palette, boolean parts) {
        return new SignalChart(picture, palette, parts).build();
    }

    private JFreeChart build() {
        DateAxis time = new DateAxis(null, TimeZone.getTimeZone("UTC"), Locale.ROOT);
        time.setRange((double) picture.from().toEpochMilli(), (double) picture.to().toEpochMilli());
        dress(time);
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(time);
        both.setGap(6);
        both.add(observed(), 3);
        if (parts) {
            both.add(part(Point::trend, palette.trend()), 1);
            both.add(part(Point::season, palette.band()), 1);
        }
        both.add(residual(), 1);
        both.setBackgroundPaint(awt(palette.surface()));
        both.setOutlineVisible(false);
        JFreeChart chart = new JFreeChart(null, FONT, both, false);
        chart.setBackgroundPaint(awt(palette.surface()));
        chart.setPadding(new RectangleInsets(2, 2, 0, 6));
        return chart;
    }

    private XYPlot observed() {
        XYPlot plot = new XYPlot(null, null, new NumberAxis(), null);
        NumberAxis values = (NumberAxis) plot.getRangeAxis();
        number(values);
        fit(values);
        dress(values);
        dress(plot);
        DeviationRenderer band = new DeviationRenderer(false, false);
        YIntervalSeriesCollection bands = bands();
        for (int i = 0; i < bands.getSeriesCount(); i++) {
            band.setSeriesFillPaint(i, awt(palette.band()));
            band.setSeriesPaint(i, awt(palette.band()));
        }
        band.setAlpha(0.20f);
        plot.setDataset(0, bands);
        plot.setRenderer(0, band);
        line(plot, 1, Point::trend, palette.trend(), 1.3f, false);
        line(plot, 2, Point::observed, palette.observed(), 1.3f, picture.points().size() <= FEW);
        diamonds(plot, 3, Point::observed, false);
        diamonds(plot, 4, Point::observed, true);
        marks(plot);
        return plot;
    }

    /// Fits an axis to what was observed and expected. The trend of a series with a strong season
    /// may lie far from both: it may widen the axis to twice its length, no more.
    private void fit(NumberAxis axis) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (Point point : picture.points()) {
            double reach = SIGMAS * point.sigma();
            for (double y :
                    new double[] {
                        point.observed(), point.expected() - reach, point.expected() + reach
                    }) {
                low = Double.isNaN(y) ? low : Math.min(low, y);
                high = Double.isNaN(y) ? high : Math.max(high, y);
            }
        }
        double length = high - low;
        if (!(length >= 0)) {
            return;
        }
        double lowest = low;
        double highest = high;
        for (Point point : picture.points()) {
            double y = point.trend();
            if (y > low - length / 2 && y < high + length / 2) {
                lowest = Math.min(lowest, y);
                highest = Math.max(highest, y);
            }
        }
        double margin = Math.max(0.08 * (highest - lowest), 1e-9 + 0.01 * Math.abs(highest));
        axis.setRange(lowest - margin, highest + margin);
    }

    private void number(NumberAxis axis) {
        Unit unit = picture.series().unit();
        axis.setNumberFormatOverride(new AxisFormat.OfUnit(unit));
        if (unit == Unit.BYTES || unit == Unit.BYTES_PER_SECOND) {
            axis.setStandardTickUnits(AxisFormat.binary());
        }
    }

    /// A row for what the expected value is made of.
    private XYPlot part(ToDoubleFunction<Point> value, javafx.scene.paint.Color color) {
        NumberAxis axis = new NumberAxis();
        axis.setAutoRangeIncludesZero(false);
        number(axis);
        dress(axis);
        XYPlot plot = new XYPlot(null, null, axis, null);
        dress(plot);
        line(plot, 0, value, color, 1.3f, picture.points().size() <= FEW);
        marks(plot);
        return plot;
    }

    private XYPlot residual() {
        XYPlot plot = new XYPlot(null, null, new NumberAxis(), null);
        NumberAxis sigmas = (NumberAxis) plot.getRangeAxis();
        double largest = 2 * SIGMAS;
        for (Point point : picture.points()) {
            double z = Math.abs(point.residual());
            largest = Double.isFinite(z) ? Math.max(largest, z * 1.15) : largest;
        }
        sigmas.setRange(-largest, largest);
        sigmas.setNumberFormatOverride(new AxisFormat.OfSigmas());
        dress(sigmas);
        dress(plot);
        IntervalMarker band = new IntervalMarker(-SIGMAS, SIGMAS, awt(palette.band()));
        band.setAlpha(0.16f);
        plot.addRangeMarker(band, Layer.BACKGROUND);
        ValueMarker zero = new ValueMarker(0, awt(palette.line()), new BasicStroke(1));
        plot.addRangeMarker(zero, Layer.BACKGROUND);
        line(plot, 0, Point::residual, palette.observed(), 1.1f, picture.points().size() <= FEW);
        diamonds(plot, 1, Point::residual, false);
        diamonds(plot, 2, Point::residual, true);
        marks(plot);
        return plot;
    }

    /// The band in unbroken stretches: a renderer of areas would bridge a gap.
    private YIntervalSeriesCollection bands() {
        YIntervalSeriesCollection all = new YIntervalSeriesCollection();
        YIntervalSeries open = null;
        for (Point point : picture.points()) {
            double middle = point.expected();
            double reach = SIGMAS * point.sigma();
            if (Double.isNaN(middle) || Double.isNaN(reach)) {
                open = null;
                continue;
            }
            if (open == null) {
                open = new YIntervalSeries(all.getSeriesCount(), true, true);
                all.addSeries(open);
            }
            open.add((double) point.millis(), middle, middle - reach, middle + reach);
        }
        return all;
    }

    private void line(
            XYPlot plot,
            int index,
            ToDoubleFunction<Point> value,
            javafx.scene.paint.Color color,
            float width,
            boolean dots) {
        List<Point> points = picture.points();
        double[][] data = new double[2][points.size()];
        for (int i = 0; i < points.size(); i++) {
            data[0][i] = points.get(i).millis();
            data[1][i] = value.applyAsDouble(points.get(i));
        }
        DefaultXYDataset dataset = new DefaultXYDataset();
        dataset.addSeries("line", data);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, dots);
        renderer.setSeriesPaint(0, awt(color));
        renderer.setSeriesStroke(
                0, new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setSeriesShape(0, new Ellipse2D.Double(-2, -2, 4, 4));
        plot.setDataset(index, dataset);
        plot.setRenderer(index, renderer);
    }

    private void diamonds(XYPlot plot, int index, ToDoubleFunction<Point> value, boolean muted) {
        List<double[]> found = new ArrayList<>();
        for (Mark mark : picture.anomalies()) {
            if (mark.muted() != muted) {
                continue;
            }
            Anomaly anomaly = mark.anomaly();
            long onset = anomaly.onset().toEpochMilli();
            for (Point point : picture.points()) {
                double y = value.applyAsDouble(point);
                if (point.millis() >= onset && Double.isFinite(y)) {
                    if (point.millis() <= anomaly.lastSeen().toEpochMilli()) {
                        found.add(new double[] {point.millis(), y});
                    }
                    break;
                }
            }
        }
        double[][] data = new double[2][found.size()];
        for (int i = 0; i < found.size(); i++) {
            data[0][i] = found.get(i)[0];
            data[1][i] = found.get(i)[1];
        }
        DefaultXYDataset dataset = new DefaultXYDataset();
        dataset.addSeries("anomalies", data);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setSeriesPaint(0, awt(muted ? palette.muted() : palette.anomaly()));
        renderer.setSeriesShape(0, diamond());
        renderer.setSeriesShapesFilled(0, !muted);
        plot.setDataset(index, dataset);
        plot.setRenderer(index, renderer);
    }

    private static Shape diamond() {
        Path2D path = new Path2D.Double();
        path.moveTo(0, -5);
        path.lineTo(5, 0);
        path.lineTo(0, 5);
        path.lineTo(-5, 0);
        path.closePath();
        return path;
    }

    private void marks(XYPlot plot) {
        for (Mark mark : picture.anomalies()) {
            if (mark.muted()) {
                continue;
            }
            Anomaly anomaly = mark.anomaly();
            IntervalMarker stretch =
                    new IntervalMarker(
                            Math.max(anomaly.onset().toEpochMilli(), picture.from().toEpochMilli()),
                            anomaly.lastSeen().toEpochMilli(),
                            awt(palette.anomaly()));
            stretch.setAlpha(0.14f);
            plot.addDomainMarker(stretch, Layer.BACKGROUND);
        }
        for (ChangeEvent change : picture.changes()) {
            plot.addDomainMarker(
                    new ValueMarker(change.at().toEpochMilli(), awt(palette.change()), DASHED),
                    Layer.FOREGROUND);
        }
        plot.addDomainMarker(
                new ValueMarker(
                        picture.at().toEpochMilli(), awt(palette.accent()), new BasicStroke(1.4f)),
                Layer.FOREGROUND);
    }

    private void dress(XYPlot plot) {
        plot.setBackgroundPaint(awt(palette.surface()));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(awt(palette.line()));
        plot.setRangeGridlineStroke(new BasicStroke(0.7f));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    private void dress(org.jfree.chart.axis.ValueAxis axis) {
        axis.setTickLabelFont(FONT);
        axis.setTickLabelPaint(awt(palette.muted()));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
    }

    private static Color awt(javafx.scene.paint.Color color) {
        return new Color(
                (float) color.getRed(),
                (float) color.getGreen(),
                (float) color.getBlue(),
                (float) color.getOpacity());
    }
}
