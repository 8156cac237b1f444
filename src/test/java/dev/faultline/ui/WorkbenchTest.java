package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.SmallShop;
import dev.faultline.model.ServiceId;
import java.nio.file.Path;
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
                                Path.of("broken.capture"), "broken.capture: it is no capture."));
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
}
