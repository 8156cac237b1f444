package dev.faultline.ui.statusbar;

import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.History;
import dev.faultline.model.Notice;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Can this screen be trusted: what was taken in, what was left out, what is still being learned.
public final class StatusBarViewModel {
    private final Workbench workbench;
    private final Words words;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper countsMeaning = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper learning = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper muted = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper noticesText = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Notice>> notices =
            new ReadOnlyObjectWrapper<>(List.of());

    public StatusBarViewModel(Workbench workbench, Words words) {
        this.workbench = workbench;
        this.words = words;
        workbench.stateProperty().addListener((p, before, now) -> update());
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        update();
    }

    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// How many samples were taken in; of a recording, which has more room, also what was left out.
    public ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /// The same with all that was left out.
    public ReadOnlyStringProperty countsMeaningProperty() {
        return countsMeaning.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty learningProperty() {
        return learning.getReadOnlyProperty();
    }

    /// How many anomalies labels mute; empty where none.
    public ReadOnlyStringProperty mutedProperty() {
        return muted.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty noticesTextProperty() {
        return noticesText.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<Notice>> noticesProperty() {
        return notices.getReadOnlyProperty();
    }

    private void update() {
        Set<Notice> all = new LinkedHashSet<>();
        boolean live =
                workbench.stateProperty().get() instanceof WorkbenchState.Open(LiveSession _);
        switch (workbench.stateProperty().get()) {
            case WorkbenchState.Open(var session) -> {
                // The connection and its topics stand beside it.
                title.set(live ? "" : session.title());
                all.addAll(session.notices());
            }
            case WorkbenchState.Opening(var what) -> title.set(what);
            case WorkbenchState.Empty e -> title.set("");
            case WorkbenchState.Failed f -> title.set("");
        }
        Snapshot snapshot = workbench.snapshotProperty().get();
        if (snapshot == null) {
            counts.set("");
            countsMeaning.set("");
            learning.set("");
            muted.set("");
        } else {
            int quiet = snapshot.anomalies().size() - snapshot.reported().size();
            muted.set(quiet == 0 ? "" : words.get("status.muted", quiet));
            all.addAll(snapshot.notices());
            String samples = Readouts.count(snapshot.counts().samples());
            countsMeaning.set(
                    words.get(
                            "status.counts",
                            samples,
                            Readouts.count(snapshot.counts().late()),
                            Readouts.count(snapshot.counts().duplicates())));
            counts.set(live ? words.get("status.samples", samples) : countsMeaning.get());
            learning.set(learning(snapshot.history()));
        }
        notices.set(List.copyOf(all));
        noticesText.set(all.isEmpty() ? "" : words.get("status.notices", all.size()));
    }

    private String learning(History history) {
        int count = history.seriesCount();
        int known = 0;
        for (int i = 0; i < count; i++) {
            known += history.learned(i) >= 1 ? 1 : 0;
        }
        if (count == 0) {
            return "";
        }
        return known == count
                ? words.get("status.learned", count)
                : words.get("status.learning", known, count, Readouts.percent(history.learned()));
    }
}
