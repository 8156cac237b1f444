package dev.faultline.ui.graph;

import dev.faultline.ui.Readouts;
import dev.faultline.ui.graph.Pen.Align;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// Finds a place for each name: below its node, to the right, above, to the left, the first that
/// covers neither a node nor a name; the names that matter first. Where there is none, the name is
/// shortened to the room below.
final class GraphLabels {
    private static final double LONGEST = 190;
    private static final double HEIGHT = 13;

    /// Free of names around a node: its rings and badges, px.
    private static final double RIM = 5;

    private final GraphPicture picture;
    private final double r;
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final Map<GraphItem, Label> labels = new HashMap<>();

    private GraphLabels(GraphPicture picture) {
        this.picture = picture;
        this.r = picture.radius();
    }

    /// A name and where it is written, from the middle of its node, px.
    record Label(String text, double dx, double dy, Align align) {}

    static Map<GraphItem, Label> of(GraphPicture picture) {
        GraphLabels labels = new GraphLabels(picture);
        labels.place();
        return labels.labels;
    }

    private void place() {
        Map<GraphItem, Point2D> spots = new LinkedHashMap<>();
        picture.drawing()
                .cut()
                .items()
                .forEach(item -> picture.at(item).ifPresent(p -> spots.put(item, p)));
        Map<GraphItem, NodeLook> looks = new HashMap<>();
        picture.looks().forEach(look -> looks.put(look.item(), look));
        spots.values()
                .forEach(at ->
                        taken.add(
                                new Rectangle2D(
                                        at.getX() - r - RIM + 2,
                                        at.getY() - r - RIM + 2,
                                        2 * (r + RIM - 2),
                                        2 * (r + RIM - 2))));
        spots.forEach((item, at) -> {
            NodeLook look = looks.get(item);
            if (look != null && look.top()) {
                taken.add(new Rectangle2D(at.getX() - 26, at.getY() - r - 21, 52, HEIGHT));
            }
        });
        spots.keySet().stream()
                .sorted(
                        Comparator.comparingInt((GraphItem item) -> importance(looks.get(item)))
                                .thenComparingDouble(item -> -trouble(looks.get(item))))
                .forEach(item -> place(item, spots.getOrDefault(item, Point2D.ZERO)));
    }

    private int importance(@Nullable NodeLook look) {
        boolean selected =
                look != null && picture.selected().filter(look.item()::equals).isPresent();
        return selected ? 0 : look == null || look.rank() == 0 ? 9 : look.rank();
    }

    private static double trouble(@Nullable NodeLook look) {
        return look == null || Double.isNaN(look.trouble()) ? 0 : look.trouble();
    }

    private void place(GraphItem item, Point2D at) {
        String name = whole(item);
        double width = width(name);
        if (width > LONGEST) {
            name = shortened(name, width, LONGEST);
            width = LONGEST;
        }
        Optional<Label> free = free(name, width, at);
        if (free.isEmpty()) {
            double room = room(at);
            name = shortened(name, width, room);
            width = Math.min(width, room);
            free = name.isEmpty() ? Optional.empty() : Optional.of(below(name));
        }
        if (free.isPresent()) {
            labels.put(item, free.get());
            taken.add(box(free.get(), width, at));
        }
    }

    private Label below(String name) {
        return new Label(name, 0, r + 11, Align.CENTER);
    }

    private Optional<Label> free(String name, double width, Point2D at) {
        for (Label label :
                List.of(
                        below(name),
                        new Label(name, r + 9, 0, Align.LEFT),
                        new Label(name, 0, -r - 12, Align.CENTER),
                        new Label(name, -r - 9, 0, Align.RIGHT))) {
            Rectangle2D box = box(label, width, at);
            boolean inside =
                    box.getMinX() > 2
                            && box.getMaxX() < picture.sheet().width() - 2
                            && box.getMinY() > 0
                            && box.getMaxY() < picture.sheet().height();
            if (inside && taken.stream().noneMatch(box::intersects)) {
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }

    /// How wide a name below a node may be.
    private double room(Point2D at) {
        double y = at.getY() + r + 11;
        double right = picture.sheet().width() - at.getX();
        double half = Math.min(at.getX(), right) - 4;
        for (Rectangle2D box : taken) {
            if (box.getMinY() < y + HEIGHT / 2 && box.getMaxY() > y - HEIGHT / 2) {
                double apart =
                        box.getMinX() > at.getX()
                                ? box.getMinX() - at.getX()
                                : at.getX() - box.getMaxX();
                half = Math.min(half, apart - 2);
            }
        }
        return Math.max(0, 2 * half);
    }

    private static Rectangle2D box(Label label, double width, Point2D at) {
        double x = at.getX() + label.dx();
        double left =
                switch (label.align()) {
                    case LEFT -> x;
                    case CENTER -> x - width / 2;
                    case RIGHT -> x - width;
                };
        return new Rectangle2D(left, at.getY() + label.dy() - HEIGHT / 2, width, HEIGHT);
    }

    /// The name, of a folded team with how many it stands for.
    private String whole(GraphItem item) {
        return switch (item) {
            case GraphItem.One one -> one.name();
            case GraphItem.Folded folded ->
                    folded.name() + " \u00d7" + picture.drawing().cut().members(folded).size();
        };
    }

    private static double width(String name) {
        Text ruler = new Text(name);
        ruler.setFont(CanvasPen.font(Pen.Type.STRONG));
        return ruler.getLayoutBounds().getWidth();
    }

    /// Empty where there is no room for four signs.
    private static String shortened(String name, double width, double room) {
        if (width <= room) {
            return name;
        }
        int length = (int) (name.length() * room / width);
        return length < 4 ? "" : Readouts.shortened(name, length);
    }
}
