package dev.faultline.ui.suspects;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The ranking as a table, the most probable cause first.
public final class SuspectsViewModel {
    private final Workbench workbench;
    private final Words words;
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<SuspectRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");

    public SuspectsViewModel(Workbench workbench, Words words) {
        this.workbench = workbench;
        this.words = words;
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        filter.addListener((p, before, now) -> update());
        update();
    }

    public ReadOnlyObjectProperty<List<SuspectRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// How many there are.
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Only components whose name or team contains this.
    public StringProperty filterProperty() {
        return filter;
    }

    public ObjectProperty<@Nullable ServiceId> selectionProperty() {
        return workbench.selectionProperty();
    }

    /// A person chose a line.
    public void select(ServiceId service) {
        workbench.select(service);
    }

    private void update() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        if (snapshot == null) {
            rows.set(List.of());
            summary.set("");
            return;
        }
        Set<ServiceId> anomalous = snapshot.anomalous();
        Set<ServiceId> measured = snapshot.measured();
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        List<RankedCause> causes = snapshot.diagnosis().ranking().causes();
        rows.set(
                causes.stream()
                        .map(c -> row(snapshot, c, anomalous, measured))
                        .filter(r -> matches(r, wanted))
                        .toList());
        summary.set(
                words.get(
                        "suspects.summary",
                        Readouts.count(causes.size()),
                        Readouts.count(anomalous.size())));
    }

    private static boolean matches(SuspectRow row, String wanted) {
        return row.service().value().toLowerCase(Locale.ROOT).contains(wanted)
                || row.team().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static SuspectRow row(
            Snapshot snapshot,
            RankedCause cause,
            Set<ServiceId> anomalous,
            Set<ServiceId> measured) {
        int i = snapshot.topology().indexOf(cause.service());
        String badges =
                anomalous.contains(cause.service())
                        ? "⌁"
                        : measured.contains(cause.service()) ? "" : "?";
        return new SuspectRow(
                cause.rank(),
                cause.service(),
                cause.cause(),
                cause.trouble(),
                i < 0 ? "" : snapshot.topology().component(i).team(),
                badges);
    }
}
