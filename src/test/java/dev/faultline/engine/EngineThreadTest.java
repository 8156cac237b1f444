package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.history.BeliefHistory;
import dev.faultline.model.SampleBatch;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EngineThreadTest {
    @Test
    void publishesTheLastStateBeforeItGoesIdle() throws InterruptedException {
        AtomicInteger published = new AtomicInteger();
        try (EngineThread engine = new EngineThread(published::incrementAndGet)) {
            engine.send(SmallShop.whole().start());
            for (int cell = 0; cell < 500; cell++) {
                engine.tick(SmallShop.at(cell));
            }
            await().untilAsserted(() -> assertThat(engine.get().at()).isEqualTo(SmallShop.at(499)));
            assertThat(engine.get().revision()).isEqualTo(500);
            assertThat(published.get()).as("not one a tick").isBetween(1, 100);
        }
    }

    @Test
    void showsARecordingFromItsFirstCellOn() throws InterruptedException {
        AtomicReference<EngineThread> self = new AtomicReference<>();
        List<Long> shown = new CopyOnWriteArrayList<>();
        try (EngineThread engine = new EngineThread(() -> shown.add(self.get().get().revision()))) {
            self.set(engine);
            engine.send(SmallShop.whole().start());
            engine.tick(SmallShop.at(0));
            await().until(() -> !shown.isEmpty());
            assertThat(shown).containsExactly(1L);
        }
    }

    @Test
    void hasASnapshotFromTheStart() {
        try (EngineThread engine = new EngineThread()) {
            assertThat(engine.get().series()).isEmpty();
        }
    }

    @Test
    void tellsSendersThatItWasClosed() {
        EngineThread engine = new EngineThread();
        engine.close();
        await().untilAsserted(() -> assertThat(engine.running()).isFalse());
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> engine.tick(Instant.EPOCH));
    }

    @Test
    void keepsItsLastSnapshotAndRefusesMoreWhenItHasFailed() throws InterruptedException {
        try (EngineThread engine = new EngineThread()) {
            engine.send(SmallShop.whole().start());
            engine.tick(SmallShop.at(3));
            await().untilAsserted(() -> assertThat(engine.get().revision()).isEqualTo(1));
            SampleBatch.Builder stranger = new SampleBatch.Builder(1);
            stranger.add(999, SmallShop.timeOf(4), SmallShop.timeOf(4), 1);
            engine.samples(stranger.build());
            await().untilAsserted(() -> assertThat(engine.running()).isFalse());
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> engine.tick(SmallShop.at(5)));
            assertThat(engine.get().revision()).isEqualTo(1);
        }
    }

    @Test
    void worksOutWhatWasBelievedBeforeWhenNothingWaits() throws InterruptedException {
        SmallShop shop = SmallShop.whole();
        Engine alone = new Engine();
        alone.apply(shop.start());
        int last = SmallShop.FAULT + 6;
        try (EngineThread engine = new EngineThread()) {
            engine.send(shop.start());
            for (int cell = 0; cell <= last; cell++) {
                for (EngineCommand command : EngineTest.commands(shop, cell)) {
                    engine.send(command);
                    alone.apply(command);
                }
                if (cell == SmallShop.FAULT - 5) {
                    alone.snapshot();
                }
            }
            await().until(() -> engine.get().at().equals(SmallShop.at(last)));
            await().until(() -> engine.get().recollected());
            Snapshot now = engine.get();
            Instant then = SmallShop.at(SmallShop.FAULT - 5);
            var top = now.diagnosis().ranking().top().orElseThrow().service();
            var line = now.beliefs().line(top, SmallShop.START, now.at());
            assertThat(line.points()).hasSizeGreaterThan(100);
            assertThat(now.beliefs().at(top, then))
                    .isEqualTo(alone.snapshot().beliefs().at(top, then));
            assertThat(now.beliefs().over(top, BeliefHistory.KNOWN).orElseThrow().exact()).isTrue();
        }
    }

    @Test
    void isBusyWhileMostOfItsQueueIsTaken() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch shown = new CountDownLatch(1);
        Runnable slowScreen =
                () -> {
                    asked.countDown();
                    try {
                        shown.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        try (EngineThread engine = new EngineThread(slowScreen)) {
            assertThat(engine.busy()).isFalse();
            engine.send(SmallShop.whole().start());
            engine.tick(SmallShop.at(0));
            asked.await();
            for (int cell = 1; cell <= 200; cell++) {
                engine.tick(SmallShop.at(cell));
            }
            assertThat(engine.busy()).isTrue();
            shown.countDown();
            await().until(() -> !engine.busy());
        }
    }
}
