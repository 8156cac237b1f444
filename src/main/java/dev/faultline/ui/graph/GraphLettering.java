package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.Palette;
import dev.faultline.ui.Readouts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.graphstream.ui.graphicGraph.GraphicGraph;
import org.graphstream.ui.view.LayerRenderer;

/// What GraphStream does not letter well: the number in each node, its name, the ring of P(cause),
/// the star and the badges. Drawn on GraphStream's own canvas, after its nodes.
final class GraphLettering implements LayerRenderer<GraphicsContext> {
    private static final Font NUMBER = Font.font("System", FontWeight.BOLD, 10);
    private static final Font NARROW = Font.font("System", FontWeight.BOLD, 8);
    private static final Font NAME = Font.font("System", FontWeight.NORMAL, 11);
    private static final Font STRONG = Font.font("System", FontWeight.BOLD, 11);

    /// From this radius on there is room for three signs, px.
    private static final double ROOMY = 11;

    private static final double RING_FROM = 0.05;
    private static final double LONGEST = 190;

    /// What changes less is not worth a ghost: the tab beside lists it.
    private static final double GHOST_FROM = 0.10;

    /// What the number of a ghost needs on its left, px.
    private static final double GHOST_ROOM = 44;

    /// Names closer than this above each other are in one line, px.
    private static final double LINE = 24;

    private final GraphPane pane;
    private final Map<ServiceId, Label> labels = new HashMap<>();
    private double labelledAt;

    GraphLettering(GraphPane pane) {
        this.pane = pane;
    }

    /// A name as far as there is room for it.
    private record Label(String text, boolean beside) {}

    /// Forget how much room there is: the sheet has changed.
    void measure() {
        labels.clear();
    }

    @Override
    public void render(
            GraphicsContext g,
            GraphicGraph graph,
            double ratio,
            int width,
            int height,
            double minX,
            double minY,
            double maxX,
            double maxY) {
        if (labels.isEmpty() || labelledAt != pane.zoomed()) {
            label();
        }
        g.save();
        g.setTextBaseline(VPos.CENTER);
        pane.dashes().forEach(dashes -> dash(g, dashes));
        pane.arrows().forEach(arrow -> head(g, arrow));
        for (NodeLook look : pane.looks().values()) {
            pane.pixelOf(look.service()).ifPresent(at -> draw(g, look, at));
        }
        g.restore();
    }

    private void dash(GraphicsContext g, GraphPane.Dashes dashes) {
        g.save();
        g.setStroke(dashes.near() ? pane.palette().accent() : pane.palette().edge());
        g.setLineWidth(dashes.near() ? 2 : 1);
        g.setLineDashes(4, 5);
        g.beginPath();
        for (int i = 0; i < dashes.points().size(); i++) {
            Point2D at = dashes.points().get(i);
            if (i == 0) {
                g.moveTo(at.getX(), at.getY());
            } else {
                g.lineTo(at.getX(), at.getY());
            }
        }
        g.stroke();
        g.restore();
    }

