package dev.faultline.demo.feed;

import dev.faultline.source.format.Proto;
import java.util.Map;
import java.util.TreeMap;

/// Attributes as OpenTelemetry has them: keys with values, in one order.
final class OtlpAttributes {
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final int RESOURCE_ATTRIBUTES = 1;

    private OtlpAttributes() {}

    /// Fields of a number, each an attribute.
    static byte[] of(int field, Map<String, String> attributes) {
        Proto proto = new Proto();
        new TreeMap<>(attributes)
                .forEach((key, value) -> {
                    int attribute = proto.open(field);
                    proto.text(KEY, key);
                    int any = proto.open(VALUE);
                    proto.text(STRING, value);
                    proto.close(any);
                    proto.close(attribute);
                });
        return proto.take();
    }

    /// A message `Resource`.
    static byte[] resource(Map<String, String> attributes) {
        return of(RESOURCE_ATTRIBUTES, attributes);
    }
}
