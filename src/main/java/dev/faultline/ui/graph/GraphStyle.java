package dev.faultline.ui.graph;

import dev.faultline.ui.Palette;
import javafx.scene.paint.Color;

/// The style sheet of GraphStream: what nodes and edges look like in a palette.
final class GraphStyle {
    /// Radius of a node where there is room, and where there is least, px at any zoom.
    static final double LARGEST = 13;

    static final double SMALLEST = 8;

    private GraphStyle() {}

    static String sheet(Palette palette, double radius) {
        StringBuilder css = new StringBuilder();
        css.append("graph { padding: 0px; fill-color: %s; }".formatted(hex(palette.surface())));
        css.append(
                "node { shape: circle; size: %dpx; text-mode: hidden; fill-color: %s; z-index: 3; }"
                        .formatted(Math.round(radius * 2), hex(palette.raised())));
        css.append(
                "node.anchor { size: 1px; stroke-mode: none; fill-color: %s; }"
                        .formatted(hex(palette.surface())));
        css.append(
                "edge { shape: polyline; size: 1px; arrow-shape: none; fill-color: %s; z-index: 1; }"
                        .formatted(hex(palette.edge())));
        css.append(
                "edge.ground { size: 1px; fill-color: %s; z-index: 0; }"
                        .formatted(hex(quiet(palette))));
        css.append(
                "edge.nearground { size: 1px; fill-color: %s; z-index: 2; }"
                        .formatted(hex(palette.surface().interpolate(palette.accent(), 0.65))));
        css.append(
                "edge.near { size: 2px; fill-color: %s; z-index: 2; }"
                        .formatted(hex(palette.accent())));
        // What is dashed is drawn with the letters: GraphStream draws polylines solid alone.
        css.append(
                "edge.faded { size: 1px; fill-color: %s; z-index: 0; }"
                        .formatted(hex(palette.surface())));
        return css.toString();
    }

    /// The colour of a line that is there, and says little.
    static Color quiet(Palette palette) {
        return palette.surface().interpolate(palette.edge(), 0.30);
    }

    private static String hex(Color color) {
        return Palette.hex(color);
    }
}
