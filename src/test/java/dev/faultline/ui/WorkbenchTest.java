package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.SmallShop;
import dev.faultline.model.ServiceId;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.LiveState;
import dev.faultline.ui.timebar.TimeBarViewModel;
import dev.faultline.ui.timebar.Timeline;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkbenchTest {
    private final Desk desk = new Desk();
    private final Workbench workbench = desk.workbench;

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void selectsTheFirstSuspectOnceThePlayheadIsReached() {
        desk.openShop();
        ServiceId top =
                desk.on(() ->
                        workbench
                                .snapshotProperty()
                                .get()
                                .diagnosis()
                                .ranking()
                                .top()
                                .orElseThrow()
                                .service());
        assertThat(desk.on(() -> workbench.selectionProperty().get())).isEqualTo(top);
        assertThat(desk.on(() -> workbench.insights().explanationProperty().get().service()))
                .isEqualTo(top);
    }

    @Test
    void keepsWhatThePersonChoseWhenThePlayheadMoves() {
        desk.openShop();
        desk.run(() -> workbench.select(new ServiceId("web")));
        desk.seek(SmallShop.FAULT + 8);
        assertThat(desk.on(() -> workbench.selectionProperty().get()))
                .isEqualTo(new ServiceId("web"));
    }

    @Test
    void showsWhatWasKnownThenAfterGoingBack() {
        desk.openShop();
        assertThat(desk.on(() -> workbench.snapshotProperty().get().onset())).isPresent();
        desk.seek(SmallShop.FAULT - 20);
        assertThat(desk.on(() -> workbench.snapshotProperty().get().onset())).isEmpty();
        assertThat(desk.on(() -> workbench.snapshotProperty().get().changes())).isEmpty();
    }

    @Test
    void saysWhyARecordingCouldNotBeOpened() {
        desk.run(() -> workbench.open(Path.of("broken.capture"), null));
        await().until(() -> desk.on(workbench::settled));
        assertThat(desk.on(() -> workbench.stateProperty().get()))
                .isEqualTo(
                        new WorkbenchState.Failed(
                                "broken.capture", "broken.capture: it is no capture."));
    }

    @Test
    void goesBackToTheWelcomeCardWhenOpeningIsCancelled() {
        desk.run(() -> workbench.open(Path.of("endless.capture"), null));
        assertThat(desk.on(() -> workbench.stateProperty().get()))
                .isInstanceOf(WorkbenchState.Opening.class);
        desk.run(workbench::close);
        assertThat(desk.on(() -> workbench.stateProperty().get()))
                .isInstanceOf(WorkbenchState.Empty.class);
        desk.openShop();
        assertThat(desk.on(() -> workbench.stateProperty().get()))
                .isInstanceOf(WorkbenchState.Open.class);
    }

    @Test
    void forgetsTheLastRecordingWhenAnotherIsOpened() {
        desk.openShop();
        desk.run(() -> workbench.open(Path.of("endless.capture"), null));
        assertThat(desk.on(() -> workbench.selectionProperty().get())).isNull();
        assertThat(desk.on(() -> workbench.snapshotProperty().get())).isNull();
    }

    @Test
    void watchesARunningSystemWithThePlayheadAtNow() {
        TimeBarViewModel timeBar = desk.on(() -> new TimeBarViewModel(workbench, desk.words));
        desk.connectShop();
        await().until(() ->
                desk.on(() -> workbench.snapshotProperty().get().at()).equals(ShopSystem.NOW));
        assertThat(desk.on(() -> workbench.playbackProperty().get())).isNull();
        assertThat(desk.on(() -> timeBar.liveProperty().get())).isTrue();
        Timeline shown = desk.on(() -> timeBar.timelineProperty().get());
        assertThat(shown.playhead()).isEqualTo(1);
        assertThat(shown.known()).isEqualTo(1);
        assertThat(shown.span()).isEqualTo(new TimeSpan(SmallShop.START, ShopSystem.NOW));
        desk.run(() -> workbench.transport(p -> p.seek(SmallShop.at(3))));
        assertThat(desk.on(() -> workbench.liveness().nowProperty().get()))
                .isEqualTo(ShopSystem.NOW);
        desk.awaitSettled();
        assertThat(desk.on(() -> workbench.selectionProperty().get())).isNotNull();
    }

    @Test
    void isNotSettledWhileTheHistoryIsRead() {
        desk.connectShop();
        desk.awaitSettled();
        desk.says(
                ShopSystem.with(
                        new LiveState.Loading(
                                SmallShop.START,
                                SmallShop.at(100),
                                .4,
                                Optional.of(SmallShop.at(400)))));
        assertThat(desk.on(workbench::settled)).isFalse();
        desk.says(ShopSystem.WELL);
        desk.awaitSettled();
    }

    @Test
    void saysWhyAConnectionWasRefusedAndCanBeCancelledMeanwhile() {
        desk.run(() -> workbench.connect(ConnectRequest.of("silent:9092", "shop")));
        await().until(() -> desk.on(() -> workbench.progressProperty().get()).contains("silent"));
        desk.run(workbench::close);
        assertThat(desk.on(() -> workbench.stateProperty().get()))
                .isInstanceOf(WorkbenchState.Empty.class);
        desk.run(() -> workbench.connect(ConnectRequest.of("refused:9092", "shop")));
        await().until(() -> desk.on(workbench::settled));
        assertThat(desk.on(() -> workbench.stateProperty().get()))
                .asInstanceOf(InstanceOfAssertFactories.type(WorkbenchState.Failed.class))
                .returns("refused:9092 · shop", WorkbenchState.Failed::what)
                .satisfies(f -> assertThat(f.message()).contains("password was refused"));
    }
}
