package dev.faultline.source.kafka;

import dev.faultline.demo.broker.BrokerProcess;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.history.Keeping;
import dev.faultline.live.Workload;
import dev.faultline.signal.Baselines;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.live.LiveSource;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.topology.Topology;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What a point costs from the broker to the watcher, beside a bare loop over the same records in the
/// same run: 10,000 series of a minute each, five million points, one partition, lz4, a broker in a
/// process of its own. Everything of ours runs on the reader's one thread: poll, decode, meaning,
/// order, grid and watcher; what is normal is brought along, so no baseline is fitted on the way.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class LiveBenchmark {
    private static final int SERIES = 10_000;
    private static final int MINUTES = 500;
    private static final int POINTS = SERIES * MINUTES;
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Workload work = new Workload(SERIES);
    private final JsonFactory json = new JsonFactory();
    private BrokerProcess broker;
    private Path folder;
    private long start;
    private final Map<Topic, Baselines> baselines = new EnumMap<>(Topic.class);

    /// What its records are like.
    private enum Topic {
        OWN,
        PROMETHEUS,
        OTLP;

        long records() {
            return this == OTLP ? POINTS / Workload.METRICS : POINTS;
        }
    }

    @Setup(Level.Trial)
    public void fill() throws Exception {
        folder = Files.createTempDirectory("faultline-bench");
        broker = new BrokerProcess(folder, BrokerInJvm.SOON_BACK);
        broker.start();
        long now = System.currentTimeMillis() / 60_000 * 60_000;
        start = now - (MINUTES + 1) * 60_000L;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            for (Topic topic : Topic.values()) {
                NewTopic made = new NewTopic(topic.name(), Optional.of(1), Optional.empty());
                admin.createTopics(List.of(made)).all().get();
            }
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers", broker.bootstrap(),
                                "compression.type", "lz4",
                                "linger.ms", "20",
                                "batch.size", "262144"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int minute = 0; minute < MINUTES; minute++) {
                long at = start + minute * 60_000L;
                for (int series = 0; series < SERIES; series++) {
                    send(producer, Topic.OWN, at, work.own(series, at));
                    send(producer, Topic.PROMETHEUS, at, work.prometheus(series, at));
                }
                for (int service = 0; service < work.services(); service++) {
                    send(producer, Topic.OTLP, at, work.otlp(service, at));
                }
            }
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, Topic topic, long at, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), 0, at, null, value));
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        broker.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long ownPolled() throws BadConnectionException {
        return poll(Topic.OWN, _ -> {});
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long ownByJackson() throws BadConnectionException {
        return poll(Topic.OWN, this::tokens);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long ownWatched() throws Exception {
        return watch(Topic.OWN);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long prometheusByJackson() throws BadConnectionException {
        return poll(Topic.PROMETHEUS, this::tokens);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long prometheusWatched() throws Exception {
        return watch(Topic.PROMETHEUS);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long otlpByGeneratedClasses() throws BadConnectionException {
        return poll(Topic.OTLP, LiveBenchmark::points);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long otlpWatched() throws Exception {
        return watch(Topic.OTLP);
    }

    private long poll(Topic topic, Consumer<byte[]> reader) throws BadConnectionException {
        long records = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(connection(topic).forConsumer())) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (records < topic.records()) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    reader.accept(record.value());
                    records++;
                }
            }
        }
        return records;
    }

    /// Every name and value of a record, as somebody would need them.
    private void tokens(byte[] record) {
        double sum = 0;
        int length = 0;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), record)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> length += parser.currentName().length();
                    case VALUE_STRING -> length += parser.getString().length();
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> sum += parser.getDoubleValue();
                    default -> length++;
                }
            }
        }
        if (sum + length == 0) {
            throw new AssertionError("an empty record");
        }
    }

    private static void points(byte[] record) {
        double sum = 0;
        try {
            for (ResourceMetrics resource :
                    ExportMetricsServiceRequest.parseFrom(record).getResourceMetricsList()) {
                for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                    for (Metric metric : scope.getMetricsList()) {
                        for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
                            sum += point.getAsDouble() + point.getAttributesCount();
                        }
                    }
                }
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        if (sum == 0) {
            throw new AssertionError("an empty record");
        }
    }

    private long watch(Topic topic) throws Exception {
        Engine engine = new Engine();
        CommandSink sink = engine::apply;
        @Nullable Baselines known = baselines.get(topic);
        LiveSource source =
                new LiveSource(
                        Instant.ofEpochMilli(start - 60_000),
                        STEP,
                        Topology.empty(),
                        Map.of(),
                        WatchedTime.REAL,
                        new Intake(
                                MappingRules.defaults(),
                                Masking.none(),
                                new Rejects(Masking.none()),
                                STEP),
                        (from, step) -> {
                            sink.send(
                                    EngineCommand.Start.live(
                                            from, step, Keeping.of(Duration.ofDays(15))));
                            if (known != null) {
                                sink.send(new EngineCommand.Known(known));
                            }
                        },
                        sink);
        try (KafkaReader reader =
                KafkaReader.toEnd(
                        connection(topic), new StartAt.Time(Instant.ofEpochMilli(start)), source)) {
            reader.start();
            while (!reader.state().finished()) {
                Thread.sleep(2);
            }
        }
        if (known == null) {
            List<Baselines.Known> series = new ArrayList<>();
            engine.baselines("bench").series().forEach(s ->
                    series.add(new Baselines.Known(s.series(), s.baseline(), 20_000)));
            baselines.put(
                    topic,
                    new Baselines(
                            "bench", Instant.ofEpochMilli(start), STEP.toMillis(), "UTC", series));
        }
        long samples = engine.snapshot().counts().samples();
        if (samples < POINTS - 2L * SERIES) {
            throw new AssertionError(samples + " samples of " + POINTS);
        }
        return samples;
    }

    private KafkaConnection connection(Topic topic) throws BadConnectionException {
        return KafkaConnection.of(
                broker.bootstrap(), List.of(topic.name()), Optional.empty(), Optional.empty());
    }
}
