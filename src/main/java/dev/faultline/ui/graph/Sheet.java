package dev.faultline.ui.graph;

import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javafx.geometry.Point2D;

/// What a plan is drawn on.
///
/// @param width in pixels
/// @param height in pixels
record Sheet(double width, double height) {
    static final Sheet NONE = new Sheet(0, 0);

    private static final double MARGIN = 84;
    private static final double TOP = 40;
    private static final double HEAD_AND_FOOT = 80;
    private static final int PIECES = 12;

    boolean tooSmall() {
        return width < 2 || height < 2;
    }

    /// Pixels from the left.
    double x(Spot spot) {
        return margin() + spot.x() * (width - 2 * margin());
    }

    /// Pixels from the top.
    double y(Spot spot) {
        return TOP + spot.y() * (height - HEAD_AND_FOOT);
    }

    private double margin() {
        return Math.min(MARGIN, width * 0.09);
    }

    /// The pixels between the two closest of some spots; very many where there are fewer than two.
    double closest(Collection<Spot> spots) {
        List<Spot> all = List.copyOf(spots);
        double closest = Double.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                double dx = x(all.get(i)) - x(all.get(j));
                double dy = y(all.get(i)) - y(all.get(j));
                closest = Math.min(closest, Math.hypot(dx, dy));
            }
        }
        return closest;
    }

    Point2D point(Spot spot) {
        return new Point2D(x(spot), y(spot));
    }

    /// What of the plan lies at a pixel; the nearest edge where the pixel is outside of it.
    Spot spot(Point2D at) {
        double margin = margin();
        return new Spot(
                Math.clamp((at.getX() - margin) / Math.max(1, width - 2 * margin), 0, 1),
                Math.clamp((at.getY() - TOP) / Math.max(1, height - HEAD_AND_FOOT), 0, 1));
    }

    /// A smooth way through the points of a route: cubic pieces that leave and arrive level.
    List<Point2D> way(List<Spot> points) {
        List<Point2D> way = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i++) {
            double x0 = x(points.get(i));
            double y0 = y(points.get(i));
            double x1 = x(points.get(i + 1));
            double y1 = y(points.get(i + 1));
            for (int k = i == 0 ? 0 : 1; k <= PIECES; k++) {
                double t = k / (double) PIECES;
                double ease = t * t * (3 - 2 * t);
                way.add(new Point2D(x0 + (x1 - x0) * t, y0 + (y1 - y0) * ease));
            }
        }
        return way;
    }
}
