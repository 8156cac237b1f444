package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.ui.Insights;
import dev.faultline.ui.Theme;
import dev.faultline.ui.sheets.Sheets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every face, tab and sheet of the window: what a screen reader is told, what the Tab key reaches
/// and in which order, and whether what is written can be read (WCAG 2.2, 1.4.3 and 1.4.11).
@ExtendWith(ApplicationExtension.class)
class AccessibilityTest {
    private static final double TEXT = 4.5;
    private static final double GRAPHICS = 3;

    private final Set<String> wrong = new LinkedHashSet<>();
    private Screen screen;

    @Start
    void start(Stage stage) {
        screen = new Screen(stage, Screen.recordings());
    }

    @AfterEach
    void close() {
        screen.close();
    }

    @Test
    void everythingIsToldReachedAndReadable(FxRobot robot) {
        Screen.fx(() -> screen.wiring.workbench().findBundled());
        await().until(() -> screen.texts(".welcome").size() > 10);
        look("welcome", ".welcome", robot);
        theme(Theme.LIGHT);
        read("welcome, light", ".welcome");
        screen.open("online-boutique-08-22.capture");
        everyState((state, selector) -> read(state + ", light", selector));
        theme(Theme.DARK);
        everyState((state, selector) -> look(state, selector, robot));
        assertThat(wrong).isEmpty();
    }

    /// Shows one after the other what can be shown of an open capture.
    private void everyState(BiConsumer<String, String> visit) {
        for (Insights.Topic topic : Insights.Topic.values()) {
            Screen.fx(() -> screen.wiring.workbench().insights().topicProperty().set(topic));
            screen.settle();
            visit.accept("work, " + topic, topic == Insights.Topic.WHY ? ".window" : ".inspector");
        }
        for (Sheets.Sheet sheet : Sheets.Sheet.values()) {
            Screen.fx(() -> screen.wiring.sheets().show(sheet));
            WaitForAsyncUtils.waitForFxEvents();
            String name = sheet.name().toLowerCase(Locale.ROOT);
            visit.accept(name, sheet == Sheets.Sheet.ABOUT ? "#about-sheet" : "#" + name);
            Screen.fx(() -> screen.wiring.sheets().close());
        }
        Screen.fx(() -> screen.wiring.connect().show());
        WaitForAsyncUtils.waitForFxEvents();
        visit.accept("connect", "#connect");
        Screen.fx(() -> screen.wiring.connect().cancel());
    }

