package dev.faultline.cause.learning;

import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.evidence.LearnedStrengths.Link;
import dev.faultline.cause.learning.StrengthLearner.Learned;
import dev.faultline.cause.learning.StrengthLearner.Strength;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One version of learned strengths as a file; `assets/docs/learning.md` describes it.
///
/// @param version what it is called
/// @param origin the folders it was learned from
/// @param strengths what it says
public record LearnedFile(String version, List<String> origin, LearnedStrengths strengths) {
    private static final String FORMAT = "faultline-strengths/1";

    public LearnedFile {
        origin = List.copyOf(origin);
    }

    /// What was learned, as text.
    ///
    /// @param basedOn the version whose strengths were the ones before; empty for the defaults
    public static String write(
            String version, String basedOn, List<String> origin, Learned learned) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("format", FORMAT);
        root.put("version", version);
        root.put("basedOn", basedOn);
        ArrayNode from = root.putArray("origin");
        origin.forEach(from::add);
        root.putObject("incidents")
                .put("labelled", learned.labelled())
                .put("unlabelled", learned.unlabelled())
                .put("impossible", learned.impossible());
        root.put("rounds", learned.rounds());
        root.put("logLikelihoodBefore", learned.logLikelihoodBefore());
        root.put("logLikelihood", learned.logLikelihood());
        ArrayNode edges = root.putArray("edges");
        learned.edges()
                .forEach((link, s) ->
                        put(
                                edges.addObject()
                                        .put("from", link.from().value())
                                        .put("to", link.to().value()),
                                "w",
                                s));
        ArrayNode faults = root.putArray("faults");
        learned.faults()
                .forEach((id, s) -> put(faults.addObject().put("component", id.value()), "p", s));
        links(root.putArray("required"), learned.required());
        links(root.putArray("forbidden"), learned.forbidden());
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void put(ObjectNode node, String name, Strength s) {
        node.put(name, s.value())
                .put("before", s.before())
                .put("happened", s.happened())
                .put("of", s.of());
    }

    private static void links(ArrayNode array, Set<Link> links) {
        links.forEach(link ->
                array.addObject().put("from", link.from().value()).put("to", link.to().value()));
    }

    /// Reads such a text.
    ///
    /// @param where the file, for messages
    /// @throws IOException where it is no file of learned strengths
    public static LearnedFile parse(String where, String text) throws IOException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s, line %,d: this is not JSON (%s)."
                            .formatted(where, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
        if (!root.path("format").asString("").equals(FORMAT)) {
            throw new IOException(
                    "%s: 'format' is %s, %s is read. Was it written by 'faultline learn'?"
                            .formatted(where, root.path("format"), FORMAT));
        }
        Map<Link, Double> edges = new HashMap<>();
        for (JsonNode edge : root.path("edges")) {
            edges.put(link(edge), probability(where, edge, "w"));
        }
        Map<ServiceId, Double> faults = new HashMap<>();
        for (JsonNode fault : root.path("faults")) {
            faults.put(
                    new ServiceId(fault.path("component").asString("?")),
                    probability(where, fault, "p"));
        }
        return new LearnedFile(
                root.path("version").asString(""),
                root.path("origin").valueStream().map(n -> n.asString("")).toList(),
                new LearnedStrengths(
                        edges,
                        faults,
                        links(root.path("required")),
                        links(root.path("forbidden"))));
    }

    private static Set<Link> links(JsonNode array) {
        Set<Link> links = new HashSet<>();
        array.forEach(node -> links.add(link(node)));
        return links;
    }

    private static Link link(JsonNode node) {
        return new Link(
                new ServiceId(node.path("from").asString("?")),
                new ServiceId(node.path("to").asString("?")));
    }

    private static double probability(String where, JsonNode node, String name) throws IOException {
        double p = node.path(name).asDouble(Double.NaN);
        if (!(p >= 0 && p <= 1)) {
            throw new IOException(
                    "%s: '%s' of %s is not a probability between 0 and 1."
                            .formatted(where, name, node));
        }
        return p;
    }
}
