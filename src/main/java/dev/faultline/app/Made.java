package dev.faultline.app;

import dev.faultline.ui.about.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the build wrote into the jar about itself: version and commit into the manifest, the
/// libraries with their licences into `META-INF/THIRD-PARTY.txt` (license-maven-plugin). Classes
/// that no build has put into a jar know nothing of it.
final class Made {
    private static final Logger LOG = LoggerFactory.getLogger(Made.class);

    /// ` (Apache-2.0) Name of it (group:artifact:version - https://…)`, one or several licences.
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s*((?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)\\s*)+)(.+) \\(([^\\s:]+):([^\\s:]+):([^\\s:]+) - .*\\)");

    private Made() {}

    /// Reads files.
    static Provenance here() {
        Manifest manifest = manifest();
        return new Provenance(
                said(manifest, "Implementation-Version"),
                said(manifest, "Implementation-Build"),
                System.getProperty("java.runtime.version")
                        + ", "
                        + System.getProperty("java.vendor"),
                System.getProperty("javafx.runtime.version", ""),
                libraries(),
                data());
    }

    private static String said(Manifest manifest, String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }

    private static Manifest manifest() {
        Optional<Path> code = SampleData.code();
        if (code.isPresent() && code.get().toString().endsWith(".jar")) {
            try (JarFile jar = new JarFile(code.get().toFile())) {
                return Objects.requireNonNullElseGet(jar.getManifest(), Manifest::new);
            } catch (IOException e) {
                LOG.warn("{}: what the build says of itself can't be read.", code.get(), e);
            }
        }
        return new Manifest();
    }

    private static List<Provenance.Library> libraries() {
        try (InputStream in = Made.class.getResourceAsStream("/META-INF/THIRD-PARTY.txt")) {
            return in == null
                    ? List.of()
                    : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("The list of libraries can't be read.", e);
            return List.of();
        }
    }

    /// Lines that are no library, such as the heading, are left out.
    static List<Provenance.Library> parse(String text) {
        List<Provenance.Library> found = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher library = LINE.matcher(line);
            if (library.matches()) {
                found.add(
                        new Provenance.Library(
                                library.group(2) + " (" + library.group(4) + ")",
                                library.group(5),
                                library.group(1)
                                        .strip()
                                        .replaceAll("^\\(|\\)$", "")
                                        .replaceAll("\\)\\s*\\(", ", ")));
            }
        }
        return found;
    }

    private static String data() {
        Optional<Path> file =
                SampleData.folder()
                        .map(folder -> folder.resolve("ATTRIBUTION.md"))
                        .filter(Files::exists);
        try {
            return file.isPresent() ? Files.readString(file.get()) : "";
        } catch (IOException e) {
            LOG.warn("{} can't be read.", file.get(), e);
            return "";
        }
    }
}
