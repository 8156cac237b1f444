package dev.faultline.demo.bank;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/// One series as the instruments of the bank export it.
///
/// @param resource what its sender says of itself (`service.name`, `host.name`,
///   `cloud.availability_zone`, …)
/// @param metric its name, as its agent spells names
/// @param unit as UCUM writes it: `s`, `1`, `By`; empty where the agent tells none
/// @param bounds upper bounds of the buckets but the last, ascending; empty where it is no
///   histogram
@SuppressWarnings("ArrayRecordComponent") // never changed
public record BankSeries(
        Agent agent,
        Map<String, String> resource,
        String metric,
        String unit,
        Shape shape,
        double[] bounds,
        Map<String, String> labels) {
    /// What its numbers are.
    public enum Shape {
        /// A level.
        GAUGE,
        /// A count since its process began; never falls but when that begins anew.
        COUNTER,
        /// Counts by bucket since its process began.
        HISTOGRAM
    }

    public BankSeries {
        resource = Map.copyOf(resource);
        labels = Map.copyOf(labels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BankSeries s
                && agent == s.agent
                && resource.equals(s.resource)
                && metric.equals(s.metric)
                && unit.equals(s.unit)
                && shape == s.shape
                && Arrays.equals(bounds, s.bounds)
                && labels.equals(s.labels);
    }

    @Override
    public int hashCode() {
        return Objects.hash(agent, resource, metric, labels);
    }
}