    private void draw(GraphicsContext g, NodeLook look, Point2D at) {
        Palette palette = pane.palette();
        double r = pane.radius();
        boolean selected = look.service().equals(pane.selected());
        if (selected) {
            g.setStroke(palette.accent());
            g.setLineWidth(2);
            g.strokeOval(at.getX() - r - 7, at.getY() - r - 7, 2 * r + 14, 2 * r + 14);
        }
        if (look.cause() >= RING_FROM) {
            ring(g, at, look.cause(), palette);
        }
        boolean known = !Double.isNaN(look.trouble());
        g.setTextAlign(TextAlignment.CENTER);
        g.setFont(NUMBER);
        g.setFill(known ? palette.textOn(look.posteriorClass()) : palette.muted());
        String number = known ? number(look.trouble()) : "·";
        if (pane.radius() < ROOMY && number.length() > 2) {
            g.setFont(NARROW);
        }
        g.fillText(number, at.getX(), at.getY() + 0.5);
        name(g, look, at, selected, palette);
        Label label = labels.get(look.service());
        if (look.top() && (label == null || !label.beside())) {
            g.setFont(STRONG);
            haloed(g, star(look), at.getX(), at.getY() - r - 14, palette.text());
        }
        double x = at.getX() + r + 1;
        double y = at.getY() - r + 1;
        if (look.anomalous()) {
            badge(g, x, y, palette.anomaly());
            g.setStroke(Color.WHITE);
            g.setLineWidth(1.4);
            g.strokePolyline(
                    new double[] {x - 4, x - 1, x + 1, x + 4},
                    new double[] {y + 1.5, y - 2, y + 2, y - 1.5},
                    4);
        } else if (look.unknown()) {
            badge(g, x, y, palette.edge());
            g.setFont(NUMBER);
            g.setTextAlign(TextAlignment.CENTER);
            g.setFill(Color.WHITE);
            g.fillText("?", x, y + 0.5);
        }
        if (!look.pinned().isEmpty()) {
            pinned(g, look.pinned(), at.getX() - r - 5, y - 3, palette);
        }
        if (Double.isFinite(look.healed())
                && Math.abs(look.healed() - look.trouble()) >= GHOST_FROM) {
            ghost(g, look, at, palette);
        }
    }

    /// A square, where all other badges are round, with a letter for each assertion.
    private static void pinned(
            GraphicsContext g, String letters, double x, double y, Palette palette) {
        double width = 6 + 7.0 * letters.length();
        double left = x + 7 - width;
        g.setFill(palette.text());
        g.fillRoundRect(left, y - 7, width, 14, 3, 3);
        g.setFont(NUMBER);
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(palette.surface());
        g.fillText(letters, left + width / 2, y + 0.5);
    }

    /// What would become of it: a dashed ring and the number.
    private void ghost(GraphicsContext g, NodeLook look, Point2D at, Palette palette) {
        double r = pane.radius() + 8;
        g.save();
        g.setStroke(palette.accent());
        g.setLineWidth(1.5);
        g.setLineDashes(4, 3);
        g.strokeOval(at.getX() - r, at.getY() - r, 2 * r, 2 * r);
        g.restore();
        boolean room = at.getX() - r > GHOST_ROOM;
        g.setFont(STRONG);
        g.setTextAlign(room ? TextAlignment.RIGHT : TextAlignment.LEFT);
        haloed(
                g,
                "→ " + Readouts.percent(look.healed()),
                room ? at.getX() - r - 2 : at.getX() + r + 3,
                at.getY(),
                palette.accent());
    }

    private void head(GraphicsContext g, GraphPane.Arrow arrow) {
        Point2D along = arrow.to().subtract(arrow.from()).normalize().multiply(5);
        Point2D across = new Point2D(-along.getY(), along.getX()).multiply(0.8);
        Point2D tip = arrow.to().add(along);
        Point2D left = arrow.to().subtract(along).add(across);
        Point2D right = arrow.to().subtract(along).subtract(across);
        g.setFill(arrow.near() ? pane.palette().accent() : pane.palette().edge());
        g.fillPolygon(
                new double[] {tip.getX(), left.getX(), right.getX()},
                new double[] {tip.getY(), left.getY(), right.getY()},
                3);
    }

    private static void badge(GraphicsContext g, double x, double y, Color fill) {
        g.setFill(fill);
        g.fillOval(x - 6, y - 6, 12, 12);
    }

    private void ring(GraphicsContext g, Point2D at, double share, Palette palette) {
        double r = pane.radius() + 4;
        g.setLineCap(StrokeLineCap.BUTT);
        g.setLineWidth(3);
        g.setStroke(palette.line());
        g.strokeOval(at.getX() - r, at.getY() - r, 2 * r, 2 * r);
        g.setStroke(palette.text());
        g.strokeArc(
                at.getX() - r,
                at.getY() - r,
                2 * r,
                2 * r,
                90,
                -360 * Math.min(1, share),
                ArcType.OPEN);
    }

