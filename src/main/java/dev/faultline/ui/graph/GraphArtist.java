package dev.faultline.ui.graph;

import dev.faultline.ui.Palette;
import dev.faultline.ui.graph.GraphLabels.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/// Draws one picture with a pen, from the bottom up.
final class GraphArtist {
    private GraphArtist() {}

    /// What lies below GraphStream's lines and nodes.
    static void under(Pen pen, GraphPicture picture) {
        new PathArtist(pen, picture).bands();
    }

    /// What lies above the lines and below the nodes, and changes as seldom as they do: dashes,
    /// arrow heads, and the rims of names.
    static void between(Pen pen, GraphPicture picture, Map<GraphItem, Label> labels) {
        new PathArtist(pen, picture).signs();
        NodeArtist nodes = new NodeArtist(pen, picture, labels);
        for (NodeLook look : picture.looks()) {
            picture.at(look.item()).ifPresent(at -> nodes.halo(look, at));
        }
    }

    /// The nodes with all that stands on and around them: what every tick may change.
    static void over(Pen pen, GraphPicture picture, Map<GraphItem, Label> labels) {
        NodeArtist nodes = new NodeArtist(pen, picture, labels);
        List<NodeLook> upward = new ArrayList<>(picture.looks());
        upward.sort(Comparator.comparingInt(look -> height(picture, look)));
        for (NodeLook look : upward) {
            picture.at(look.item())
                    .ifPresent(at -> {
                        nodes.body(look, at);
                        nodes.letter(look, at);
                    });
        }
    }

    /// Where nodes cover each other, what matters lies on top.
    private static int height(GraphPicture picture, NodeLook look) {
        int selected = picture.selected().filter(look.item()::equals).isPresent() ? 1 : 0;
        return 2 * (look.rank() == 0 ? 0 : 1 + GraphLooks.NUMBERED - look.rank()) + selected;
    }

    /// The whole sheet as an SVG file.
    ///
    /// @param title what it shows, for who cannot see it
    static String svg(GraphPicture shown, String title) {
        GraphPicture picture = shown.onPaper();
        Palette palette = picture.palette();
        SvgPen pen =
                new SvgPen(
                        picture.sheet().width(),
                        picture.sheet().height(),
                        palette.surface(),
                        title);
        under(pen, picture);
        new PathArtist(pen, picture).lines();
        Map<GraphItem, Label> labels = GraphLabels.of(picture);
        between(pen, picture, labels);
        over(pen, picture, labels);
        for (NodeLook look : picture.looks()) {
            picture.at(look.item())
                    .ifPresent(at ->
                            pen.tip(at.getX(), at.getY(), picture.radius(), look.accessible()));
        }
        return pen.finished();
    }

    /// Where what is seen lies in the whole, small, in a corner.
    static void map(Pen pen, GraphPicture picture, Viewport view) {
        Rectangle2D map = view.map();
        if (map.getWidth() == 0) {
            return;
        }
        Palette palette = picture.palette();
        pen.plate(
                map.getMinX() + map.getWidth() / 2,
                map.getMinY() + map.getHeight() / 2,
                map.getWidth() + 2,
                map.getHeight() + 2,
                4,
                palette.line());
        pen.plate(
                map.getMinX() + map.getWidth() / 2,
                map.getMinY() + map.getHeight() / 2,
                map.getWidth(),
                map.getHeight(),
                4,
                palette.raised());
        for (NodeLook look : picture.looks()) {
            GraphPlan.Spot spot = picture.drawing().plan().spots().get(look.item());
            if (spot != null) {
                Point2D at = view.toMap(picture.sheet().point(spot));
                pen.disc(
                        at.getX(),
                        at.getY(),
                        2,
                        Double.isNaN(look.trouble())
                                ? palette.edge()
                                : palette.fill(look.posteriorClass()));
            }
        }
        Point2D low = view.toMap(view.fromPixel(0, 0));
        Point2D high =
                view.toMap(view.fromPixel(picture.sheet().width(), picture.sheet().height()));
        pen.line(
                List.of(
                        low,
                        new Point2D(high.getX(), low.getY()),
                        high,
                        new Point2D(low.getX(), high.getY()),
                        low),
                1,
                palette.accent());
    }
}
