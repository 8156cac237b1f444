package dev.faultline.ui.live;

import dev.faultline.engine.Snapshot;
import dev.faultline.source.LiveState;
import dev.faultline.source.LiveState.Link;
import dev.faultline.ui.Liveness;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What the strip below the incident bar says: that the source is out of reach, and what came of
/// what a person asked of it.
public final class LiveStripViewModel {
    private final Workbench workbench;
    private final Liveness liveness;
    private final LiveText text;
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper aged = new ReadOnlyBooleanWrapper();

    public LiveStripViewModel(Workbench workbench, Words words) {
        this.workbench = workbench;
        liveness = workbench.liveness();
        text = new LiveText(words);
        liveness.stateProperty().addListener((p, before, now) -> update());
        liveness.nowProperty().addListener((p, before, now) -> update());
        workbench.snapshotProperty().addListener((p, before, now) -> update());
    }

    /// Why nothing comes; empty while something does.
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// Whether what the window shows gets older and older, or stands on nothing that is heard.
    public ReadOnlyBooleanProperty agedProperty() {
        return aged.getReadOnlyProperty();
    }

    /// What came of saving; empty where nothing was asked.
    public ReadOnlyStringProperty saidProperty() {
        return liveness.saidProperty();
    }

    public void retry() {
        liveness.retry();
    }

    /// Forgets what came of saving.
    public void dismiss() {
        liveness.dismiss();
    }

    public void saveBaseline(Path file) {
        liveness.saveBaseline(file);
    }

    private void update() {
        LiveState state = liveness.stateProperty().get();
        trouble.set(state == null ? "" : text.trouble(state, liveness.here()));
        Snapshot shown = workbench.snapshotProperty().get();
        boolean blind = shown != null && shown.blind().isPresent();
        aged.set(blind || (state != null && lost(state.link())));
    }

    private static boolean lost(Link link) {
        return switch (link) {
            case Link.Lost _, Link.Refused _ -> true;
            case Link.Connected _, Link.Connecting _ -> false;
        };
    }
}
