package dev.faultline.evaluation;

import dev.faultline.capture.importer.NezhaReader;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the answers of each data set, and reads and writes `truth.json`: one object or a list of
/// them with `fault`, `roots`, `kind`, `onset` and `end` (seconds since the epoch, or ISO 8601).
public final class TruthFiles {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private TruthFiles() {}

    /// Reads `truth.json`, by onset.
    ///
    /// @throws IOException where there is none or it is no such file
    public static List<Truth> read(Path file) throws IOException {
        JsonNode root = tree(file);
        List<Truth> truths = new ArrayList<>();
        for (JsonNode entry : root.isArray() ? root : MAPPER.createArrayNode().add(root)) {
            Instant onset = time(file, entry, "onset");
            List<ServiceId> roots = new ArrayList<>();
            entry.path("roots").forEach(name -> roots.add(new ServiceId(name.asString())));
            truths.add(
                    truth(
                            file,
                            entry.path("fault").asBoolean(!roots.isEmpty()),
                            roots,
                            entry.path("kind").asString(""),
                            onset,
                            entry.has("end") ? time(file, entry, "end") : onset));
        }
        truths.sort(Comparator.comparing(Truth::onset));
        return truths;
    }

    /// Reads `target.json` of a PetShop issue. Its kind is the metric of the symptom, its onset the
    /// trigger; when the fault was over is not written down.
    ///
    /// @throws IOException where there is none or it is no such file
    public static Truth petShop(Path file) throws IOException {
        JsonNode root = tree(file);
        JsonNode cause = root.path("root_cause").path("node");
        if (!cause.isString()) {
            throw new IOException(file + ": there is no 'root_cause.node'.");
        }
        JsonNode target = root.path("target");
        Instant trigger = time(file, target, "timestamp");
        return new Truth(
                true,
                List.of(new ServiceId(cause.asString())),
                target.path("metric").asString(""),
                trigger,
                trigger);
    }

    /// Reads the fault list of a Nezha day, by onset. When a fault was over is not written down.
    ///
    /// @throws IOException where there is none or it is no such file
    public static List<Truth> nezha(Path file) throws IOException {
        List<Truth> truths = new ArrayList<>();
        for (JsonNode hour : tree(file)) {
            for (JsonNode entry : hour) {
                String pod = entry.path("inject_pod").asString("");
                if (pod.isBlank()) {
                    throw new IOException(
                            file + ": fault " + (truths.size() + 1) + " has no 'inject_pod'.");
                }
                Instant onset = time(file, entry, "inject_timestamp");
                truths.add(
                        new Truth(
                                true,
                                List.of(new ServiceId(NezhaReader.serviceOf(pod))),
                                entry.path("inject_type").asString(""),
                                onset,
                                onset));
            }
        }
        truths.sort(Comparator.comparing(Truth::onset));
        return truths;
    }

    /// The text of a `truth.json`.
    public static String write(List<Truth> truths) {
        ArrayNode root = MAPPER.createArrayNode();
        for (Truth truth : truths) {
            ObjectNode entry = root.addObject().put("fault", truth.fault());
            ArrayNode roots = entry.putArray("roots");
            truth.roots().forEach(id -> roots.add(id.value()));
            entry.put("kind", truth.kind())
                    .put("onset", truth.onset().getEpochSecond())
                    .put("end", truth.end().getEpochSecond());
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static Truth truth(
            Path file,
            boolean fault,
            List<ServiceId> roots,
            String kind,
            Instant onset,
            Instant end)
            throws IOException {
        try {
            return new Truth(fault, roots, kind, onset, end);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + ".", e);
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file + ".", e);
        } catch (JacksonException e) {
            throw new IOException(
                    file
                            + ", line "
                            + e.getLocation().getLineNr()
                            + ": this is not JSON ("
                            + e.getOriginalMessage()
                            + ").",
                    e);
        }
    }

    private static Instant time(Path file, JsonNode entry, String field) throws IOException {
        JsonNode value = entry.path(field);
        try {
            if (value.isNumber() || value.asString("").matches("\\d+(\\.\\d+)?")) {
                return Instant.ofEpochMilli(Math.round(value.asDouble() * 1000));
            }
            return Instant.parse(value.asString(""));
        } catch (DateTimeException e) {
            throw new IOException(file + ": '" + field + "' is no time (found " + value + ").", e);
        }
    }
}
