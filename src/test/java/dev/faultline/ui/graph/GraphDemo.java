package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Palette;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The dependency graph by itself, with a component in each state that it can show. Run its `main`.
public final class GraphDemo extends Application {
    private static final List<String> NAMES =
            List.of("web", "gateway", "orders", "payments", "ledger", "db", "host-1");

    private static final double[] TROUBLE = {0.01, 0.05, 0.2, 0.5, Double.NaN, 0.9, 0.03};

    /// The node of the component that is in trouble.
    public static final GraphItem DB = new GraphItem.One(new ServiceId("db"));

    /// A graph that shows each class of posterior, a first suspect, an anomaly and an unknown.
    public static GraphPane graph() {
        List<Component> components = new ArrayList<>();
        for (String name : NAMES) {
            ComponentKind kind =
                    name.startsWith("host") ? ComponentKind.HOST : ComponentKind.SERVICE;
            components.add(new Component(new ServiceId(name), kind, "team", 1));
        }
        List<Dependency> dependencies =
                List.of(
                        calls("web", "gateway"),
                        calls("gateway", "orders"),
                        calls("gateway", "payments"),
                        calls("orders", "db"),
                        calls("payments", "ledger"),
                        calls("ledger", "db"),
                        new Dependency(
                                new ServiceId("db"),
                                new ServiceId("host-1"),
                                DependencyKind.RUNS_ON,
                                1));
        Topology topology = Topology.of("demo", components, dependencies).topology();
        List<NodeLook> looks = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            double trouble = TROUBLE[i];
            looks.add(
                    new NodeLook(
                            new GraphItem.One(new ServiceId(name)),
                            1,
                            trouble,
                            name.equals("db") ? 0.8 : 0.03,
                            name.equals("db") ? 1 : 0,
                            i % 2 == 1,
                            name.equals("ledger"),
                            name.equals("payments") ? "H" : "",
                            name.equals("web") ? 0.4 : Double.NaN,
                            name));
        }
        GraphPane pane = new GraphPane();
        pane.setPalette(Palette.DARK);
        GraphCut cut = GraphCutter.cut(topology, null, Lens.START, null, List.of());
        pane.setDrawing(new Drawing(cut, GraphLayout.plan(cut), List.of()));
        pane.setLooks(looks);
        return pane;
    }

    private static Dependency calls(String caller, String callee) {
        return new Dependency(
                new ServiceId(caller), new ServiceId(callee), DependencyKind.CALLS, 1);
    }

    @Override
    public void start(Stage stage) {
        GraphPane pane = graph();
        stage.setOnHidden(event -> pane.close());
        stage.setScene(new Scene(pane, 900, 500, Palette.DARK.surface()));
        stage.show();
    }

    public static void main(String[] arguments) {
        launch(GraphDemo.class, arguments);
    }
}
