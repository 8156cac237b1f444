package dev.faultline.app;

import dev.faultline.capture.Recording;
import dev.faultline.capture.importer.WideCsvReader;
import dev.faultline.evaluation.Labels;
import dev.faultline.model.SignalRules;
import dev.faultline.topology.TopologyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline import csv`: a wide table with its topology.
@Command(
        name = "csv",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a capture from a wide table: the first column is the time (seconds since the epoch"
                    + " or ISO 8601), then one column 'component/metric' a series; an empty cell is"
                    + " missing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline import csv metrics.csv.gz --topology topology.json --out friday.capture",
            "  faultline import csv m.csv --topology calls.csv --events events.ndjson"
                    + " --stamps begin --title 'Friday' --out friday.capture"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ImportCsvCommand implements Callable<Integer> {
    /// Which end of its period the time of a row names.
    enum Stamps {
        begin,
        end
    }

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.csv[.gz]", description = "the table")
    private Path file;

    @Option(
            names = "--topology",
            required = true,
            paramLabel = "FILE",
            description =
                    "topology.json, a square adjacency table, or a list Source,Target[,Weight]")
    private Path topology;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "events.ndjson: time, component, kind, text a line")
    private @Nullable Path events;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "truth.json of a labelled recording, for evaluation and training only")
    private @Nullable Path truth;

    @Option(
            names = "--stamps",
            defaultValue = "end",
            paramLabel = "begin|end",
            description =
                    "which end of the measured period the time of a row names"
                            + " (default: ${DEFAULT-VALUE})")
    private Stamps stamps;

    @Mixin private CaptureOptions capture;

    @Override
    public Integer call() {
        PrintWriter terminal = spec.commandLine().getOut();
        try {
            Recording recording =
                    new WideCsvReader(SignalRules.defaults())
                            .read(file, TopologyFiles.read(topology), Optional.ofNullable(events));
            Duration step = step(recording);
            if (stamps == Stamps.begin) {
                // known only when the period is over: a replay must not look ahead
                recording = recording.shifted(step);
            }
            Optional<Labels> labels =
                    truth == null ? Optional.empty() : Optional.of(Labels.read(truth));
            CaptureOptions.Defaults defaults =
                    new CaptureOptions.Defaults(
                            file.getFileName().toString(),
                            "",
                            "",
                            "",
                            step,
                            List.of(),
                            openAt(recording, labels));
            capture.write(capture.out(), defaults, Optional.empty(), recording, labels, terminal);
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    /// Twelve minutes into the first fault, where it is known; else where the recording begins.
    private static Instant openAt(Recording recording, Optional<Labels> labels) {
        return labels.filter(l -> !l.onsets().isEmpty())
                .map(l ->
                        l.onsets()
                                .getFirst()
                                .plus(Duration.ofMinutes(12))
                                .truncatedTo(ChronoUnit.MINUTES))
                .orElseGet(() -> CaptureOptions.span(recording).from());
    }

    /// The distance of rows that is there most often; a minute where there is but one row.
    private static Duration step(Recording recording) {
        Map<Long, Integer> counts = new HashMap<>();
        for (int r = 1; r < recording.rows(); r++) {
            counts.merge(recording.atMillis()[r] - recording.atMillis()[r - 1], 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Long, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> Duration.ofMillis(entry.getKey()))
                .orElse(Duration.ofMinutes(1));
    }
}
