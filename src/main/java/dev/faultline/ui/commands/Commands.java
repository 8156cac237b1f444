package dev.faultline.ui.commands;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/// All that a person can have done from anywhere, in the order in which it is listed.
public final class Commands {
    private final List<Command> all;
    private final Consumer<String> refused;

    /// @param refused is told why something that was asked for cannot be done now
    public Commands(List<Command> all, Consumer<String> refused) {
        this.all = List.copyOf(all);
        this.refused = refused;
    }

    public List<Command> all() {
        return all;
    }

    /// The command of an id.
    ///
    /// @throws IllegalArgumentException where there is none
    public Command of(String id) {
        return all.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " is no command"));
    }

    /// Does what a key means anywhere in the window, and consumes it where it means something. What
    /// a text field knows itself is left to it.
    public void key(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        Optional<Command> meant =
                all.stream()
                        .filter(each -> each.scope() == Command.Scope.WINDOW)
                        .filter(each ->
                                each.key()
                                        .filter(key -> !typing || !key.belongsToFields())
                                        .filter(key -> key.matches(event))
                                        .isPresent())
                        .findFirst();
        if (meant.isEmpty()) {
            return;
        }
        if (meant.get().possible()) {
            meant.get().run().run();
            event.consume();
        } else if (event.isShortcutDown()) {
            refused.accept(meant.get().refusal().getValue());
            event.consume();
        }
    }

    /// Does it, or tells why it cannot be done now.
    public void run(Command command) {
        if (command.possible()) {
            command.run().run();
        } else {
            refused.accept(command.refusal().getValue());
        }
    }
}
