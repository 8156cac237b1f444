package dev.faultline.ui.graph;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.paint.Color;

/// What the graph's signs are drawn with: the same strokes on the screen and in a file. All lengths
/// in pixels, y downward.
interface Pen {
    /// How text is set.
    enum Type {
        /// Names.
        NAME(11, false),
        /// Names that matter.
        STRONG(11, true),
        /// Numbers and letters in nodes and badges.
        SIGN(10, true),
        /// The same where there is little room.
        SMALL(8, true);

        private final double size;
        private final boolean bold;

        Type(double size, boolean bold) {
            this.size = size;
            this.bold = bold;
        }

        double size() {
            return size;
        }

        boolean bold() {
            return bold;
        }
    }

    /// Where text stands beside its place; always with its middle at its height.
    enum Align {
        LEFT,
        CENTER,
        RIGHT
    }

    void disc(double x, double y, double radius, Color fill);

    /// A circle.
    ///
    /// @param dashes lengths of strokes and gaps; none for a solid line
    void ring(double x, double y, double radius, double width, Color stroke, double... dashes);

    /// A part of a ring, from twelve o'clock on, clockwise.
    ///
    /// @param share of the whole ring, 0..1
    void arc(double x, double y, double radius, double width, Color stroke, double share);

    /// A line through points.
    ///
    /// @param dashes lengths of strokes and gaps; none for a solid line
    void line(List<Point2D> points, double width, Color stroke, double... dashes);

    void shape(List<Point2D> corners, Color fill);

    /// A rectangle with round corners, by its middle.
    void plate(double x, double y, double width, double height, double round, Color fill);

    /// The outline of one.
    void frame(double x, double y, double width, double height, double round, Color stroke);

    void text(String text, double x, double y, Type type, Align align, Color fill);

    /// The rim of a text in the colour of what is behind it, so that lines do not run through it;
    /// below the text itself.
    void halo(String text, double x, double y, Type type, Align align, Color behind);
}
