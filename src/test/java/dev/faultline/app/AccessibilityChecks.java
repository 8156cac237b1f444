package dev.faultline.app;

import dev.faultline.ui.Refusal;
import dev.faultline.ui.pins.PinMenu;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a screen reader is told of all that is shown, what the Tab key reaches and in which order,
/// whether what cannot be used says why, and whether what is written can be read (WCAG 2.2, 1.4.3
/// and 1.4.11). On the FX thread.
///
/// Longer than 300 lines: one walk through what is shown, a check a part.
final class AccessibilityChecks {
    private static final double TEXT = 4.5;
    private static final double GRAPHICS = 3;

    private final Set<String> wrong = new LinkedHashSet<>();

    /// What was found, each once.
    Set<String> wrong() {
        return wrong;
    }

    /// Looks at all that is shown below a node.
    void look(String state, Parent root) {
        root.applyCss();
        root.layout();
        told(state, root);
        refused(state, root);
        if (!(root.getScene().getWindow() instanceof ContextMenu)) { // there arrow keys walk
            reached(state, root);
        }
        readable(state, root);
    }

    /// What cannot be used says why: to who reads it, and to who has it read.
    private void refused(String state, Parent root) {
        for (Node node : seen(root)) {
            boolean refuses =
                    node.getPseudoClassStates().contains(PseudoClass.getPseudoClass(Refusal.STYLE));
            boolean out =
                    node.isDisable()
                            && node instanceof Control
                            && !(node instanceof Label)
                            && !(node instanceof ScrollBar);
            if ((refuses || out)
                    && (node.getAccessibleHelp() == null || node.getAccessibleHelp().isBlank())) {
                wrong.add(state + ": does not say why it can't be used: " + name(node));
            }
            if (node instanceof MenuButton menu) {
                items(state + ", " + name(node), menu.getItems());
            }
        }
    }

    /// What stands in a menu has words, and those that say why it cannot be chosen.
    void items(String state, List<MenuItem> items) {
        for (MenuItem item : items) {
            if (item instanceof SeparatorMenuItem) {
                continue;
            }
            if (item.getText() == null || item.getText().isBlank()) {
                wrong.add(state + ": a menu item without words: " + item.getId());
            }
            if (item.isDisable()
                    && !item.getStyleClass().contains(Refusal.STYLE)
                    && !item.getStyleClass().contains(PinMenu.TITLE)) {
                wrong.add(state + ": does not say why it can't be chosen: " + item.getText());
            }
            if (item instanceof Menu menu) {
                items(state, menu.getItems());
            }
        }
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
    private void reached(String state, Parent root) {
        List<Node> wanted = seen(root).stream().filter(this::takesFocus).toList();
        if (wanted.isEmpty()) {
            return;
        }
        Set<Node> reached = new LinkedHashSet<>();
        wanted.getFirst().requestFocus();
        for (int i = 0; i < 3 * wanted.size() + 5; i++) {
            Node owner = root.getScene().getFocusOwner();
            if (owner == null || (reached.contains(owner) && owner == wanted.getFirst() && i > 1)) {
                break;
            }
            reached.add(owner);
            owner.applyCss();
            Set<Paint> with = paints(owner);
            tab(owner);
            if (!owner.isFocused()) {
                focusSeen(state, owner, with);
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
            Bounds one = a.localToScene(a.getLayoutBounds());
            Bounds two = b.localToScene(b.getLayoutBounds());
            boolean below = two.getMinY() >= one.getMaxY() - 1;
            boolean beside = two.getMinX() >= one.getMaxX() - 1 && two.getMaxY() > one.getMinY();
            if (!below && !beside) {
                wrong.add(state + ": out of order: " + name(a) + " then " + name(b));
            }
        }
    }

    /// The key as the window hears it, from the scene to what has the focus and back: a robot takes
    /// a tenth of a second for each, and there are thousands.
    private static void tab(Node owner) {
        boolean control = owner instanceof TextArea; // where it is a character
        for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            Event.fireEvent(
                    owner, new KeyEvent(type, "", "", KeyCode.TAB, false, control, false, false));
        }
    }

    /// Whether what is drawn anew where the focus is stands out from what lies around.
    private void focusSeen(String state, Node owner, Set<Paint> with) {
        if (!(owner instanceof Labeled)) {
            return; // tables and lists show it on a line, fields by their caret as well
        }
        owner.applyCss();
        Set<Paint> anew = new LinkedHashSet<>(with);
        anew.removeAll(paints(owner));
        Color ground = ground(owner);
        double best =
                anew.stream()
                        .map(Paint::ink)
                        .mapToDouble(c -> ratio(over(c, ground), ground))
                        .max()
                        .orElse(1);
        if (best < GRAPHICS) {
            wrong.add("%s: focus %.2f:1, wants 3: %s".formatted(state, best, name(owner)));
        }
    }

    /// A border or a fill.
    private record Paint(Node of, boolean border, Color ink) {}

    /// The borders and fills of a control, and of its mark where it has one.
    private static Set<Paint> paints(Node owner) {
        Set<Paint> all = new LinkedHashSet<>();
        List<Node> drawn = new ArrayList<>(owner.lookupAll(".radio"));
        drawn.addAll(owner.lookupAll(".box"));
        drawn.add(owner);
        for (Node node : drawn) {
            if (node instanceof Region region && region.getBorder() != null) {
                for (BorderStroke stroke : region.getBorder().getStrokes()) {
                    if (stroke.getTopStroke() instanceof Color color) {
                        all.add(new Paint(node, true, color));
                    }
                }
            }
            if (node instanceof Region region && region.getBackground() != null) {
                for (BackgroundFill fill : region.getBackground().getFills()) {
                    if (fill.getFill() instanceof Color color) {
                        all.add(new Paint(node, false, color));
                    }
                }
            }
        }
        return all;
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
