package dev.faultline.app;

import static org.awaitility.Awaitility.await;

import dev.faultline.incident.IncidentStore;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.settings.Settings;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.Theme;
import dev.faultline.ui.picture.Pictures;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// A whole window for a test, at 1280x720, with what tests ask of it. With `-Dpictures=all` its
/// pictures are dark and light, at 1280x720 and at 1920x1080; else dark at 1280x720.
final class Screen implements AutoCloseable {
    private static final Path SCREENS = Path.of("target/screens");
    private static final boolean ALL = "all".equals(System.getProperty("pictures"));

    final Wiring wiring;
    final Scene scene;
    private final Stage stage;

    Screen(Stage stage, Recordings recordings) {
        this(
                stage,
                recordings,
                new ShopSystem(),
                Optional.empty(),
                InstantSource.system(),
                Locale.ROOT);
    }

    /// A window at the time of day of a running system.
    Screen(Stage stage, Recordings recordings, ShopSystem shop) {
        this(stage, recordings, shop, Optional.empty(), shop::now, Locale.ROOT);
    }

    /// The same, with who acts on that system.
    Screen(Stage stage, Recordings recordings, ShopSystem shop, RemedyDesk desk) {
        this(stage, recordings, shop, Optional.of(desk), shop::now, Locale.ROOT);
    }

    /// A window in another language.
    Screen(Stage stage, Recordings recordings, Locale language) {
        this(
                stage,
                recordings,
                new ShopSystem(),
                Optional.empty(),
                InstantSource.system(),
                language);
    }

