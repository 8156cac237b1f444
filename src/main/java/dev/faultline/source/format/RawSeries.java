package dev.faultline.source.format;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A series as its producer names it, before any rule: what identifies it, and what is said of its
/// numbers. It still holds whatever personal data the producer wrote into it.
///
/// @param metric the producer's name of it
/// @param unit as the producer spells it; empty where it says nothing
/// @param resource what was measured: attributes of the sender (OTLP resource, collectd and
///   Metricbeat host); empty where a format does not tell them from labels
/// @param labels what else tells the series from others
public record RawSeries(
        String metric,
        String unit,
        PointKind kind,
        SortedMap<String, String> resource,
        SortedMap<String, String> labels) {
    /// The label by which a producer says which signal a series is, in the words of
    /// [dev.faultline.model.Signal]: then it is taken as it stands, and no name is interpreted.
    public static final String SIGNAL = "faultline.signal";

    public RawSeries {
        resource = Collections.unmodifiableSortedMap(new TreeMap<>(resource));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /// A series of a format that knows labels only.
    public static RawSeries of(String metric, PointKind kind, Map<String, String> labels) {
        return new RawSeries(metric, "", kind, new TreeMap<>(), new TreeMap<>(labels));
    }
}
