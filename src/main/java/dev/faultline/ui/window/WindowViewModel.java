package dev.faultline.ui.window;

import dev.faultline.engine.Snapshot;
import dev.faultline.ui.Insights;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.connect.ConnectViewModel;
import dev.faultline.ui.live.LiveStripViewModel;
import dev.faultline.ui.notifications.Notifications;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/// What the window as a whole shows, and what its menu does.
public final class WindowViewModel {
    /// Which of its three faces the window shows.
    public enum Face {
        WELCOME,
        OPENING,
        WORK
    }

    private final Workbench workbench;
    private final Words words;
    private final Notifications notifications;
    private final ConnectViewModel connect;
    private final LiveStripViewModel strip;
    private final BooleanBinding live;
    private final ReadOnlyObjectWrapper<Face> face;
    private final ReadOnlyStringWrapper opening = new ReadOnlyStringWrapper("");

    public WindowViewModel(
            Workbench workbench,
            Words words,
            ConnectViewModel connect,
            LiveStripViewModel strip,
            Notifications notifications) {
        this.words = words;
        this.notifications = notifications;
        this.workbench = workbench;
        this.connect = connect;
        this.strip = strip;
        live = workbench.liveness().stateProperty().isNotNull();
        face = new ReadOnlyObjectWrapper<>(faceOf(workbench.stateProperty().get()));
        workbench
                .stateProperty()
                .addListener((p, before, now) -> {
                    face.set(faceOf(now));
                    opening.set(
                            now instanceof WorkbenchState.Opening(var what)
                                    ? words.get("opening.title", what)
                                    : "");
                });
    }

    private static Face faceOf(WorkbenchState state) {
        return switch (state) {
            case WorkbenchState.Empty e -> Face.WELCOME;
            case WorkbenchState.Failed f -> Face.WELCOME;
            case WorkbenchState.Opening o -> Face.OPENING;
            case WorkbenchState.Open o -> Face.WORK;
        };
    }

    public ReadOnlyObjectProperty<Face> faceProperty() {
        return face.getReadOnlyProperty();
    }

    /// Whether a running system is open.
    public ObservableBooleanValue liveProperty() {
        return live;
    }

    /// Whether the form in which a connection is described lies over the window.
    public ReadOnlyBooleanProperty connectingProperty() {
        return connect.openProperty();
    }

    /// Whether what is shown gets older and older.
    public ReadOnlyBooleanProperty agedProperty() {
        return strip.agedProperty();
    }

    public ReadOnlyStringProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty progressProperty() {
        return workbench.progressProperty();
    }

    public ReadOnlyObjectProperty<List<Recordings.Bundled>> bundledProperty() {
        return workbench.bundledProperty();
    }

    public ObjectProperty<Theme> themeProperty() {
        return workbench.themeProperty();
    }

    public void switchTheme() {
        workbench.themeProperty().set(workbench.themeProperty().get().other());
    }

    public void open(Path file) {
        workbench.open(file, null);
    }

    /// The moment that is shown, in the zone that is not shown.
    public ObservableValue<String> elsewhereProperty() {
        return Bindings.createStringBinding(
                () -> {
                    Snapshot shown = workbench.snapshotProperty().get();
                    return shown == null
                            ? ""
                            : words.get("window.elsewhere", Readouts.elsewhere(shown.at()));
                },
                workbench.snapshotProperty());
    }

    /// Opens what was dropped onto the window, or says what it is and why not.
    public void dropped(List<Path> files) {
        workbench.workOut(
                () -> Dropped.of(files, words),
                dropped -> {
                    switch (dropped) {
                        case Dropped.Capture(Path file) -> open(file);
                        case Dropped.Other(String why) ->
                                notifications.tell(Notifications.Level.WARNING, why);
                    }
                });
    }

    /// Asks which running system to watch.
    public void connect() {
        connect.show();
    }

    /// Writes what is known to be normal.
    public void saveBaseline(Path file) {
        workbench.liveness().saveBaseline(file);
    }

    /// Whether there is something that Esc leaves or cancels.
    boolean canEscape() {
        return face.get() == Face.OPENING
                || (face.get() == Face.WORK
                        && workbench.insights().topicProperty().get() == Insights.Topic.WHAT_IF);
    }

    /// Leaves *What if*.
    public void leaveWhatIf() {
        workbench.insights().topicProperty().set(Insights.Topic.WHY);
    }

    /// Stops what is being opened, or closes what is open.
    public void close() {
        workbench.close();
    }
}
