package dev.faultline.evaluation.nab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes scores as NAB keeps them, `<detector>/<category>/<detector>_<file>.csv`, so that its own
/// scorer can read them.
public final class NabResults {
    private NabResults() {}

    /// Writes a file a series below `results`; files of the same names are replaced.
    ///
    /// @param scores by series, then row
    public static void write(
            Path results, String detector, List<NabSeries> series, List<double[]> scores)
            throws IOException {
        for (int s = 0; s < series.size(); s++) {
            NabSeries one = series.get(s);
            Path inside = Path.of(one.path());
            Path file =
                    results.resolve(detector)
                            .resolve(inside)
                            .resolveSibling(detector + "_" + inside.getFileName());
            List<String> lines = new ArrayList<>();
            lines.add("timestamp,value,anomaly_score,label");
            for (int i = 0; i < one.size(); i++) {
                double value = one.values()[i];
                lines.add(
                        one.times()[i]
                                + ","
                                + (Double.isNaN(value) ? "" : Double.toString(value))
                                + ","
                                + scores.get(s)[i]
                                + ","
                                + (one.labelled(i) ? 1 : 0));
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        }
    }
}
