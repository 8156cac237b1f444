package dev.faultline.ui.graph;

import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.graphstream.ui.geom.Point3;

/// What a plan is drawn on.
///
/// @param width in pixels
/// @param height in pixels
record Sheet(double width, double height) {
    static final Sheet NONE = new Sheet(0, 0);

    private static final double MARGIN = 84;
    private static final int PIECES = 20;

    boolean tooSmall() {
        return width < 2 || height < 2;
    }

    /// Pixels from the left.
    double x(Spot spot) {
        double margin = Math.min(MARGIN, width * 0.09);
        return margin + spot.x() * (width - 2 * margin);
    }

    /// Pixels from the top.
    double y(Spot spot) {
        return 30 + spot.y() * (height - 70);
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

    /// A smooth way through the points of a route, y upwards as GraphStream has it: cubic pieces
    /// that leave and arrive level.
    Point3[] way(List<Spot> points) {
        List<Point3> way = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i++) {
            double x0 = x(points.get(i));
            double y0 = y(points.get(i));
            double x1 = x(points.get(i + 1));
            double y1 = y(points.get(i + 1));
            for (int k = i == 0 ? 0 : 1; k <= PIECES; k++) {
                double t = k / (double) PIECES;
                double ease = t * t * (3 - 2 * t);
                way.add(new Point3(x0 + (x1 - x0) * t, -(y0 + (y1 - y0) * ease), 0));
            }
        }
        return way.toArray(Point3[]::new);
    }
}
