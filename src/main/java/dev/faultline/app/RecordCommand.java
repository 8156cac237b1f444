package dev.faultline.app;

import dev.faultline.capture.CaptureWriter;
import dev.faultline.model.Notice;
import dev.faultline.model.Unit;
import dev.faultline.settings.SettingsFile;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordingState;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.Recordings;
import dev.faultline.wording.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline record`: what a running system sends, into a capture.
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Records what a running system sends to Kafka into a capture: samples, topology and its"
                    + " changes, events. Begins with the history that --since asks for and goes on"
                    + " until Ctrl+C, or for as long as --for says.",
            "What was written is closed once a minute: a kill loses no more than that, and leaves a"
                    + " folder X.capture.part-… that can be opened."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline record --kafka broker1:9092 --topic metrics --out today.capture",
            "  faultline record --kafka broker1:9092 --topic metrics --since 1h --for 8h --out shift.capture",
            "  faultline record --kafka broker1:9093 --topic 'prod[.].*' --kafka-config tls.properties --out x.capture"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RecordCommand implements Callable<Integer> {
    private static final Duration TELL = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(200);

    @Spec private CommandSpec spec;

    @Mixin private LiveOptions live;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "X.capture",
            description = "The capture to write: a zip, or a folder with --folder.")
    private Path out;

    @Option(names = "--folder", description = "Write a folder rather than a zip.")
    private boolean folder;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            converter = LiveOptions.SpanConverter.class,
            description = "How long to record, from now on (default: until Ctrl+C).")
    private @Nullable Duration length;

    @Override
    public Integer call() {
        ConnectRequest request =
                live.request(null)
                        .orElseThrow(() ->
                                new ParameterException(
                                        spec.commandLine(),
                                        "Say what to record: --kafka HOST:PORT --topic NAME."));
        SettingsFile.Loaded settings = SettingsFile.load();
        settings.notices().forEach(notice -> say(notice.text()));
        try (TidyEnd end = new TidyEnd()) {
            KafkaRecording recording =
                    KafkaSystems.here(settings.settings())
                            .record(
                                    request,
                                    out,
                                    folder ? CaptureWriter.Form.FOLDER : CaptureWriter.Form.ZIP,
                                    this::say);
            say("Recording %s into %s. Ctrl+C finishes it.".formatted(request.title(), out));
            follow(recording, end);
            return ended(recording, recording.finish());
        } catch (Recordings.CannotOpen e) {
            say(String.valueOf(e.getMessage()));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void follow(KafkaRecording recording, TidyEnd tidy) throws InterruptedException {
        Instant end = length == null ? Instant.MAX : Instant.now().plus(length);
        Instant tell = Instant.now().plus(TELL);
        while (!recording.recorder().state().over() && Instant.now().isBefore(end)) {
            if (tidy.await(LOOK)) {
                return;
            }
            if (!Instant.now().isBefore(tell)) {
                tell = Instant.now().plus(TELL);
                say(progress(recording));
            }
        }
    }

    private static String progress(KafkaRecording recording) {
        String link =
                switch (recording.reader().state().link()) {
                    case LiveState.Link.Connected _, LiveState.Link.Connecting _ -> "";
                    case LiveState.Link.Lost(Instant _, String why, Instant _) -> " · " + why;
                    case LiveState.Link.Refused(Instant _, String why) -> " · " + why;
                };
        return switch (recording.recorder().state()) {
            case RecordingState.Running running ->
                    "up to %s · %,d samples · %s%s"
                            .formatted(
                                    running.reached(),
                                    running.rows(),
                                    Figures.value((double) running.bytes(), Unit.BYTES),
                                    link);
            case RecordingState.Waiting _,
                    RecordingState.Finished _,
                    RecordingState.Nothing _,
                    RecordingState.Failed _ ->
                    "nothing yet" + link;
        };
    }

    private int ended(KafkaRecording recording, RecordingState state) {
        for (Notice notice : recording.notices()) {
            say(notice.text());
        }
        LiveState.Intake intake = recording.source().view().intake();
        long rejected = intake.rejected().values().stream().mapToLong(Long::longValue).sum();
        if (rejected > 0) {
            say(
                    "%,d of %,d records could not be taken in%s."
                            .formatted(
                                    rejected,
                                    intake.records(),
                                    recording.rejectLog().isPresent()
                                            ? ""
                                            : "; --reject-log F writes them down"));
        }
        if (!intake.unassigned().isEmpty()) {
            say(
                    "%,d series belong to no known component and were left out; the first: %s."
                            .formatted(
                                    intake.unassigned().size(),
                                    intake.unassigned().getFirst().metric()));
        }
        PrintWriter terminal = spec.commandLine().getOut();
        int code =
                switch (state) {
                    case RecordingState.Finished(Path target, long rows, long bytes, long _) -> {
                        terminal.printf(
                                "Wrote %s: %,d samples, %s.%n",
                                target, rows, Figures.value((double) bytes, Unit.BYTES));
                        yield 0;
                    }
                    case RecordingState.Failed(Path _, String why, Optional<Path> kept) -> {
                        say("Recording stopped. " + why);
                        kept.ifPresent(path ->
                                say(
                                        "What was written until then is in %s and can be opened."
                                                .formatted(path)));
                        yield 1;
                    }
                    case RecordingState.Nothing _,
                            RecordingState.Waiting _,
                            RecordingState.Running _ -> {
                        say("Nothing that can be measured came. " + out + " was not written.");
                        yield 1;
                    }
                };
        terminal.flush();
        return code;
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }
}
