package dev.faultline.ui.incidents;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.incident.IncidentId;
import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Action;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.source.WatchedTime;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Look;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.act.OutcomeText;
import dev.faultline.wording.Figures;
import dev.faultline.wording.IncidentWords;
import dev.faultline.wording.Wording;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What was with the selected component before, as far as it is known at the playhead: incidents,
/// what persons noted in them, what they said of its anomalies, what was done to it.
public final class HistoryViewModel {
    private static final int MOST = 50;

    private final Workbench workbench;
    private final Incidents incidents;
    private final Look look;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<List<IncidentRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<LogLine>> notes =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<LogLine>> actions =
            new ReadOnlyObjectWrapper<>(List.of());
    private List<Action> done = List.of();
    private final ReadOnlyObjectWrapper<List<LogLine>> labels =
            new ReadOnlyObjectWrapper<>(List.of());

    /// @param look whether others see it: then no person is named and no note is shown
    public HistoryViewModel(
            Workbench workbench, Incidents incidents, Look look, Words words, Wording wording) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.look = look;
        this.words = words;
        this.wording = wording;
        look.sharingProperty().addListener((p, before, now) -> update());
        workbench.selectionProperty().addListener((p, before, now) -> update());
        workbench
                .snapshotProperty()
                .addListener((p, before, now) -> {
                    if (before == null
                            || now == null
                            || !before.at().equals(now.at())
                            || before.labels() != now.labels()) {
                        update();
                    }
                });
        incidents.allProperty().addListener((p, before, now) -> update());
        update();
    }

    /// Incidents that it was part of, the newest first.
    public ReadOnlyObjectProperty<List<IncidentRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// What persons noted in those, the newest first.
    public ReadOnlyObjectProperty<List<LogLine>> notesProperty() {
        return notes.getReadOnlyProperty();
    }

    /// What persons said of its anomalies, the newest first.
    public ReadOnlyObjectProperty<List<LogLine>> labelsProperty() {
        return labels.getReadOnlyProperty();
    }

    /// What was done to it, the newest first.
    public ReadOnlyObjectProperty<List<LogLine>> actionsProperty() {
        return actions.getReadOnlyProperty();
    }

    /// Takes over what was done to the system.
    public void acted(List<Action> all) {
        done = List.copyOf(all);
        update();
    }

    /// In the time of the system, as all that stands beside it.
    private List<LogLine> acts(ServiceId target, IncidentWords said) {
        WatchedTime time = workbench.liveness().time();
        Snapshot shown = workbench.snapshotProperty().get();
        Instant until = workbench.lookingBack() && shown != null ? shown.at() : Instant.MAX;
        return done.reversed().stream()
                .filter(each -> each.statement().target().equals(target))
                .filter(each -> !time.at(each.started()).isAfter(until))
                .limit(MOST)
                .map(each -> line(each, time, said))
                .toList();
    }

    private LogLine line(Action action, WatchedTime time, IncidentWords said) {
        return new LogLine(
                Figures.moment(time.at(action.started())),
                said.person(action.statement().person()),
                words.get(
                        "history.action",
                        action.statement().runbook(),
                        words.get(
                                switch (action.statement().mode()) {
                                    case RUN -> "history.action.run";
                                    case DRY_RUN -> "history.action.dry";
                                    case ROLLBACK -> "history.action.rollback";
                                }),
                        action.verdict()
                                .filter(verdict -> !action.interrupted())
                                .map(verdict -> OutcomeText.of(verdict, words))
                                .or(() ->
                                        action.end()
                                                .map(end ->
                                                        OutcomeText.of(
                                                                end.outcome(),
                                                                words,
                                                                new RefusalWords(
                                                                        !look.sharingProperty()
                                                                                .get()))))
                                .orElseGet(() -> words.get("history.action.going"))),
                true,
                false);
    }

    /// Has the window speak about an incident.
    public void show(IncidentId id) {
        incidents.show(id);
    }

    private void update() {
        ServiceId selected = workbench.selectionProperty().get();
        Snapshot snapshot = workbench.snapshotProperty().get();
        IncidentWords said = said();
        set(actions, selected == null ? List.of() : acts(selected, said));
        List<Incident> of =
                selected == null || snapshot == null ? List.of() : incidents.of(selected);
        set(rows, of.stream().limit(MOST).map(i -> row(said, i, snapshot)).toList());
        set(
                notes,
                of.stream()
                        .flatMap(i -> i.notes().reversed().stream())
                        .limit(MOST)
                        .map(note -> line(said, note))
                        .toList());
        set(
                labels,
                selected == null || snapshot == null || snapshot.labels().none()
                        ? List.of()
                        : labels(selected, snapshot));
    }

    private IncidentWords said() {
        IncidentWords all = wording.incidents();
        return look.sharingProperty().get() ? all.discreet() : all;
    }

    private static <T> void set(ReadOnlyObjectWrapper<List<T>> property, List<T> now) {
        if (!now.equals(property.get())) {
            property.set(now);
        }
    }

    private static IncidentRow row(
            IncidentWords incidentWords, Incident incident, @Nullable Snapshot snapshot) {
        return new IncidentRow(
                incident.id(),
                incident.severity().name(),
                incidentWords.title(incident),
                Figures.moment(incident.onset()),
                snapshot == null
                        ? ""
                        : Figures.duration(incidentWords.length(incident, snapshot.at())),
                incidentWords.state(incident),
                incident.open());
    }

    private static LogLine line(IncidentWords said, IncidentEvent.Noted note) {
        return new LogLine(Figures.moment(note.at()), said.by(note), said.entry(note), true, false);
    }

    private List<LogLine> labels(ServiceId selected, Snapshot snapshot) {
        return snapshot.anomalies().reversed().stream()
                .filter(a ->
                        snapshot.topology()
                                .named(snapshot.series().get(a.series()).service())
                                .equals(selected))
                .flatMap(a -> snapshot.labels().about(a).map(l -> label(a, l, snapshot)).stream())
                .limit(MOST)
                .toList();
    }

    private LogLine label(Anomaly anomaly, AnomalyLabel label, Snapshot snapshot) {
        String verdict =
                switch (label.verdict()) {
                    case AnomalyLabel.Verdict.Real _ -> words.get("history.label.real");
                    case AnomalyLabel.Verdict.FalseAlarm _ -> words.get("history.label.false");
                    case AnomalyLabel.Verdict.Expected _ -> words.get("history.label.expected");
                };
        String series = wording.metric(snapshot.series().get(anomaly.series()).id());
        return new LogLine(
                Figures.moment(anomaly.onset()),
                series,
                label.reason().isEmpty()
                        ? verdict
                        : words.get(
                                "history.label.reason", verdict, said().written(label.reason())),
                true,
                false);
    }
}
