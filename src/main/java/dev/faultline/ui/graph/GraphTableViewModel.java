package dev.faultline.ui.graph;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.suspects.Badges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/// The graph as a table, for those who cannot use the picture: every component with what depends on
/// what. Worked out only while it is shown.
public final class GraphTableViewModel {
    private final Workbench workbench;
    private final Words words;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<GraphRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());
    private int asked;

    public GraphTableViewModel(Workbench workbench, Words words) {
        this.workbench = workbench;
        this.words = words;
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        shown.addListener((p, before, now) -> update());
    }

    /// Whether the table stands in place of the picture.
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// Puts the table in place of the picture, or back.
    public void turn() {
        shown.set(!shown.get());
    }

    public ReadOnlyObjectProperty<List<GraphRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    public ObjectProperty<@Nullable ServiceId> selectionProperty() {
        return workbench.selectionProperty();
    }

    public void select(ServiceId service) {
        workbench.select(service);
    }

    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    private void update() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        int mine = ++asked;
        if (!shown.get() || snapshot == null) {
            rows.set(List.of());
            return;
        }
        workbench.workOut(
                () -> rows(snapshot),
                made -> {
                    if (mine == asked) {
                        rows.set(made);
                    }
                });
    }

    /// All components in the order of the topology.
    static List<GraphRow> rows(Snapshot snapshot) {
        Topology topology = snapshot.topology();
        Map<ServiceId, RankedCause> ranked = new HashMap<>();
        snapshot.diagnosis().ranking().causes().forEach(c -> ranked.put(c.service(), c));
        Badges badges = new Badges(snapshot);
        List<GraphRow> all = new ArrayList<>();
        for (int i = 0; i < topology.size(); i++) {
            ServiceId service = topology.component(i).id();
            RankedCause known = ranked.get(service);
            all.add(
                    new GraphRow(
                            service,
                            known == null ? Double.NaN : known.trouble(),
                            known == null ? 0 : known.cause(),
                            badges.of(service),
                            names(topology, topology.dependenciesOf(i)),
                            names(topology, topology.dependantsOf(i))));
        }
        return all;
    }

    private static String names(Topology topology, int[] places) {
        return Arrays.stream(places)
                .mapToObj(i -> topology.component(i).id().value())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
