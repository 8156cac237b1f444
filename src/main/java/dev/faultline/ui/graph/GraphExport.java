package dev.faultline.ui.graph;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Alert;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/// The graph as it is drawn, as files. Files are written beside the FX thread.
public final class GraphExport {
    /// Twice as many pixels as on the screen: for slides.
    private static final double SHARPER = 2;

    private final GraphPane pane;
    private final GraphViewModel model;
    private final Workbench workbench;
    private final OpenDialog dialog;

    GraphExport(GraphPane pane, GraphViewModel model, Workbench workbench, OpenDialog dialog) {
        this.pane = pane;
        this.model = model;
        this.workbench = workbench;
        this.dialog = dialog;
    }

    /// Asks for a file and writes SVG.
    void saveSvg() {
        dialog.savePicture(pane.getScene().getWindow(), "svg").ifPresent(this::svg);
    }

    /// Asks for a file and writes PNG.
    void savePng() {
        dialog.savePicture(pane.getScene().getWindow(), "png").ifPresent(this::png);
    }

    /// Writes the whole sheet as SVG, in place of what is there.
    public void svg(Path file) {
        String picture = pane.svg(model.word("graph.export.title"));
        write(file, () -> Files.writeString(file, picture));
    }

    /// Writes what is seen as PNG, in place of what is there.
    public void png(Path file) {
        SnapshotParameters sharp = new SnapshotParameters();
        sharp.setTransform(Transform.scale(SHARPER, SHARPER));
        sharp.setFill(workbench.themeProperty().get().palette().surface());
        WritableImage image = pane.snapshot(sharp, null);
        write(
                file,
                () -> {
                    if (!ImageIO.write(
                            SwingFXUtils.fromFXImage(image, null), "png", file.toFile())) {
                        throw new IOException(file + ": this computer cannot write PNG");
                    }
                });
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
                    } catch (IOException | UncheckedIOException e) {
                        return Optional.of(String.valueOf(e.getMessage()));
                    }
                },
                failed -> failed.ifPresent(why -> complain(file, why)));
    }

    private void complain(Path file, String why) {
        Alert alert =
                new Alert(Alert.AlertType.ERROR, model.word("graph.export.failed", file, why));
        alert.initOwner(pane.getScene().getWindow());
        alert.setHeaderText(null);
        alert.show();
    }
}
