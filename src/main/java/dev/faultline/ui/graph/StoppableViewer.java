package dev.faultline.ui.graph;

import org.graphstream.graph.Graph;
import org.graphstream.ui.fx_viewer.FxViewer;

/// A viewer whose timer can be stopped. `FxViewer.close` fails on style groups that were never
/// drawn (GraphStream 2.0).
final class StoppableViewer extends FxViewer {
    StoppableViewer(Graph graph) {
        super(graph, ThreadingModel.GRAPH_IN_GUI_THREAD);
    }

    void stop() {
        timeline.stop();
    }
}
