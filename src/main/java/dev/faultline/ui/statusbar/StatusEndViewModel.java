package dev.faultline.ui.statusbar;

import dev.faultline.engine.Snapshot;
import dev.faultline.remedy.Role;
import dev.faultline.source.Playback;
import dev.faultline.topology.TopologyChange;
import dev.faultline.ui.LiveCapture;
import dev.faultline.ui.Look;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Figures;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/// The right end of the status bar: what is being done, on which graph and model it stands, as whom
/// one works, and what time it is.
public final class StatusEndViewModel {
    private final Workbench workbench;
    private final Words words;
    private final InstantSource clock;
    private final String model;
    private final Look look;
    private final ReadOnlyStringWrapper role = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper task = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper cancellable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper graph = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper graphMeaning = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper time = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper timeElsewhere = new ReadOnlyStringWrapper("");

    /// @param clock tells the time of day
    /// @param model which numbers are behind a diagnosis, in a few words
    public StatusEndViewModel(
            Workbench workbench, Words words, Look look, InstantSource clock, String model) {
        this.look = look;
        this.workbench = workbench;
        this.words = words;
        this.clock = clock;
        this.model = model;
        workbench.snapshotProperty().addListener((p, before, now) -> graph());
        tick();
        graph();
    }

    /// What takes its time, with how far it is; empty where nothing does.
    public ReadOnlyStringProperty taskProperty() {
        return task.getReadOnlyProperty();
    }

    /// Whether that can be stopped.
    public ReadOnlyBooleanProperty cancellableProperty() {
        return cancellable.getReadOnlyProperty();
    }

    /// On which graph all stands.
    public ReadOnlyStringProperty graphProperty() {
        return graph.getReadOnlyProperty();
    }

    /// The same with its size and the model.
    public ReadOnlyStringProperty graphMeaningProperty() {
        return graphMeaning.getReadOnlyProperty();
    }

    /// The time of day.
    public ReadOnlyStringProperty timeProperty() {
        return time.getReadOnlyProperty();
    }

    /// The same in the other zone.
    public ReadOnlyStringProperty timeElsewhereProperty() {
        return timeElsewhere.getReadOnlyProperty();
    }

    /// As what one works.
    ReadOnlyStringProperty roleProperty() {
        return role.getReadOnlyProperty();
    }

    /// Says what whoever uses this program may do.
    public void role(Role now) {
        role.set(
                words.get(
                        switch (now) {
                            case VIEWER -> "status.role.viewer";
                            case RESPONDER -> "status.role.responder";
                            case COMMANDER -> "status.role.commander";
                            case ADMIN -> "status.role.admin";
                        }));
    }

    /// As whom one works; nobody is named while others see the screen.
    ObservableValue<String> roleMeaning() {
        return look.sharingProperty()
                .map(shared ->
                        shared
                                ? words.get("status.role.tip.shared")
                                : words.get(
                                        "status.role.tip", System.getProperty("user.name", "–")));
    }

    /// Looks at the clock and at what is being done. Called a few times a second.
    public void tick() {
        Instant now = clock.instant();
        time.set(Readouts.clock(now));
        timeElsewhere.set(words.get("status.clock.tip", Readouts.elsewhere(now)));
        double saving = workbench.liveness().capture().savingProperty().get();
        Playback.State played = workbench.playbackProperty().get();
        cancellable.set(saving != LiveCapture.IDLE);
        task.set(
                saving != LiveCapture.IDLE
                        ? words.get("status.task.saving", Readouts.percent(saving))
                        : played != null && played.seeking()
                                ? words.get("status.task.reading", Figures.clock(played.target()))
                                : "");
    }

    /// Stops what is being done.
    public void cancel() {
        workbench.liveness().capture().cancelSaving();
    }

    private void graph() {
        Snapshot shown = workbench.snapshotProperty().get();
        if (shown == null) {
            graph.set("");
            graphMeaning.set("");
            return;
        }
        String since =
                shown.graphChanges().isEmpty()
                        ? words.get("status.graph.given")
                        : words.get("status.graph.since", Readouts.time(last(shown).at()));
        graph.set(words.get("status.graph", since));
        graphMeaning.set(
                words.get(
                        "status.graph.tip",
                        shown.topology().size(),
                        shown.topology().dependencies().size(),
                        since,
                        model));
    }

    private static TopologyChange last(Snapshot shown) {
        return shown.graphChanges().getLast();
    }
}
