package dev.faultline.ui.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

class KeyTest {
    @Test
    void hasOnlyKeysThatThereAre() {
        // A name that is no key is taken for a sign to be typed, and never heard.
        assertThat(Stream.of(Key.values()).flatMap(key -> key.combinations().stream()))
                .hasOnlyElementsOfType(KeyCodeCombination.class);
    }

    @Test
    void tellsApartWhatIsPressedTogether() {
        assertThat(pressed(KeyCode.P, false, false)).containsExactly(Key.PIN_CAUSE);
        assertThat(pressed(KeyCode.P, true, false)).containsExactly(Key.RULE_OUT);
        assertThat(pressed(KeyCode.P, false, true)).isEmpty();
        assertThat(pressed(KeyCode.K, false, true)).containsExactly(Key.PALETTE);
        assertThat(pressed(KeyCode.K, true, true)).containsExactly(Key.CONNECT);
        assertThat(pressed(KeyCode.DIGIT2, false, true)).containsExactly(Key.GRAPH);
        assertThat(pressed(KeyCode.EQUALS, true, true)).containsExactly(Key.LARGER);
        assertThat(pressed(KeyCode.F, false, false))
                .as("told apart by where it is pressed")
                .containsExactly(Key.TROUBLE, Key.FIT);
    }

    private static Stream<Key> pressed(KeyCode code, boolean shift, boolean control) {
        KeyEvent event =
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, false, false);
        return Stream.of(Key.values()).filter(key -> key.matches(event));
    }
}
