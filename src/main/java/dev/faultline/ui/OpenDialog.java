package dev.faultline.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks for files on disk.
public final class OpenDialog {
    private final Words words;

    public OpenDialog(Words words) {
        this.words = words;
    }

    /// As [#choose(Window)], before whatever window has the focus.
    public Optional<Path> choose() {
        return path(chooser("open.title", "open.captures", "*.capture").showOpenDialog(front()));
    }

    /// As [#saveBaseline(Window)], before whatever window has the focus.
    public Optional<Path> saveBaseline() {
        return saveBaseline(front());
    }

    /// The window that has the focus.
    public static @Nullable Window front() {
        return Window.getWindows().stream().filter(Window::isFocused).findFirst().orElse(null);
    }

    /// The file that was chosen; empty when the person thought better of it.
    public Optional<Path> choose(Window owner) {
        return path(chooser("open.title", "open.captures", "*.capture").showOpenDialog(owner));
    }

    /// Where what is normal shall be written.
    public Optional<Path> saveBaseline(@Nullable Window owner) {
        FileChooser chooser = chooser("save.title", "save.baselines", "*.baseline");
        chooser.setInitialFileName("normal.baseline");
        return path(chooser.showSaveDialog(owner));
    }

    /// Where settings shall be written.
    public Optional<Path> saveSettings() {
        FileChooser chooser = chooser("settings.export", "settings.title", "*.yaml");
        chooser.setInitialFileName("settings.yaml");
        return path(chooser.showSaveDialog(front()));
    }

    /// Where a text shall be written.
    ///
    /// @param title key of what the person is asked
    /// @param name what it is called where nothing else is said
    public Optional<Path> saveText(String title, String name) {
        FileChooser chooser = chooser(title, "saying.texts", "*.md", "*.txt");
        chooser.setInitialFileName(name);
        return path(chooser.showSaveDialog(front()));
    }

    /// Where a capture shall be written.
    ///
    /// @param title key of what the person is asked
    public Optional<Path> saveCapture(Window owner, String title) {
        FileChooser chooser = chooser(title, "open.captures", "*.capture");
        chooser.setInitialFileName("live.capture");
        return path(chooser.showSaveDialog(owner));
    }

    /// Where a picture of the graph shall be written.
    ///
    /// @param kind `svg` or `png`
    public Optional<Path> savePicture(Window owner, String kind) {
        FileChooser chooser = chooser("graph.export.ask", "graph.export." + kind, "*." + kind);
        chooser.setInitialFileName("dependencies." + kind);
        return path(chooser.showSaveDialog(owner));
    }

    /// Where charts shall be written.
    ///
    /// @param kind `png`, `svg` or `csv`
    /// @param name what it is called where nothing else is said; what no file may be called is
    ///   replaced
    public Optional<Path> saveCharts(String kind, String name) {
        FileChooser chooser = chooser("charts.export.ask", "charts.export." + kind, "*." + kind);
        chooser.setInitialFileName(name.replaceAll("[^A-Za-z0-9._-]+", "_") + "." + kind);
        return path(chooser.showSaveDialog(front()));
    }

    /// A file of any kind.
    public Optional<Path> any(Window owner, String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        return path(chooser.showOpenDialog(owner));
    }

    private FileChooser chooser(String title, String kind, String... patterns) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.get(title));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(words.get(kind), patterns));
        return chooser;
    }

    private static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }
}
