package dev.faultline.app;

import tools.jackson.databind.node.ObjectNode;

/// Numbers in the JSON that commands print.
final class JsonNumbers {
    private JsonNumbers() {}

    /// Puts a number; null where it was never measured (JSON has no `NaN` and no infinities).
    static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
