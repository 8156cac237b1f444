package dev.faultline.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// Whether there is a screen to open a window on. JavaFX without one would not say so: on Linux its
/// toolkit ends the whole program.
final class Display {
    private Display() {}

    /// Whether this computer has one for this program.
    static boolean present() {
        return present(System.getProperties(), System.getenv());
    }

    /// Outside of Linux there always is one, unless `java.awt.headless` says otherwise.
    static boolean present(Properties properties, Map<String, String> environment) {
        if (Boolean.parseBoolean(properties.getProperty("java.awt.headless"))) {
            return false;
        }
        boolean linux = properties.getProperty("os.name", "").startsWith("Linux");
        return !linux
                || !environment.getOrDefault("DISPLAY", "").isBlank()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }

    /// How to open the window on a capture.
    static List<String> howToOpen(Path capture) {
        String open = "faultline open " + capture;
        String where =
                present()
                        ? "To see it in the window: "
                        : "In the window, where there is a display: ";
        // Set by the launcher of an installed image.
        return System.getProperty("jpackage.app-path") != null
                ? List.of(where + open)
                : List.of(
                        where + open,
                        "(faultline stands for: java -jar target/faultline.jar, which mvn"
                                + " -DskipTests package makes)");
    }
}
