package dev.faultline.evaluation.generator;

import dev.faultline.capture.ChangeEvents;
import dev.faultline.capture.Recording;
import dev.faultline.evaluation.CaseSource;
import dev.faultline.evaluation.LabelledIncident;
import dev.faultline.evaluation.TruthFiles;
import dev.faultline.topology.TopologyJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Writes incidents in the layout of a labelled set: `SYSTEM/{topology.json, normal.csv.gz,
/// INCIDENT/{metrics.csv.gz, events.ndjson, truth.json}}`.
public final class GeneratedFiles {
    private GeneratedFiles() {}

    /// Writes all incidents of a source below a folder.
    ///
    /// @throws IOException where it cannot be written, or holds something already
    public static void write(CaseSource source, Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new IOException(
                    folder + " exists already. Name a folder that does not; nothing was written.");
        }
        try {
            source.walk(incident -> {
                try {
                    write(incident, folder);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException(folder + " could not be written: " + e.getMessage(), e);
        }
    }

    private static void write(LabelledIncident incident, Path folder) throws IOException {
        Path system = folder.resolve(incident.system());
        if (!Files.exists(system)) {
            Files.createDirectories(system);
            Recording reference = incident.reference().orElseThrow();
            Files.writeString(
                    system.resolve("topology.json"), TopologyJson.write(reference.topology()));
            table(system.resolve("normal.csv.gz"), reference);
        }
        Path own = folder.resolve(incident.name());
        Files.createDirectories(own);
        Recording rows = incident.recording().recording();
        table(own.resolve("metrics.csv.gz"), rows);
        Files.writeString(
                own.resolve("events.ndjson"),
                String.join("\n", rows.changes().stream().map(ChangeEvents::write).toList()));
        Files.writeString(
                own.resolve("truth.json"), TruthFiles.write(incident.recording().truths()));
    }

    private static void table(Path file, Recording rows) throws IOException {
        try (BufferedWriter out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file)),
                                StandardCharsets.UTF_8))) {
            out.write("time");
            for (var series : rows.series()) {
                out.write("," + series.id().service() + "/" + series.id().metric());
            }
            out.write('\n');
            for (int row = 0; row < rows.rows(); row++) {
                out.write(Long.toString(rows.atMillis()[row] / 1000));
                for (double[] column : rows.values()) {
                    double value = column[row];
                    out.write(',');
                    if (!Double.isNaN(value)) {
                        out.write(String.format(Locale.ROOT, "%.6g", value));
                    }
                }
                out.write('\n');
            }
        }
    }
}
