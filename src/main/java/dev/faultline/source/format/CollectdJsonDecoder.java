package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What collectd's write_kafka writes as JSON: always an array; `values`, `dstypes` and `dsnames`
/// are parallel. The metric is `plugin.type.dsname`: without a type that repeats the plugin, and
/// without the data source `value`, which is the only one of its type. Instances are labels.
///
/// With `StoreRates` (write_kafka's default) counters come as rates, under the type of what they
/// were made of. What tells them is that the first is `null` and that others have a fraction, which
/// no counter has: from the first such value on they are taken for the rates that they are.
final class CollectdJsonDecoder extends JsonDecoder {
    private static final long NANOS_OF_SECOND = 1_000_000_000;

    private boolean rates;

    CollectdJsonDecoder(PointSink sink) {
        super(Format.COLLECTD_JSON, sink);
    }

    @Override
    void object(JsonNode list, long recordMillis) throws Unreadable {
        if (missing(list, "plugin", "type", "values", "dstypes", "dsnames")) {
            return;
        }
        JsonNode values = list.path("values");
        JsonNode types = list.path("dstypes");
        JsonNode names = list.path("dsnames");
        if (types.size() != values.size() || names.size() != values.size()) {
            reject(
                    RejectReason.MALFORMED,
                    "'values', 'dstypes' and 'dsnames' of different lengths");
            return;
        }
        String plugin = text(list.path("plugin"));
        String type = text(list.path("type"));
        String stem = type.equals(plugin) ? plugin : plugin + "." + type;
        long at = time(list.path("time"), NANOS_OF_SECOND, recordMillis);
        naming.sender();
        sender("host", list.path("host"));
        naming.series(stem, "", PointKind.UNTOLD);
        label("plugin_instance", list.path("plugin_instance"));
        label("type_instance", list.path("type_instance"));
        rates |= tellsRates(values, types);
        for (int i = 0; i < values.size(); i++) {
            PointKind kind = kind(text(types.path(i)));
            if (kind == null) {
                reject(RejectReason.UNSUPPORTED, "a data source of a type that collectd has not");
                continue;
            }
            String name = text(names.path(i));
            naming.metric(name.equals("value") ? stem : stem + "." + name, kind);
            int series = naming.number();
            JsonNode value = values.path(i);
            if (number(value)) {
                point(series, at, 0, decimal.value());
            } else if (!value.isNull()) { // the first of a rate, which has none yet
                reject(RejectReason.NOT_A_NUMBER, "a value that is no number");
            }
        }
    }

    private void sender(String key, JsonNode value) {
        if (!optional(value).isEmpty()) {
            naming.resource(key, text(value));
        }
    }

    private void label(String key, JsonNode value) {
        if (!optional(value).isEmpty()) {
            naming.label(key, text(value));
        }
    }

    private static boolean tellsRates(JsonNode values, JsonNode types) {
        for (int i = 0; i < values.size(); i++) {
            String type = types.path(i).asString("");
            JsonNode value = values.path(i);
            boolean fraction =
                    value.isNumber() && value.doubleValue() != Math.rint(value.doubleValue());
            if ((type.equals("derive") || type.equals("counter")) && (value.isNull() || fraction)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable PointKind kind(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "gauge" -> PointKind.GAUGE;
            case "derive", "counter" -> rates ? PointKind.GAUGE : PointKind.CUMULATIVE;
            case "absolute" -> PointKind.DELTA;
            default -> null;
        };
    }
}