    private void name(
            GraphicsContext g, NodeLook look, Point2D at, boolean selected, Palette palette) {
        Label label = labels.get(look.service());
        if (label == null || label.text().isEmpty()) {
            return;
        }
        boolean strong = selected || look.top();
        g.setFont(strong ? STRONG : NAME);
        boolean calm = !strong && (Double.isNaN(look.trouble()) || look.trouble() < 0.10);
        Color ink = calm ? palette.muted() : palette.text();
        double r = pane.radius();
        if (label.beside()) {
            g.setTextAlign(TextAlignment.LEFT);
            String text = look.top() ? star(look) + "  " + label.text() : label.text();
            haloed(g, text, at.getX() + r + 8, at.getY(), ink);
        } else {
            g.setTextAlign(TextAlignment.CENTER);
            haloed(g, label.text(), at.getX(), at.getY() + r + 11, ink);
        }
    }

    /// In a small node there is room for two signs only, be they small three; the table and the
    /// tooltip say whether it is more or less.
    private String number(double trouble) {
        String percent = Readouts.percent(trouble);
        boolean bound = percent.startsWith(">") || percent.startsWith("<");
        return pane.radius() < ROOMY && bound ? percent.substring(1) : percent;
    }

    private static String star(NodeLook look) {
        return "★ " + Readouts.percent(look.cause()) + " %";
    }

    private void haloed(GraphicsContext g, String text, double x, double y, Color ink) {
        g.setStroke(pane.palette().surface());
        g.setLineWidth(3.5);
        g.strokeText(text, x, y);
        g.setFill(ink);
        g.fillText(text, x, y);
    }

    /// Finds out how much room each name has: below its node as far as the next name in the same
    /// line, or beside it where the nodes stand too close above each other.
    private void label() {
        labelledAt = pane.zoomed();
        labels.clear();
        Map<ServiceId, Point2D> spots = new HashMap<>();
        for (ServiceId service : pane.looks().keySet()) {
            pane.pixelOf(service).ifPresent(p -> spots.put(service, p));
        }
        spots.forEach((service, at) -> {
            boolean beside = spots.values().stream().anyMatch(o -> stacked(at, o));
            double room = Math.min(LONGEST, roomToEdge(at, beside));
            for (Point2D other : spots.values()) {
                if (!other.equals(at) && Math.abs(other.getY() - at.getY()) < LINE) {
                    room = Math.min(room, roomTo(at, other, beside));
                }
            }
            labels.put(service, new Label(fitted(service.value(), room), beside));
        });
    }

    private double roomToEdge(Point2D at, boolean beside) {
        double right = pane.getWidth() - at.getX();
        return beside ? right - pane.radius() - 12 : 2 * Math.min(at.getX(), right) - 8;
    }

    private double roomTo(Point2D at, Point2D other, boolean beside) {
        double ahead = other.getX() - at.getX();
        if (!beside) {
            return Math.abs(ahead) - 10;
        }
        return ahead > 4 ? ahead - 2 * pane.radius() - 14 : LONGEST;
    }

    private boolean stacked(Point2D at, Point2D other) {
        double apart = Math.abs(other.getY() - at.getY());
        return apart > 0
                && apart < 2 * pane.radius() + 16
                && Math.abs(other.getX() - at.getX()) < 44;
    }

    private static String fitted(String name, double width) {
        Text ruler = new Text(name);
        ruler.setFont(STRONG);
        double whole = ruler.getLayoutBounds().getWidth();
        if (whole <= width) {
            return name;
        }
        int length = (int) (name.length() * width / whole);
        return length < 4 ? "" : Readouts.shortened(name, length);
    }

    /// For tests: the name as lettered.
    Optional<String> lettered(ServiceId service) {
        return Optional.ofNullable(labels.get(service)).map(Label::text);
    }
}
