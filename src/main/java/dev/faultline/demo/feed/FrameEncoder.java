package dev.faultline.demo.feed;

import dev.faultline.demo.bank.Agent;
import dev.faultline.demo.bank.BankFrame;
import dev.faultline.demo.bank.BankSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Makes records of the bank's frames, as its agents write them. Needs no Kafka. For one thread.
public final class FrameEncoder {
    private final int series;
    private final OtlpMetrics otlp;
    private final OtlpMetrics graph;
    private final PrometheusJson prometheus;
    private final OtlpLogs logs = new OtlpLogs();

    /// @param series all that the bank exports; the numbers in frames are places in it
    public FrameEncoder(List<BankSeries> series) {
        this.series = series.size();
        otlp = new OtlpMetrics(series, places(series, Agent.OTLP));
        graph = new OtlpMetrics(series, places(series, Agent.SERVICE_GRAPH));
        prometheus = new PrometheusJson(series, places(series, Agent.PROMETHEUS));
    }

    private static List<Integer> places(List<BankSeries> series, Agent agent) {
        return IntStream.range(0, series.size())
                .filter(place -> series.get(place).agent() == agent)
                .boxed()
                .toList();
    }

    /// The records of one frame, in the order in which they are sent.
    public List<FeedRecord> encode(BankFrame frame) {
        BankFrame.Reading[] readings = new BankFrame.Reading[series];
        for (BankFrame.Reading reading : frame.readings()) {
            readings[reading.series()] = reading;
        }
        long at = frame.at().toEpochMilli();
        List<FeedRecord> records = new ArrayList<>();
        otlp.write(
                frame.at(), readings, value -> records.add(new FeedRecord(Topic.OTLP, at, value)));
        graph.write(
                frame.at(),
                readings,
                value -> records.add(new FeedRecord(Topic.SERVICE_GRAPH, at, value)));
        prometheus.write(
                frame.at(),
                readings,
                value -> records.add(new FeedRecord(Topic.PROMETHEUS, at, value)));
        logs.write(
                frame.at(),
                frame.logs(),
                value -> records.add(new FeedRecord(Topic.LOGS, at, value)));
        return records;
    }
}
