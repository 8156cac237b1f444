package dev.faultline.demo.feed;

import dev.faultline.demo.bank.BankFrame;
import dev.faultline.demo.bank.BankSeries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Metrics as prometheus-kafka-adapter writes them: one JSON object a sample, its value as text. A
/// histogram is what Prometheus makes of it: counts up to each bound, their sum and number.
final class PrometheusJson {
    private static final JsonMapper JSON = new JsonMapper();

    /// By place in the bank's list: what follows the value of each sample.
    private final Map<Integer, List<String>> tails = new LinkedHashMap<>();

    /// Of these series of the bank.
    ///
    /// @param places in the bank's list
    PrometheusJson(List<BankSeries> series, List<Integer> places) {
        for (int place : places) {
            tails.put(place, tails(series.get(place)));
        }
    }

    private static List<String> tails(BankSeries series) {
        if (series.shape() != BankSeries.Shape.HISTOGRAM) {
            return List.of(tail(series, "", ""));
        }
        List<String> all = new ArrayList<>();
        for (double bound : series.bounds()) {
            all.add(tail(series, "_bucket", number(bound)));
        }
        all.add(tail(series, "_bucket", "+Inf"));
        all.add(tail(series, "_sum", ""));
        all.add(tail(series, "_count", ""));
        return all;
    }

    private static String tail(BankSeries series, String suffix, String upTo) {
        Map<String, String> labels = new TreeMap<>(series.resource());
        labels.putAll(series.labels());
        labels.put("__name__", series.metric() + suffix);
        if (!upTo.isEmpty()) {
            labels.put("le", upTo);
        }
        return "\",\"name\":"
                + JSON.writeValueAsString(series.metric() + suffix)
                + ",\"labels\":"
                + JSON.writeValueAsString(labels)
                + "}";
    }

    /// Gives the samples of one frame.
    ///
    /// @param readings by place in the bank's list; null where there is none
    void write(Instant at, BankFrame.@Nullable Reading[] readings, Consumer<byte[]> to) {
        String head = "{\"timestamp\":\"" + at + "\",\"value\":\"";
        tails.forEach((place, tail) -> {
            switch (readings[place]) {
                case null -> {}
                case BankFrame.Reading.Value(int _, Instant _, double value) ->
                        to.accept(sample(head, value, tail.getFirst()));
                case BankFrame.Reading.Histogram(int _, Instant _, long[] counts, double sum) -> {
                    long below = 0;
                    for (int i = 0; i < counts.length; i++) {
                        below += counts[i];
                        to.accept(sample(head, (double) below, tail.get(i)));
                    }
                    to.accept(sample(head, sum, tail.get(counts.length)));
                    to.accept(sample(head, (double) below, tail.get(counts.length + 1)));
                }
            }
        });
    }

    private static byte[] sample(String head, double value, String tail) {
        return (head + number(value) + tail).getBytes(StandardCharsets.UTF_8);
    }

    /// As Go formats it: whole numbers without a point.
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
