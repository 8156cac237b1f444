package dev.faultline.ui.graph;

import dev.faultline.ui.Palette;
import dev.faultline.ui.graph.GraphCut.Ink;
import dev.faultline.ui.graph.GraphPlan.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.paint.Color;

/// Draws what lies between the nodes: the paths of suspects as bands, dashes, arrow heads; in a
/// file the lines too, which GraphStream draws on the screen.
final class PathArtist {
    private static final double BAND = 5;
    private static final double SEEN_THROUGH = 0.5;

    private final Pen pen;
    private final GraphPicture picture;
    private final Palette palette;

    PathArtist(Pen pen, GraphPicture picture) {
        this.pen = pen;
        this.picture = picture;
        this.palette = picture.palette();
    }

    /// The colour of a suspect's path and number; the dashes tell them apart without it.
    static Color ink(Palette palette, int rank) {
        return switch (rank) {
            case 1 -> palette.trend();
            case 2 -> palette.band();
            case 3 -> palette.change();
            default -> palette.accent();
        };
    }

    static double[] dashes(int rank) {
        return switch (rank) {
            case 2 -> new double[] {14, 6};
            case 3 -> new double[] {3, 5};
            default -> new double[] {};
        };
    }

    /// Below everything.
    void bands() {
        Map<SuspectPath.Step, Route> routes = new HashMap<>();
        for (Route route : picture.drawing().plan().routes()) {
            route.tie()
                    .dependencies()
                    .forEach(d -> routes.put(new SuspectPath.Step(d.from(), d.to()), route));
        }
        for (SuspectPath path : picture.bands()) {
            double aside = picture.suspects() ? 5.0 * (path.rank() - 2) : 0;
            Color ink = ink(palette, path.rank()).deriveColor(0, 1, 1, SEEN_THROUGH);
            path.steps().stream()
                    .map(routes::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(route ->
                            pen.line(
                                    picture.way(route).stream()
                                            .map(p -> p.add(aside * 0.6, aside))
                                            .toList(),
                                    BAND,
                                    ink,
                                    dashes(path.rank())));
        }
    }

    /// The lines, as GraphStream draws them on the screen.
    void lines() {
        for (Route route : picture.drawing().plan().routes()) {
            boolean near = picture.isNear(route);
            Ink ink = route.tie().ink();
            if (ink != Ink.DASHED) {
                Color colour =
                        near
                                ? palette.accent()
                                : ink == Ink.QUIET ? GraphStyle.quiet(palette) : palette.edge();
                pen.line(picture.way(route), near && ink == Ink.PLAIN ? 2 : 1, colour);
            }
        }
    }

    /// Above the lines: those that GraphStream cannot dash, and directions that must be said, of
    /// what goes back and of what touches the selection.
    void signs() {
        for (Route route : picture.drawing().plan().routes()) {
            boolean near = picture.isNear(route);
            List<Point2D> way = picture.way(route);
            if (way.size() < 2) {
                continue;
            }
            if (route.tie().ink() == Ink.DASHED) {
                dash(way, near);
            }
            boolean back = way.getFirst().getX() > way.getLast().getX() + 1;
            if (near || (back && route.tie().ink() != Ink.QUIET)) {
                int middle = way.size() / 2;
                head(way.get(middle - 1), way.get(middle), near);
            }
        }
    }

    private void dash(List<Point2D> way, boolean near) {
        Point2D from = way.getFirst();
        Point2D to = way.getLast();
        double clear = picture.radius() + 2;
        pen.line(
                way.stream()
                        .filter(p -> p.distance(from) > clear && p.distance(to) > clear)
                        .toList(),
                near ? 2 : 1,
                near ? palette.accent() : palette.edge(),
                4,
                5);
    }

    private void head(Point2D from, Point2D to, boolean near) {
        Point2D along = to.subtract(from).normalize().multiply(5);
        Point2D across = new Point2D(-along.getY(), along.getX()).multiply(0.8);
        pen.shape(
                List.of(
                        to.add(along),
                        to.subtract(along).add(across),
                        to.subtract(along).subtract(across)),
                near ? palette.accent() : palette.edge());
    }
}
