package dev.faultline.app;

import dev.faultline.settings.UserFolder;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.DurationText;
import dev.faultline.ui.LiveSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `connections.json`: what was connected to lately, the newest first. Holds what a person typed
/// into the form, of secrets only in which file they lie.
final class RecentConnections {
    static final String NAME = "connections.json";

    private static final int MOST = 10;
    private static final int LARGEST = 256 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    RecentConnections(Path file) {
        this.file = file;
    }

    /// The file of whoever runs this program.
    static RecentConnections here() {
        return new RecentConnections(UserFolder.data().resolve(NAME));
    }

    /// What can be read of it; what cannot is said and left aside.
    synchronized LiveSources.Recent read() {
        List<ConnectRequest> found = new ArrayList<>();
        int odd = 0;
        try {
            if (!Files.exists(file)) {
                return new LiveSources.Recent(found, "");
            }
            if (Files.size(file) > LARGEST) {
                return new LiveSources.Recent(found, leftAside("it is larger than 256 KiB"));
            }
            JsonNode list = JSON.readTree(Files.readString(file)).path("connections");
            if (!list.isArray()) {
                return new LiveSources.Recent(found, leftAside("it has no list of connections"));
            }
            for (JsonNode each : list) {
                Optional<ConnectRequest> request = request(each);
                request.ifPresent(found::add);
                odd += request.isEmpty() ? 1 : 0;
            }
        } catch (JacksonException e) {
            return new LiveSources.Recent(found, leftAside("it is not JSON"));
        } catch (IOException e) {
            return new LiveSources.Recent(found, leftAside("it can't be read"));
        }
        return new LiveSources.Recent(
                found.subList(0, Math.min(MOST, found.size())),
                odd == 0
                        ? ""
                        : file
                                + ": "
                                + odd
                                + " of its connections can't be used and are left out.");
    }

    private String leftAside(String why) {
        return file + " was left aside: " + why + ". It is written anew at the next connection.";
    }

    /// Puts a connection first; it is on the disk when this returns.
    ///
    /// @throws IOException if it could not be kept, with a sentence that says why
    synchronized void add(ConnectRequest request) throws IOException {
        List<ConnectRequest> all = new ArrayList<>(read().connections());
        all.removeIf(each -> each.title().equals(request.title()));
        all.addFirst(request);
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("connections");
        all.stream().limit(MOST).forEach(each -> list.add(row(each)));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // In one step: whoever reads meanwhile sees the old or the new one.
            Path next = file.resolveSibling(NAME + ".next");
            Files.writeString(next, root.toPrettyString());
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(
                    "The connection could not be kept in " + file + " (" + e + ").", e);
        }
    }

    private static ObjectNode row(ConnectRequest request) {
        ObjectNode row = JSON.createObjectNode();
        row.put("servers", request.servers());
        request.topics().forEach(row.putArray("topics")::add);
        row.put("since", DurationText.of(request.since()));
        request.step().ifPresent(step -> row.put("step", DurationText.of(step)));
        request.group().ifPresent(group -> row.put("group", group));
        put(row, "config", request.config());
        put(row, "baseline", request.baseline());
        if (!request.topology().isEmpty()) {
            request.topology().forEach(path -> row.withArray("topology").add(path.toString()));
        }
        put(row, "rejectLog", request.rejectLog());
        new TreeMap<>(request.formats()).forEach(row.putObject("formats")::put);
        return row;
    }

    private static void put(ObjectNode row, String field, Optional<Path> path) {
        path.ifPresent(p -> row.put(field, p.toString()));
    }

    private static Optional<ConnectRequest> request(JsonNode row) {
        String servers = row.path("servers").asString("");
        List<String> topics = new ArrayList<>();
        row.path("topics").forEach(topic -> topics.add(topic.asString("")));
        Map<String, String> formats = new TreeMap<>();
        row.path("formats")
                .properties()
                .forEach(e -> formats.put(e.getKey(), e.getValue().asString("")));
        if (!ConnectRequest.namesServers(servers)
                || topics.isEmpty()
                || topics.stream().anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        return Optional.of(
                new ConnectRequest(
                        servers,
                        topics,
                        path(row, "config"),
                        length(row, "since").orElse(ConnectRequest.USUAL_SINCE),
                        length(row, "step"),
                        Optional.ofNullable(text(row, "group")),
                        path(row, "baseline"),
                        paths(row, "topology"),
                        formats,
                        path(row, "rejectLog")));
    }

    private static Optional<Duration> length(JsonNode row, String field) {
        return DurationText.parse(row.path(field).asString("")).filter(d -> !d.isZero());
    }

    /// One or several; older files have one.
    private static List<Path> paths(JsonNode row, String field) {
        List<Path> paths = new ArrayList<>();
        path(row, field).ifPresent(paths::add);
        row.path(field).forEach(each -> paths.add(Path.of(each.asString(""))));
        return paths;
    }

    private static Optional<Path> path(JsonNode row, String field) {
        return Optional.ofNullable(text(row, field)).map(Path::of);
    }

    private static @Nullable String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isString() && !value.asString().isBlank() ? value.asString() : null;
    }
}
