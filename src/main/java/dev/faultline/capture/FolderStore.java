package dev.faultline.capture;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A capture that is a folder.
record FolderStore(Path folder, List<String> names) implements CaptureStore {
    static FolderStore open(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new FolderStore(
                    folder,
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Override
    public String text(String name) throws IOException {
        Path file = folder.resolve(name);
        if (Files.size(file) > LARGEST_TEXT) {
            throw new CaptureException(
                    file + " has " + Files.size(file) + " bytes: too large for a capture.");
        }
        return Files.readString(file);
    }

    @Override
    public InputFile parquet(String name) {
        return InputFile.of(folder.resolve(name));
    }

    @Override
    public void close() {}
}
