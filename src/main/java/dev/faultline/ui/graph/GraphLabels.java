package dev.faultline.ui.graph;

import dev.faultline.ui.Readouts;
import java.util.HashMap;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.scene.text.Text;

/// How much room each name has: below its node as far as the next name in the same line, or beside
/// it where the nodes stand too close above each other.
final class GraphLabels {
    private static final double LONGEST = 190;

    /// Names closer than this above each other are in one line, px.
    private static final double LINE = 24;

    private GraphLabels() {}

    /// A name as far as there is room for it; empty where there is none.
    record Label(String text, boolean beside) {}

    static Map<GraphItem, Label> of(GraphPicture picture) {
        Map<GraphItem, Point2D> spots = new HashMap<>();
        picture.drawing()
                .cut()
                .items()
                .forEach(item -> picture.at(item).ifPresent(p -> spots.put(item, p)));
        Map<GraphItem, Label> labels = new HashMap<>();
        spots.forEach((item, at) -> {
            boolean beside = spots.values().stream().anyMatch(o -> stacked(picture, at, o));
            double room = Math.min(LONGEST, roomToEdge(picture, at, beside));
            for (Point2D other : spots.values()) {
                if (!other.equals(at) && Math.abs(other.getY() - at.getY()) < LINE) {
                    room = Math.min(room, roomTo(picture, at, other, beside));
                }
            }
            labels.put(item, new Label(fitted(whole(picture, item), room), beside));
        });
        return labels;
    }

    /// The name, of a folded team with how many it stands for.
    private static String whole(GraphPicture picture, GraphItem item) {
        return switch (item) {
            case GraphItem.One one -> one.name();
            case GraphItem.Folded folded ->
                    folded.name() + " \u00d7" + picture.drawing().cut().members(folded).size();
        };
    }

    private static double roomToEdge(GraphPicture picture, Point2D at, boolean beside) {
        double right = picture.sheet().width() - at.getX();
        return beside ? right - picture.radius() - 12 : 2 * Math.min(at.getX(), right) - 8;
    }

    private static double roomTo(GraphPicture picture, Point2D at, Point2D other, boolean beside) {
        double ahead = other.getX() - at.getX();
        if (!beside) {
            return Math.abs(ahead) - 10;
        }
        return ahead > 4 ? ahead - 2 * picture.radius() - 14 : LONGEST;
    }

    private static boolean stacked(GraphPicture picture, Point2D at, Point2D other) {
        double apart = Math.abs(other.getY() - at.getY());
        return apart > 0
                && apart < 2 * picture.radius() + 16
                && Math.abs(other.getX() - at.getX()) < 44;
    }

    private static String fitted(String name, double width) {
        Text ruler = new Text(name);
        ruler.setFont(CanvasPen.font(Pen.Type.STRONG));
        double whole = ruler.getLayoutBounds().getWidth();
        if (whole <= width) {
            return name;
        }
        int length = (int) (name.length() * width / whole);
        return length < 4 ? "" : Readouts.shortened(name, length);
    }
}
