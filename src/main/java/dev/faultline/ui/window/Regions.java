package dev.faultline.ui.window;

import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/// Gives a region of the window the focus.
public final class Regions {
    private @Nullable Parent root;

    /// The window in which regions are looked for.
    void in(Parent window) {
        root = window;
    }

    /// Gives the focus to the first node that a CSS selector finds and that can be seen.
    public void focus(String selector) {
        if (root != null) {
            root.lookupAll(selector).stream()
                    .filter(Regions::shown)
                    .findFirst()
                    .ifPresent(Node::requestFocus);
        }
    }

    private static boolean shown(Node node) {
        return node.isVisible() && (node.getParent() == null || shown(node.getParent()));
    }
}
