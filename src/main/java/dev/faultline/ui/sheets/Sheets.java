package dev.faultline.ui.sheets;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// Which sheet lies over the window: at most one. Lives on the FX thread.
public final class Sheets {
    /// What can lie over the window; each is made when it is first asked for.
    public enum Sheet {
        PALETTE,
        SHORTCUTS,
        MESSAGES,
        COMPARE,
        SAYING,
        SETTINGS,
        LOG,
        ABOUT,
        INCIDENTS,
        ACT
    }

    private final ReadOnlyObjectWrapper<@Nullable Sheet> open = new ReadOnlyObjectWrapper<>();

    /// The sheet that lies over the window; empty where none does.
    public ReadOnlyObjectProperty<@Nullable Sheet> openProperty() {
        return open.getReadOnlyProperty();
    }

    /// Shows a sheet in place of any other, or puts it away where it is shown already.
    public void toggle(Sheet sheet) {
        open.set(open.get() == sheet ? null : sheet);
    }

    public void show(Sheet sheet) {
        open.set(sheet);
    }

    public void close() {
        open.set(null);
    }

    /// Shows a view while its sheet is open, gives the focus to `first` then, and has Esc put it
    /// away.
    public void attach(Parent root, Sheet sheet, Node first) {
        root.managedProperty().bind(root.visibleProperty());
        root.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close();
                        event.consume();
                    }
                });
        openProperty().addListener((p, before, now) -> show(root, first, now == sheet));
        root.sceneProperty()
                .addListener((p, before, now) -> show(root, first, open.get() == sheet));
        show(root, first, open.get() == sheet);
    }

    private static void show(Parent root, Node first, boolean shown) {
        root.setVisible(shown);
        if (shown && root.getScene() != null) {
            first.requestFocus();
        }
    }
}
