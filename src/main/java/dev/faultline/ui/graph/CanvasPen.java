package dev.faultline.ui.graph;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// Draws on the screen.
final class CanvasPen implements Pen {
    private static final Map<Type, Font> FONTS = new EnumMap<>(Type.class);
    private static final double[] SOLID = {};
    private static final double HALO = 3.5;

    static {
        for (Type type : Type.values()) {
            FONTS.put(
                    type,
                    Font.font(
                            "System",
                            type.bold() ? FontWeight.BOLD : FontWeight.NORMAL,
                            type.size()));
        }
    }

    private final GraphicsContext g;

    CanvasPen(GraphicsContext g) {
        this.g = g;
        g.setTextBaseline(VPos.CENTER);
        g.setLineCap(StrokeLineCap.BUTT);
    }

    static Font font(Type type) {
        return FONTS.getOrDefault(type, Font.getDefault());
    }

    @Override
    public void disc(double x, double y, double radius, Color fill) {
        g.setFill(fill);
        g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void ring(
            double x, double y, double radius, double width, Color stroke, double... dashes) {
        stroke(width, stroke, dashes);
        g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void arc(double x, double y, double radius, double width, Color stroke, double share) {
        stroke(width, stroke, SOLID);
        g.strokeArc(
                x - radius,
                y - radius,
                2 * radius,
                2 * radius,
                90,
                -360 * Math.clamp(share, 0, 1),
                ArcType.OPEN);
    }

    @Override
    public void line(List<Point2D> points, double width, Color stroke, double... dashes) {
        if (points.size() < 2) {
            return;
        }
        stroke(width, stroke, dashes);
        double[] x = new double[points.size()];
        double[] y = new double[points.size()];
        unzip(points, x, y);
        g.strokePolyline(x, y, x.length);
    }

    @Override
    public void shape(List<Point2D> corners, Color fill) {
        double[] x = new double[corners.size()];
        double[] y = new double[corners.size()];
        unzip(corners, x, y);
        g.setFill(fill);
        g.fillPolygon(x, y, x.length);
    }

    @Override
    public void plate(double x, double y, double width, double height, double round, Color fill) {
        g.setFill(fill);
        g.fillRoundRect(x - width / 2, y - height / 2, width, height, 2 * round, 2 * round);
    }

    @Override
    public void frame(double x, double y, double width, double height, double round, Color stroke) {
        stroke(2, stroke, SOLID);
        g.strokeRoundRect(x - width / 2, y - height / 2, width, height, 2 * round, 2 * round);
    }

    @Override
    public void text(String text, double x, double y, Type type, Align align, Color fill) {
        set(type, align);
        g.setFill(fill);
        g.fillText(text, x, y);
    }

    @Override
    public void halo(String text, double x, double y, Type type, Align align, Color behind) {
        set(type, align);
        stroke(HALO, behind, SOLID);
        g.strokeText(text, x, y);
    }

    private void set(Type type, Align align) {
        g.setFont(font(type));
        g.setTextAlign(
                switch (align) {
                    case LEFT -> TextAlignment.LEFT;
                    case CENTER -> TextAlignment.CENTER;
                    case RIGHT -> TextAlignment.RIGHT;
                });
    }

    private void stroke(double width, Color colour, double... dashes) {
        g.setStroke(colour);
        g.setLineWidth(width);
        g.setLineDashes(dashes);
    }

    private static void unzip(List<Point2D> points, double[] x, double[] y) {
        for (int i = 0; i < points.size(); i++) {
            x[i] = points.get(i).getX();
            y[i] = points.get(i).getY();
        }
    }
}
