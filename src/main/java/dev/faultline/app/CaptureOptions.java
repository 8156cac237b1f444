package dev.faultline.app;

import dev.faultline.capture.CaptureInfo;
import dev.faultline.capture.CaptureWriter;
import dev.faultline.capture.Recording;
import dev.faultline.capture.RecordingExport;
import dev.faultline.evaluation.Labels;
import dev.faultline.model.Notice;
import dev.faultline.model.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options all imports share: what the capture is called and says about itself.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class CaptureOptions {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "X.capture",
            description = "the capture to write: a zip, or a folder with --folder")
    private Path out;

    @Option(names = "--folder", description = "write a folder rather than a zip")
    private boolean folder;

    @Option(names = "--title", paramLabel = "TEXT", description = "one line for a list of captures")
    private @Nullable String title;

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            description = "who recorded it, and what to cite")
    private @Nullable String source;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "the licence under which it may be passed on")
    private @Nullable String licence;

    @Option(names = "--note", paramLabel = "TEXT", description = "what a reader must know about it")
    private @Nullable String note;

    @Option(
            names = "--reference",
            paramLabel = "FROM/TO",
            converter = SpanConverter.class,
            description = "a span known to be normal, ISO 8601 in UTC; may be given several times")
    private List<TimeSpan> reference = new ArrayList<>();

    @Option(
            names = "--open-at",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "where a reader starts, ISO 8601 in UTC")
    private @Nullable Instant openAt;

    Path out() {
        return out;
    }

    /// What a capture says about itself where the options do not say otherwise.
    ///
    /// @param openAt clipped to the rows of the recording
    record Defaults(
            String title,
            String source,
            String licence,
            String note,
            Duration step,
            List<TimeSpan> reference,
            Instant openAt) {}

    /// Writes the capture and tells what was written.
    ///
    /// @param normal rows of another time, whose span must be among the reference of `defaults`
    void write(
            Path target,
            Defaults defaults,
            Optional<Recording> normal,
            Recording recording,
            Optional<Labels> labels,
            PrintWriter terminal)
            throws IOException {
        TimeSpan span = span(recording);
        List<TimeSpan> known = new ArrayList<>(defaults.reference);
        known.addAll(reference);
        Instant start = openAt == null ? defaults.openAt : openAt;
        CaptureInfo info =
                new CaptureInfo(
                        given(title, defaults.title),
                        given(source, defaults.source),
                        given(licence, defaults.licence),
                        span,
                        defaults.step,
                        known,
                        start.isBefore(span.from())
                                ? span.from()
                                : start.isAfter(span.to()) ? span.to() : start,
                        given(note, defaults.note));
        RecordingExport.write(
                target,
                folder ? CaptureWriter.Form.FOLDER : CaptureWriter.Form.ZIP,
                info,
                normal,
                recording,
                labels.map(l -> Map.of("truth.json", l.truthJson())).orElse(Map.of()));
        for (Notice notice : recording.notices()) {
            terminal.println(notice.text());
        }
        terminal.printf(
                "Wrote %s: %d series of %d components, %s to %s.%n",
                target,
                recording.series().size(),
                recording.topology().size(),
                span.from(),
                span.to());
        terminal.flush();
    }

    static TimeSpan span(Recording recording) {
        return new TimeSpan(
                Instant.ofEpochMilli(recording.atMillis()[0]),
                Instant.ofEpochMilli(recording.atMillis()[recording.rows() - 1]));
    }

    private static String given(@Nullable String option, String otherwise) {
        return option == null ? otherwise : option;
    }

    /// Reads a time of the command line.
    static final class InstantConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time such as 2025-04-19T04:30:00Z");
            }
        }
    }

    /// Reads a span of the command line.
    static final class SpanConverter implements ITypeConverter<TimeSpan> {
        @Override
        public TimeSpan convert(String text) {
            try {
                String[] ends = text.split("/", -1);
                if (ends.length == 2) {
                    return new TimeSpan(Instant.parse(ends[0]), Instant.parse(ends[1]));
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                // the sentence below is the same
            }
            throw new TypeConversionException(
                    "'" + text + "' is no span such as 2025-04-09T00:00:00Z/2025-04-16T00:00:00Z");
        }
    }
}
