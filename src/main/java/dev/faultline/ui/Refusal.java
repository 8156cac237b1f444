package dev.faultline.ui;

import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.event.ActionEvent;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Why something cannot be used now, said to whoever points at it, has it read to them, or presses
/// it. While the reason is empty it can be used.
public final class Refusal {
    /// Of menu items that refuse.
    public static final String STYLE = "refused";

    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass(STYLE);
    private static final double FAINT = 0.55;
    private static final double WIDTH = 360;

    private Refusal() {}

    /// A reason that holds while something is so.
    public static ObservableValue<String> when(ObservableBooleanValue so, String why) {
        return so.map(now -> now ? why : "");
    }

    /// Has a button refuse what is asked of it, and say why beside itself.
    public static void of(ButtonBase button, ObservableValue<String> why) {
        Tooltip tip = new Tooltip();
        tip.setAutoHide(true);
        button.focusedProperty()
                .addListener((p, before, now) -> {
                    if (!now) {
                        tip.hide();
                    }
                });
        of(
                button,
                why,
                tip,
                refused -> {
                    Point2D below = button.localToScreen(0, button.getHeight() + 4);
                    tip.show(button, below.getX(), below.getY());
                });
    }

    /// Has a button refuse what is asked of it.
    ///
    /// @param asked is given the reason when it is pressed all the same
    public static void of(ButtonBase button, ObservableValue<String> why, Consumer<String> asked) {
        of(button, why, new Tooltip(), asked);
    }

    /// A button that refuses can still be reached and pressed: one that is disabled hears no mouse,
    /// shows no tooltip, and the Tab key passes it by.
    private static void of(
            ButtonBase button, ObservableValue<String> why, Tooltip tip, Consumer<String> asked) {
        @Nullable Tooltip usual = button.getTooltip();
        @Nullable String usualHelp = button.getAccessibleHelp();
        tip.setWrapText(true);
        tip.setMaxWidth(WIDTH);
        button.addEventFilter(
                ActionEvent.ACTION,
                event -> {
                    if (!why.getValue().isEmpty()) {
                        event.consume();
                        asked.accept(why.getValue());
                    }
                });
        Consumer<String> show =
                now -> {
                    boolean refuses = !now.isEmpty();
                    button.pseudoClassStateChanged(REFUSED, refuses);
                    button.setOpacity(refuses ? FAINT : 1);
                    button.setAccessibleHelp(refuses ? now : usualHelp);
                    tip.setText(usual == null ? now : usual.getText() + "\n" + now);
                    button.setTooltip(refuses ? tip : usual);
                };
        why.addListener((p, before, now) -> show.accept(now));
        show.accept(why.getValue());
    }

    /// Takes a field, a list or a menu out of use.
    public static void disable(Node control, ObservableValue<String> why) {
        @Nullable String usual = control.getAccessibleHelp();
        control.disableProperty().bind(why.map(now -> !now.isEmpty()));
        control.accessibleHelpProperty().bind(why.map(now -> now.isEmpty() ? usual : now));
    }

    /// Has an item of a menu say why beside what it would do.
    public static void item(MenuItem item, String title, String why, Words words) {
        item.setText(why.isEmpty() ? title : words.get("menu.refused", title, why));
        item.setDisable(!why.isEmpty());
        item.getStyleClass().remove(STYLE);
        if (!why.isEmpty()) {
            item.getStyleClass().add(STYLE);
        }
    }
}
