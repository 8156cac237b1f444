package dev.faultline.app;

import dev.faultline.evaluation.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The calibration of the first place as a picture: what was said against what came true, and
/// precision by coverage. Plain SVG, legible on light and dark paper.
final class CalibrationChart {
    private static final int SIDE = 300;
    private static final int LEFT = 56;
    private static final int TOP = 40;
    private static final int GAP = 90;
    private static final String INK = "#64748b";
    private static final String LINE = "#2563eb";

    private final StringBuilder svg = new StringBuilder();

    private CalibrationChart() {}

    /// @throws IOException where the file cannot be written
    static void write(Path file, Calibration calibration) throws IOException {
        try {
            Files.writeString(file, new CalibrationChart().draw(calibration));
        } catch (IOException e) {
            throw new IOException(
                    "The chart could not be written to "
                            + file
                            + " ("
                            + e.getMessage()
                            + "). Does its folder exist?",
                    e);
        }
    }

    private String draw(Calibration c) {
        int width = LEFT + 2 * SIDE + GAP + 24;
        int height = TOP + SIDE + 56;
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">%n"
                        .formatted(width, height, width, height, INK));
        frame(
                LEFT,
                "said against came true, n = %d, ECE %.3f".formatted(c.n(), c.ece()),
                "P(cause) of the first place",
                "share that came true");
        line(x(LEFT, 0), y(0), x(LEFT, 1), y(1), INK, "stroke-dasharray=\"4 4\"");
        double px = Double.NaN;
        double py = Double.NaN;
        for (Calibration.Bin bin : c.bins()) {
            double half = 1.96 * Math.sqrt(bin.right() * (1 - bin.right()) / bin.n());
            double x = x(LEFT, bin.sure());
            line(
                    x,
                    y(Math.max(0, bin.right() - half)),
                    x,
                    y(Math.min(1, bin.right() + half)),
                    LINE,
                    "stroke-opacity=\".4\"");
            if (!Double.isNaN(px)) {
                line(px, py, x, y(bin.right()), LINE, "stroke-width=\"2\"");
            }
            px = x;
            py = y(bin.right());
            append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", px, py, LINE);
        }
        int right = LEFT + SIDE + GAP;
        frame(
                right,
                "answering only the surest, %.2f at 70 %%".formatted(c.precisionAt70()),
                "share of the cases answered",
                "share right");
        px = Double.NaN;
        for (Calibration.Point point : c.abstaining()) {
            double x = x(right, point.coverage());
            double y = y(point.precision());
            if (!Double.isNaN(px)) {
                line(px, py, x, y, LINE, "stroke-width=\"2\"");
            }
            px = x;
            py = y;
        }
        return svg.append("</svg>\n").toString();
    }

    private void frame(int left, String title, String below, String beside) {
        append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"%s\"/>%n",
                left, TOP, SIDE, SIDE, INK);
        append("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n", left, TOP - 12, title);
        append(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                left + SIDE / 2, TOP + SIDE + 40, below);
        append(
                "<text transform=\"translate(%d %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                left - 40, TOP + SIDE / 2, beside);
        for (int tick = 0; tick <= 5; tick++) {
            double at = tick / 5.0;
            append(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f</text>%n",
                    x(left, at), TOP + SIDE + 18, at);
            append(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n",
                    left - 8, y(at) + 4, at);
        }
    }

    private void line(double x1, double y1, double x2, double y2, String ink, String more) {
        append(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" %s/>%n",
                x1, y1, x2, y2, ink, more);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a library of its own
    private void append(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static double x(int left, double share) {
        return left + share * SIDE;
    }

    private static double y(double share) {
        return TOP + (1 - share) * SIDE;
    }
}
