package dev.faultline.ui.charts;

import dev.faultline.ui.Palette;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.charts.SignalPicture.Mark;
import dev.faultline.ui.charts.SignalPicture.Point;
import dev.faultline.wording.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javafx.scene.paint.Color;

/// Charts as SVG, one below the other: expected band, trend, observed values, anomalies, changes.
final class ChartSvg {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 220;
    private static final int LEFT = 72;
    private static final int TOP = 32;
    private static final int FOOT = 28;
    private static final int TICKS = 6;
    private static final double SIGMAS = 3;

    private final Palette palette;
    private final StringBuilder out = new StringBuilder();

    private ChartSvg(Palette palette) {
        this.palette = palette;
    }

    static String of(List<SignalPicture> pictures, Palette palette) {
        ChartSvg svg = new ChartSvg(palette);
        svg.out.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="%s"/>
                """
                        .formatted(
                                WIDTH,
                                HEIGHT * Math.max(1, pictures.size()),
                                Palette.hex(palette.surface())));
        for (int i = 0; i < pictures.size(); i++) {
            svg.new Chart(pictures.get(i), i * HEIGHT).draw();
        }
        return svg.out.append("</svg>\n").toString();
    }

    private final class Chart {
        private final SignalPicture picture;
        private final int top;
        private double low = Double.MAX_VALUE;
        private double high = -Double.MAX_VALUE;

        Chart(SignalPicture picture, int top) {
            this.picture = picture;
            this.top = top;
            for (Point p : picture.points()) {
                double reach = SIGMAS * p.sigma();
                for (double y :
                        new double[] {p.observed(), p.expected() - reach, p.expected() + reach}) {
                    low = Double.isNaN(y) ? low : Math.min(low, y);
                    high = Double.isNaN(y) ? high : Math.max(high, y);
                }
            }
            if (low > high) {
                low = 0;
                high = 1;
            }
            double margin = Math.max(0.05 * (high - low), 1e-9);
            low -= margin;
            high += margin;
        }

        void draw() {
            text(LEFT, top + 18, "start", palette.text(), picture.series().id().toString());
            for (double y : new double[] {low, (low + high) / 2, high}) {
                out.append(
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
                                .formatted(
                                        LEFT,
                                        WIDTH - 12,
                                        number(y(y)),
                                        number(y(y)),
                                        Palette.hex(palette.line())));
                text(
                        LEFT - 6,
                        y(y) + 4,
                        "end",
                        palette.muted(),
                        Figures.value(y, picture.series().unit()));
            }
            Duration length = Duration.between(picture.from(), picture.to());
            for (int i = 0; i <= TICKS; i++) {
                Instant at = picture.from().plus(length.multipliedBy(i).dividedBy(TICKS));
                String anchor = i == 0 ? "start" : i == TICKS ? "end" : "middle";
                String said =
                        i == 0 || length.toDays() > 1
                                ? Readouts.day(at) + " " + Readouts.time(at)
                                : Readouts.time(at);
                text(x(at.toEpochMilli()), top + HEIGHT - 8, anchor, palette.muted(), said);
            }
            band();
            line(Point::trend, palette.trend());
            line(Point::observed, palette.observed());
            picture.changes().forEach(change -> upright(change.at(), change.text()));
            picture.anomalies().forEach(this::diamond);
        }

        private void band() {
            StringBuilder there = new StringBuilder();
            StringBuilder back = new StringBuilder();
            for (Point p : picture.points()) {
                double reach = SIGMAS * p.sigma();
                if (Double.isNaN(p.expected()) || Double.isNaN(reach)) {
                    area(there, back);
                    continue;
                }
                there.append(point(p.millis(), p.expected() + reach));
                back.insert(0, point(p.millis(), p.expected() - reach));
            }
            area(there, back);
        }

        private void area(StringBuilder there, StringBuilder back) {
            if (!there.isEmpty()) {
                out.append(
                        "<polygon points=\"%s%s\" fill=\"%s\" fill-opacity=\"0.2\"/>\n"
                                .formatted(there, back, Palette.hex(palette.band())));
            }
            there.setLength(0);
            back.setLength(0);
        }

        /// A gap is a gap.
        private void line(ToDoubleFunction<Point> value, Color color) {
            StringBuilder stretch = new StringBuilder();
            for (Point p : picture.points()) {
                double y = value.applyAsDouble(p);
                if (Double.isNaN(y)) {
                    stroke(stretch, color);
                } else {
                    stretch.append(point(p.millis(), y));
                }
            }
            stroke(stretch, color);
        }

        private void stroke(StringBuilder stretch, Color color) {
            if (!stretch.isEmpty()) {
                out.append(
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\"/>\n"
                                .formatted(stretch, Palette.hex(color)));
            }
            stretch.setLength(0);
        }

        private void upright(Instant at, String said) {
            out.append(
                    "<line x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"%4$s\" stroke-dasharray=\"4 3\"><title>%5$s</title></line>\n"
                            .formatted(
                                    number(x(at.toEpochMilli())),
                                    top + TOP,
                                    top + HEIGHT - FOOT,
                                    Palette.hex(palette.change()),
                                    plain(said)));
        }

        private void diamond(Mark mark) {
            picture.at(mark.anomaly().onset())
                    .ifPresent(p -> {
                        double x = x(p.millis());
                        double y = y(p.observed());
                        String color =
                                Palette.hex(mark.muted() ? palette.muted() : palette.anomaly());
                        out.append(
                                "<path d=\"M%s %sl5 5l-5 5l-5 -5z\" fill=\"%s\" stroke=\"%s\"/>\n"
                                        .formatted(
                                                number(x),
                                                number(y - 5),
                                                mark.muted() ? "none" : color,
                                                color));
                    });
        }

        private String point(long millis, double value) {
            return number(x(millis)) + "," + number(y(value)) + " ";
        }

        private double x(long millis) {
            double from = picture.from().toEpochMilli();
            double share = (millis - from) / (picture.to().toEpochMilli() - from);
            return LEFT + share * (WIDTH - 12 - LEFT);
        }

        private double y(double value) {
            double share = (value - low) / (high - low);
            return top + HEIGHT - FOOT - share * (HEIGHT - FOOT - TOP);
        }
    }

    private void text(double x, double y, String anchor, Color color, String said) {
        out.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
                        .formatted(number(x), number(y), anchor, Palette.hex(color), plain(said)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
