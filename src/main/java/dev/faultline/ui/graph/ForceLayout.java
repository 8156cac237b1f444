package dev.faultline.ui.graph;

import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.ui.graph.GraphPlan.Route;
import dev.faultline.ui.graph.GraphPlan.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.graphstream.graph.Graph;
import org.graphstream.graph.implementations.MultiGraph;
import org.graphstream.stream.SinkAdapter;
import org.graphstream.ui.layout.springbox.implementations.SpringBox;

/// Layout by springs, GraphStream's: what depends on each other lies together, whatever calls whom.
/// Always the same for the same graph. Not on the FX thread.
final class ForceLayout {
    private static final int STEPS = 400;
    private static final long SEED = 7;

    private ForceLayout() {}

    static GraphPlan plan(GraphCut cut) {
        if (cut.items().isEmpty()) {
            return GraphPlan.EMPTY;
        }
        Map<String, double[]> places = new HashMap<>();
        Map<GraphItem, String> ids = new LinkedHashMap<>();
        Graph graph = new MultiGraph("springs");
        SpringBox springs = new SpringBox(false, new Random(SEED));
        springs.setSendNodeInfos(false);
        graph.addSink(springs);
        springs.addAttributeSink(
                new SinkAdapter() {
                    @Override
                    public void nodeAttributeChanged(
                            String source, long time, String node, String key, Object a, Object b) {
                        note(node, key, b);
                    }

                    @Override
                    public void nodeAttributeAdded(
                            String source, long time, String node, String key, Object value) {
                        note(node, key, value);
                    }

                    private void note(String node, String key, Object value) {
                        if (key.equals("xyz") && value instanceof Object[] xyz) {
                            places.put(
                                    node,
                                    new double[] {
                                        ((Number) xyz[0]).doubleValue(),
                                        ((Number) xyz[1]).doubleValue()
                                    });
                        }
                    }
                });
        for (GraphItem item : cut.items()) {
            String id = "n" + ids.size();
            ids.put(item, id);
            graph.addNode(id);
        }
        int number = 0;
        for (Tie tie : cut.ties()) {
            graph.addEdge("e" + number++, ids.get(tie.from()), ids.get(tie.to()));
        }
        for (int step = 0; step < STEPS; step++) {
            springs.compute();
        }
        return fitted(cut, ids, places);
    }

    private static GraphPlan fitted(
            GraphCut cut, Map<GraphItem, String> ids, Map<String, double[]> places) {
        double[] none = {0, 0};
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (String id : ids.values()) {
            double[] at = places.getOrDefault(id, none);
            for (int k = 0; k < 2; k++) {
                low[k] = Math.min(low[k], at[k]);
                high[k] = Math.max(high[k], at[k]);
            }
        }
        Map<GraphItem, Spot> spots = new LinkedHashMap<>();
        ids.forEach((item, id) -> {
            double[] at = places.getOrDefault(id, none);
            spots.put(item, new Spot(share(at[0], low[0], high[0]), share(at[1], low[1], high[1])));
        });
        List<Route> routes = new ArrayList<>();
        for (Tie tie : cut.ties()) {
            routes.add(
                    new Route(
                            tie,
                            List.of(
                                    spots.getOrDefault(tie.from(), new Spot(0.5, 0.5)),
                                    spots.getOrDefault(tie.to(), new Spot(0.5, 0.5)))));
        }
        return new GraphPlan(spots, routes);
    }

    private static double share(double at, double low, double high) {
        return high - low < 1e-9 ? 0.5 : (at - low) / (high - low);
    }
}
