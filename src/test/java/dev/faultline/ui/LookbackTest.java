package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cause.Pin;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.Snapshots;
import dev.faultline.model.ServiceId;
import dev.faultline.source.Playback;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookbackTest {
    private static final ServiceId WEB = new ServiceId("web");
    private static final int BEFORE = SmallShop.FAULT - 20;

    private final Desk desk = new Desk();
    private final Workbench workbench = desk.workbench;

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aRecordingLooksBackWithoutForgettingWhatItKnows() {
        desk.openShop();
        Snapshot end = shown();
        desk.run(() -> workbench.seek(SmallShop.at(BEFORE)));
        awaitShown(SmallShop.at(BEFORE));
        Snapshot then = shown();
        assertThat(desk.on(workbench::lookingBack)).isTrue();
        assertThat(newest().at()).as("what is known stays").isEqualTo(end.at());
        assertThat(then.beliefs().top(1, end.at(), end.at())).as("nothing later").isEmpty();
        desk.run(() -> workbench.seek(SmallShop.at(SmallShop.FAULT + 3)));
        awaitShown(SmallShop.at(SmallShop.FAULT + 3));
        desk.run(() -> workbench.seek(end.at()));
        awaitShown(end.at());
        assertThat(desk.on(workbench::lookingBack)).isFalse();
        // The way that is taken when time runs again says the same.
        desk.seek(BEFORE);
        assertThat(newest().at()).isEqualTo(SmallShop.at(BEFORE));
        Snapshots.assertSame(then, shown());
    }

    @Test
    void whatIsSaidOfAnEarlierMomentOfARecordingIsKnownFromThereOn() {
        desk.openShop();
        desk.run(() -> workbench.seek(SmallShop.at(BEFORE)));
        awaitShown(SmallShop.at(BEFORE));
        desk.run(() -> workbench.pin(new Pin.Healthy(WEB)));
        await().until(() -> !shown().diagnosis().pins().isEmpty());
        desk.awaitSettled();
        assertThat(shown().at()).isEqualTo(SmallShop.at(BEFORE));
        assertThat(newest().at()).as("what came after is taken back").isEqualTo(shown().at());
        desk.run(() -> workbench.transport(Playback::play));
        desk.run(() -> workbench.transport(Playback::pause));
        desk.awaitSettled();
        assertThat(shown().diagnosis().pins().isEmpty()).isFalse();
    }

    @Test
    void aRunningSystemGoesOnBehindTheMomentThatIsLookedAt() {
        desk.connectShop();
        awaitShown(ShopSystem.NOW);
        desk.run(() -> workbench.seek(SmallShop.at(BEFORE)));
        awaitShown(SmallShop.at(BEFORE));
        Snapshot then = shown();
        assertThat(then.onset()).isEmpty();
        Instant later = desk.shop.goOn(2, "web", "shop", "db");
        await().until(() -> newest().at().equals(later));
        assertThat(shown()).isSameAs(then);
        desk.run(workbench::toNow);
        assertThat(shown().at()).isEqualTo(later);
        // Said while looking back: it holds from now on, and now is shown.
        desk.run(() -> workbench.seek(SmallShop.at(BEFORE)));
        awaitShown(SmallShop.at(BEFORE));
        desk.run(() -> workbench.pin(new Pin.Healthy(WEB)));
        assertThat(desk.on(workbench::lookingBack)).isFalse();
        await().until(() -> !shown().diagnosis().pins().isEmpty());
        assertThat(
                        shown().asKnownAt(SmallShop.at(BEFORE))
                                .orElseThrow()
                                .diagnosis()
                                .pins()
                                .isEmpty())
                .isTrue();
    }

    private Snapshot shown() {
        return desk.on(() -> workbench.snapshotProperty().get());
    }

    private Snapshot newest() {
        return desk.on(() -> workbench.newestProperty().get());
    }

    private void awaitShown(Instant at) {
        await().until(() ->
                desk.on(() -> {
                    workbench.heartbeat();
                    Snapshot shown = workbench.snapshotProperty().get();
                    return shown != null && shown.at().equals(at);
                }));
    }
}
