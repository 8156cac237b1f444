package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.capture.Capture;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.incident.IncidentLog;
import dev.faultline.incident.IncidentRules;
import dev.faultline.model.ServiceId;
import dev.faultline.source.replay.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The incidents of real recordings, and of the simulated bank.
class RecordedIncidentsTest {
    private static final int LAST = SmallShop.FAULT + 40;

    @Test
    void oneSlowContainerIsOneIncidentThatSpreads() throws Exception {
        List<Incident> known = known("petshop-high-latency.capture", Instant.MAX);
        assertThat(known).hasSize(1);
        assertThat(known.getFirst().open()).isTrue();
        assertThat(known.getFirst().suspects())
                .containsExactly(new ServiceId("PetSearch_AWS::ECS::Fargate"));
        assertThat(known.getFirst().components())
                .contains(new ServiceId("PetSearch_AWS::ECS::Fargate"), new ServiceId("PetSite"));
    }

    /// Whether somebody else works it out or the engine itself, and after going back: the same log,
    /// and nothing twice. What is known in between is what was known then.
    @Test
    void tellsTheSameAgainAfterGoingBack() {
        SmallShop shop = SmallShop.whole();
        List<Snapshot> first = new ArrayList<>();
        try (var executor = Executors.newSingleThreadExecutor()) {
            Engine engine = new Engine(EngineParameters.DEFAULT, executor);
            engine.apply(shop.start());
            for (int cell = 0; cell < LAST; cell++) {
                EngineTest.deliver(engine, shop, cell, 1);
                first.add(engine.snapshot());
            }
            List<IncidentEvent> whole = first.getLast().incidents();
            assertThat(whole).filteredOn(IncidentEvent.Opened.class::isInstance).hasSize(1);
            assertThat(whole).filteredOn(IncidentEvent.Closed.class::isInstance).hasSize(1);
            for (Snapshot each : first) {
                assertThat(each.incidents())
                        .isEqualTo(whole.stream().filter(e -> !e.at().isAfter(each.at())).toList());
            }
            engine.apply(new EngineCommand.Rewind(SmallShop.at(SmallShop.FAULT + 9)));
            int from = (int) engine.snapshot().revision();
            assertThat(engine.snapshot().incidents()).isEqualTo(first.get(from - 1).incidents());
            for (int cell = from; cell < LAST; cell++) {
                EngineTest.deliver(engine, shop, cell, 1);
                assertThat(engine.snapshot().incidents()).isEqualTo(first.get(cell).incidents());
            }
        }
        Engine alone = new Engine();
        alone.apply(shop.start());
        for (int cell = 0; cell < LAST; cell++) {
            EngineTest.deliver(alone, shop, cell, 1);
        }
        assertThat(alone.snapshot().incidents()).isEqualTo(first.getLast().incidents());
    }

    @Test
    @Tag("soak")
    void eachOfTheFaultsOfTheBankThatIsSeenIsOneIncident() throws Exception {
        assertThat(known("bank.capture", Instant.MAX))
                .extracting(i -> i.id().first().value())
                .containsExactly("host-03", "cards-1", "gateway-1", "loans-1");
    }

    private static List<Incident> known(String capture, Instant until) throws IOException {
        try (Capture opened = Capture.open(Path.of("sample-data", capture))) {
            Engine engine = new Engine();
            engine.apply(EngineCommand.Start.of(opened));
            Instant end = opened.info().span().to();
            CommandSink sink = engine::apply;
            try {
                Delivery.upTo(until.isBefore(end) ? until : end, opened, sink);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            Snapshot snapshot = engine.snapshot();
            return IncidentLog.at(
                    snapshot.at(),
                    snapshot.incidents(),
                    List.of(),
                    snapshot.history().start(),
                    IncidentRules.DEFAULT.quiet());
        }
    }
}
