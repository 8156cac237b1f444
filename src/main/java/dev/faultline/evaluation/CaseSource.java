package dev.faultline.evaluation;

import java.io.IOException;
import java.util.function.Consumer;

/// Where labelled incidents come from: a data set on disk, or a generator.
@FunctionalInterface
public interface CaseSource {
    /// Hands out all incidents one by one, so that no more than one system lies in memory.
    ///
    /// @throws IOException where a file cannot be read
    void walk(Consumer<LabelledIncident> each) throws IOException;
}
