package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import tools.jackson.databind.JsonNode;

/// What prometheus-kafka-adapter writes: `{"timestamp":…,"value":"…","name":…,"labels":{…}}`.
final class PrometheusDecoder extends FlatJsonDecoder {
    PrometheusDecoder(PointSink sink) {
        super(Format.PROMETHEUS, sink, "timestamp", "value", "name", "labels");
    }

    @Override
    void object(JsonNode object, long recordMillis) throws Unreadable {
        if (missing(object, "name", "value", "labels")) {
            return;
        }
        naming.sender();
        naming.series(text(object.path("name")), "", PointKind.UNTOLD);
        object.path("labels")
                .forEachEntry((key, value) -> {
                    if (!key.equals("__name__")) {
                        naming.label(key, text(value));
                    }
                });
        named = naming.number();
        long at = time(object.path("timestamp"), NANOS_OF_MILLI, recordMillis);
        if (number(object.path("value"))) {
            point(named, at, 0, decimal.value());
        } else {
            reject(RejectReason.NOT_A_NUMBER, "a 'value' that is no number");
        }
    }
}