    private void theme(Theme theme) {
        Screen.fx(() -> screen.wiring.workbench().themeProperty().set(theme));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void look(String state, String selector, FxRobot robot) {
        Parent root = root(selector);
        Screen.fx(() -> told(state, root));
        reached(state, root, robot);
        read(state, selector);
    }

    private void read(String state, String selector) {
        Parent root = root(selector);
        Screen.fx(() -> {
            root.applyCss();
            root.layout();
            readable(state, root);
        });
    }

    private Parent root(String selector) {
        Node found = Screen.fx(() -> screen.scene.getRoot().lookup(selector));
        assertThat(found).as(selector).isInstanceOf(Parent.class);
        return (Parent) found;
    }

    /// What takes the focus has a role and words.
    private void told(String state, Parent root) {
        for (Node node : seen(root)) {
            if (!takesFocus(node)) {
                continue;
            }
            if (node.getAccessibleRole() == AccessibleRole.NODE
                    || node.getAccessibleRole() == AccessibleRole.PARENT) {
                wrong.add(state + ": no role: " + name(node));
            }
            if (words(node).isBlank()) {
                wrong.add(state + ": no words: " + name(node));
            }
        }
    }

    private static String words(Node node) {
        String said = node.getAccessibleText();
        if (said != null && !said.isBlank()) {
            return said;
        }
        boolean labelled =
                node.getScene().getRoot().lookupAll(".label").stream()
                        .anyMatch(l -> l instanceof Label label && label.getLabelFor() == node);
        if (labelled) {
            return "labelled";
        }
        return node instanceof Labeled labeled && labeled.getText() != null
                ? labeled.getText()
                : "";
    }

    /// The Tab key comes to all that takes the focus, from left to right and from top to bottom
    /// among those that stand together.
    private void reached(String state, Parent root, FxRobot robot) {
        List<Node> wanted = Screen.fx(() -> seen(root).stream().filter(this::takesFocus).toList());
        if (wanted.isEmpty()) {
            return;
        }
        Set<Node> reached = new LinkedHashSet<>();
        Screen.fx(() -> wanted.getFirst().requestFocus());
        for (int i = 0; i < 3 * wanted.size() + 5; i++) {
            Node owner = Screen.fx(() -> screen.scene.getFocusOwner());
            if (owner == null || (reached.contains(owner) && owner == wanted.getFirst() && i > 1)) {
                break;
            }
            reached.add(owner);
            Screen.fx(() -> focusSeen(state, owner));
            Node text = owner;
            if (text instanceof javafx.scene.control.TextArea) {
                robot.press(KeyCode.CONTROL).type(KeyCode.TAB).release(KeyCode.CONTROL);
            } else {
                robot.type(KeyCode.TAB);
            }
        }
        for (Node each : wanted) {
            if (!reached.contains(each) && !besideReached(each, reached)) {
                wrong.add(state + ": not reached by Tab: " + name(each));
            }
        }
        List<Node> order = new ArrayList<>(reached);
        for (int i = 1; i < order.size(); i++) {
            Node a = order.get(i - 1);
            Node b = order.get(i);
            if (a.getParent() != b.getParent()) {
                continue;
            }
            Bounds one = Screen.fx(() -> a.localToScene(a.getLayoutBounds()));
            Bounds two = Screen.fx(() -> b.localToScene(b.getLayoutBounds()));
            boolean below = two.getMinY() >= one.getMaxY() - 1;
            boolean beside = two.getMinX() >= one.getMaxX() - 1 && two.getMaxY() > one.getMinY();
            if (!below && !beside) {
                wrong.add(state + ": out of order: " + name(a) + " then " + name(b));
            }
        }
    }

    /// Whether the ring, or the fill, that shows the focus stands out from what lies around.
    private void focusSeen(String state, Node owner) {
        if (!(owner instanceof Region region) || !(owner instanceof Labeled)) {
            return; // tables and lists show it on a line, fields by their caret as well
        }
        region.applyCss();
        Color ground = ground(region);
        List<Color> ring = new ArrayList<>();
        if (region.getBorder() != null) {
            region.getBorder().getStrokes().stream()
                    .map(BorderStroke::getTopStroke)
                    .filter(Color.class::isInstance)
                    .map(Color.class::cast)
                    .forEach(ring::add);
        }
        if (region.getBackground() != null) {
            region.getBackground().getFills().stream()
                    .map(BackgroundFill::getFill)
                    .filter(Color.class::isInstance)
                    .map(Color.class::cast)
                    .forEach(ring::add);
        }
        double best =
                ring.stream().mapToDouble(c -> ratio(over(c, ground), ground)).max().orElse(1);
        if (best < GRAPHICS) {
            wrong.add("%s: focus %.2f:1, wants 3: %s".formatted(state, best, name(owner)));
        }
    }

    /// Of toggles of which one is down the Tab key comes to one, arrow keys to the others.
    private static boolean besideReached(Node node, Set<Node> reached) {
        return node instanceof ToggleButton toggle
                && toggle.getToggleGroup() != null
                && toggle.getToggleGroup().getToggles().stream()
                        .anyMatch(other -> other instanceof Node n && reached.contains(n));
    }

    /// What a person works with; what only holds others, scrolls or is a line of a list is not.
    private boolean takesFocus(Node node) {
        return node.isFocusTraversable()
                && !node.isDisabled()
                && !(node instanceof IndexedCell<?>)
                && !(node instanceof ScrollBar)
                && !(node instanceof SplitPane)
                && !inCell(node)
                && (node instanceof Control || node.getId() != null);
    }

    private static boolean inCell(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n instanceof IndexedCell<?>) {
                return true;
            }
        }
        return false;
    }

    private void readable(String state, Parent root) {
        for (Node node : seen(root)) {
            if (node.isDisabled() || faded(node)) {
                continue; // WCAG exempts what cannot be used
            }
            if (node instanceof FontIcon icon && icon.getIconColor() instanceof Color ink) {
                contrast(state, node, ink, GRAPHICS, String.valueOf(icon.getIconCode()));
            } else if (node instanceof Text text
                    && text.getFill() instanceof Color ink
                    && !text.getText().isBlank()
                    && !(node instanceof FontIcon)) {
                boolean sign = text.getText().codePoints().noneMatch(Character::isLetterOrDigit);
                contrast(state, node, ink, sign ? GRAPHICS : TEXT, text.getText());
            }
        }
    }

    private static boolean faded(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n.getOpacity() < 1) {
                return true;
            }
        }
        return false;
    }

    private void contrast(String state, Node node, Color ink, double least, String what) {
        Color ground = ground(node);
        double ratio = ratio(over(ink, ground), ground);
        if (ratio < least) {
            wrong.add(
                    "%s: %.2f:1, wants %.1f: '%s' %s on %s in %s"
                            .formatted(
                                    state,
                                    ratio,
                                    least,
                                    what.substring(0, Math.min(24, what.length())),
                                    ink,
                                    ground,
                                    name(node.getParent())));
        }
    }

    /// What lies behind a node: the fills of what holds it, one over the other.
    private static Color ground(Node node) {
        List<Color> layers = new ArrayList<>();
        for (Parent p = node.getParent(); p != null; p = p.getParent()) {
            if (p instanceof Region region && region.getBackground() != null) {
                List<BackgroundFill> fills = region.getBackground().getFills();
                for (BackgroundFill fill : fills.reversed()) {
                    if (fill.getFill() instanceof Color color) {
                        layers.add(color);
                        if (color.isOpaque()) {
                            return flat(layers);
                        }
                    }
                }
            }
        }
        layers.add(Color.WHITE);
        return flat(layers);
    }

    private static Color flat(List<Color> layers) {
        Color below = layers.getLast();
        for (Color layer : layers.reversed()) {
            below = over(layer, below);
        }
        return below;
    }

    private static Color over(Color above, Color below) {
        double a = above.getOpacity();
        return Color.color(
                a * above.getRed() + (1 - a) * below.getRed(),
                a * above.getGreen() + (1 - a) * below.getGreen(),
                a * above.getBlue() + (1 - a) * below.getBlue());
    }

    private static double ratio(Color one, Color two) {
        double a = luminance(one);
        double b = luminance(two);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /// Relative luminance (WCAG 2.2).
    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed())
                + 0.7152 * linear(color.getGreen())
                + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static List<Node> seen(Parent root) {
        List<Node> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private static void collect(Node node, List<Node> found) {
        if (!node.isVisible()) {
            return;
        }
        found.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }

    private static String name(Node node) {
        return node == null
                ? "nothing"
                : node.getClass().getSimpleName()
                        + (node.getId() == null ? "" : "#" + node.getId())
                        + " "
                        + node.getStyleClass();
    }
}
