package dev.faultline.ui.graph;

import dev.faultline.engine.Snapshot;
import java.util.List;

/// What is drawn and where.
///
/// @param paths of the first suspects and of what is selected to the entry points
public record Drawing(GraphCut cut, GraphPlan plan, List<SuspectPath> paths) {
    public static final Drawing NOTHING = new Drawing(GraphCut.NOTHING, GraphPlan.EMPTY, List.of());

    public Drawing {
        paths = List.copyOf(paths);
    }

    /// What is drawn of a moment to begin with.
    public static Drawing of(Snapshot snapshot) {
        GraphCut cut =
                GraphCutter.cut(
                        snapshot.topology(),
                        snapshot.diagnosis().ranking(),
                        Lens.START,
                        null,
                        List.of());
        return new Drawing(cut, GraphLayout.plan(cut), List.of());
    }

    /// The same, laid out otherwise.
    Drawing laidOut(GraphPlan other) {
        return new Drawing(cut, other, paths);
    }
}
