package dev.faultline.ui.changes;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ChangeEvent;
import dev.faultline.topology.Correction;
import dev.faultline.topology.TopologyChange;
import dev.faultline.ui.Look;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Wording;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What changed, the newest first: deploys and configuration, the graph, and above all the
/// corrections that hold.
public final class ChangesViewModel {
    /// The newest, at most.
    private static final int MOST = 500;

    private final Workbench workbench;
    private final Look look;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<List<ChangeRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());

    /// @param look whether others see it: then no person is named
    public ChangesViewModel(Workbench workbench, Look look, Words words, Wording wording) {
        this.workbench = workbench;
        this.look = look;
        this.words = words;
        this.wording = wording;
        workbench.snapshotProperty().addListener((p, before, now) -> rows.set(rows(now)));
        look.sharingProperty()
                .addListener(
                        (p, before, now) -> rows.set(rows(workbench.snapshotProperty().get())));
    }

    ReadOnlyObjectProperty<List<ChangeRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    String word(String key, Object... parts) {
        return words.get(key, parts);
    }

    /// The time of day, with its day where that is not the one which is shown.
    String when(ChangeRow row) {
        Snapshot shown = workbench.snapshotProperty().get();
        boolean today =
                shown != null
                        && shown.at()
                                .truncatedTo(ChronoUnit.DAYS)
                                .equals(row.at().truncatedTo(ChronoUnit.DAYS));
        return today ? Figures.clock(row.at()) : Figures.moment(row.at());
    }

    /// A person takes a correction back.
    void takeBack(ChangeRow row) {
        row.correction().ifPresent(workbench::takeBack);
    }

    private List<ChangeRow> rows(@Nullable Snapshot snapshot) {
        if (snapshot == null) {
            return List.of();
        }
        List<ChangeRow> all = new ArrayList<>();
        for (ChangeEvent each : snapshot.changes()) {
            all.add(new ChangeRow(each.at(), wording.change(each), Optional.empty()));
        }
        for (TopologyChange each : snapshot.graphChanges()) {
            all.add(new ChangeRow(each.at(), wording.graph().change(each), Optional.empty()));
        }
        all.sort(Comparator.comparing(ChangeRow::at).reversed());
        List<ChangeRow> shown = new ArrayList<>();
        for (Correction.Act act : snapshot.corrections().held().reversed()) {
            shown.add(
                    new ChangeRow(
                            act.at(),
                            words.get(
                                    "changes.corrected",
                                    wording.graph().correction(act.correction()),
                                    look.sharingProperty().get()
                                            ? words.get("pins.somebody")
                                            : act.by()),
                            Optional.of(act.correction())));
        }
        shown.addAll(all.subList(0, Math.min(MOST, all.size())));
        return shown;
    }
}
