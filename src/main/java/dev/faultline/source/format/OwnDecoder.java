package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import tools.jackson.databind.JsonNode;

/// The own format: `{"ts":…,"service":…,"metric":…,"value":…,"unit":…,"signal":…,"labels":{…}}`.
final class OwnDecoder extends FlatJsonDecoder {
    OwnDecoder(PointSink sink) {
        super(Format.OWN, sink, "ts", "value", "service", "metric", "unit", "signal", "labels");
    }

    @Override
    void object(JsonNode object, long recordMillis) throws Unreadable {
        if (missing(object, "metric", "value")) {
            return;
        }
        naming.sender();
        String service = optional(object.path("service"));
        if (!service.isEmpty()) {
            naming.resource("service", service);
        }
        naming.series(text(object.path("metric")), optional(object.path("unit")), PointKind.UNTOLD);
        labels(object.path("labels"));
        String signal = optional(object.path("signal"));
        if (!signal.isEmpty()) {
            naming.label(RawSeries.SIGNAL, signal);
        }
        named = naming.number();
        long at = time(object.path("ts"), NANOS_OF_MILLI, recordMillis);
        if (number(object.path("value"))) {
            point(named, at, 0, decimal.value());
        } else {
            reject(RejectReason.NOT_A_NUMBER, "a 'value' that is no number");
        }
    }
}
