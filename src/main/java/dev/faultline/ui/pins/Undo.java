package dev.faultline.ui.pins;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.IncidentWords;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The last step that a person took, be it about a component or about an incident, and how it is
/// taken back. Nothing is lost: that it was taken back is said too.
public final class Undo {
    private final Workbench workbench;
    private final Incidents incidents;
    private final PinsViewModel pins;
    private final IncidentWords incidentWords;
    private final Words words;
    private final ReadOnlyStringWrapper next = new ReadOnlyStringWrapper("");

    public Undo(
            Workbench workbench,
            Incidents incidents,
            PinsViewModel pins,
            IncidentWords incidentWords,
            Words words) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.pins = pins;
        this.incidentWords = incidentWords;
        this.words = words;
        pins.undoneProperty().addListener((p, before, now) -> look());
        workbench.snapshotProperty().addListener((p, before, now) -> look());
        incidents.allProperty().addListener((p, before, now) -> look());
        look();
    }

    /// What taking back the last step would do, as a sentence; empty where there is none.
    public ReadOnlyStringProperty nextProperty() {
        return next.getReadOnlyProperty();
    }

    /// Takes back the last step, where there is one.
    public void takeBack() {
        Optional<Incidents.Act> said = said();
        if (said.isPresent()) {
            incidents.takeBack(said.get());
        } else {
            pins.undo();
        }
    }

    private void look() {
        next.set(said().map(act -> words(act.event())).orElse(pins.undoneProperty().get()));
    }

    /// Without what a person wrote: others may see the screen.
    private String words(IncidentEvent event) {
        return switch (event) {
            case IncidentEvent.Noted _ -> words.get("pins.undone.note");
            case IncidentEvent.Told _ -> words.get("pins.undone.told");
            case IncidentEvent.Closed _ -> words.get("pins.undone.closed");
            default -> words.get("pins.undone.back", incidentWords.entry(event));
        };
    }

    /// What was said of an incident, where that was the last step: nothing was asserted since.
    private Optional<Incidents.Act> said() {
        @Nullable Snapshot snapshot = workbench.snapshotProperty().get();
        int steps = snapshot == null ? 0 : snapshot.diagnosis().pins().steps();
        return incidents.lastAct().filter(act -> act.pins() >= steps);
    }
}
