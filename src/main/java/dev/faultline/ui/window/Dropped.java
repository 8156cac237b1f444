package dev.faultline.ui.window;

import dev.faultline.ui.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What somebody dropped onto the window.
sealed interface Dropped {
    /// A capture, to be opened.
    record Capture(Path file) implements Dropped {}

    /// Something else; why it cannot be opened, and what can be done with it.
    record Other(String why) implements Dropped {}

    /// Looks at what was dropped. Touches the disk: not on the FX thread.
    static Dropped of(List<Path> files, Words words) {
        if (files.size() != 1) {
            return new Other(words.get("drop.several", files.size()));
        }
        Path file = files.getFirst();
        String name = String.valueOf(file.getFileName());
        String kind = name.toLowerCase(Locale.ROOT);
        if (!Files.exists(file)) {
            return new Other(words.get("drop.gone", name));
        }
        if (kind.endsWith(".capture")) {
            return new Capture(file);
        }
        if (Files.isDirectory(file)) {
            return Files.exists(file.resolve("capture.json"))
                    ? new Capture(file)
                    : new Other(words.get("drop.folder", name));
        }
        if (kind.endsWith(".baseline")) {
            return new Other(words.get("drop.baseline", name));
        }
        if (kind.endsWith(".yaml") || kind.endsWith(".yml")) {
            return new Other(words.get("drop.yaml", name));
        }
        if (kind.endsWith(".csv")) {
            return new Other(words.get("drop.csv", name));
        }
        if (kind.endsWith(".json")) {
            return new Other(words.get("drop.json", name));
        }
        return new Other(words.get("drop.other", name));
    }
}
