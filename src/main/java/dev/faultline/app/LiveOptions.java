package dev.faultline.app;

import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The options that name a running system, of all commands that watch one.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LiveOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Watch a running system: its brokers, separated by commas.")
    private @Nullable String servers;

    @Option(
            names = "--topic",
            arity = "1..*",
            paramLabel = "NAME|REGEX",
            description = "The topics with its metrics: names or regular expressions.")
    private List<String> topics = List.of();

    @Option(
            names = "--kafka-config",
            paramLabel = "F",
            description =
                    "Properties of the Kafka client: encryption, passwords and whatever else it"
                            + " needs.")
    private @Nullable Path config;

    @Option(
            names = "--since",
            paramLabel = "SPAN",
            defaultValue = "14d",
            converter = SpanConverter.class,
            description = "How much of the history is read (${DEFAULT-VALUE}).")
    private Duration since;

    @Option(
            names = "--step",
            paramLabel = "SPAN",
            converter = SpanConverter.class,
            description = "How finely time is divided (default: as the records come).")
    private @Nullable Duration step;

    @Option(
            names = "--format",
            paramLabel = "TOPIC=FORMAT",
            description = "The format of a topic, where it is not recognised.")
    private Map<String, String> formats = Map.of();

    @Option(
            names = "--topology",
            paramLabel = "F",
            description =
                    "What depends on what: a file of Backstage, Kiali, Jaeger, our own or a table, or a"
                            + " folder of them. May be given several times, the most believed first.")
    private List<Path> topology = List.of();

    @Option(
            names = "--group",
            paramLabel = "G",
            description = "Read as a member of this group (default: everything, by itself).")
    private @Nullable String group;

    @Option(
            names = "--reject-log",
            paramLabel = "F",
            description = "Where records that cannot be taken in are written, masked.")
    private @Nullable Path rejectLog;

    /// What was asked for; empty where no running system was named.
    ///
    /// @param baseline what is normal, as a file
    Optional<ConnectRequest> request(@Nullable Path baseline) {
        if (servers == null) {
            if (!topics.isEmpty()) {
                throw wrong("--topic belongs to --kafka HOST:PORT.");
            }
            return Optional.empty();
        }
        if (!ConnectRequest.namesServers(servers.strip())) {
            // Not said back: people paste user:password@host.
            throw wrong("--kafka takes HOST:PORT, several separated by commas: broker1:9092.");
        }
        if (topics.isEmpty()) {
            throw wrong("--kafka needs --topic NAME, or a regular expression for several.");
        }
        formats.values().stream()
                .filter(format -> KafkaSystems.format(format).isEmpty())
                .findFirst()
                .ifPresent(format -> {
                    throw wrong("--format: " + KafkaSystems.noFormat(format));
                });
        if (step != null && step.compareTo(since) >= 0) {
            throw wrong("--step must be less than --since.");
        }
        return Optional.of(
                new ConnectRequest(
                        servers.strip(),
                        topics,
                        Optional.ofNullable(config),
                        since,
                        Optional.ofNullable(step),
                        Optional.ofNullable(group),
                        Optional.ofNullable(baseline),
                        topology,
                        formats,
                        Optional.ofNullable(rejectLog)));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /// `14d`, `60 s`.
    static final class SpanConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .filter(length -> !length.isZero())
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'" + text + "' is no length such as 60s, 6h or 14d."));
        }
    }
}
