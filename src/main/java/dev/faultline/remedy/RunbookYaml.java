package dev.faultline.remedy;

import dev.faultline.model.Signal;
import dev.faultline.remedy.Runbook.Precondition;
import dev.faultline.remedy.Runbook.Script;
import dev.faultline.remedy.Runbook.Secret;
import dev.faultline.settings.SettingsFile;
import dev.faultline.topology.ComponentKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A runbook from a tree that the schema allows, with what the schema cannot check.
final class RunbookYaml {
    /// A text is no longer than [Parameter#LONGEST], so more repetitions mean nothing, and cost.
    private static final Pattern MANY_TIMES = Pattern.compile("\\{[0-9,]*[0-9]{4,}");

    private final CheckedYaml yaml;
    private final JsonNode tree;

    RunbookYaml(CheckedYaml yaml) {
        this.yaml = yaml;
        this.tree = yaml.tree();
    }

    /// What the tree says; of use only where the file is still sound afterwards.
    Runbook runbook() {
        List<Parameter> parameters = list("parameters", this::parameter);
        String twice = twice(parameters.stream().map(Parameter::name).toList());
        if (!twice.isEmpty()) {
            yaml.mistake("/parameters", "there are two parameters '" + twice + "'.");
        }
        int risk = tree.path("risk").asInt();
        Script script = script(parameters);
        if (risk >= RiskClass.SEVERAL.number() && script.dryRun().isEmpty()) {
            yaml.mistake(
                    "/script",
                    "'script.dryRun' is missing: from class 2 on the dry run is seen before the run.");
        }
        List<Secret> secrets = list("secrets", this::secret);
        Set<String> environment = Set.copyOf(texts(tree.path("environment")));
        List<String> variables = new ArrayList<>(environment);
        secrets.forEach(secret -> variables.add(secret.variable()));
        twice = twice(variables);
        if (!twice.isEmpty()) {
            yaml.mistake("/secrets", "the variable '" + twice + "' would be given twice.");
        }
        if (risk > RiskClass.READ_ONLY.number() && !tree.has("effect")) {
            yaml.mistake(
                    "", "'effect' is missing: from class 1 on a run is judged by what it brings.");
        }
        Duration timeout = CheckedYaml.span(tree.path("timeout"));
        if (timeout.compareTo(Runbook.LONGEST) > 0) {
            yaml.mistake(
                    "/timeout",
                    "'timeout' is '%s', but must be %d h at most."
                            .formatted(tree.path("timeout").asString(), Runbook.LONGEST.toHours()));
        }
        return new Runbook(
                tree.path("id").asString(),
                tree.path("version").asInt(),
                tree.path("title").asString(),
                tree.path("purpose").asString(),
                tree.path("limits").asString(),
                applies(tree.path("for")),
                riskClass(risk),
                script,
                parameters,
                timeout,
                environment,
                secrets,
                list("preconditions", this::precondition),
                effect(),
                CheckedYaml.span(tree.path("cooldown")),
                tree.path("roles")
                        .valueStream()
                        .map(node -> Role.valueOf(node.asString().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                tree.path("outlives").asBoolean(false));
    }

    private Optional<Runbook.Effect> effect() {
        JsonNode effect = tree.path("effect");
        return effect.isMissingNode()
                ? Optional.empty()
                : Optional.of(
                        new Runbook.Effect(
                                effect.path("signals")
                                        .valueStream()
                                        .map(RunbookYaml::signalNamed)
                                        .collect(Collectors.toSet()),
                                text(effect, "component"),
                                CheckedYaml.span(effect.path("within"))));
    }

    private static RiskClass riskClass(int number) {
        for (RiskClass each : RiskClass.values()) {
            if (each.number() == number) {
                return each;
            }
        }
        throw new IllegalArgumentException("no class " + number);
    }

    private static Runbook.Applies applies(JsonNode group) {
        return new Runbook.Applies(
                group.path("kinds")
                        .valueStream()
                        .flatMap(node -> ComponentKind.of(node.asString()).stream())
                        .collect(Collectors.toSet()),
                texts(group.path("services")),
                Set.copyOf(new LinkedHashSet<>(texts(group.path("faults")))),
                group.path("evidence")
                        .valueStream()
                        .map(node ->
                                new Runbook.Evidence(signal(node), node.path("sigmas").asDouble()))
                        .toList());
    }

    private Script script(List<Parameter> parameters) {
        Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        JsonNode group = tree.path("script");
        String file = group.path("file").asString();
        Optional<Path> path = RunbookFiles.inside(file);
        if (path.isEmpty()) {
            yaml.mistake(
                    "/script/file",
                    "'script.file' is '" + file + "', which leads out of the folder.");
        }
        return new Script(
                path.orElse(Path.of("")),
                arguments(group, "arguments", names).orElse(List.of()),
                arguments(group, "dryRun", names),
                arguments(group, "rollback", names));
    }

    private Optional<List<String>> arguments(JsonNode script, String key, Set<String> names) {
        if (!script.has(key)) {
            return Optional.empty();
        }
        List<String> arguments = texts(script.path(key));
        for (int i = 0; i < arguments.size(); i++) {
            String pointer = "/script/" + key + "/" + i;
            Arguments.mistake(arguments.get(i), names)
                    .ifPresent(sentence -> yaml.mistake(pointer, sentence));
        }
        return Optional.of(arguments);
    }

    private Parameter parameter(JsonNode node, String pointer) {
        String kind = node.path("type").asString();
        for (String needless : List.of("pattern", "least", "most", "values")) {
            boolean fits =
                    switch (needless) {
                        case "pattern" -> kind.equals("text");
                        case "values" -> kind.equals("choice");
                        default -> kind.equals("whole");
                    };
            if (fits != node.has(needless)) {
                yaml.mistake(
                        pointer,
                        "a parameter of type '%s' %s '%s'."
                                .formatted(kind, fits ? "needs" : "has no", needless));
            }
        }
        Parameter.Type type =
                switch (kind) {
                    case "text" -> new Parameter.Type.Text(pattern(node.path("pattern"), pointer));
                    case "whole" -> whole(node, pointer);
                    case "choice" -> new Parameter.Type.Choice(texts(node.path("values")));
                    default -> new Parameter.Type.Component();
                };
        Parameter parameter =
                new Parameter(
                        node.path("name").asString(),
                        node.path("title").asString(),
                        type,
                        Parameter.From.valueOf(
                                node.path("from").asString().toUpperCase(Locale.ROOT)),
                        text(node, "default"));
        parameter
                .otherwise()
                .flatMap(value -> ParameterValues.mistake(parameter, value, name -> true))
                .ifPresent(sentence -> yaml.mistake(pointer + "/default", sentence));
        if (parameter.otherwise().isPresent() && parameter.from() != Parameter.From.ASKED) {
            yaml.mistake(pointer + "/default", "only what is asked for has a default.");
        }
        if (type instanceof Parameter.Type.Choice(List<String> values)) {
            for (int i = 0; i < values.size(); i++) {
                String place = pointer + "/values/" + i;
                ParameterValues.mistake(parameter, values.get(i), name -> true)
                        .ifPresent(sentence -> yaml.mistake(place, sentence));
            }
        }
        return parameter;
    }

    private Parameter.Type.Whole whole(JsonNode node, String pointer) {
        long least = node.path("least").asLong(0);
        long most = node.path("most").asLong(0);
        if (least > most) {
            yaml.mistake(pointer, "'least' is more than 'most'.");
        }
        return new Parameter.Type.Whole(least, most);
    }

    private Pattern pattern(JsonNode node, String pointer) {
        String text = node.asString("");
        try {
            if (MANY_TIMES.matcher(text).find()) {
                yaml.mistake(
                        pointer + "/pattern",
                        "'pattern' repeats more often than a value has characters, %d at most."
                                .formatted(Parameter.LONGEST));
                return Pattern.compile("");
            }
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            yaml.mistake(
                    pointer + "/pattern",
                    "'pattern' is no regular expression (" + e.getDescription() + ").");
            return Pattern.compile("");
        }
    }

    private Secret secret(JsonNode node, String pointer) {
        Optional<String> variable = text(node, "environment");
        Optional<String> file = text(node, "file");
        if (variable.isPresent() == file.isPresent()) {
            yaml.mistake(pointer, "a secret has either 'environment' or 'file'.");
        }
        Secret.From from =
                file.isEmpty()
                        ? new Secret.From.Environment(variable.orElse(""))
                        : new Secret.From.File(Path.of(absolute(file.get(), pointer)));
        return new Secret(node.path("variable").asString(), from);
    }

    private String absolute(String file, String pointer) {
        try {
            if (Path.of(file).isAbsolute()) {
                return file;
            }
        } catch (java.nio.file.InvalidPathException e) {
            // Said below: it is no path at all.
        }
        yaml.mistake(pointer + "/file", "the file of a secret must be a whole path.");
        return "";
    }

    private Precondition precondition(JsonNode node, String pointer) {
        if (node.has("cause") && !node.has("healthy") && !node.has("mostTrouble")) {
            return new Precondition.Cause(node.path("cause").asDouble());
        }
        if (node.has("cause") || !node.has("healthy") || !node.has("mostTrouble")) {
            yaml.mistake(
                    pointer, "a precondition is either 'cause', or 'healthy' with 'mostTrouble'.");
        }
        return new Precondition.Healthy(
                node.path("healthy").asString(""), node.path("mostTrouble").asDouble(0));
    }

    private interface Entry<T> {
        T read(JsonNode node, String pointer);
    }

    private <T> List<T> list(String key, Entry<T> entry) {
        List<T> found = new ArrayList<>();
        for (JsonNode node : tree.path(key)) {
            found.add(entry.read(node, "/" + key + "/" + found.size()));
        }
        return found;
    }

    private static String twice(List<String> names) {
        Set<String> seen = new HashSet<>();
        return names.stream().filter(name -> !seen.add(name)).findFirst().orElse("");
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static Optional<String> text(JsonNode group, String key) {
        return group.has(key) ? Optional.of(group.path(key).asString()) : Optional.empty();
    }

    private static Signal signal(JsonNode group) {
        return signalNamed(group.path("signal"));
    }

    private static Signal signalNamed(JsonNode node) {
        String name = node.asString();
        return List.of(Signal.values()).stream()
                .filter(signal -> SettingsFile.name(signal).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no signal " + name));
    }
}
