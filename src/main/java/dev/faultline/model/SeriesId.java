package dev.faultline.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What names one series: the component it was measured on, the metric, and further labels.
public record SeriesId(ServiceId service, String metric, SortedMap<String, String> labels) {
    public SeriesId {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("a series of " + service + " needs a metric name");
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /// A series without further labels.
    public static SeriesId of(String service, String metric) {
        return new SeriesId(new ServiceId(service), metric, new TreeMap<>(Map.of()));
    }

    @Override
    public String toString() {
        return service + "/" + metric + (labels.isEmpty() ? "" : labels.toString());
    }
}
