package dev.faultline.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the maker of a capture takes from the answers of a data set, without handling the answers:
/// when the faults began, and the `truth.json` that is put beside the samples.
///
/// @param onsets when each fault began, in order
/// @param truthJson the text of `truth.json`
public record Labels(List<Instant> onsets, String truthJson) {
    public Labels {
        onsets = List.copyOf(onsets);
    }

    /// The labels of a PetShop issue, where they come with it.
    ///
    /// @param issue the folder that may hold `target.json`
    public static Optional<Labels> petShop(Path issue) throws IOException {
        Path target = issue.resolve("target.json");
        return Files.exists(target)
                ? Optional.of(of(List.of(TruthFiles.petShop(target))))
                : Optional.empty();
    }

    /// The labels of a Nezha day, where they come with it.
    ///
    /// @param day the folder that may hold `…fault_list.json`
    public static Optional<Labels> nezha(Path day) throws IOException {
        try (Stream<Path> files = Files.list(day)) {
            Optional<Path> list =
                    files.filter(f -> f.getFileName().toString().endsWith("fault_list.json"))
                            .findFirst();
            return list.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(TruthFiles.nezha(list.get())));
        }
    }

    /// The labels in a `truth.json`.
    public static Labels read(Path truth) throws IOException {
        return of(TruthFiles.read(truth));
    }

    private static Labels of(List<Truth> truths) {
        return new Labels(
                truths.stream().filter(Truth::fault).map(Truth::onset).toList(),
                TruthFiles.write(truths));
    }
}
