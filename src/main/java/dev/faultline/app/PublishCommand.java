package dev.faultline.app;

import dev.faultline.capture.Capture;
import dev.faultline.capture.CaptureException;
import dev.faultline.model.Notice;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.format.SampleEncoder;
import dev.faultline.source.kafka.BadConnectionException;
import dev.faultline.source.kafka.KafkaConnection;
import dev.faultline.source.kafka.Publisher;
import dev.faultline.topology.TopologyJson;
import dev.faultline.ui.DurationText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `faultline publish`: a capture to a topic, to rehearse on it as if it were live.
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a capture to a Kafka topic with its time moved to now, to rehearse live. All"
                    + " times are moved by the same whole number of steps: up to the speed at which"
                    + " it was recorded the beginning meets now, faster the end does.",
            "What watches the topic takes the series as they are, with signals and units."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline publish sample-data/bank.capture --kafka localhost:9092 --topic rehearsal --create --speed max",
            "  faultline publish friday.capture --from 13:30 --kafka localhost:9092 --topic rehearsal --topology friday.json",
            "  faultline open --kafka localhost:9092 --topic rehearsal --topology friday.json"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PublishCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "X.capture", description = "The capture to publish.")
    private Path file;

    @Option(
            names = "--kafka",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The brokers, separated by commas.")
    private String servers;

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "NAME",
            description = "The topic that is written to.")
    private String topic;

    @Option(
            names = "--kafka-config",
            paramLabel = "F",
            description = "Properties of the Kafka client: encryption, passwords.")
    private @Nullable Path config;

    @Option(names = "--create", description = "Make the topic where there is none.")
    private boolean create;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "1",
            converter = SpeedConverter.class,
            description =
                    "How many times as fast as it was recorded (${DEFAULT-VALUE}); max writes all"
                            + " of it at once, as history that ends now.")
    private double speed;

    @Option(
            names = "--format",
            paramLabel = "otlp|json",
            defaultValue = "otlp",
            description = "OTLP in protobuf, or the own JSON (${DEFAULT-VALUE}).")
    private String format;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "What arrived before is left out, in UTC.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "What arrived later is left out, in UTC.")
    private @Nullable String to;

    @Option(
            names = "--topology",
            paramLabel = "F",
            description =
                    "Where to write what depends on what, for 'faultline open --topology F': a"
                            + " topic of metrics does not say it.")
    private @Nullable Path topology;

    @Override
    public Integer call() {
        try (TidyEnd end = new TidyEnd();
                Capture capture = Capture.open(file)) {
            for (Notice notice : capture.notices()) {
                say(notice.text());
            }
            TimeSpan part = part(capture.info().span());
            SampleEncoder encoder = encoder(capture);
            if (topology != null) {
                Files.writeString(
                        topology,
                        TopologyJson.write(capture.topology()),
                        StandardOpenOption.CREATE_NEW);
                say("Wrote what depends on what to " + topology + ".");
            } else if (!capture.topology().dependencies().isEmpty()) {
                say(
                        "The topic will not say what depends on what; --topology F writes it to a"
                                + " file.");
            }
            if (!capture.changes().isEmpty()) {
                say(
                        "%,d events of the capture are left out: a topic of metrics has no place for them."
                                .formatted(capture.changes().size()));
            }
            return publish(capture, part, encoder, end);
        } catch (CaptureException | BadConnectionException e) {
            say(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            say(
                    "%s was not written (%s). Nothing was published."
                            .formatted(topology, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private int publish(Capture capture, TimeSpan part, SampleEncoder encoder, TidyEnd end)
            throws CaptureException, BadConnectionException, InterruptedException {
        KafkaConnection connection =
                KafkaConnection.of(
                        servers, List.of(), Optional.empty(), Optional.ofNullable(config));
        try (Publisher publisher = Publisher.to(connection, topic, create)) {
            CapturePublication.Plan plan =
                    CapturePublication.Plan.of(part, capture.info().step(), speed, Instant.now());
            say(
                    "Writing %s to %s to %s at %s, as if it were %s to %s%s. Ctrl+C ends it."
                            .formatted(
                                    part.from(),
                                    part.to(),
                                    topic,
                                    connection.server(),
                                    part.from().plus(plan.shift()),
                                    part.to().plus(plan.shift()),
                                    Double.isInfinite(speed) ? "" : ", in " + length(part)));
            CapturePublication.Outcome outcome =
                    new CapturePublication(capture, encoder, publisher, plan, end, this::say).run();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s %,d samples in %,d records to %s.%n",
                    outcome.whole() ? "Wrote" : "Ended after",
                    outcome.samples(),
                    outcome.records(),
                    topic);
            out.flush();
            return 0;
        }
    }

    private String length(TimeSpan part) {
        return DurationText.of(Duration.ofSeconds((long) (part.length().toSeconds() / speed)));
    }

    private TimeSpan part(TimeSpan span) {
        try {
            Instant begin = from == null ? span.from() : TimeArgument.parse(from, span);
            Instant end = to == null ? span.to() : TimeArgument.parse(to, span);
            if (end.isBefore(begin)) {
                throw wrong("--to lies before --from.");
            }
            return new TimeSpan(begin, end);
        } catch (DateTimeException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private SampleEncoder encoder(Capture capture) {
        return switch (format) {
            case "otlp" -> SampleEncoder.otlp(capture.series());
            case "json" -> SampleEncoder.own(capture.series());
            default -> throw wrong("--format '" + format + "' is neither otlp nor json.");
        };
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    /// `1`, `0.5`, `20`, `max`.
    static final class SpeedConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (text.equals("max")) {
                return Double.POSITIVE_INFINITY;
            }
            try {
                double speed = Double.parseDouble(text);
                if (speed > 0 && Double.isFinite(speed)) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                // the sentence below is the same
            }
            throw new TypeConversionException("'" + text + "' is no speed such as 1, 20 or max.");
        }
    }
}
