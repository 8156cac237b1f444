package dev.faultline.app;

import static org.awaitility.Awaitility.await;

import dev.faultline.settings.Settings;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.Theme;
import dev.faultline.ui.picture.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
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
        this.stage = stage;
        wiring = new Wiring(recordings, new ShopSystem(), Settings.DEFAULT);
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
            write(
                    scene,
                    "%s-%s-%.0fx%.0f"
                            .formatted(
                                    name,
                                    wiring.workbench().themeProperty().get().styleClass(),
                                    scene.getWidth(),
                                    scene.getHeight()));
            return;
        }
        double width = fx(stage::getWidth);
        double height = fx(stage::getHeight);
        Theme before = fx(() -> wiring.workbench().themeProperty().get());
        for (Theme theme : Theme.values()) {
            size(wiring, stage, theme, 1280, 720);
            settle.run();
            write(scene, name + "-" + theme.styleClass() + "-1280x720");
            writeLarge(scene, name + "-" + theme.styleClass() + "-1920x1080", settle);
        }
        size(wiring, stage, before, width, height);
        settle.run();
    }

    /// JavaFX without a display has a screen of 1000 by 1000 pixels and no window that is larger:
    /// what is in the window is put into a scene that is never shown, and back. What listens to
    /// sizes learns them from the first drawings.
    private static void writeLarge(Scene scene, String name, Runnable settle) {
        Parent root = fx(scene::getRoot);
        Scene large =
                fx(() -> {
                    scene.setRoot(new Pane());
                    return new Scene(root, 1920, 1080);
                });
        for (int i = 0; i < 3; i++) {
            fx(() -> {
                large.snapshot(null);
            });
            settle.run();
        }
        write(large, name);
        fx(() -> {
            large.setRoot(new Pane());
            scene.setRoot(root);
        });
        settle.run();
    }

    private static void write(Scene scene, String name) {
        fx(() -> {
            try {
                Pictures.write(scene.snapshot(null), SCREENS.resolve(name + ".png"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void size(Wiring wiring, Stage stage, Theme theme, double width, double height) {
        fx(() -> {
            wiring.workbench().themeProperty().set(theme);
            stage.setWidth(width);
            stage.setHeight(height);
        });
        WaitForAsyncUtils.waitForFxEvents();
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
