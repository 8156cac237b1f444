package dev.faultline.ui.graph;

import dev.faultline.ui.Palette;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.graph.GraphLabels.Label;
import dev.faultline.ui.graph.Pen.Align;
import java.util.List;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.scene.paint.Color;

/// Letters one node: its number, its name, the ring of P(cause), star, badges, ghost and stub.
final class NodeArtist {
    /// From this radius on there is room for three signs, px.
    private static final double ROOMY = 11;

    private static final double RING_FROM = 0.05;

    /// What changes less is not worth a ghost: the tab beside lists it.
    private static final double GHOST_FROM = 0.10;

    /// What the number of a ghost needs on its left, px.
    private static final double GHOST_ROOM = 44;

    private final Pen pen;
    private final GraphPicture picture;
    private final Palette palette;
    private final Map<GraphItem, Label> labels;
    private final double r;

    NodeArtist(Pen pen, GraphPicture picture, Map<GraphItem, Label> labels) {
        this.pen = pen;
        this.picture = picture;
        this.palette = picture.palette();
        this.labels = labels;
        this.r = picture.radius();
    }

    /// The node itself.
    void body(NodeLook look, Point2D at) {
        Color fill =
                Double.isNaN(look.trouble())
                        ? palette.raised()
                        : palette.fill(look.posteriorClass());
        if (look.item() instanceof GraphItem.Folded) {
            pen.plate(at.getX(), at.getY(), 2 * r + 2, 2 * r + 2, 5, palette.outline());
            pen.plate(at.getX(), at.getY(), 2 * r, 2 * r, 4, fill);
        } else {
            pen.disc(at.getX(), at.getY(), r + 0.5, palette.outline());
            pen.disc(at.getX(), at.getY(), r - 0.5, fill);
        }
    }

    /// All that stands on and around it.
    void letter(NodeLook look, Point2D at) {
        double x = at.getX();
        double y = at.getY();
        boolean selected = picture.selected().filter(look.item()::equals).isPresent();
        if (picture.marks().contains(look.item())) {
            pen.frame(x, y, 2 * r + 18, 2 * r + 18, 4, palette.text());
        }
        if (selected) {
            pen.ring(x, y, r + 7, 2, palette.accent());
        }
        if (look.cause() >= RING_FROM) {
            pen.ring(x, y, r + 4, 3, palette.line());
            pen.arc(x, y, r + 4, 3, palette.text(), look.cause());
        }
        boolean known = !Double.isNaN(look.trouble());
        Color ink = known ? palette.textOn(look.posteriorClass()) : palette.muted();
        if (look.hatched()) {
            hatch(at, ink);
        }
        String number = known ? number(look.trouble()) : "\u00b7";
        boolean narrow = r < ROOMY && number.length() > 2;
        pen.text(number, x, y + 0.5, narrow ? Pen.Type.SMALL : Pen.Type.SIGN, Align.CENTER, ink);
        name(look, at);
        if (look.anomalous()) {
            anomaly(x + r + 1, y - r + 1);
        } else if (look.hatched() && r >= ROOMY) {
            badge(x + r + 1, y - r + 1, "?", palette.edge(), Color.WHITE);
        }
        if (!look.pinned().isEmpty()) {
            pinned(look.pinned(), x - r - 5, y - r - 2);
        }
        if (look.rank() > 1 || (look.rank() == 1 && picture.suspects())) {
            badge(
                    x - r - 1,
                    y + r - 1,
                    Integer.toString(look.rank()),
                    PathArtist.ink(palette, look.rank()),
                    palette.surface());
        }
        GraphCut.Stub stub = picture.drawing().cut().stubs().get(look.item());
        if (stub != null) {
            stub(stub, stubAt(picture, at));
        }
        if (Double.isFinite(look.healed())
                && Math.abs(look.healed() - look.trouble()) >= GHOST_FROM) {
            ghost(look, at);
        }
    }

    /// Where the number of neighbours that are left out stands.
    static Point2D stubAt(GraphPicture picture, Point2D at) {
        return at.add(picture.radius() + 8, picture.radius() - 2);
    }

