package dev.faultline.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// Asks for a recording on disk.
public final class OpenDialog {
    private final Words words;

    public OpenDialog(Words words) {
        this.words = words;
    }

    /// The file that was chosen; empty when the person thought better of it.
    public Optional<Path> choose(Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.get("open.title"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(words.get("open.captures"), "*.capture"));
        File file = chooser.showOpenDialog(owner);
        return Optional.ofNullable(file).map(File::toPath);
    }
}
