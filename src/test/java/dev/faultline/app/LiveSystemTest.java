package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.Snapshot;
import dev.faultline.live.Workload;
import dev.faultline.model.Signal;
import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.source.kafka.KafkaConnection;
import dev.faultline.source.kafka.Producers;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.Intake;
import dev.faultline.source.meaning.MappingRules;
import dev.faultline.source.meaning.Rejects;
import dev.faultline.topology.AgeLimits;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a real broker to a snapshot.
class LiveSystemTest {
    private static final BrokerInJvm BROKER = BrokerInJvm.plain();
    private static final Workload WORK = new Workload(60);
    private static final Duration DAY = Duration.ofDays(1);

    private final AtomicReference<Snapshot> screen = new AtomicReference<>();
    private final List<Optional<LiveState.Loading>> loadings =
            Collections.synchronizedList(new ArrayList<>());

    @Test
    void theNewestHoursAreShownFirstAndTheWholeTakesOver() throws Exception {
        String topic = BROKER.newTopic(3);
        long now = System.currentTimeMillis() / 60_000 * 60_000;
        long from = now - DAY.toMillis();
        for (long at = from; at <= now; at += 60_000) {
            measured(topic, at);
        }
        BROKER.flush();
        try (LiveSystem system = system(topic, Duration.ofDays(2), Optional.empty())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        Optional<LiveState.Loading> loading = system.state().loading();
                        loadings.add(loading);
                        return screen.get() != null && loading.isEmpty();
                    });
            assertThat(loadings)
                    .as("shown from the newest hours while the rest is read")
                    .anySatisfy(loading ->
                            assertThat(loading.flatMap(LiveState.Loading::provisional))
                                    .isPresent());
            Snapshot whole = screen.get();
            assertThat(whole.history().start())
                    .isBeforeOrEqualTo(Instant.ofEpochMilli(from + 60_000));
            assertThat(whole.series()).hasSize(WORK.series());
            assertThat(services(whole)).isEqualTo(WORK.services());
            assertThat(whole.counts())
                    .isEqualTo(new Snapshot.Counts((DAY.toMinutes() + 1) * WORK.series(), 0, 0, 0));
            assertThat(system.state().link()).isInstanceOf(LiveState.Link.Connected.class);
            assertThat(system.state().topics().getFirst().format()).contains("own");

            // and on it goes
            measured(topic, now + 60_000);
            BROKER.flush();
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            screen.get()
                                    .newest()
                                    .at()
                                    .orElseThrow()
                                    .equals(Instant.ofEpochMilli(now + 60_000)));
        }
    }

    /// How many services are known; the records name their hosts and zone too.
    private static long services(Snapshot shown) {
        return shown.topology().components().stream()
                .filter(c -> c.kind() == ComponentKind.SERVICE)
                .count();
    }

    @Test
    void theStepIsToldFromTheRecords() throws Exception {
        String topic = BROKER.newTopic(1);
        long now = System.currentTimeMillis() / 300_000 * 300_000;
        for (long at = now - DAY.toMillis() / 4; at <= now; at += 300_000) {
            measured(topic, at);
        }
        BROKER.flush();
        try (LiveSystem _ = system(topic, Duration.ofHours(5), Optional.empty())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> screen.get() != null && screen.get().counts().samples() > 0);
            assertThat(screen.get().history().stepMillis()).isEqualTo(300_000);
        }
    }

    @Test
    void anEmptyTopicIsNoErrorAndWaitsForWhatComes() throws Exception {
        String topic = BROKER.newTopic(2);
        try (LiveSystem system = system(topic, DAY, Optional.of(Duration.ofMinutes(1)))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> system.state().link() instanceof LiveState.Link.Connected);
            measured(topic, System.currentTimeMillis());
            BROKER.flush();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> screen.get() != null && services(screen.get()) == WORK.services());
        }
    }

    @Test
    void hostsUnderCollectdAreWatched(@TempDir Path folder) throws Exception {
        String json = BROKER.newTopic("collectd-json", 1, Map.of());
        String graphite = BROKER.newTopic("collectd-graphite", 1, Map.of());
        try (LiveSystem system = system(json, DAY, Optional.of(Duration.ofSeconds(2)));
                Producers.Producer collectd =
                        Producers.collectd(folder, BROKER.bootstrap(), json, graphite)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        Snapshot shown = screen.get();
                        assertThat(shown).as(collectd::said).isNotNull();
                        assertThat(signals(shown, "web-01.example.org"))
                                .as(collectd::said)
                                .contains(Signal.CPU, Signal.MEMORY);
                        Component host = shown.topology().component(0);
                        assertThat(host.kind()).isEqualTo(ComponentKind.HOST);
                        assertThat(shown.history().length()).isGreaterThan(2);
                    });
            assertThat(system.state().topics().getFirst().format()).contains("collectd-json");
            assertThat(system.state().intake().rejects()).isEmpty();
        }
    }

    @Test
    void servicesUnderOpenTelemetryAreWatched(@TempDir Path folder) throws Exception {
        String protobuf = BROKER.newTopic("otlp-proto", 1, Map.of());
        String json = BROKER.newTopic("otlp-json", 1, Map.of());
        try (LiveSystem system = system(protobuf, DAY, Optional.of(Duration.ofSeconds(2)));
                Producers.Producer services =
                        Producers.otlp(folder, BROKER.bootstrap(), protobuf, json)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        Snapshot shown = screen.get();
                        assertThat(shown).as(services::said).isNotNull();
                        for (String service : List.of("checkout", "payments")) {
                            assertThat(signals(shown, service))
                                    .as(services::said)
                                    .contains(Signal.TRAFFIC, Signal.LATENCY, Signal.ERRORS);
                        }
                    });
            assertThat(system.state().topics().getFirst().format()).contains("otlp-proto");
            assertThat(system.state().intake().rejects()).isEmpty();
        }
    }

    /// What is measured of a component, as far as a value has come.
    private static Set<Signal> signals(Snapshot shown, String component) {
        Set<Signal> signals = EnumSet.noneOf(Signal.class);
        for (int i = 0; i < shown.series().size(); i++) {
            if (shown.series().get(i).service().value().equals(component)
                    && Double.isFinite(shown.newest().value(i))) {
                signals.add(shown.series().get(i).signal());
            }
        }
        return signals;
    }

    private void measured(String topic, long at) {
        for (int series = 0; series < WORK.series(); series++) {
            BROKER.send(topic, 0, at, WORK.own(series, at));
        }
    }

    private LiveSystem system(String topic, Duration since, Optional<Duration> step)
            throws Exception {
        LiveSystem system =
                new LiveSystem(
                        KafkaConnection.of(
                                BROKER.bootstrap(),
                                List.of(topic),
                                Optional.empty(),
                                Optional.empty()),
                        new LiveSystem.Plan(
                                since,
                                step,
                                Topology.empty(),
                                AgeLimits.DEFAULT,
                                Map.of(),
                                WatchedTime.REAL,
                                Optional.empty(),
                                (grid, _) ->
                                        new Intake(
                                                MappingRules.defaults(),
                                                Masking.none(),
                                                new Rejects(Masking.none()),
                                                grid)),
                        EngineParameters.DEFAULT,
                        screen::set);
        system.start();
        return system;
    }
}
