package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Formats whose records are JSON: one object, an array of such, or several one after the other
/// (NDJSON).
abstract class JsonDecoder extends BoundedDecoder {
    /// Parts of JSON in a record. Records of 8 MiB as programs write them have about half of it.
    private static final int MOST_TOKENS = 2_000_000;

    private static final ObjectReader READER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MOST_DEPTH)
                                                    .maxStringLength(1 << 20)
                                                    .maxNumberLength(400)
                                                    .maxNameLength(1 << 14)
                                                    .maxTokenCount(MOST_TOKENS)
                                                    .build())
                                    .build())
                    .build()
                    .readerFor(JsonNode.class);

    final Decimal decimal = new Decimal();
    final Times times = new Times();

    JsonDecoder(Format format, PointSink sink) {
        super(format, sink);
    }

    @Override
    void read(byte[] record, long recordMillis) throws Unreadable {
        read(record, 0, record.length, recordMillis);
    }

    /// Reads all objects of a part of a record.
    final void read(byte[] record, int from, int to, long recordMillis) throws Unreadable {
        try (MappingIterator<JsonNode> values = READER.readValues(record, from, to - from)) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                if (value.isObject()) {
                    object(value, recordMillis);
                } else {
                    reject(RejectReason.MALFORMED, "JSON that is no object");
                }
            }
        } catch (StreamConstraintsException e) {
            throw Unreadable.tooLarge(
                    "JSON nested deeper than %d, or with a text, a number or more parts than any producer writes"
                            .formatted(MOST_DEPTH));
        } catch (JacksonException e) { // its own words quote the record
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw Unreadable.malformed(at < 0 ? "no JSON" : "no JSON at byte %,d".formatted(at));
        }
    }

    /// Reads one object.
    abstract void object(JsonNode object, long recordMillis) throws Unreadable;

    /// A number, or a text that is one (`NaN` and `Inf` are numbers here); read it from [#decimal].
    ///
    /// @return whether it is one
    final boolean number(JsonNode node) {
        return (node.isNumber() || node.isString()) && decimal.read(node.asString());
    }

    /// A time: ISO 8601, or a number since the epoch by its magnitude; the record's own where there
    /// is none, [Times#NONE] where it cannot be read.
    ///
    /// @param nanos the length of the unit of small numbers
    final long time(JsonNode node, long nanos, long recordMillis) {
        if (node.isMissingNode() || node.isNull()) {
            return recordMillis;
        }
        if (node.isString()) {
            long iso = times.iso(node.stringValue());
            if (iso != Times.NONE) {
                return iso;
            }
        }
        if (!number(node)) {
            return Times.NONE;
        }
        return decimal.isWhole()
                ? Times.ofEpoch(decimal.whole(), nanos)
                : Times.ofEpoch(decimal.value(), nanos);
    }

    /// Nanoseconds since the epoch: 0 where they are not told, [Times#NONE] for nonsense.
    final long nanos(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        return number(node) && decimal.isWhole() ? decimal.whole() : Times.NONE;
    }

    /// A field by either of the names that protobuf's JSON has for it.
    static JsonNode either(JsonNode object, String camel, String snake) {
        JsonNode found = object.path(camel);
        return found.isMissingNode() ? object.path(snake) : found;
    }

    /// The object that a text is the JSON of; null where it is none.
    static @Nullable JsonNode parsed(String text) {
        try {
            JsonNode node = READER.readTree(text);
            return node.isObject() ? node : null;
        } catch (JacksonException e) { // a text that only looks like it
            return null;
        }
    }

    /// A text, or the JSON of anything else.
    static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : node.toString();
    }

    /// A text; empty where there is none.
    static String optional(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? "" : text(node);
    }

    /// Adds the fields of an object to the labels.
    final void labels(JsonNode object) {
        object.forEachEntry((key, value) -> {
            if (!value.isNull()) {
                naming.label(key, text(value));
            }
        });
    }

    /// The texts of a field that must be there.
    final boolean missing(JsonNode object, String... fields) throws Unreadable {
        for (String field : fields) {
            JsonNode found = object.path(field);
            if (found.isMissingNode() || found.isNull()) {
                reject(RejectReason.INCOMPLETE, "no '" + field + "'");
                return true;
            }
        }
        return false;
    }
}
