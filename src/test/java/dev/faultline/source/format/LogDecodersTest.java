package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.source.RejectReason;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogDecodersTest {
    private static final long AT = 1_795_373_280_123L;

    @Test
    void readsOtlpInProtobuf() {
        Gathered read =
                Gathered.of(
                        Format.OTLP_LOGS_PROTO,
                        Samples.withMadeOnes().get(Format.OTLP_LOGS_PROTO).toArray(byte[][]::new));
        assertThat(read.rejects).isEmpty();
        assertThat(read.lines)
                .extracting(
                        l -> l.sender().resource().get("service.name"),
                        Gathered.Line::at,
                        Gathered.Line::line)
                .containsExactly(
                        tuple(
                                "payments",
                                AT,
                                new LogLine(
                                        Severity.ERROR,
                                        "",
                                        "connection refused to payments-db:5432")),
                        tuple("payments", AT + 1, new LogLine(Severity.WARN, "", "slow answer")),
                        tuple(
                                "ledger",
                                AT + 877,
                                new LogLine(
                                        Severity.INFO, "deployment", "ledger 4.2.0 rolled out")),
                        tuple(
                                "ledger",
                                AT + 1_877,
                                new LogLine(Severity.FATAL, "", "out of memory")));
        assertThat(read.series).extracting(RawSeries::kind).containsOnly(PointKind.LINES);
        assertThat(read.series).hasSize(2);
    }

    @Test
    void readsOtlpInJsonAsInProtobuf() {
        Gathered read =
                Gathered.of(
                        Format.OTLP_LOGS_JSON,
                        Samples.lines("otlp-logs.ndjson").toArray(byte[][]::new));
        assertThat(read.rejects).isEmpty();
        assertThat(read.lines)
                .extracting(Gathered.Line::at, Gathered.Line::line)
                .containsExactly(
                        tuple(
                                AT,
                                new LogLine(
                                        Severity.ERROR,
                                        "",
                                        "connection refused to payments-db:5432:"
                                                + " java.net.ConnectException")),
                        tuple(AT + 1, new LogLine(Severity.WARN, "", "slow answer")),
                        tuple(
                                AT + 877,
                                new LogLine(
                                        Severity.INFO, "deployment", "ledger 4.2.0 rolled out")));
    }

    @Test
    void aTextThatNobodyNeedsIsNotRead() {
        byte[] request =
                LogSamples.request(
                        Map.of("service.name", "a"),
                        List.of(LogSamples.line(AT, 9, "nothing of interest")));
        assertThat(Gathered.of(Format.OTLP_LOGS_PROTO, request).lines)
                .extracting(Gathered.Line::line)
                .containsExactly(new LogLine(Severity.INFO, "", ""));
    }

    @Test
    void readsAttributesThatNameEventsAndExceptions() {
        LogRecord line =
                LogSamples.line(AT, 17, "failed").toBuilder()
                        .addAttributes(LogSamples.attribute("code.line", LogSamples.text("7")))
                        .addAttributes(
                                LogSamples.attribute(
                                        "exception.type", LogSamples.text("java.io.IOException")))
                        .addAttributes(
                                LogSamples.attribute(
                                        "event.name", LogSamples.text("config_change")))
                        .build();
        assertThat(
                        Gathered.of(
                                        Format.OTLP_LOGS_PROTO,
                                        LogSamples.request(Map.of(), List.of(line)))
                                .lines)
                .extracting(Gathered.Line::line)
                .containsExactly(
                        new LogLine(
                                Severity.ERROR, "config_change", "failed: java.io.IOException"));
    }

    @Test
    void readsWhatLoggersAndTheirCarriersWrite() {
        Gathered read =
                Gathered.of(
                        Format.LOG_JSON, Samples.lines("log-json.ndjson").toArray(byte[][]::new));
        assertThat(read.rejects).isEmpty();
        assertThat(read.lines)
                .extracting(l -> l.line().severity(), l -> l.line().text(), Gathered.Line::at)
                .containsExactly(
                        tuple(
                                Severity.ERROR,
                                "connection refused to payments-db:5432: java.net.ConnectException",
                                1_795_459_680_123L),
                        tuple(Severity.WARN, "pool of 20 is used up", 1_795_459_680_123L),
                        tuple(Severity.ERROR, "upstream timeout after 3.5s", 1_795_373_280_250L),
                        tuple(Severity.WARN, "user not found", 1_795_459_681_000L),
                        tuple(Severity.ERROR, "boom", 1_795_373_281_000L),
                        tuple(Severity.FATAL, "card declined", 1_795_459_682_000L),
                        tuple(Severity.ERROR, "backend down", 1_795_373_283_072L),
                        tuple(Severity.INFO, "", 1_795_459_683_000L),
                        tuple(
                                Severity.INFO,
                                "ledger 4.2.0 rolled out by anna.schmidt@bank.example",
                                1_795_459_684_000L));
        assertThat(read.lines.getLast().line().event()).isEqualTo("deployment");
        assertThat(read.lines.get(1).sender().resource())
                .containsEntry("k8s.deployment.name", "ledger")
                .containsEntry("k8s.pod.name", "ledger-7d9f4c6b8-x2x7k")
                .containsEntry("host.name", "node-1");
        assertThat(read.lines.get(2).sender().resource())
                .containsEntry("app.kubernetes.io/name", "cards");
        assertThat(read.lines.get(3).sender().resource())
                .containsEntry("app.kubernetes.io/name", "auth");
    }

    @Test
    void severalLinesOfARecordStandForThemselves() {
        String good = "{\"level\":\"warn\",\"time\":1795373280123,\"msg\":\"m\",\"service\":\"a\"}";
        Gathered read =
                Gathered.of(
                        Format.LOG_JSON,
                        good
                                + "\n{\"level\":\"warn\",\"msg\n"
                                + good
                                + "\n{\"msg\":\"m\"}\n"
                                + good);
        assertThat(read.lines).hasSize(3);
        assertThat(read.rejects).containsExactly(RejectReason.MALFORMED, RejectReason.INCOMPLETE);
    }

    @Test
    void whatIsNoLineIsRefusedWithItsReason() {
        Gathered read =
                Gathered.of(
                        Format.LOG_JSON,
                        "{\"level\":\"warn\",\"time\":1795373280123}",
                        "{\"msg\":\"m\",\"a\":1}",
                        "{\"msg\":\"m\",\"time\":\"yesterday\"}",
                        "[1]");
        assertThat(read.lines).isEmpty();
        assertThat(read.rejects)
                .containsExactly(
                        RejectReason.INCOMPLETE,
                        RejectReason.INCOMPLETE,
                        RejectReason.BAD_TIME,
                        RejectReason.MALFORMED);
    }

    @Test
    void tellsTheThreeKindsOfOtlpApart() {
        for (byte[] metrics : Samples.all().get(Format.OTLP_PROTO)) {
            assertThat(OtlpSignal.of(metrics)).isEqualTo(OtlpSignal.METRICS);
            assertThat(Gathered.of(Format.OTLP_LOGS_PROTO, metrics).rejects)
                    .containsExactly(RejectReason.UNSUPPORTED);
        }
        for (byte[] logs : LogSamples.requests()) {
            assertThat(OtlpSignal.of(logs)).isEqualTo(OtlpSignal.LOGS);
            assertThat(Gathered.of(Format.OTLP_PROTO, logs).rejects)
                    .containsExactly(RejectReason.UNSUPPORTED);
        }
        assertThat(OtlpSignal.of(LogSamples.spans())).isEqualTo(OtlpSignal.TRACES);
        for (Format format : List.of(Format.OTLP_PROTO, Format.OTLP_LOGS_PROTO)) {
            assertThat(Gathered.of(format, LogSamples.spans()).rejects)
                    .containsExactly(RejectReason.UNSUPPORTED);
        }
    }

    @Test
    void aTopicOfTracesIsToldSo() {
        Gathered read = new Gathered();
        TopicDecoder decoder = new TopicDecoder(read);
        decoder.decode(LogSamples.spans(), 1);
        assertThat(decoder.format()).isEmpty();
        assertThat(read.rejects).containsExactly(RejectReason.UNSUPPORTED);
        assertThat(read.details)
                .containsExactly("an OTLP request of traces, not of metrics or logs");
    }

    @Test
    void aTopicThatCarriesMetricsAndLogsIsReadWhole() {
        List<byte[]> metrics = Samples.all().get(Format.OTLP_PROTO);
        int points = Gathered.of(Format.OTLP_PROTO, metrics.toArray(byte[][]::new)).points.size();
        Gathered read = new Gathered();
        TopicDecoder decoder = new TopicDecoder(read);
        int lines = 0;
        for (byte[] each : metrics) {
            decoder.decode(each, 1);
            for (byte[] logs : LogSamples.requests()) {
                decoder.decode(logs, 1);
                lines += 2;
            }
        }
        assertThat(read.rejects).isEmpty();
        assertThat(read.points).hasSize(points);
        assertThat(read.lines).hasSize(lines);
    }

    @Test
    void everyBeginningOfARequestIsReadOrRefused() {
        byte[] whole = LogSamples.requests().getFirst();
        for (int length = 1; length < whole.length; length++) {
            Gathered read = Gathered.of(Format.OTLP_LOGS_PROTO, Arrays.copyOf(whole, length));
            assertThat(read.rejects).as("%d bytes", length).hasSize(1);
            assertThat(read.lines).isEmpty();
        }
        assertThat(Gathered.of(Format.OTLP_LOGS_PROTO, whole).lines).hasSize(2);
    }

    @Test
    void knowsTheSeveritiesOfAllLoggers() {
        List<String> names = new ArrayList<>();
        for (int number : new int[] {0, 1, 4, 5, 9, 13, 16, 17, 21, 24, 25}) {
            names.add(Severity.ofNumber(number).name());
        }
        assertThat(names)
                .containsExactly(
                        "UNTOLD", "TRACE", "TRACE", "DEBUG", "INFO", "WARN", "WARN", "ERROR",
                        "FATAL", "FATAL", "UNTOLD");
        assertThat(List.of(0L, 3L, 4L, 6L, 7L, 30L, 60L, 35L))
                .extracting(Severity::ofLogger)
                .containsExactly(
                        Severity.FATAL,
                        Severity.ERROR,
                        Severity.WARN,
                        Severity.INFO,
                        Severity.DEBUG,
                        Severity.INFO,
                        Severity.FATAL,
                        Severity.UNTOLD);
        assertThat(List.of("WARNING", "Critical", "severe", "notice", "x"))
                .extracting(Severity::of)
                .containsExactly(
                        Severity.WARN,
                        Severity.FATAL,
                        Severity.ERROR,
                        Severity.INFO,
                        Severity.UNTOLD);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
