package dev.faultline.ui.incidents;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentId;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Look;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Figures;
import dev.faultline.wording.IncidentWords;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// All incidents that are known at the playhead, the newest first, and the log of the one that is
/// looked at.
public final class IncidentsViewModel {
    private final Workbench workbench;
    private final Incidents incidents;
    private final Look look;
    private final Words words;
    private final IncidentWords incidentWords;
    private final ReadOnlyObjectWrapper<List<IncidentRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<LogLine>> log = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private @Nullable IncidentId looked;

    /// @param look whether others see it: then no person is named and no note is shown
    public IncidentsViewModel(
            Workbench workbench,
            Incidents incidents,
            Look look,
            Words words,
            IncidentWords incidentWords) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.look = look;
        this.words = words;
        look.sharingProperty().addListener((p, before, now) -> update());
        this.incidentWords = incidentWords;
        incidents.allProperty().addListener((p, before, now) -> update());
        incidents.shownProperty().addListener((p, before, now) -> update());
        update();
    }

    public ReadOnlyObjectProperty<List<IncidentRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// The log of the incident that is looked at, by time.
    public ReadOnlyObjectProperty<List<LogLine>> logProperty() {
        return log.getReadOnlyProperty();
    }

    /// Which incident that is.
    public ReadOnlyStringProperty aboutProperty() {
        return about.getReadOnlyProperty();
    }

    /// How many there are.
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// The incident that is looked at: which a person chose here, or else which is shown, or else
    /// the newest; empty where none is known.
    public Optional<IncidentId> looked() {
        return looking().map(Incident::id);
    }

    /// Looks at another.
    public void look(@Nullable IncidentId id) {
        if (id != null && !id.equals(looked)) {
            looked = id;
            log();
        }
    }

    /// Has the whole window speak about the one that is looked at.
    public void show() {
        looking().ifPresent(i -> incidents.show(i.id()));
    }

    private Optional<Incident> looking() {
        List<Incident> all = incidents.allProperty().get();
        IncidentId wanted = looked;
        return all.stream()
                .filter(i -> i.id().equals(wanted))
                .findFirst()
                .or(() -> Optional.ofNullable(incidents.shownProperty().get()))
                .or(() -> all.reversed().stream().findFirst());
    }

    private void update() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        List<Incident> all = incidents.allProperty().get();
        IncidentWords said = said();
        rows.set(
                snapshot == null
                        ? List.of()
                        : all.reversed().stream()
                                .map(i ->
                                        new IncidentRow(
                                                i.id(),
                                                i.severity().name(),
                                                incidentWords.title(i),
                                                Figures.moment(i.onset()),
                                                Figures.duration(
                                                        incidentWords.length(i, snapshot.at())),
                                                said.state(i),
                                                i.open()))
                                .toList());
        long open = all.stream().filter(Incident::open).count();
        summary.set(words.get("incidents.summary", all.size(), open));
        log();
    }

    private IncidentWords said() {
        return look.sharingProperty().get() ? incidentWords.discreet() : incidentWords;
    }

    private void log() {
        IncidentWords said = said();
        Optional<Incident> incident = looking();
        log.set(
                incident.map(i ->
                                i.entries().stream()
                                        .map(e ->
                                                new LogLine(
                                                        Readouts.clock(e.event().at()),
                                                        said.by(e.event()),
                                                        said.entry(e.event()),
                                                        e.event().said(),
                                                        e.takenBack()))
                                        .toList())
                        .orElse(List.of()));
        about.set(
                incident.map(i ->
                                words.get(
                                        "incidents.about",
                                        i.severity(),
                                        incidentWords.title(i),
                                        incidentWords.reason(i.impact(), false)))
                        .orElse(words.get("incidents.none")));
    }
}
