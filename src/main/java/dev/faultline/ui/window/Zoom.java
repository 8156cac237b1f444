package dev.faultline.ui.window;

import dev.faultline.ui.Look;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.PopupControl;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Draws the whole window larger or smaller: it is laid out for the room that is then left, so that
/// graph and charts grow along with the type. Menus, tooltips and dialogs, which are windows of
/// their own, get larger type.
public final class Zoom extends Region {
    private static final double TYPE = 13;

    private final Parent window;
    private final Look look;
    private final Scale scale = new Scale(1, 1, 0, 0);

    /// Held on to: the list of windows outlives this one and must not keep it.
    private final ListChangeListener<Window> opened = this::opened;

    public Zoom(Parent window, Look look) {
        this.window = window;
        this.look = look;
        getChildren().add(window);
        window.getTransforms().add(scale);
        Window.getWindows().addListener(new WeakListChangeListener<>(opened));
        look.scaleProperty().addListener((p, before, now) -> apply());
        apply();
    }

    private void apply() {
        double by = look.scaleProperty().get();
        scale.setX(by);
        scale.setY(by);
        // What is drawn on a canvas is drawn with as many pixels as it will have.
        if (getScene() != null && getScene().getWindow() instanceof Stage stage) {
            double fine = Math.ceil(by) * stage.getOutputScaleX();
            stage.setRenderScaleX(fine);
            stage.setRenderScaleY(fine);
        }
        requestLayout();
    }

    private void opened(ListChangeListener.Change<? extends Window> change) {
        while (change.next()) {
            for (Window each : change.getAddedSubList()) {
                Scene scene = each.getScene();
                if (each instanceof PopupControl popup) {
                    enlarge(popup);
                } else if (each instanceof Stage && scene != null && !scene.equals(getScene())) {
                    enlarge(scene);
                }
            }
        }
    }

    /// A menu, list or tooltip has its type from what it belongs to, here as large as it is before
    /// it is drawn larger. Below another menu or a dialog that is large already.
    private void enlarge(PopupControl popup) {
        if (getScene() != null && Objects.equals(popup.getOwnerWindow(), getScene().getWindow())) {
            double usual =
                    popup.getOwnerNode() instanceof Labeled owner
                            ? owner.getFont().getSize()
                            : TYPE;
            popup.setStyle(type(usual));
        }
    }

    private String type(double usual) {
        double by = look.scaleProperty().get();
        return by == 1 ? "" : "-fx-font-size: " + usual * by + "px;";
    }

    private void enlarge(Scene scene) {
        scene.getRoot().setStyle(type(TYPE));
    }

    @Override
    protected void layoutChildren() {
        double by = look.scaleProperty().get();
        window.resizeRelocate(0, 0, getWidth() / by, getHeight() / by);
    }
}
