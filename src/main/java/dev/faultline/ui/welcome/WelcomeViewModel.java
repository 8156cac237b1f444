package dev.faultline.ui.welcome;

import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.LiveSources;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.connect.ConnectViewModel;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What stands where nothing is open: what can be watched or opened, or why one could not.
public final class WelcomeViewModel {
    private final Workbench workbench;
    private final Words words;
    private final ConnectViewModel connect;
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");

    public WelcomeViewModel(Workbench workbench, Words words, ConnectViewModel connect) {
        this.workbench = workbench;
        this.words = words;
        this.connect = connect;
        workbench
                .stateProperty()
                .addListener((p, before, now) ->
                        failure.set(
                                now instanceof WorkbenchState.Failed(var _, var message)
                                        ? words.get("welcome.failed", message)
                                        : ""));
    }

    public ReadOnlyObjectProperty<List<Recordings.Bundled>> bundledProperty() {
        return workbench.bundledProperty();
    }

    /// Why the last recording could not be opened; empty where none was tried.
    public ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// What was watched lately.
    public ReadOnlyObjectProperty<LiveSources.Recent> recentProperty() {
        return connect.recentProperty();
    }

    /// What was opened lately.
    public ReadOnlyObjectProperty<List<Recordings.Recent>> openedProperty() {
        return workbench.recentProperty();
    }

    /// Where one lies that was opened lately, and whether it is still there.
    String tip(Recordings.Recent recent) {
        return recent.there() ? recent.file().toString() : words.get("welcome.gone", recent.file());
    }

    /// Asks which running system to watch.
    public void connect() {
        connect.show();
    }

    /// Watches a system again.
    public void connect(ConnectRequest again) {
        connect.connect(again);
    }

    public void open(Path file) {
        workbench.open(file, null);
    }
}
