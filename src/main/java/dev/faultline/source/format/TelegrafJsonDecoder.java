package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import tools.jackson.databind.JsonNode;

/// What Telegraf writes as JSON: `{"fields":{…},"name":…,"tags":{…},"timestamp":…}`, one by one or
/// a batch below `metrics`. Each field that is a number or a truth value is a series.
final class TelegrafJsonDecoder extends JsonDecoder {
    private static final long NANOS_OF_SECOND = 1_000_000_000;

    TelegrafJsonDecoder(PointSink sink) {
        super(Format.TELEGRAF_JSON, sink);
    }

    @Override
    void object(JsonNode object, long recordMillis) throws Unreadable {
        JsonNode batch = object.path("metrics");
        if (!batch.isArray()) {
            metric(object, recordMillis);
            return;
        }
        for (JsonNode metric : batch) {
            metric(metric, recordMillis);
        }
    }

    private void metric(JsonNode metric, long recordMillis) throws Unreadable {
        if (missing(metric, "name", "fields")) {
            return;
        }
        String name = text(metric.path("name"));
        long at = time(metric.path("timestamp"), NANOS_OF_SECOND, recordMillis);
        naming.sender();
        naming.series(name, "", PointKind.UNTOLD);
        labels(metric.path("tags"));
        for (var field : metric.path("fields").properties()) {
            JsonNode value = field.getValue();
            if (value.isNumber() || value.isBoolean()) {
                InfluxNames.metric(naming, name, field.getKey());
                double number = value.asBoolean(false) ? 1 : 0;
                if (value.isNumber()) {
                    number(value);
                    number = decimal.value();
                }
                point(naming.number(), at, 0, number);
            } else if (!value.isString()) {
                reject(RejectReason.NOT_A_NUMBER, "a field that is neither number nor text");
            }
        }
    }
}