    private Screen(
            Stage stage,
            Recordings recordings,
            ShopSystem shop,
            Optional<RemedyDesk> desk,
            InstantSource clock,
            Locale language) {
        this.stage = stage;
        wiring =
                new Wiring(
                        recordings,
                        shop,
                        Settings.DEFAULT,
                        IncidentStore.NONE,
                        desk,
                        clock,
                        language);
        Application.setUserAgentStylesheet(Theme.DARK.stylesheet());
        wiring.workbench()
                .themeProperty()
                .addListener((p, a, b) -> Application.setUserAgentStylesheet(b.stylesheet()));
        scene = new Scene(wiring.load(), 1280, 720);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    /// Recordings as the program has them; what is said in a test is of no concern to whoever runs
    /// it.
    static Recordings recordings() {
        try {
            return new ReplayRecordings(
                    Settings.DEFAULT,
                    new SessionFile(
                            java.nio.file.Files.createTempDirectory(Path.of("target"), "session")
                                    .resolve(SessionFile.NAME)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void open(String capture) {
        fx(() -> wiring.workbench().open(Path.of("sample-data", capture), null));
        settle();
    }

    void settle() {
        await().atMost(180, TimeUnit.SECONDS)
                .until(() ->
                        fx(() -> {
                            wiring.workbench().heartbeat();
                            return wiring.settled();
                        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    Set<String> texts() {
        return texts(".window");
    }

    /// What can be read below a node.
    Set<String> texts(String selector) {
        return fx(() ->
                Stream.of(".label", ".button", ".toggle-button", ".hyperlink")
                        .flatMap(kind -> scene.getRoot().lookup(selector).lookupAll(kind).stream())
                        .filter(Screen::isShown)
                        .map(n -> ((Labeled) n).getText())
                        .filter(t -> t != null && !t.isBlank())
                        .collect(Collectors.toSet()));
    }

    boolean shown(String selector) {
        return fx(() -> {
            Node node = scene.getRoot().lookup(selector);
            return node != null && isShown(node);
        });
    }

    /// Presses an item of a menu as soon as one that is open has it: a menu opens, and its items
    /// are laid out, some frames after what asked for it.
    static void choose(FxRobot robot, String item) {
        AtomicReference<Point2D> middle = new AtomicReference<>();
        await("'" + item + "' in an open menu")
                .until(() -> {
                    middle.set(fx(() -> middleOf(item)).orElse(null));
                    return middle.get() != null;
                });
        robot.clickOn(middle.get());
    }

    private static Optional<Point2D> middleOf(String item) {
        return Window.getWindows().stream()
                .filter(w -> w instanceof ContextMenu && w.isShowing())
                .flatMap(w -> w.getScene().getRoot().lookupAll(".label").stream())
                .filter(n -> n instanceof Labeled label && item.equals(label.getText()))
                .map(n -> n.localToScreen(n.getLayoutBounds()))
                .filter(bounds -> bounds != null && bounds.getWidth() > 0)
                .map(bounds -> new Point2D(bounds.getCenterX(), bounds.getCenterY()))
                .findFirst();
    }

    /// Whether a button says why it cannot be used.
    static boolean refuses(Node node) {
        return node.getPseudoClassStates().contains(PseudoClass.getPseudoClass("refused"))
                && node.getAccessibleHelp() != null
                && !node.getAccessibleHelp().isBlank();
    }

    static boolean isShown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// Writes what is on the screen to `target/screens`.
    void picture(String name) {
        picture(name, wiring, stage, scene, this::settle);
    }

    /// The same of any window. It is as large and as dark afterwards as it was before.
    static void picture(String name, Wiring wiring, Stage stage, Scene scene, Runnable settle) {
        if (!ALL) {
            write(scene, stage, name + "-" + wiring.workbench().themeProperty().get().styleClass());
            return;
        }
        Theme before = fx(() -> wiring.workbench().themeProperty().get());
        boolean popups = fx(() -> !popups(stage).isEmpty());
        for (Theme theme : Theme.values()) {
            fx(() -> wiring.workbench().themeProperty().set(theme));
            settle.run();
            String themed = name + "-" + theme.styleClass();
            if (popups) { // they belong to the window as it stands there
                write(scene, stage, themed);
            } else {
                writeOffScreen(scene, 1280, 720, themed, settle);
                writeOffScreen(scene, 1920, 1080, themed, settle);
            }
        }
        fx(() -> wiring.workbench().themeProperty().set(before));
        settle.run();
    }

    /// JavaFX without a display has a screen of 1000 by 1000 pixels and no window that is larger:
    /// what is in the window is put into a scene that is never shown, and back. What listens to
    /// sizes learns them from the first drawings; what had the focus has it again.
    private static void writeOffScreen(
            Scene scene, double width, double height, String name, Runnable settle) {
        Parent root = fx(scene::getRoot);
        Node focused = fx(scene::getFocusOwner);
        Scene large =
                fx(() -> {
                    scene.setRoot(new Pane());
                    return new Scene(root, width, height);
                });
        for (int i = 0; i < 3; i++) {
            fx(() -> {
                large.snapshot(null);
            });
            settle.run();
        }
        fx(() -> {
            if (focused != null) {
                focused.requestFocus();
            }
        });
        write(large, (Stage) scene.getWindow(), name);
        fx(() -> {
            large.setRoot(new Pane());
            scene.setRoot(root);
            if (focused != null) {
                focused.requestFocus();
            }
        });
        settle.run();
    }

    /// With the menus and lists that are open above it.
    private static void write(Scene scene, Stage stage, String name) {
        fx(() -> {
            BufferedImage image = SwingFXUtils.fromFXImage(scene.snapshot(null), null);
            Graphics2D pen = image.createGraphics();
            for (PopupWindow popup : popups(stage)) {
                SnapshotParameters clear = new SnapshotParameters();
                clear.setFill(Color.TRANSPARENT);
                pen.drawImage(
                        SwingFXUtils.fromFXImage(
                                popup.getScene().getRoot().snapshot(clear, null), null),
                        (int) Math.round(popup.getX() - stage.getX() - scene.getX()),
                        (int) Math.round(popup.getY() - stage.getY() - scene.getY()),
                        null);
            }
            pen.dispose();
            try {
                Pictures.write(
                        image,
                        SCREENS.resolve(
                                "%s-%.0fx%.0f.png"
                                        .formatted(name, scene.getWidth(), scene.getHeight())));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<PopupWindow> popups(Stage stage) {
        return Window.getWindows().stream()
                .filter(PopupWindow.class::isInstance)
                .map(PopupWindow.class::cast)
                .filter(popup -> popup.isShowing() && !(popup instanceof Tooltip))
                .filter(popup -> owner(popup) == stage)
                .toList();
    }

    private static Window owner(PopupWindow popup) {
        Window owner = popup.getOwnerWindow();
        return owner instanceof PopupWindow above ? owner(above) : owner;
    }

    static void fx(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }

    static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
    }

    @Override
    public void close() {
        fx(wiring::close);
    }
}
