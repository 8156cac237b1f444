package dev.faultline.ui.pins;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Dependency;
import dev.faultline.ui.commands.Key;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The menu and the keys by which something is asserted of a component: the same wherever it is
/// shown.
public final class PinMenu {
    /// Of the item on top of a menu that only says what it is about.
    public static final String TITLE = "menu-title";

    private final PinsViewModel model;
    private final FindingMenu findings;
    private final CorrectionMenu corrections;
    private final Undo undo;
    private final Consumer<ServiceId> message;
    private @Nullable ContextMenu open;

    /// @param undo takes back the last step
    /// @param message writes a message to the owner of a component
    public PinMenu(
            PinsViewModel model,
            Undo undo,
            FindingMenu findings,
            CorrectionMenu corrections,
            Consumer<ServiceId> message) {
        this.message = message;
        this.model = model;
        this.undo = undo;
        this.findings = findings;
        this.corrections = corrections;
    }

    /// Shows the menu of a component.
    ///
    /// @param x on the screen, px
    /// @param y on the screen, px
    public void show(Node owner, ServiceId service, double x, double y) {
        show(owner, service, x, y, List.of());
    }

    /// Shows the menu of a component.
    ///
    /// @param x on the screen, px
    /// @param y on the screen, px
    /// @param own what can be done with it where it is shown
    public void show(Node owner, ServiceId service, double x, double y, List<MenuItem> own) {
        ContextMenu menu = titled(service.value());
        if (!own.isEmpty()) {
            menu.getItems().addAll(own);
            menu.getItems().add(new SeparatorMenuItem());
        }
        for (Stance stance : Stance.values()) {
            menu.getItems()
                    .add(item(model.item(stance, service), () -> model.toggle(stance, service)));
        }
        MenuItem back = item(model.word("pins.undo.item"), undo::takeBack);
        model.refuse(
                back,
                "pins.undo.item",
                undo.nextProperty().get().isEmpty() ? "command.refused.undo" : "");
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        findings.of(service),
                        findings.thirdParty(owner, service),
                        new SeparatorMenuItem(),
                        item(model.word("pins.message"), () -> message.accept(service)),
                        back,
                        new SeparatorMenuItem(),
                        later("pins.page"),
                        later("pins.runbook"),
                        new SeparatorMenuItem(),
                        corrections.of(owner, service));
        show(menu, owner, x, y);
    }

    /// Shows the menu of a dependency.
    ///
    /// @param x on the screen, px
    /// @param y on the screen, px
    public void showTie(Node owner, Dependency tie, double x, double y) {
        ContextMenu menu = titled(tie.from().value() + " \u2192 " + tie.to().value());
        menu.getItems().addAll(corrections.of(tie));
        show(menu, owner, x, y);
    }

    private static ContextMenu titled(String title) {
        ContextMenu menu = new ContextMenu();
        MenuItem about = item(title, () -> {});
        about.setDisable(true);
        about.getStyleClass().add(TITLE);
        menu.getItems().addAll(about, new SeparatorMenuItem());
        return menu;
    }

    private void show(ContextMenu menu, Node owner, double x, double y) {
        if (open != null) {
            open.hide();
        }
        open = menu;
        menu.show(owner, x, y);
    }

    /// What cannot be done yet stands in its place and says why.
    private MenuItem later(String key) {
        MenuItem item = item(model.word(key), () -> {});
        model.refuse(item, key, key + ".none");
        return item;
    }

    /// Does what a key means for a component; consumes it where it means something.
    public void key(KeyEvent event, @Nullable ServiceId service) {
        if (Key.UNDO_PIN.matches(event)) {
            undo.takeBack();
            event.consume();
        } else if (service != null) {
            Stance.of(event)
                    .ifPresent(stance -> {
                        model.toggle(stance, service);
                        event.consume();
                    });
        }
    }

    private static MenuItem item(String text, Runnable chosen) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> chosen.run());
        return item;
    }
}
