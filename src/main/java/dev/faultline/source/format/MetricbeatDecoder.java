package dev.faultline.source.format;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What Metricbeat writes: nested objects, whose numeric leaves become series under their dotted
/// names. Texts beside them are labels, and so are numbers that only say which one (`id`, `pid`,
/// `port`); texts of the objects that describe the sender are its resource.
final class MetricbeatDecoder extends JsonDecoder {
    private static final long NANOS_OF_MILLI = 1_000_000;

    /// What describes the sender.
    private static final Set<String> SENDER =
            Set.of("service", "cloud", "container", "kubernetes", "fields", "labels");

    /// What is about the event, not about what was measured.
    private static final Set<String> ENVELOPE =
            Set.of(
                    "@timestamp",
                    "@metadata",
                    "event",
                    "metricset",
                    "agent",
                    "beat",
                    "ecs",
                    "data_stream",
                    "error",
                    "message");

    /// Numbers that tell one thing from another and measure nothing.
    private static final Set<String> NAMING = Set.of("id", "pid", "ppid", "pgid", "port");

    private long at;

    MetricbeatDecoder(PointSink sink) {
        super(Format.METRICBEAT, sink);
    }

    @Override
    void object(JsonNode event, long recordMillis) throws Unreadable {
        if (missing(event, "@timestamp", "metricset")) {
            return;
        }
        at = time(event.path("@timestamp"), NANOS_OF_MILLI, recordMillis);
        naming.sender();
        naming.series("", "", PointKind.UNTOLD);
        String host = host(event);
        if (!host.isEmpty()) {
            naming.resource("host.name", host);
        }
        for (var part : event.properties()) {
            if (!ENVELOPE.contains(part.getKey()) && !part.getKey().equals("host")) {
                names(part.getKey(), part.getValue(), SENDER.contains(part.getKey()));
            }
        }
        for (var part : event.properties()) {
            if (!ENVELOPE.contains(part.getKey())) {
                numbers(part.getKey(), part.getValue());
            }
        }
    }

    /// The host under one of the names of Metricbeat 6, 7 and 8.
    private static String host(JsonNode event) {
        for (String path : new String[] {"/host/name", "/agent/hostname", "/beat/hostname"}) {
            String found = optional(event.at(path));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private void names(String path, JsonNode node, boolean sender) throws Unreadable {
        naming.spend(path.length());
        if (node.isObject()) {
            for (var inner : node.properties()) {
                names(path + "." + inner.getKey(), inner.getValue(), sender);
            }
        } else if ((node.isString() && times.iso(node.stringValue()) == Times.NONE)
                || (node.isNumber() && naming(path))) {
            if (sender) {
                naming.resource(path, text(node));
            } else {
                naming.label(path, text(node));
            }
        }
    }

    private void numbers(String path, JsonNode node) throws Unreadable {
        if (node.isObject()) {
            for (var inner : node.properties()) {
                numbers(path + "." + inner.getKey(), inner.getValue());
            }
        } else if (node.isNumber() && !naming(path) && number(node)) {
            double value = decimal.value();
            naming.metric(path, PointKind.UNTOLD);
            point(naming.number(), at, 0, value);
        }
    }

    private static boolean naming(String path) {
        return NAMING.contains(path.substring(path.lastIndexOf('.') + 1));
    }
}
