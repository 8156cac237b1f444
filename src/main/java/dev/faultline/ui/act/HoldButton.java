package dev.faultline.ui.act;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/// A button that may have to be held down for a while, by mouse, Space or Enter, before it does
/// anything: what is let go of in time was no slip.
public final class HoldButton extends Button {
    /// How long.
    public static final Duration LENGTH = Duration.millis(1_200);

    private final BooleanProperty held = new SimpleBooleanProperty();
    private final ProgressBar progress = new ProgressBar(0);
    private final Timeline hold =
            new Timeline(
                    new KeyFrame(Duration.ZERO, new KeyValue(progress.progressProperty(), 0)),
                    new KeyFrame(LENGTH, new KeyValue(progress.progressProperty(), 1)));

    public HoldButton() {
        progress.getStyleClass().add("hold");
        progress.setPrefWidth(48);
        progress.setMouseTransparent(true);
        progress.setFocusTraversable(false);
        hold.setOnFinished(event -> {
            progress.setProgress(0);
            super.fire();
        });
        held.addListener((p, before, now) -> setGraphic(now ? progress : null));
        addEventFilter(
                MouseEvent.MOUSE_PRESSED,
                event -> {
                    if (held.get() && event.isPrimaryButtonDown()) {
                        begin();
                    }
                });
        addEventFilter(MouseEvent.MOUSE_RELEASED, event -> end());
        addEventFilter(MouseEvent.MOUSE_EXITED, event -> end());
        addEventFilter(KeyEvent.ANY, this::key);
        focusedProperty()
                .addListener((p, before, now) -> {
                    if (!now) { // the press itself brings it
                        end();
                    }
                });
    }

    /// Whether it has to be held.
    public BooleanProperty heldProperty() {
        return held;
    }

    private void key(KeyEvent event) {
        boolean presses = event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER;
        if (held.get() && presses) {
            if (event.getEventType() == KeyEvent.KEY_PRESSED) {
                begin();
            } else if (event.getEventType() == KeyEvent.KEY_RELEASED) {
                end();
            }
            event.consume();
        }
    }

    private void begin() {
        if (hold.getStatus() != Animation.Status.RUNNING && !isDisabled()) {
            hold.playFromStart();
        }
    }

    private void end() {
        hold.stop();
        progress.setProgress(0);
    }

    /// Does nothing where it has to be held: that is seen from how long.
    @Override
    public void fire() {
        if (!held.get()) {
            super.fire();
        }
    }
}
