package dev.faultline.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the captures lie that come with the program: `sample-data/` in a clone, beside the jars in
/// an installed image, or wherever the system property `faultline.samples` says.
final class SampleData {
    /// The capture that opens when none is named.
    static final String FIRST = "bank.capture";

    private static final String PROPERTY = "faultline.samples";
    private static final String FOLDER = "sample-data";

    private SampleData() {}

    /// The folder of the captures; empty where the program came without them.
    static Optional<Path> folder() {
        return folder(System.getProperty(PROPERTY), Path.of(""), code());
    }

    /// The capture that opens when none is named.
    static Optional<Path> first() {
        return folder().map(folder -> folder.resolve(FIRST));
    }

    /// All captures that come with the program, by name.
    static List<Path> all() {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.filter(f -> f.toString().endsWith(".capture")).sorted().toList();
        } catch (IOException e) {
            return List.of(); // a folder that cannot be listed is one without captures
        }
    }

    /// @param told by the user; then nowhere else is looked
    /// @param code where the program's classes lie
    static Optional<Path> folder(@Nullable String told, Path working, Optional<Path> code) {
        if (told != null) {
            return Optional.of(Path.of(told)).filter(SampleData::holdsFirst);
        }
        List<Path> candidates = new ArrayList<>();
        candidates.add(working.resolve(FOLDER));
        // lib/app/faultline.jar (image), target/faultline.jar, target/classes
        code.ifPresent(jar ->
                Stream.iterate(jar.getParent(), p -> p != null, Path::getParent)
                        .limit(3)
                        .map(folder -> folder.resolve(FOLDER))
                        .forEach(candidates::add));
        return candidates.stream().filter(SampleData::holdsFirst).findFirst();
    }

    private static boolean holdsFirst(Path folder) {
        return Files.exists(folder.resolve(FIRST));
    }

    /// Where the classes of the program lie.
    static Optional<Path> code() {
        CodeSource source = SampleData.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
