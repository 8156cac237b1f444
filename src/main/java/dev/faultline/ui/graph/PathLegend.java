package dev.faultline.ui.graph;

import dev.faultline.ui.Readouts;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;

/// The part of the legend that says whose path is drawn how: a piece of the line and the suspect's
/// place and name. Takes no room while no path is drawn.
final class PathLegend {
    private static final double LENGTH = 28;
    private static final double WIDTH = 4;

    /// Signs of a name; its tooltip has all of it.
    private static final int LONGEST = 16;

    private final HBox keys;

    /// @param keys what the paths are, followed by them
    PathLegend(HBox keys) {
        this.keys = keys;
        show(List.of());
    }

    /// What the picture shows, whatever the pointer is on.
    void show(GraphPicture picture) {
        show(
                picture.onPaper().bands().stream()
                        .filter(path -> !path.steps().isEmpty())
                        .map(path -> key(path, picture))
                        .toList());
    }

    private void show(List<Node> wanted) {
        ObservableList<Node> all = keys.getChildren();
        all.remove(1, all.size());
        all.addAll(wanted);
        keys.setVisible(!wanted.isEmpty());
        keys.setManaged(!wanted.isEmpty());
    }

    private static Node key(SuspectPath path, GraphPicture picture) {
        Line piece = new Line(0, 0, LENGTH, 0);
        piece.setStroke(PathArtist.ink(picture.palette(), path.rank()));
        piece.setStrokeWidth(WIDTH);
        piece.setStrokeLineCap(StrokeLineCap.BUTT);
        for (double dash : PathArtist.dashes(path.rank())) {
            piece.getStrokeDashArray().add(dash);
        }
        String name = path.suspect().value();
        String place = path.rank() > 0 ? path.rank() + " " : "";
        Label key = new Label(place + Readouts.shortened(name, LONGEST), piece);
        key.setTooltip(new Tooltip(place + name));
        key.setMinWidth(Region.USE_PREF_SIZE);
        key.getStyleClass().add("key");
        return key;
    }
}
