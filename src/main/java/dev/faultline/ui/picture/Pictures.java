package dev.faultline.ui.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Writes pictures as PNG.
public final class Pictures {
    private Pictures() {}

    /// Writes what was drawn by JavaFX, in place of what is there.
    ///
    /// @throws IOException with the file's name
    public static void write(WritableImage image, Path file) throws IOException {
        write(SwingFXUtils.fromFXImage(image, null), file);
    }

    /// Writes what was drawn by AWT, in place of what is there.
    ///
    /// @throws IOException with the file's name
    public static void write(BufferedImage image, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException(file + ": this computer cannot write PNG");
        }
    }
}
