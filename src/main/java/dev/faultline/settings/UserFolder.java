package dev.faultline.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a user's `settings.yaml` and what the program keeps for them lie: as the conventions of
/// each operating system have it.
public final class UserFolder {
    private static final String OVERRIDE = "FAULTLINE_HOME";

    private UserFolder() {}

    /// The folder of whoever runs this program. It need not exist.
    public static Path here() {
        return of(
                System.getenv(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    }

    /// Where what the program keeps for whoever runs it lies. It need not exist.
    public static Path data() {
        return data(
                System.getenv(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    }

    /// As [#of(Map, String, Path)]; Linux alone keeps data in another place than settings.
    static Path data(Map<String, String> environment, String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (variable(environment, OVERRIDE).isPresent()
                || name.startsWith("windows")
                || name.startsWith("mac")) {
            return of(environment, system, home);
        }
        return variable(environment, "XDG_DATA_HOME")
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".local").resolve("share"))
                .resolve("faultline");
    }

    /// @param environment the environment variables
    /// @param system the name of the operating system, as in the system property `os.name`
    /// @param home the user's home folder
    static Path of(Map<String, String> environment, String system, Path home) {
        Optional<Path> override = variable(environment, OVERRIDE);
        if (override.isPresent()) {
            return override.get();
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return variable(environment, "APPDATA")
                    .orElse(home.resolve("AppData").resolve("Roaming"))
                    .resolve("Faultline");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Faultline");
        }
        // The XDG base directory specification has relative paths ignored.
        return variable(environment, "XDG_CONFIG_HOME")
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".config"))
                .resolve("faultline");
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        try {
            return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
