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
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
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
        await().atMost(60, TimeUnit.SECONDS)
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
        picture(name, Theme.DARK, 1280, 720);
        if (ALL) {
            picture(name, Theme.LIGHT, 1280, 720);
            picture(name, Theme.LIGHT, 1920, 1080);
            picture(name, Theme.DARK, 1920, 1080);
            size(Theme.DARK, 1280, 720);
        }
    }

    private void picture(String name, Theme theme, int width, int height) {
        if (ALL) {
            size(theme, width, height);
        }
        Path file =
                SCREENS.resolve(
                        "%s-%s-%dx%d.png".formatted(name, theme.styleClass(), width, height));
        fx(() -> {
            try {
                Pictures.write(scene.snapshot(null), file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void size(Theme theme, int width, int height) {
        fx(() -> {
            wiring.workbench().themeProperty().set(theme);
            stage.setWidth(width);
            stage.setHeight(height);
        });
        settle();
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
