package dev.faultline.ui.graph;

import dev.faultline.ui.Palette;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import javafx.geometry.Point2D;
import javafx.scene.paint.Color;

/// Draws into an SVG file. Names come from outside: they are escaped, and what XML cannot hold is
/// left out.
final class SvgPen implements Pen {
    private final StringBuilder out = new StringBuilder();

    /// @param title what the picture shows, for who cannot see it
    SvgPen(double width, double height, Color behind, String title) {
        out.append(
                String.format(
                        Locale.ROOT,
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" viewBox="0 0 %1$.0f %2$.0f" role="img" font-family="sans-serif">
                        <title>%3$s</title>
                        <rect width="100%%" height="100%%" fill="%4$s"/>
                        """,
                        width,
                        height,
                        escaped(title),
                        Palette.hex(behind)));
    }

    /// All of the file.
    String finished() {
        return out + "</svg>\n";
    }

    /// What a viewer tells when the pointer rests on a node: the name, however short its label is.
    void tip(double x, double y, double radius, String text) {
        add(
                "<circle cx='%.1f' cy='%.1f' r='%.1f' fill-opacity='0'><title>%s</title></circle>",
                x, y, radius, escaped(text));
    }

    @Override
    public void disc(double x, double y, double radius, Color fill) {
        add("<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s'/>", x, y, radius, ink("fill", fill));
    }

    @Override
    public void ring(
            double x, double y, double radius, double width, Color stroke, double... dashes) {
        add(
                "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='none' %s/>",
                x, y, radius, stroked(width, stroke, dashes));
    }

    @Override
    public void arc(double x, double y, double radius, double width, Color stroke, double share) {
        if (share >= 0.999) {
            ring(x, y, radius, width, stroke);
            return;
        }
        double angle = 2 * Math.PI * Math.clamp(share, 0, 1);
        add(
                "<path d='M %.1f %.1f A %.1f %.1f 0 %d 1 %.1f %.1f' fill='none' %s/>",
                x,
                y - radius,
                radius,
                radius,
                share > 0.5 ? 1 : 0,
                x + radius * Math.sin(angle),
                y - radius * Math.cos(angle),
                stroked(width, stroke));
    }

    @Override
    public void line(List<Point2D> points, double width, Color stroke, double... dashes) {
        add(
                "<polyline points='%s' fill='none' %s/>",
                listed(points), stroked(width, stroke, dashes));
    }

    @Override
    public void shape(List<Point2D> corners, Color fill) {
        add("<polygon points='%s' fill='%s'/>", listed(corners), ink("fill", fill));
    }

    @Override
    public void plate(double x, double y, double width, double height, double round, Color fill) {
        add(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='%.1f' fill='%s'/>",
                x - width / 2, y - height / 2, width, height, round, ink("fill", fill));
    }

    @Override
    public void frame(double x, double y, double width, double height, double round, Color stroke) {
        add(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='%.1f' fill='none' %s/>",
                x - width / 2, y - height / 2, width, height, round, stroked(2, stroke));
    }

    @Override
    public void text(String text, double x, double y, Type type, Align align, Color fill) {
        write(text, x, y, type, align, "fill='" + Palette.hex(fill) + "'");
    }

    @Override
    public void halo(String text, double x, double y, Type type, Align align, Color behind) {
        write(
                text,
                x,
                y,
                type,
                align,
                "fill='none' stroke='%s' stroke-width='3.5' stroke-linejoin='round' aria-hidden='true'"
                        .formatted(Palette.hex(behind)));
    }

    private void write(String text, double x, double y, Type type, Align align, String ink) {
        add(
                "<text x='%.1f' y='%.1f' font-size='%.0f' font-weight='%s' text-anchor='%s' dominant-baseline='central' %s>%s</text>",
                x,
                y,
                type.size(),
                type.bold() ? "bold" : "normal",
                switch (align) {
                    case LEFT -> "start";
                    case CENTER -> "middle";
                    case RIGHT -> "end";
                },
                ink,
                escaped(text));
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is no library of ours
    private void add(String pattern, Object... parts) {
        out.append(String.format(Locale.ROOT, pattern, parts)).append('\n');
    }

    /// A colour, and how far it is seen through where it is.
    private static String ink(String what, Color colour) {
        return Palette.hex(colour)
                + (colour.getOpacity() < 1
                        ? String.format(
                                Locale.ROOT, "' %s-opacity='%.2f", what, colour.getOpacity())
                        : "");
    }

    private static String stroked(double width, Color colour, double... dashes) {
        String dashed =
                dashes.length == 0
                        ? ""
                        : " stroke-dasharray='"
                                + DoubleStream.of(dashes)
                                        .mapToObj(d -> String.format(Locale.ROOT, "%.0f", d))
                                        .collect(Collectors.joining(" "))
                                + "'";
        return String.format(
                Locale.ROOT,
                "stroke='%s' stroke-width='%.1f'%s",
                ink("stroke", colour),
                width,
                dashed);
    }

    private static String listed(List<Point2D> points) {
        return points.stream()
                .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", p.getX(), p.getY()))
                .collect(Collectors.joining(" "));
    }

    /// Text as XML may hold it.
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .filter(SvgPen::isXml)
                .forEach(c -> {
                    switch (c) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        default -> safe.appendCodePoint(c);
                    }
                });
        return safe.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
