package dev.faultline.ui.commands;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// All keys of the window that mean something beyond what a control does with them. Whoever listens
/// to keys asks here, and the shortcut sheet lists these: so they cannot say different things.
public enum Key {
    PALETTE("Ctrl+K", "Shortcut+K"),
    /// The sign is asked for, not where it lies: each keyboard has it elsewhere.
    SHORTCUTS("? or F1", "F1"),
    SETTINGS("Ctrl+,", "Shortcut+COMMA"),
    ESCAPE("Esc", "ESC"),

    OPEN("Ctrl+O", "Shortcut+O"),
    CONNECT("Ctrl+Shift+K", "Shortcut+Shift+K"),

    SUSPECTS("Ctrl+1", "Shortcut+1"),
    GRAPH("Ctrl+2", "Shortcut+2"),
    INSPECTOR("Ctrl+3", "Shortcut+3"),
    CHARTS("Ctrl+4", "Shortcut+4"),

    TIME("Ctrl+5", "Shortcut+5"),

    COPY_FOR_CALL("Ctrl+Shift+C", "Shortcut+Shift+C"),
    SHARE("Ctrl+Shift+S", "Shortcut+Shift+S"),
    MESSAGE("Ctrl+Shift+M", "Shortcut+Shift+M"),
    DIGEST("Ctrl+Shift+D", "Shortcut+Shift+D"),
    HAND_OVER("Ctrl+Shift+H", "Shortcut+Shift+H"),
    COMPARE("Ctrl+Shift+B", "Shortcut+Shift+B"),
    LOG("Ctrl+Shift+L", "Shortcut+Shift+L"),

    UNDO("Ctrl+Z", "Shortcut+Z"),
    PAGE_OWNER("Ctrl+Enter", "Shortcut+ENTER"),
    ACT("Ctrl+R", "Shortcut+R"),

    /// Of the incident that is shown.
    NOTE("N", "N"),
    ACKNOWLEDGE("Ctrl+Shift+A", "Shortcut+Shift+A"),
    CLOSE_INCIDENT("Ctrl+Shift+X", "Shortcut+Shift+X"),
    INCIDENTS("Ctrl+I", "Shortcut+I"),

    LARGER("Ctrl++", "Shortcut+PLUS", "Shortcut+EQUALS", "Shortcut+Shift+EQUALS", "Shortcut+ADD"),
    SMALLER("Ctrl+−", "Shortcut+MINUS", "Shortcut+SUBTRACT"),
    USUAL_SIZE("Ctrl+0", "Shortcut+0", "Shortcut+Numpad 0"),

    /// In the table and in the graph, about the component that is marked there.
    PIN_CAUSE("P", "P"),
    RULE_OUT("R or Shift+P", "R", "Shift+P"),
    HEALTHY("H; Shift+H", "H", "Shift+H"),
    TROUBLE("T", "T", "F"),
    UNDO_PIN("U", "U", "Shift+U"),

    /// In the graph.
    FIT("F", "F"),
    WALK("← → ↑ ↓", "LEFT", "RIGHT", "UP", "DOWN"),
    ENTER_NODE("Enter", "ENTER"),
    BACK("Backspace", "Backspace"),
    HOPS("0 to 4", "0", "1", "2", "3", "4"),
    /// The sign is asked for here too.
    FIND("/"),
    HIDE("H", "H"),
    FOLD("G", "G"),
    CLOSER("+", "PLUS", "EQUALS", "Shift+EQUALS", "ADD"),
    AWAY("−", "MINUS", "SUBTRACT"),
    TABLE("Ctrl+T", "Shortcut+T"),

    /// Wherever nothing is typed.
    PARTS("S", "S"),
    NOW("L", "L"),

    /// In the list of changes.
    TAKE_BACK("Delete", "DELETE");

    private final String shown;

    @SuppressWarnings("ImmutableEnumChecker") // an unchangeable list of values of JavaFX
    private final List<KeyCombination> combinations;

    Key(String shown, String... combinations) {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        this.shown = mac ? shown.replace("Ctrl+", "⌘") : shown;
        this.combinations = Stream.of(combinations).map(KeyCombination::valueOf).toList();
    }

    /// As it is shown to a person.
    public String shown() {
        return shown;
    }

    /// Whether this key was pressed.
    public boolean matches(KeyEvent event) {
        return event.getEventType() == KeyEvent.KEY_TYPED
                ? (this == SHORTCUTS && event.getCharacter().equals("?"))
                        || (this == FIND && event.getCharacter().equals("/"))
                : combinations.stream().anyMatch(each -> each.match(event));
    }

    /// Whether it is a letter or a sign that could also be typed into a field, or Ctrl+Z, which
    /// fields know themselves.
    boolean belongsToFields() {
        return this == UNDO
                || this == SHORTCUTS
                || this == FIND
                || combinations.stream()
                        .anyMatch(each ->
                                each.getShortcut() == KeyCombination.ModifierValue.UP
                                        && each.getControl() == KeyCombination.ModifierValue.UP
                                        && this != ESCAPE);
    }

    List<KeyCombination> combinations() {
        return combinations;
    }
}
