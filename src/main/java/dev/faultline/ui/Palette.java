package dev.faultline.ui;

import java.util.List;
import javafx.scene.paint.Color;

/// The colours of what is drawn by hand: the graph, the charts, the time bar. The ramp of the
/// posterior classes rises evenly in lightness, so that it is read without colour vision too; on
/// the light theme it is turned round.
///
/// @param surface behind graph and charts
/// @param text contrast to the surface at least 4.5 : 1
/// @param muted secondary text, at least 4.5 : 1
/// @param line grid
/// @param edge of the graph, 3 : 1 against the surface
/// @param outline of nodes of the low classes, at least 3 : 1
/// @param accent selection and playhead
/// @param ramp fill of the five posterior classes, the lowest first
/// @param onRamp text on each of them
public record Palette(
        Color surface,
        Color raised,
        Color text,
        Color muted,
        Color line,
        Color edge,
        Color outline,
        Color accent,
        List<Color> ramp,
        List<Color> onRamp,
        Color observed,
        Color trend,
        Color band,
        Color anomaly,
        Color change) {
    private static final List<Color> HEAT =
            List.of(
                    Color.web("#6a176e"),
                    Color.web("#ab2f5e"),
                    Color.web("#e55c30"),
                    Color.web("#fca108"),
                    Color.web("#f1ef75"));
    private static final List<Color> ON_HEAT =
            List.of(Color.WHITE, Color.WHITE, Color.BLACK, Color.BLACK, Color.BLACK);

    public static final Palette DARK =
            new Palette(
                    Color.web("#0d1117"),
                    Color.web("#161b22"),
                    Color.web("#e6edf3"),
                    Color.web("#9da7b3"),
                    Color.web("#30363d"),
                    Color.web("#5c6570"),
                    Color.web("#8b949e"),
                    Color.web("#58a6ff"),
                    HEAT,
                    ON_HEAT,
                    Color.web("#c9d1d9"),
                    Color.web("#e69f00"),
                    Color.web("#56b4e9"),
                    Color.web("#d55e00"),
                    Color.web("#a371f7"));

    public static final Palette LIGHT =
            new Palette(
                    Color.web("#ffffff"),
                    Color.web("#f6f8fa"),
                    Color.web("#1f2328"),
                    Color.web("#59636e"),
                    Color.web("#d1d9e0"),
                    Color.web("#8c959f"),
                    Color.web("#6e7781"),
                    Color.web("#0969da"),
                    HEAT.reversed(),
                    ON_HEAT.reversed(),
                    Color.web("#3d444d"),
                    Color.web("#9a6700"),
                    Color.web("#0969da"),
                    Color.web("#bc4c00"),
                    Color.web("#8250df"));

    public Palette {
        ramp = List.copyOf(ramp);
        onRamp = List.copyOf(onRamp);
    }

    public Color fill(PosteriorClass posterior) {
        return ramp.get(posterior.step());
    }

    public Color textOn(PosteriorClass posterior) {
        return onRamp.get(posterior.step());
    }

    /// As CSS and GraphStream write it: `#rrggbb`.
    public static String hex(Color color) {
        return "#%02x%02x%02x"
                .formatted(
                        Math.round(color.getRed() * 255),
                        Math.round(color.getGreen() * 255),
                        Math.round(color.getBlue() * 255));
    }
}
