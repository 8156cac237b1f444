package dev.faultline.app;

import dev.faultline.remedy.Parameter;
import dev.faultline.remedy.Role;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.settings.SettingsFile;
import dev.faultline.topology.ComponentKind;
import dev.faultline.wording.Figures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A runbook as a person reads it before they approve it: all that it may do, and the whole script.
final class RunbookText {
    private RunbookText() {}

    static List<String> lines(RunbookCopy copy) {
        Runbook runbook = copy.runbook();
        List<String> lines = new ArrayList<>();
        lines.add("%s, version %d: %s".formatted(runbook.id(), runbook.version(), runbook.title()));
        add(lines, "does", runbook.purpose());
        add(lines, "cannot", runbook.limits());
        add(lines, "class", runbook.risk().number() + " (" + risk(runbook) + ")");
        add(lines, "for", applies(runbook.applies()));
        for (Runbook.Mode mode : Runbook.Mode.values()) {
            runbook.script()
                    .arguments(mode)
                    .ifPresent(arguments ->
                            add(
                                    lines,
                                    switch (mode) {
                                        case RUN -> "runs";
                                        case DRY_RUN -> "dry run";
                                        case ROLLBACK -> "takes back";
                                    },
                                    runbook.script().file() + " " + list(arguments)));
        }
        for (Parameter parameter : runbook.parameters()) {
            add(lines, "{" + parameter.name() + "}", parameter.title() + ": " + type(parameter));
        }
        add(lines, "variables", runbook.environment().stream().sorted().toList().toString());
        for (Runbook.Secret secret : runbook.secrets()) {
            add(
                    lines,
                    "secret",
                    secret.variable()
                            + " from "
                            + switch (secret.from()) {
                                case Runbook.Secret.From.Environment(String variable) ->
                                        "the variable " + variable;
                                case Runbook.Secret.From.File(var path) -> "the file " + path;
                            });
        }
        add(
                lines,
                "ends after",
                Figures.duration(runbook.timeout())
                        + (runbook.outlives() ? ", even where the window is closed" : ""));
        add(lines, "not again for", Figures.duration(runbook.cooldown()));
        if (!runbook.roles().isEmpty()) {
            add(
                    lines,
                    "roles",
                    runbook.roles().stream()
                            .sorted()
                            .map(Role::label)
                            .collect(Collectors.joining(", ")));
        }
        add(lines, "SHA-256", copy.hash());
        lines.add("The script:");
        new String(copy.script(), StandardCharsets.UTF_8)
                .lines()
                .forEach(line ->
                        lines.add("  | " + TerminalText.visible(line.replace("\t", "    "))));
        return lines;
    }

    private static void add(List<String> lines, String what, String text) {
        lines.add("  %-14s %s".formatted(what, TerminalText.visible(text)));
    }

    private static String risk(Runbook runbook) {
        return switch (runbook.risk()) {
            case READ_ONLY -> "changes nothing";
            case REVERSIBLE -> "can be taken back, one service";
            case SEVERAL -> "several services";
            case IRREVERSIBLE -> "cannot be taken back: takes two persons";
        };
    }

    private static String applies(Runbook.Applies applies) {
        List<String> parts = new ArrayList<>();
        if (!applies.kinds().isEmpty()) {
            parts.add(
                    applies.kinds().stream()
                            .sorted()
                            .map(ComponentKind::label)
                            .collect(Collectors.joining(", ")));
        }
        if (!applies.services().isEmpty()) {
            parts.add("named " + String.join(", ", applies.services()));
        }
        applies.evidence()
                .forEach(e ->
                        parts.add(
                                "%s off by %s sigmas"
                                        .formatted(SettingsFile.name(e.signal()), e.sigmas())));
        return parts.isEmpty() ? "anything" : String.join("; ", parts);
    }

    private static String type(Parameter parameter) {
        String values =
                switch (parameter.type()) {
                    case Parameter.Type.Text(var pattern) -> "text like " + pattern;
                    case Parameter.Type.Whole(long least, long most) ->
                            "a whole number from " + least + " to " + most;
                    case Parameter.Type.Choice(var words) -> String.join(" or ", words);
                    case Parameter.Type.Component _ -> "a component";
                };
        return values
                + switch (parameter.from()) {
                    case TARGET -> ", the one acted on";
                    case INCIDENT -> ", the incident";
                    case ASKED -> parameter.otherwise().map(v -> ", else " + v).orElse("");
                };
    }

    /// Each argument in quotes: where one ends is seen.
    static String list(List<String> arguments) {
        return arguments.stream().map(a -> "'" + a + "'").collect(Collectors.joining(" "));
    }
}
