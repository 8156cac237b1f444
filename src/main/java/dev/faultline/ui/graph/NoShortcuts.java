package dev.faultline.ui.graph;

import org.graphstream.ui.graphicGraph.GraphicGraph;
import org.graphstream.ui.view.View;
import org.graphstream.ui.view.util.ShortcutManager;

/// GraphStream's own keys are off: the keys of the window are the window's.
final class NoShortcuts implements ShortcutManager {
    @Override
    public void init(GraphicGraph graph, View view) {}

    @Override
    public void release() {}
}
