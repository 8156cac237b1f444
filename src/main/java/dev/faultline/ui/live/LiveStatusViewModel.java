package dev.faultline.ui.live;

import dev.faultline.engine.Snapshot;
import dev.faultline.source.LiveState;
import dev.faultline.ui.Liveness;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the status bar says of a running system's source, and the tables behind it.
public final class LiveStatusViewModel {
    private final Workbench workbench;
    private final Liveness liveness;
    private final Words words;
    private final LiveText text;
    private final List<String> formats;
    private String stale = "";
    private final ReadOnlyObjectWrapper<LiveFigures> figures =
            new ReadOnlyObjectWrapper<>(LiveFigures.NONE);

    /// @param formats what the formats that a topic can be read as are called
    public LiveStatusViewModel(Workbench workbench, Words words, List<String> formats) {
        this.workbench = workbench;
        liveness = workbench.liveness();
        this.words = words;
        this.formats = List.copyOf(formats);
        text = new LiveText(words);
        liveness.stateProperty().addListener((p, before, now) -> update());
        liveness.nowProperty().addListener((p, before, now) -> update());
        workbench
                .snapshotProperty()
                .addListener((p, before, now) -> {
                    stale = stale(now);
                    update();
                });
        update();
    }

    ReadOnlyObjectProperty<LiveFigures> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    /// What all tables are about, as of the last beat.
    ReadOnlyObjectProperty<@Nullable LiveState> stateProperty() {
        return liveness.stateProperty();
    }

    Instant now() {
        return liveness.nowProperty().get();
    }

    LiveText text() {
        return text;
    }

    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    List<String> formats() {
        return formats;
    }

    String logsAbout(LiveState state) {
        return text.logsAbout(state);
    }

    /// Reads a topic as the person says.
    void format(String topic, Optional<String> format) {
        liveness.format(topic, format);
    }

    /// The series of which nothing came for long, the longest silent first.
    List<StaleSeries> stale() {
        Snapshot shown = workbench.snapshotProperty().get();
        return shown == null ? List.of() : StaleSeries.of(shown);
    }

    private void update() {
        LiveState state = liveness.stateProperty().get();
        figures.set(state == null ? LiveFigures.NONE : figures(state, now()));
    }

    private LiveFigures figures(LiveState state, Instant now) {
        return new LiveFigures(
                state.encrypted(),
                state.link() instanceof LiveState.Link.Connected,
                text.connection(state),
                text.lag(state),
                text.worst(state),
                text.topics(state),
                text.oldest(state, now),
                text.oldestWho(state, now),
                stale,
                text.rejected(state),
                text.unassigned(state),
                text.masked(state),
                text.unread(state),
                text.logs(state));
    }

    private String stale(@Nullable Snapshot shown) {
        long count = shown == null ? 0 : StaleSeries.count(shown);
        return shown == null || count == 0
                ? ""
                : words.get("live.stale", count, shown.series().size());
    }
}
