package dev.faultline.ui.window;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/// The regions of the window: which has the focus, and which is shown where there is room for one
/// only.
public final class Regions {
    /// A region, and what in it takes the focus.
    public enum Place {
        SUSPECTS(".left-list"),
        GRAPH("#graph"),
        INSPECTOR("#inspector-tabs"),
        CHARTS(".chart-tile"),
        TIME("#time-strip");

        private final String selector;

        Place(String selector) {
            this.selector = selector;
        }
    }

    private final ObjectProperty<Place> chosen = new SimpleObjectProperty<>(Place.SUSPECTS);
    private @Nullable Parent root;

    /// The one that is shown where there is room for one only.
    public ObjectProperty<Place> chosenProperty() {
        return chosen;
    }

    /// The window in which regions are looked for.
    void in(Parent window) {
        root = window;
    }

    /// Shows a region and gives it the focus.
    public void focus(Place place) {
        chosen.set(place);
        if (root != null) {
            root.lookupAll(place.selector).stream()
                    .filter(Regions::shown)
                    .findFirst()
                    .ifPresent(Node::requestFocus);
        }
    }

    private static boolean shown(Node node) {
        return node.isVisible() && (node.getParent() == null || shown(node.getParent()));
    }
}
