package dev.faultline.source.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.LogSeries;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.settings.Settings;
import dev.faultline.source.LiveState;
import dev.faultline.source.RecordReceiver.Part;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.format.LogSamples;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.wording.Wording;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Logs on their way from records to the engine; the test is the reader.
class LiveLogsTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Part LOGS = new Part("logs.otlp", 0);
    private static final int INFO = 9;
    private static final int WARN = 13;
    private static final int ERROR = 17;

    private static final ServiceId PAYMENTS = new ServiceId("payments");
    private static final ServiceId DATABASE = new ServiceId("payments-db");
    private static final Topology BANK =
            Topology.of(
                            "bank",
                            List.of(
                                    Component.unowned(PAYMENTS, ComponentKind.SERVICE),
                                    Component.unowned(
                                            new ServiceId("ledger"), ComponentKind.SERVICE),
                                    Component.unowned(DATABASE, ComponentKind.DATABASE)),
                            List.of(
                                    new Dependency(PAYMENTS, DATABASE, DependencyKind.CALLS, 1),
                                    new Dependency(
                                            PAYMENTS,
                                            new ServiceId("ledger"),
                                            DependencyKind.CALLS,
                                            1)))
                    .topology();

    /// Three hours ago, on the minute.
    private static final long START =
            Instant.now().toEpochMilli() / 60_000 * 60_000 - 3 * 3_600_000L;

    private final Engine engine = new Engine();
    private final List<EngineCommand> sent = new ArrayList<>();
    private final CommandSink sink =
            command -> {
                sent.add(command);
                engine.apply(command);
            };
    private final Masking masking = Masking.forOnce(Settings.DEFAULT.masking());
    private final LiveSource source =
            new LiveSource(
                    Instant.ofEpochMilli(START - 60_000),
                    STEP,
                    BANK,
                    Map.of(),
                    WatchedTime.REAL,
                    new Intake(MappingRules.defaults(), masking, new Rejects(masking), STEP),
                    (start, step) ->
                            sink.send(new EngineCommand.Start(BANK, List.of(), start, step)),
                    sink);
    private long offset;

    @Test
    void linesBecomeRatesBySeverityAndTemplateThatAreZeroInBetween() throws InterruptedException {
        for (int minute = 0; minute < 30; minute++) {
            lines(minute, "payments", INFO, 12, "handled order %d");
            if (minute >= 10 && minute < 20) {
                lines(minute, "payments", ERROR, 6, "connection refused to payments-db:%d");
            }
        }
        close(30);
        Snapshot known = engine.snapshot();
        assertThat(known.series())
                .extracting(s -> s.id().toString())
                .containsExactlyInAnyOrder(
                        "payments/log.rate{severity=INFO}",
                        "payments/log.rate{severity=ERROR}",
                        "payments/log.rate{severity=ERROR, template=connection refused to payments-db:<*>}");
        for (int i = 0; i < known.series().size(); i++) {
            boolean info = known.series().get(i).id().labels().get("severity").equals("INFO");
            assertThat(known.series().get(i).signal())
                    .isEqualTo(info ? Signal.OTHER : Signal.LOG_ERRORS);
            for (int minute = info ? 0 : 10; minute < 30; minute++) {
                double expected = info ? .2 : minute < 20 ? .1 : 0;
                assertThat(known.history().observed(i, minute))
                        .as("%s, minute %d", known.series().get(i), minute)
                        .isCloseTo(expected, within(1e-5));
            }
        }
        LiveState.Logs logs = source.view().intake().logs();
        assertThat(logs.lines()).isEqualTo(30 * 12 + 10 * 6);
        assertThat(logs.templates()).isEqualTo(1);
        assertThat(logs.examples()).containsValue("connection refused to payments-db:0");
        assertThat(known.topology().contains(new ServiceId("payments"))).isTrue();
        assertThat(source.view().topics().getFirst().format()).contains("otlp-logs-proto");
    }

    @Test
    void aTemplateThatRisesBecomesAnAnomalyAndEvidence() throws InterruptedException {
        for (int minute = 0; minute < 120; minute++) {
            lines(minute, "payments", INFO, 30, "handled order %d");
            lines(minute, "payments", ERROR, minute % 3, "order %d was refused");
        }
        for (int minute = 120; minute < 126; minute++) {
            lines(minute, "payments", INFO, 30, "handled order %d");
            lines(minute, "payments", ERROR, 45, "order %d was refused");
        }
        close(126);
        Snapshot known = engine.snapshot();
        int place = place("order <*> was refused");
        assertThat(known.anomalies())
                .filteredOn(a -> a.series() == place && a.open())
                .singleElement()
                .satisfies(a ->
                        assertThat(a.onset())
                                .as("the end of its first cell")
                                .isEqualTo(Instant.ofEpochMilli(START + 121 * 60_000L)));
        assertThat(said(PAYMENTS))
                .anySatisfy(words ->
                        assertThat(words)
                                .contains("payments logs “order <*> was refused” (ERROR) 45/min"));
        assertThat(said(DATABASE)).isEmpty();
    }

    @Test
    void aTemplateThatWasNeverSeenBeforeIsComparedWithNone() throws InterruptedException {
        for (int minute = 0; minute < 120; minute++) {
            lines(minute, "payments", INFO, 30, "handled order %d");
        }
        for (int minute = 120; minute < 126; minute++) {
            lines(minute, "payments", INFO, 30, "handled order %d");
            lines(minute, "payments", ERROR, 42, "connection refused to payments-db:%d");
        }
        close(126);
        Snapshot known = engine.snapshot();
        int place = place("connection refused to payments-db:<*>");
        assertThat(known.anomalies()).anyMatch(a -> a.series() == place && a.open());
        String why =
                "payments logs “connection refused to payments-db:<*>” (ERROR) 42/min, usually 0/min";
        assertThat(said(PAYMENTS)).anySatisfy(words -> assertThat(words).startsWith(why));
        assertThat(said(DATABASE))
                .as("the callee that it names")
                .singleElement()
                .satisfies(words -> assertThat(words).startsWith(why));
        assertThat(said(new ServiceId("ledger"))).isEmpty();
        double own = weight(PAYMENTS);
        double named = weight(DATABASE);
        assertThat(own).isBetween(3.0, 4.01);
        assertThat(named).isBetween(1.0, 1.51);
    }

    @Test
    void fewLinesSayLittleAndThoseAsUsualNothing() throws InterruptedException {
        for (int minute = 0; minute < 126; minute++) {
            lines(minute, "payments", INFO, 30, "handled order %d");
            lines(minute, "payments", WARN, 5, "slow answer of ledger after %d ms");
            lines(minute, "payments", ERROR, minute == 122 ? 5 : 0, "out of memory at %d");
        }
        close(126);
        assertThat(place("out of memory at <*>")).isNotNegative();
        assertThat(place("slow answer of ledger after <*> ms")).isNotNegative();
        assertThat(weight(PAYMENTS)).isLessThan(1);
        assertThat(said(new ServiceId("ledger"))).isEmpty();
    }

    private int place(String template) {
        List<SeriesInfo> series = engine.snapshot().series();
        for (int i = 0; i < series.size(); i++) {
            if (LogSeries.template(series.get(i).id()).filter(template::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private List<String> said(ServiceId service) {
        return engine.snapshot().diagnosis().evidence(service).stream()
                .map(e -> Wording.english().evidence(e).sentence())
                .toList();
    }

    private double weight(ServiceId service) {
        return engine.snapshot().diagnosis().evidence(service).stream()
                .mapToDouble(SignalEvidence::logBayes)
                .max()
                .orElse(0);
    }

    @Test
    void aLineThatComesLateIsCountedAndChangesNothing() throws InterruptedException {
        lines(0, "a", INFO, 6, "x %d");
        lines(1, "a", INFO, 6, "x %d");
        close(2);
        lines(0, "a", INFO, 60, "x %d");
        close(3);
        assertThat(engine.snapshot().history().observed(0, 0)).isCloseTo(.1, within(1e-6));
        assertThat(source.view().intake().logs().lines()).isEqualTo(12);
        assertThat(source.view().intake().points()).isEqualTo(72);
    }

    @Test
    void eventsBecomeChangesOnceAndMasked() throws InterruptedException {
        lines(0, "ledger", INFO, 1, "x %d");
        for (int pod = 0; pod < 3; pod++) {
            event(
                    1,
                    "ledger",
                    "deployment",
                    "ledger 4.2.0 rolled out by anna.schmidt@bank.example");
        }
        event(2, "ledger", "config_change", "pool.size from 20 to 5");
        event(2, "ledger", "user.login", "a user came");
        event(5, "nightly", "batch", "");
        close(4);
        List<ChangeEvent> changes = engine.snapshot().changes();
        assertThat(changes)
                .extracting(ChangeEvent::kind)
                .containsExactly(ChangeEvent.Kind.DEPLOY, ChangeEvent.Kind.CONFIGURATION);
        assertThat(changes.getFirst().text())
                .matches("ledger 4\\.2\\.0 rolled out by email:[0-9a-f]{12}");
        assertThat(changes.getFirst().at()).isEqualTo(Instant.ofEpochMilli(START + 61_000));
        close(8);
        assertThat(engine.snapshot().changes())
                .last()
                .isEqualTo(
                        new ChangeEvent(
                                Instant.ofEpochMilli(START + 5 * 60_000L + 1_000),
                                new ServiceId("nightly"),
                                ChangeEvent.Kind.BATCH,
                                "batch"));
        assertThat(source.view().intake().logs().changes()).isEqualTo(3);
        List<Class<?>> order = new ArrayList<>();
        sent.forEach(c -> order.add(c.getClass()));
        assertThat(order.indexOf(EngineCommand.Changed.class))
                .isGreaterThan(order.indexOf(EngineCommand.Tick.class));
    }

    @Test
    void nothingPersonalIsInAnythingThatIsKept() throws InterruptedException {
        List<String> personal =
                List.of("anna.schmidt@bank.example", "4111111111111111", "DE89370400440532013000");
        for (int minute = 0; minute < 10; minute++) {
            for (String each : personal) {
                lines(minute, "payments", ERROR, 3, "no account of " + each + " at %d");
            }
            event(minute, "payments", "deployment", "by " + personal.getFirst());
            json(
                    "{\"level\":\"error\",\"msg\":\""
                            + personal.getFirst()
                            + " is locked\",\"ts\":\"x\"}");
            json(
                    "{\"level\":\"error\",\"service\":\""
                            + personal.get(2)
                            + "\",\"msg\":\"m\",\"ts\":1");
        }
        close(11);
        String kept =
                engine.snapshot().series()
                        + sent.toString()
                        + engine.snapshot().changes()
                        + engine.snapshot().notices()
                        + source.view();
        assertThat(source.view().intake().rejects()).hasSize(20);
        assertThat(source.view().intake().logs().templates()).isPositive();
        personal.forEach(each -> assertThat(kept).doesNotContain(each));
        assertThat(kept).contains("no account of <*> at <*>").contains("email:");
    }

    @Test
    void moreTemplatesThanAreToldApartAreCountedAndSaid() throws InterruptedException {
        String letters = "abcdefghijklmnopqrstuvwxyz";
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 70; i++) {
                String word = "" + letters.charAt(i % 26) + letters.charAt(i / 26) + "x";
                lines(minute, "noisy", WARN, 2, (word + " ").repeat(1 + i % 9));
            }
        }
        close(4);
        LiveState.Logs logs = source.view().intake().logs();
        assertThat(logs.templates()).isEqualTo(50);
        assertThat(logs.full()).isEqualTo(1);
        assertThat(logs.other()).isPositive();
        assertThat(engine.snapshot().notices())
                .anySatisfy(n ->
                        assertThat(n.text())
                                .contains("noisy: its log has more than 50 templates")
                                .contains("intake.templatesPerService"));
        double all = 0;
        double parts = 0;
        Snapshot known = engine.snapshot();
        for (int i = 0; i < known.series().size(); i++) {
            double value = known.history().observed(i, 2);
            if (known.series().get(i).id().labels().containsKey("template")) {
                parts += value;
            } else {
                all += value;
            }
        }
        assertThat(parts).as("nothing is lost").isCloseTo(all, within(1e-4));
    }

    private void lines(int minute, String service, int severity, int count, String text)
            throws InterruptedException {
        List<LogRecord> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = START + minute * 60_000L + 1_000 + i * 100;
            lines.add(LogSamples.line(at, severity, text.formatted(i)));
        }
        record(LogSamples.request(Map.of("service.name", service), lines));
    }

    private void event(int minute, String service, String name, String text)
            throws InterruptedException {
        LogRecord line =
                LogSamples.line(START + minute * 60_000L + 1_000, INFO, text).toBuilder()
                        .setEventName(name)
                        .build();
        record(LogSamples.request(Map.of("service.name", service), List.of(line)));
    }

    private void json(String line) throws InterruptedException {
        record(line.getBytes(StandardCharsets.UTF_8));
    }

    private void record(byte[] value) throws InterruptedException {
        source.record(LOGS.topic(), LOGS.partition(), offset++, START, value);
    }

    /// All minutes before this one are over.
    private void close(int minute) throws InterruptedException {
        Instant now = Instant.ofEpochMilli(START + minute * 60_000L + 10_000);
        source.polled(now, Set.of(LOGS), Set.of(LOGS));
        source.polled(now.plusMillis(1_000), Set.of(LOGS), Set.of(LOGS));
    }
}