    private void stub(GraphCut.Stub stub, Point2D at) {
        String text = "+" + Readouts.count(stub.callers() + stub.callees());
        boolean roomy = r >= ROOMY;
        double width = roomy ? 6 + 6.0 * text.length() : 3 + 5.0 * text.length();
        double middle = at.getX() - 6 + width / 2;
        pen.plate(middle, at.getY(), width, roomy ? 12 : 9, 5, palette.line());
        pen.text(
                text,
                middle,
                at.getY() + 0.5,
                roomy ? Pen.Type.SIGN : Pen.Type.SMALL,
                Align.CENTER,
                roomy ? palette.text() : palette.muted());
    }

    /// Lines across a node of which nothing is measured: what it shows is inferred.
    private void hatch(Point2D at, Color ink) {
        Color faint = ink.deriveColor(0, 1, 1, 0.28);
        for (double shift : new double[] {-0.9, -0.3, 0.3, 0.9}) {
            double middle = shift * r;
            double half = Math.sqrt(Math.max(0, (r - 1) * (r - 1) - middle * middle / 2));
            double reach = half / Math.sqrt(2);
            pen.line(
                    List.of(
                            at.add(middle / 2 - reach, middle / 2 + reach),
                            at.add(middle / 2 + reach, middle / 2 - reach)),
                    1,
                    faint);
        }
    }

    private void anomaly(double x, double y) {
        pen.disc(x, y, 6, palette.anomaly());
        pen.line(
                List.of(
                        new Point2D(x - 4, y + 1.5),
                        new Point2D(x - 1, y - 2),
                        new Point2D(x + 1, y + 2),
                        new Point2D(x + 4, y - 1.5)),
                1.4,
                Color.WHITE);
    }

    private void badge(double x, double y, String sign, Color fill, Color ink) {
        pen.disc(x, y, 6, fill);
        pen.text(sign, x, y + 0.5, Pen.Type.SIGN, Align.CENTER, ink);
    }

    /// A square, where all other badges are round, with a letter for each assertion.
    private void pinned(String letters, double x, double y) {
        double width = 6 + 7.0 * letters.length();
        double middle = x + 7 - width / 2;
        pen.plate(middle, y, width, 14, 2, palette.text());
        pen.text(letters, middle, y + 0.5, Pen.Type.SIGN, Align.CENTER, palette.surface());
    }

    /// What would become of it: a dashed ring and the number.
    private void ghost(NodeLook look, Point2D at) {
        double reach = r + 8;
        pen.ring(at.getX(), at.getY(), reach, 1.5, palette.accent(), 4, 3);
        boolean room = at.getX() - reach > GHOST_ROOM;
        rimmed(
                "\u2192 " + Readouts.percent(look.healed()),
                room ? at.getX() - reach - 2 : at.getX() + reach + 3,
                at.getY(),
                room ? Align.RIGHT : Align.LEFT,
                palette.accent());
    }

    private void rimmed(String text, double x, double y, Align align, Color ink) {
        pen.halo(text, x, y, Pen.Type.STRONG, align, palette.surface());
        pen.text(text, x, y, Pen.Type.STRONG, align, ink);
    }

    private void name(NodeLook look, Point2D at) {
        if (look.top()) {
            rimmed(
                    "\u2605 " + Readouts.percent(look.cause()) + " %",
                    at.getX(),
                    at.getY() - r - 14,
                    Align.CENTER,
                    palette.text());
        }
        Label label = labels.get(look.item());
        if (label != null) {
            boolean calm = !strong(look) && (Double.isNaN(look.trouble()) || look.trouble() < 0.10);
            pen.text(
                    label.text(),
                    at.getX() + label.dx(),
                    at.getY() + label.dy(),
                    strong(look) ? Pen.Type.STRONG : Pen.Type.NAME,
                    label.align(),
                    calm ? palette.muted() : palette.text());
        }
    }

    private boolean strong(NodeLook look) {
        return look.top() || picture.selected().filter(look.item()::equals).isPresent();
    }

    /// Clears the lines away from behind its name.
    void halo(NodeLook look, Point2D at) {
        Label label = labels.get(look.item());
        if (label != null) {
            pen.halo(
                    label.text(),
                    at.getX() + label.dx(),
                    at.getY() + label.dy(),
                    strong(look) ? Pen.Type.STRONG : Pen.Type.NAME,
                    label.align(),
                    palette.surface());
        }
    }

    /// In a small node there is room for two signs only, be they small three; the table and the
    /// tooltip say whether it is more or less.
    private String number(double trouble) {
        String percent = Readouts.percent(trouble);
        boolean bound = percent.startsWith(">") || percent.startsWith("<");
        return r < ROOMY && bound ? percent.substring(1) : percent;
    }
}
