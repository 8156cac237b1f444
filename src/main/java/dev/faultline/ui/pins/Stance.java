package dev.faultline.ui.pins;

import dev.faultline.cause.Pin;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.commands.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;

/// What can be asserted of a component by one key. The letter stands on its badge in the table and
/// in the graph too.
public enum Stance {
    CAUSE("P", Key.PIN_CAUSE),
    NOT_CAUSE("R", Key.RULE_OUT),
    HEALTHY("H", Key.HEALTHY),
    TROUBLE("T", Key.TROUBLE);

    private final String letter;
    private final Key key;

    Stance(String letter, Key key) {
        this.letter = letter;
        this.key = key;
    }

    public Key key() {
        return key;
    }

    /// Its key and its badge.
    public String letter() {
        return letter;
    }

    public Pin of(ServiceId service) {
        return switch (this) {
            case CAUSE -> new Pin.IsCause(service);
            case NOT_CAUSE -> new Pin.NotCause(service);
            case HEALTHY -> new Pin.Healthy(service);
            case TROUBLE -> new Pin.InTrouble(service);
        };
    }

    /// What a key means: P, R or Shift+P, H, T or F (failed), without Ctrl and the like. Where F
    /// means something else, as in the graph, it does not come here.
    static Optional<Stance> of(KeyEvent event) {
        return Arrays.stream(values()).filter(each -> each.key.matches(event)).findFirst();
    }

    /// The letters on the badge of a component of which this is asserted, none where nothing is. A
    /// check that was done has `C`.
    public static String letters(List<Pin> pins) {
        StringBuilder letters = new StringBuilder();
        for (Pin pin : pins) {
            letters.append(
                    switch (pin) {
                        case Pin.IsCause _ -> CAUSE.letter;
                        case Pin.NotCause _ -> NOT_CAUSE.letter;
                        case Pin.Healthy _ -> HEALTHY.letter;
                        case Pin.InTrouble _ -> TROUBLE.letter;
                        case Pin.Checked(var s, var c, Pin.Outcome outcome) ->
                                outcome == Pin.Outcome.UNKNOWN || letters.indexOf("C") >= 0
                                        ? ""
                                        : "C";
                    });
        }
        return letters.toString();
    }
}
