package dev.faultline.ui.charts;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.notifications.Notifications;
import dev.faultline.ui.picture.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;

/// The charts as they are shown, as files. Files are written beside the FX thread; what came of it
/// is told.
public final class ChartExport {
    /// Twice as many pixels as on the screen: for slides.
    private static final double SHARPER = 2;

    private final Workbench workbench;
    private final OpenDialog dialog;
    private final Words words;
    private final Notifications notifications;

    public ChartExport(
            Workbench workbench, OpenDialog dialog, Words words, Notifications notifications) {
        this.workbench = workbench;
        this.dialog = dialog;
        this.words = words;
        this.notifications = notifications;
    }

    /// Asks for a file and writes what is seen.
    void png(Node charts) {
        ask("png").ifPresent(file -> png(charts, file));
    }

    /// Writes what is seen, in place of what is there.
    void png(Node charts, Path file) {
        SnapshotParameters sharp = new SnapshotParameters();
        sharp.setTransform(Transform.scale(SHARPER, SHARPER));
        sharp.setFill(workbench.themeProperty().get().palette().surface());
        WritableImage image = charts.snapshot(sharp, null);
        write(file, () -> Pictures.write(image, file));
    }

    /// Asks for a file and draws the charts anew, one below the other.
    void svg(List<SignalPicture> pictures) {
        ask("svg").ifPresent(file -> svg(pictures, file));
    }

    /// Draws the charts anew, in place of what is there.
    void svg(List<SignalPicture> pictures, Path file) {
        var palette = workbench.themeProperty().get().palette();
        write(file, () -> Files.writeString(file, ChartSvg.of(pictures, palette)));
    }

    /// Asks for a file and writes the numbers.
    void csv(List<SignalPicture> pictures) {
        ask("csv").ifPresent(file -> csv(pictures, file));
    }

    /// Writes the numbers, in place of what is there.
    void csv(List<SignalPicture> pictures, Path file) {
        write(file, () -> Files.writeString(file, ChartCsv.of(pictures)));
    }

    private Optional<Path> ask(String kind) {
        return dialog.saveCharts(kind, String.valueOf(workbench.selectionProperty().get()));
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void write(Path file, Writing writing) {
        workbench.workOut(
                () -> {
                    try {
                        writing.write();
                        return Optional.<String>empty();
                    } catch (IOException e) {
                        return Optional.of(String.valueOf(e.getMessage()));
                    }
                },
                trouble ->
                        notifications.tell(
                                trouble.isEmpty()
                                        ? Notifications.Level.DONE
                                        : Notifications.Level.ERROR,
                                trouble.map(why -> words.get("charts.export.failed", why))
                                        .orElse(words.get("charts.export.done", file))));
    }
}
