package dev.faultline.app;

import dev.faultline.source.kafka.BadConnectionException;
import dev.faultline.source.kafka.Doctor;
import dev.faultline.source.kafka.Doctor.Step;
import dev.faultline.source.kafka.Finding;
import dev.faultline.source.kafka.KafkaConnection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `faultline doctor`: why no records come.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Goes the way to the records of a Kafka step by step: settings, host, port, protocol,"
                    + " login, topics, group. Says in a sentence what stands in it, and what to do.",
            "Exit code 0 where records can be read, 1 where not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline doctor --kafka kafka-1:9092",
            "  faultline doctor --kafka kafka-1:9092,kafka-2:9092 --topic metrics",
            "  faultline doctor --kafka kafka-1:9093 --topic otlp-.* --kafka-config client.properties",
            "  faultline doctor --kafka kafka-1:9092 --topic metrics --group workbench --json",
            "",
            "In the properties file ${env:NAME} is a variable of the environment, ${file:/path}",
            "what a file says: no password needs to stand in it."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--kafka",
            required = true,
            paramLabel = "HOST:PORT",
            description = "a broker, or several separated by commas")
    private String kafka;

    @Option(
            names = "--topic",
            paramLabel = "NAME|REGEX",
            description = "a topic, or a regular expression for its whole name; repeated")
    private List<String> topics = List.of();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "properties for Kafka's client: encryption, login")
    private @Nullable Path config;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "a consumer group that is to be joined")
    private @Nullable String group;

    @Option(names = "--json", description = "print a JSON object instead")
    private boolean json;

    @Override
    public Integer call() {
        KafkaConnection connection;
        try {
            connection =
                    KafkaConnection.of(
                            kafka, topics, Optional.ofNullable(group), Optional.ofNullable(config));
        } catch (BadConnectionException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Step> steps = Doctor.examine(connection, json ? _ -> {} : step -> print(out, step));
        boolean passed = Doctor.passed(steps);
        if (json) {
            out.println(object(connection, steps, passed));
        } else {
            out.println();
            out.println(
                    passed
                            ? "Records can be read from " + connection.server() + "."
                            : "No records can be read from " + connection.server() + " this way.");
        }
        out.flush();
        return passed ? 0 : 1;
    }

    private static void print(PrintWriter out, Step step) {
        String mark =
                switch (step.finding().weight()) {
                    case FINE -> "✓";
                    case ODD -> "!";
                    case FAILED -> "✗";
                };
        out.println(
                String.format(
                        Locale.ROOT,
                        "%s %-24s %6.2f s  %s",
                        mark,
                        step.name(),
                        step.took().toMillis() / 1e3,
                        step.finding().sentence()));
        if (!step.finding().advice().isEmpty()) {
            out.println(" ".repeat(37) + step.finding().advice());
        }
        out.flush();
    }

    private static String object(KafkaConnection connection, List<Step> steps, boolean passed) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode();
        root.put("server", connection.server());
        root.put("passed", passed);
        ArrayNode list = root.putArray("steps");
        for (Step step : steps) {
            Finding finding = step.finding();
            ObjectNode node = list.addObject();
            node.put("step", step.name());
            node.put("finding", finding.getClass().getSimpleName());
            node.put("weight", finding.weight().name().toLowerCase(Locale.ROOT));
            node.put("sentence", finding.sentence());
            node.put("advice", finding.advice());
            node.put("seconds", step.took().toMillis() / 1e3);
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
