package dev.faultline.app;

import dev.faultline.remedy.Peers;
import dev.faultline.settings.UserFolder;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteIncidents;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.picture.Pictures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The JavaFX application: one window. Started by [Window].
public final class WorkbenchApplication extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(WorkbenchApplication.class);

    /// So many pulses in a row must be quiet before the window counts as settled.
    private static final int QUIET_PULSES = 45;

    private static final int REHEARSAL_PULSES = 15;

    /// A running system that has not settled by then is drawn as it is.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static volatile int exitCode;

    private @Nullable Wiring wiring;
    private @Nullable Database database;
    private @Nullable RemedyWorkshop workshop;

    static int exitCode() {
        return exitCode;
    }

    @Override
    public void start(Stage stage) {
        OpenRequest request = Window.request();
        Database kept = new Database(UserFolder.data().resolve(Database.NAME));
        database = kept;
        RemedyWorkshop own = RemedyWorkshop.own(request.settings(), Peers.NONE);
        workshop = own;
        Wiring made =
                new Wiring(
                        new ReplayRecordings(
                                request.settings(), SessionFile.here(), request.baseline()),
                        request.sources(),
                        request.settings(),
                        new SqliteIncidents(kept),
                        Optional.of(own.desk()),
                        InstantSource.system());
        wiring = made;
        made.folders(folder -> getHostServices().showDocument(folder.toUri().toString()));
        Workbench workbench = made.workbench();
        workbench.insights().topicProperty().set(request.tab());
        dress(workbench.themeProperty().get());
        workbench.themeProperty().addListener((p, before, now) -> dress(now));
        Parent root = made.load();
        Scene scene = new Scene(root, request.width(), request.height());
        if (request.screenshot().isPresent()) {
            stage.setScene(new Scene(new Pane(), 64, 64)); // keeps the pulse of JavaFX going
            stage.show();
            shootWhenSettled(made, scene, request.screenshot().get());
        } else {
            stage.setTitle("Faultline");
            stage.setScene(scene);
            stage.setMinWidth(960);
            stage.setMinHeight(600);
            Rectangle2D desktop = Screen.getPrimary().getVisualBounds();
            if (request.width() > desktop.getWidth() || request.height() > desktop.getHeight()) {
                stage.setWidth(Math.min(request.width(), desktop.getWidth()));
                stage.setHeight(Math.min(request.height(), desktop.getHeight()));
                stage.setMaximized(true);
            }
            stage.show();
            if (LOG.isDebugEnabled()) {
                tellFirstPicture(made, System.nanoTime());
            }
        }
        workbench.findBundled();
        made.connect().findRecent();
        request.live().ifPresent(workbench::connect);
        request.capture().ifPresent(file -> workbench.open(file, request.at().orElse(null)));
    }

    private static void dress(Theme theme) {
        setUserAgentStylesheet(theme.stylesheet());
    }

    /// Logs how long after the window, and after the start of the program, the first picture came,
    /// and the playhead, where somebody listens at that level.
    private static void tellFirstPicture(Wiring wiring, long shown) {
        new AnimationTimer() {
            private int drawn;

            @Override
            public void handle(long now) {
                // The pulse after the one that laid it out.
                drawn += wiring.drawn() ? 1 : 0;
                if (drawn == 2) {
                    LOG.debug(
                            "First picture {} ms after the window, {} ms after the start.",
                            (now - shown) / 1_000_000,
                            ManagementFactory.getRuntimeMXBean().getUptime());
                } else if (drawn > 2 && wiring.settled()) {
                    LOG.debug("At the playhead {} ms after it.", (now - shown) / 1_000_000);
                    stop();
                }
            }
        }.start();
    }

    /// Draws a window that is never shown: JavaFX without a display has a screen of 1000 by 1000
    /// pixels and stops drawing when a window is larger. What listens to sizes learns them from the
    /// first drawings, the last one is kept.
    private static void shootWhenSettled(Wiring wiring, Scene scene, Path file) {
        new AnimationTimer() {
            private final long began = System.nanoTime();
            private int quiet;

            @Override
            public void handle(long now) {
                boolean late = System.nanoTime() - began > PATIENCE.toNanos();
                quiet = wiring.settled() || late ? quiet + 1 : 0;
                if (quiet % REHEARSAL_PULSES != 1) {
                    return;
                }
                WritableImage image = scene.snapshot(null);
                if (quiet < QUIET_PULSES) {
                    return;
                }
                stop();
                if (!wiring.settled()) {
                    LOG.warn("Not all was read after {}: the picture shows what was.", PATIENCE);
                }
                try {
                    Pictures.write(image, file);
                } catch (IOException e) {
                    exitCode = 1;
                    LOG.error("{}: the picture could not be written.", file, e);
                }
                Platform.exit();
            }
        }.start();
    }

    @Override
    public void stop() {
        Objects.requireNonNull(wiring, "started").close();
        Objects.requireNonNull(workshop, "started").close();
        Objects.requireNonNull(database, "started").close();
    }
}
