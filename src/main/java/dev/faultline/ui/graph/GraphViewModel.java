package dev.faultline.ui.graph;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.WhatIf;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.pins.Stance;
import dev.faultline.wording.Wording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the dependency graph shows: where each component lies and how it looks.
public final class GraphViewModel {
    private final Workbench workbench;
    private final Words words;
    private final Executor background;
    private final Executor fx;
    private final ReadOnlyObjectWrapper<GraphPlan> plan =
            new ReadOnlyObjectWrapper<>(GraphPlan.EMPTY);
    private final ReadOnlyObjectWrapper<List<NodeLook>> looks =
            new ReadOnlyObjectWrapper<>(List.of());
    private Topology topology = Topology.empty();
    private boolean planning;

    /// How many dependencies there were when all of it was laid out.
    private int laidOut;

    /// @param background runs the layout, off the FX thread
    public GraphViewModel(Workbench workbench, Words words, Executor background, Executor fx) {
        this.workbench = workbench;
        this.words = words;
        this.background = background;
        this.fx = fx;
        workbench.stateProperty().addListener((p, before, now) -> follow(now));
        workbench.snapshotProperty().addListener((p, before, now) -> follow(now));
        workbench.insights().whatIfProperty().addListener((p, before, now) -> look());
    }

    public ReadOnlyObjectProperty<GraphPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<NodeLook>> looksProperty() {
        return looks.getReadOnlyProperty();
    }

    public ObjectProperty<@Nullable ServiceId> selectionProperty() {
        return workbench.selectionProperty();
    }

    /// A person chose a component in the picture.
    public void select(@Nullable ServiceId service) {
        workbench.select(service);
    }

    /// Whether a layout is being worked out.
    public boolean planning() {
        return planning;
    }

    private void follow(WorkbenchState state) {
        switch (state) {
            case WorkbenchState.Open(var session) -> {
                lay(session.topology());
                looks.set(skeleton(session.topology()));
            }
            case WorkbenchState.Empty e -> clear();
            case WorkbenchState.Opening o -> clear();
            case WorkbenchState.Failed f -> clear();
        }
    }

    private void clear() {
        topology = Topology.empty();
        laidOut = 0;
        plan.set(GraphPlan.EMPTY);
        looks.set(List.of());
    }

    private void follow(@Nullable Snapshot snapshot) {
        if (snapshot != null) {
            lay(snapshot.topology());
            look();
        }
    }

    private void look() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        if (snapshot != null) {
            looks.set(looks(snapshot, words, workbench.insights().whatIfProperty().get()));
        }
    }

    private void lay(Topology newest) {
        if (newest == topology) {
            return;
        }
        topology = newest;
        planning = true;
        background.execute(() -> {
            GraphPlan made = GraphLayout.plan(newest);
            fx.execute(() -> {
                if (newest == topology) {
                    planning = false;
                    place(made, newest.dependencies().size());
                }
            });
        });
    }

    /// Nothing moves when something appears. But a graph of which twice as much is known as when it
    /// was laid out is another one: while a running system is being found out, it is laid out anew.
    private void place(GraphPlan made, int dependencies) {
        boolean another = dependencies > 0 && dependencies >= 2 * laidOut;
        plan.set(another ? made : made.keeping(plan.get()));
        if (another) {
            laidOut = dependencies;
        }
    }

    private List<NodeLook> skeleton(Topology of) {
        List<NodeLook> all = new ArrayList<>();
        for (Component component : of.components()) {
            all.add(
                    new NodeLook(
                            component.id(),
                            Double.NaN,
                            0,
                            false,
                            false,
                            false,
                            "",
                            Double.NaN,
                            words.get("graph.node.loading", component.id().value())));
        }
        return all;
    }

    /// How each component looks at the moment of a snapshot.
    public static List<NodeLook> looks(Snapshot snapshot, Words words) {
        return looks(snapshot, words, null);
    }

    /// The same, with what would become of each if one of them were healthy.
    private static List<NodeLook> looks(Snapshot snapshot, Words words, @Nullable WhatIf whatIf) {
        Map<ServiceId, Double> healed = new HashMap<>();
        if (whatIf != null) {
            whatIf.effects().forEach(e -> healed.put(e.service(), e.after()));
            healed.put(whatIf.held(), 0.0);
        }
        Set<ServiceId> anomalous = snapshot.anomalous();
        Set<ServiceId> measured = snapshot.measured();
        boolean going = snapshot.diagnosis().ranking().incident() >= Wording.POSSIBLE;
        List<NodeLook> all = new ArrayList<>();
        for (RankedCause ranked : snapshot.diagnosis().ranking().causes()) {
            ServiceId service = ranked.service();
            boolean top = going && ranked.rank() == 1;
            String text =
                    words.get(
                            "graph.node.accessible",
                            service.value(),
                            Readouts.percent(ranked.trouble()),
                            Readouts.percent(ranked.cause()));
            String pinned = Stance.letters(snapshot.diagnosis().pins().of(service));
            if (!pinned.isEmpty()) {
                text = words.get("graph.node.pinned", text, pinned);
            }
            double after = healed.getOrDefault(service, Double.NaN);
            if (!Double.isNaN(after)) {
                text = words.get("graph.node.healed", text, Readouts.percent(after));
            }
            all.add(
                    new NodeLook(
                            service,
                            ranked.trouble(),
                            going ? ranked.cause() : 0,
                            top,
                            anomalous.contains(service),
                            !measured.contains(service),
                            pinned,
                            after,
                            text));
        }
        return all;
    }
}
