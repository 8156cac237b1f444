package dev.faultline.ui.picture;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.FxExecutor;
import dev.faultline.ui.Palette;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Words;
import dev.faultline.ui.charts.SignalChart;
import dev.faultline.ui.charts.SignalPicture;
import dev.faultline.ui.graph.Drawing;
import dev.faultline.ui.graph.GraphLooks;
import dev.faultline.ui.graph.GraphPane;
import dev.faultline.wording.Figures;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;

/// The graph and the charts of one moment as picture files, drawn without a display.
public final class IncidentPictures {
    private static final int SUSPECTS = 3;
    private static final int CHARTS = 6;
    private static final int COLUMNS = 3;
    private static final int WIDTH = 520;
    private static final int HEIGHT = 300;
    private static final int HEAD = 28;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);

    private IncidentPictures() {}

    /// Tells JavaFX to draw without a display and without a graphics card. Before it is started.
    public static void withoutDisplay() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
    }

    /// Writes `graph.png`, and `chart-1.png`, `chart-2.png` … for the first suspects that have
    /// series of their own, in place of what is there. Not on the FX thread. JavaFX, where it has
    /// to be started for this, runs on until the process exits: it cannot be started twice.
    ///
    /// @return what was written
    /// @throws IOException with the file that could not be written
    public static List<Path> write(Snapshot snapshot, Path folder, Theme theme) throws IOException {
        List<Path> written = new ArrayList<>();
        Path graph = folder.resolve("graph.png");
        Pictures.write(graph(snapshot, theme.palette()), graph);
        written.add(graph);
        int number = 1;
        for (RankedCause cause : snapshot.diagnosis().ranking().causes()) {
            List<SignalPicture> signals =
                    SignalPicture.of(
                            snapshot, cause.service(), null, Duration.ofHours(3), WIDTH, CHARTS);
            if (!signals.isEmpty() && number <= SUSPECTS) {
                Path file = folder.resolve("chart-" + number++ + ".png");
                Pictures.write(charts(cause.service(), signals, theme.palette()), file);
                written.add(file);
            }
        }
        return written;
    }

    private static WritableImage graph(Snapshot snapshot, Palette palette) throws IOException {
        Drawing drawing = Drawing.of(snapshot);
        CompletableFuture<WritableImage> drawn = new CompletableFuture<>();
        start();
        new FxExecutor()
                .execute(() -> {
                    try {
                        drawn.complete(draw(snapshot, drawing, palette));
                    } catch (RuntimeException e) {
                        drawn.completeExceptionally(e);
                    }
                });
        try {
            return drawn.join();
        } catch (CompletionException e) {
            throw new IOException("the graph could not be drawn", e.getCause());
        }
    }

    private static void start() {
        withoutDisplay();
        try {
            Platform.startup(() -> {});
        } catch (IllegalStateException e) {
            return; // it runs already
        }
        Platform.setImplicitExit(false);
    }

    private static WritableImage draw(Snapshot snapshot, Drawing drawing, Palette palette) {
        GraphPane pane = new GraphPane();
        try {
            Scene scene = new Scene(pane, 1400, 800);
            scene.setFill(palette.surface());
            pane.setPalette(palette);
            pane.setDrawing(drawing);
            pane.setLooks(GraphLooks.of(snapshot, drawing.cut(), new Words(), null, Set.of()));
            return scene.snapshot(null);
        } finally {
            pane.close();
        }
    }

    private static BufferedImage charts(
            ServiceId service, List<SignalPicture> signals, Palette palette) {
        int columns = Math.min(COLUMNS, signals.size());
        int rows = Math.ceilDiv(signals.size(), columns);
        BufferedImage image =
                new BufferedImage(
                        columns * WIDTH, HEAD + rows * (HEIGHT + HEAD), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.decode(Palette.hex(palette.surface())));
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setColor(Color.decode(Palette.hex(palette.text())));
        g.setFont(TITLE);
        g.drawString(service.value(), 12, 20);
        for (int i = 0; i < signals.size(); i++) {
            SignalPicture signal = signals.get(i);
            int x = i % columns * WIDTH;
            int y = HEAD + i / columns * (HEIGHT + HEAD);
            g.setFont(TITLE);
            g.setColor(Color.decode(Palette.hex(palette.muted())));
            g.drawString(
                    signal.series().id().metric() + "   " + Figures.sigmas(signal.z()),
                    x + 12,
                    y + 18);
            SignalChart.of(signal, palette)
                    .draw(g, new Rectangle2D.Double(x, y + HEAD, WIDTH, HEIGHT));
        }
        g.dispose();
        return image;
    }
}
