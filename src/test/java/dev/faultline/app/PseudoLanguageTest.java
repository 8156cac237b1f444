package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ui.Insights;
import dev.faultline.ui.ShopRecordings;
import dev.faultline.ui.sheets.Sheets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The window in a language that nobody speaks: every word comes from a bundle, and what can be
/// pressed is written out at 1280x720 where words are a third longer.
@ExtendWith(ApplicationExtension.class)
class PseudoLanguageTest {
    /// In this language no three letters without an accent stand together but in names.
    private static final Pattern RAW = Pattern.compile("[A-Za-z]{3,}");

    /// What was logged, names of libraries, and what the schema of the settings file says of each
    /// setting, which is English for editors of that file too.
    private static final Set<Sheets.Sheet> ENGLISH =
            Set.of(Sheets.Sheet.LOG, Sheets.Sheet.ABOUT, Sheets.Sheet.SETTINGS);

    private final Map<String, String> raw = new TreeMap<>();
    private final Set<String> cut = new LinkedHashSet<>();
    private Screen screen;

    @Start
    void start(Stage stage) {
        PseudoLanguage.write();
        screen = new Screen(stage, new ShopRecordings(), PseudoLanguage.LOCALE);
    }

    @AfterEach
    void close() {
        screen.close();
    }

    @Test
    void everyWordComesFromABundleAndHasItsPlace() {
        Screen.fx(() -> screen.wiring.workbench().findBundled());
        screen.settle();
        look("welcome", ".window");
        screen.open("shop.capture");
        for (Insights.Topic topic : Insights.Topic.values()) {
            Screen.fx(() -> screen.wiring.workbench().insights().topicProperty().set(topic));
            screen.settle();
            look(topic.name(), ".window");
            if (topic == Insights.Topic.WHY) {
                screen.picture("pseudo");
            }
        }
        for (Sheets.Sheet sheet : Sheets.Sheet.values()) {
            if (!ENGLISH.contains(sheet)) {
                Screen.fx(() -> screen.wiring.sheets().show(sheet));
                screen.settle();
                look(sheet.name(), "#" + sheet.name().toLowerCase(Locale.ROOT));
                Screen.fx(() -> screen.wiring.sheets().close());
            }
        }
        Screen.fx(() -> screen.wiring.connect().show());
        WaitForAsyncUtils.waitForFxEvents();
        look("connect", "#connect");
        assertThat(List.of(raw, cut))
                .as("what does not come from a bundle, and what is cut off")
                .containsExactly(Map.of(), Set.of());
    }

    private void look(String state, String selector) {
        Screen.fx(() -> {
            Parent root = (Parent) screen.scene.getRoot().lookup(selector);
            root.applyCss();
            root.layout();
            walk(state, root, false);
        });
    }

    private void walk(String state, Node node, boolean inCell) {
        if (!node.isVisible() || node instanceof Parent p && p.getBoundsInParent().isEmpty()) {
            return;
        }
        boolean within = inCell || node instanceof IndexedCell<?>;
        for (String text : texts(node)) {
            RAW.matcher(text)
                    .results()
                    .filter(m -> !known(m.group()))
                    .forEach(m ->
                            raw.putIfAbsent(
                                    m.group(),
                                    "%s: '%s' of %s".formatted(state, text, name(node))));
        }
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            boolean whole =
                    labeled.lookupAll(".text").stream()
                            .filter(Text.class::isInstance)
                            .map(t -> ((Text) t).getText())
                            .anyMatch(labeled.getText()::equals);
            boolean button = node instanceof ButtonBase && !(node instanceof Hyperlink) && !within;
            if (!whole && !labeled.getText().isBlank() && button) {
                cut.add("'%s' of %s".formatted(labeled.getText(), name(node)));
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(state, child, within));
        }
    }

    private static List<String> texts(Node node) {
        List<String> all = new ArrayList<>();
        if (node instanceof Labeled labeled) {
            all.add(labeled.getText());
        }
        if (node instanceof TextInputControl field) {
            all.add(field.getPromptText());
        }
        if (node instanceof Control control && control.getTooltip() != null) {
            all.add(control.getTooltip().getText());
        }
        if (node instanceof MenuButton menu) {
            menu.getItems().forEach(item -> all.add(item.getText()));
        }
        all.add(node.getAccessibleText());
        all.add(node.getAccessibleHelp());
        all.removeIf(text -> text == null);
        return all;
    }

    /// Names: of keys, units, the parts of the shop, and whoever runs the test.
    private static final Set<String> NAMES =
            Set.of(
                    "Ctrl",
                    "Shift",
                    "Enter",
                    "Esc",
                    "Backspace",
                    "Delete",
                    "UTC",
                    "SEV",
                    "small",
                    "shop",
                    "made",
                    "from",
                    "seed",
                    "team",
                    "orders",
                    "web",
                    "latency",
                    "errors",
                    "cpu",
                    "rps",
                    "index",
                    "dropped");

    private static boolean known(String word) {
        return NAMES.contains(word) || System.getProperty("user.name").contains(word);
    }

    private static String name(Node node) {
        return node.getClass().getSimpleName() + "#" + node.getId() + " " + node.getStyleClass();
    }
}
