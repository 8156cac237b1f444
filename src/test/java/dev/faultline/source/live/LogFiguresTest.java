package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.settings.Settings;
import dev.faultline.source.format.LogSamples;
import dev.faultline.source.format.TopicDecoder;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The figures of `assets/docs/logs.md`: processor time of one thread that polls a broker and takes
/// lines in, beside one that polls and parses with the OpenTelemetry project's classes. Printed,
/// not asserted; what is asserted is that no line was lost.
@Tag("soak")
class LogFiguresTest {
    private static final int LINES = 200_000;
    private static final int ROUNDS = 5;
    private static final long START = System.currentTimeMillis() / 60_000 * 60_000 - 3_600_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final List<String> TEXTS =
            List.of(
                    "connection refused to payments-db:5432 after %d ms",
                    "timeout of %d ms calling ledger, attempt 3 of 3",
                    "customer %s has no account at branch 17",
                    "GET /api/v1/orders/%d answered 503 in 2041 ms",
                    "order 550e8400-e29b-41d4-a716-4466554400%d was refused: limit of 5000 EUR is used up",
                    "pool of 20 connections is used up, %d wait",
                    "retrying message %d on partition 7 of topic bookings",
                    "mail to anna.schmidt%d@bank.example bounced",
                    "heap is at %d %% after a full collection of 812 ms",
                    "relation \"accounts_%d\" does not exist");

    private final BrokerInJvm broker = BrokerInJvm.plain();
    private final Random random = new Random(7);

    @Test
    void pollMaskTemplateAndCount() {
        System.out.println(
                "| lines | records | poll and parse, µs a line | poll and count, µs a line |");
        System.out.println("|---|---|---|---|");
        figures("all WARN and worse", 1, false, 1);
        figures("all WARN and worse", 100, false, 1);
        figures("one of ten WARN and worse", 100, false, 10);
        figures("all WARN and worse", 1, true, 1);
    }

    private void figures(String what, int perRecord, boolean json, int everyTrouble) {
        String topic = broker.newTopic(1);
        for (int i = 0; i < LINES / perRecord; i++) {
            broker.send(topic, 0, START, json ? json(i) : otlp(i, perRecord, everyTrouble));
        }
        broker.flush();
        double[] parsed = new double[ROUNDS];
        double[] counted = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long[] lines = new long[1];
            parsed[round] = json ? Double.NaN : spent(topic, r -> lines[0] += parse(r.value()));
            Masking masking = Masking.forOnce(Settings.DEFAULT.masking());
            Intake intake =
                    new Intake(
                            MappingRules.defaults(),
                            masking,
                            new Rejects(masking),
                            Duration.ofMinutes(1));
            TopicDecoder decoder = new TopicDecoder(intake);
            long now = System.currentTimeMillis();
            counted[round] =
                    spent(
                            topic,
                            r -> {
                                intake.at(topic, 0, r.offset(), now, r.value());
                                decoder.decode(r.value(), r.timestamp());
                            });
            intake.closeUpTo(START + 3_600_000);
            assertThat(intake.state().logs().lines()).isEqualTo(LINES);
            assertThat(json ? LINES : lines[0]).isEqualTo(LINES);
        }
        Arrays.sort(parsed);
        Arrays.sort(counted);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.2f |%n",
                what,
                json ? "JSON, one line each" : "OTLP, %d lines each".formatted(perRecord),
                json ? "–" : "%.2f".formatted(parsed[ROUNDS / 2]),
                counted[ROUNDS / 2]);
    }

    /// Processor time of this thread to read the whole topic, µs a line.
    private double spent(String topic, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        TopicPartition part = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", broker.bootstrap(),
                                "max.poll.records", "10000",
                                "max.partition.fetch.bytes", "8388608",
                                "receive.buffer.bytes", "1048576"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(part));
            consumer.seekToBeginning(List.of(part));
            long end = consumer.endOffsets(List.of(part)).get(part);
            long begun = THREADS.getCurrentThreadCpuTime();
            while (consumer.position(part) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(take);
            }
            return (THREADS.getCurrentThreadCpuTime() - begun) / 1e3 / LINES;
        }
    }

    private static int parse(byte[] record) {
        try {
            int lines = 0;
            for (var resource : ExportLogsServiceRequest.parseFrom(record).getResourceLogsList()) {
                for (var scope : resource.getScopeLogsList()) {
                    for (LogRecord line : scope.getLogRecordsList()) {
                        lines += line.getBody().getStringValue().isEmpty() ? 0 : 1;
                    }
                }
            }
            return lines;
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] otlp(int record, int lines, int everyTrouble) {
        List<LogRecord> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            boolean trouble = (record * lines + i) % everyTrouble == 0;
            all.add(
                    LogSamples.line(
                            START + (record * lines + i) % 3_000_000, trouble ? 17 : 9, text()));
        }
        return LogSamples.request(
                Map.of(
                        "service.name",
                        "service-" + record % 60,
                        "service.version",
                        "4.2.0",
                        "host.name",
                        "host-" + record % 12,
                        "telemetry.sdk.language",
                        "java"),
                all);
    }

    private byte[] json(int record) {
        return "{\"@timestamp\":%d,\"log.level\":\"ERROR\",\"message\":\"%s\",\"service.name\":\"service-%d\",\"process.thread.name\":\"main\",\"log.logger\":\"org.bank.Db\"}"
                .formatted(START + record % 3_000_000, text().replace("\"", "\\\""), record % 60)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        Object value = random.nextInt(10, 100);
        return text.formatted(text.contains("%s") ? word() : value);
    }

    private String word() {
        return random.ints(8, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
