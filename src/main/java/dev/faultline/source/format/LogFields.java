package dev.faultline.source.format;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the fields of a line of a log in JSON are, by their names: as loggers write them (logback,
/// log4j2, pino, bunyan, zap, zerolog, logrus, structlog, ECS, GELF) and as Filebeat, Fluent Bit
/// and Vector add to them. A name may be spelled with dots (`log.level`) or as an object in an
/// object. One pass over the fields, whatever their number.
final class LogFields {
    /// What a field holds. Those that name the sender carry the name by which rules know them.
    enum Role {
        MESSAGE(
                "message",
                "msg",
                "log",
                "body",
                "event.original",
                "short_message",
                "MESSAGE",
                "event"),
        LEVEL(
                "level",
                "severity",
                "log.level",
                "lvl",
                "levelname",
                "severity_text",
                "severityText",
                "loglevel",
                "@l",
                "PRIORITY"),
        NUMBER("severity_number", "severityNumber"),
        TIME("@timestamp", "timestamp", "ts", "time", "date", "datetime", "@t"),
        EVENT("event.name", "event_name", "event.action", "event"),
        EXCEPTION("exception.type", "error.type", "exception.class", "exc_type"),
        SERVICE("service.name", "service", "service_name", "serviceName"),
        APP("app", "app_name", "application", "app.name", "appname"),
        LABEL_NAME(
                "kubernetes.labels.app.kubernetes.io/name",
                "kubernetes.labels.app_kubernetes_io/name",
                "kubernetes.labels.app_kubernetes_io_name",
                "kubernetes.pod_labels.app.kubernetes.io/name"),
        LABEL_APP(
                "kubernetes.labels.app", "kubernetes.labels.k8s-app", "kubernetes.pod_labels.app"),
        DEPLOYMENT("kubernetes.deployment.name"),
        POD("kubernetes.pod.name", "kubernetes.pod_name"),
        CONTAINER(
                "kubernetes.container.name",
                "kubernetes.container_name",
                "container.name",
                "container_name"),
        NAMESPACE("kubernetes.namespace", "kubernetes.namespace_name", "kubernetes.pod_namespace"),
        HOST(
                "host.name",
                "host",
                "hostname",
                "kubernetes.host",
                "kubernetes.pod_node_name",
                "kubernetes.node.name",
                "_HOSTNAME"),
        LOGGER("logger", "log.logger", "logger_name", "name", "SYSLOG_IDENTIFIER");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> names;

        /// @param names of fields, the one that counts first
        Role(String... names) {
            this.names = List.of(names);
        }

        /// The label that it becomes; null where it does not name the sender.
        @Nullable String label() {
            return switch (this) {
                case MESSAGE, LEVEL, NUMBER, TIME, EVENT, EXCEPTION -> null;
                case SERVICE -> "service.name";
                case APP -> "app";
                case LABEL_NAME -> "app.kubernetes.io/name";
                case LABEL_APP -> "k8s-app";
                case DEPLOYMENT -> "k8s.deployment.name";
                case POD -> "k8s.pod.name";
                case CONTAINER -> "k8s.container.name";
                case NAMESPACE -> "k8s.namespace.name";
                case HOST -> "host.name";
                case LOGGER -> "logger";
            };
        }
    }

    /// @param rank the lower the better
    private record Field(Role role, int rank) {}

    private static final Map<String, List<Field>> FIELDS = new HashMap<>();

    /// Names of objects that hold such fields.
    private static final Set<String> OBJECTS = new HashSet<>();

    static {
        for (Role role : Role.values()) {
            for (int rank = 0; rank < role.names.size(); rank++) {
                String name = role.names.get(rank);
                FIELDS.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Field(role, rank));
                for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
                    OBJECTS.add(name.substring(0, dot));
                }
            }
        }
    }

    private final Map<Role, JsonNode> found = new EnumMap<>(Role.class);
    private final Map<Role, Integer> ranks = new EnumMap<>(Role.class);

    /// Looks at all fields of an object. What it does not have stays as it was found before.
    ///
    /// @param line whether it is the line itself: what it says replaces what its carrier said
    void read(JsonNode object, boolean line) {
        ranks.clear();
        if (!line) {
            found.clear();
        }
        read(object, "");
    }

    private void read(JsonNode object, String prefix) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = prefix.isEmpty() ? entry.getKey() : prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                if (OBJECTS.contains(name)) {
                    read(value, name + ".");
                }
                continue;
            }
            for (Field field : FIELDS.getOrDefault(name, List.of())) {
                Integer before = ranks.get(field.role());
                if ((before == null || field.rank() < before) && tells(field.role(), value)) {
                    ranks.put(field.role(), field.rank());
                    found.put(field.role(), value);
                }
            }
        }
    }

    private static boolean tells(Role role, JsonNode value) {
        return switch (role) {
            case LEVEL, NUMBER, TIME -> value.isString() || value.isNumber();
            default -> value.isString() && !value.stringValue().isBlank();
        };
    }

    /// The value of a role; null where there is none.
    @Nullable JsonNode of(Role role) {
        return found.get(role);
    }

    /// The text of a role; empty where there is none.
    String text(Role role) {
        JsonNode value = found.get(role);
        return value == null ? "" : JsonDecoder.text(value);
    }
}
