package dev.faultline.ui.timebar;

import dev.faultline.engine.Snapshot;
import dev.faultline.engine.history.BeliefHistory;
import dev.faultline.engine.history.BeliefHistory.Belief;
import dev.faultline.model.ServiceId;
import dev.faultline.model.TimeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the belief that a component is the cause went over the time line.
///
/// @param points P(something is going on and this is a cause of it), by time
/// @param newest P(cause) at the end of the line
/// @param since since when it has been known, if it is; see [BeliefHistory#KNOWN]
record Course(
        ServiceId service, List<Point> points, double newest, Optional<BeliefHistory.Since> since) {
    /// How many lines are drawn.
    private static final int LINES = 3;

    /// Points that can be told apart on the widest screen; of those that cannot, the highest stays.
    private static final int COLUMNS = 900;

    /// A line bridges no more than this part of the time line, or two ticks.
    private static final double BRIDGED = 1 / 40.0;

    Course {
        points = List.copyOf(points);
    }

    /// @param at share of the time line, 0..1
    /// @param joined whether the line comes from the point before: nothing is missing between
    record Point(double at, double blame, boolean joined) {}

    /// Of the first suspects at the end of what is known. Looks at all ticks: not on the FX thread.
    static List<Course> of(Snapshot snapshot, TimeSpan span) {
        BeliefHistory beliefs = snapshot.beliefs();
        double bridge =
                Math.max(
                        BRIDGED,
                        2.5
                                * snapshot.history().stepMillis()
                                / Math.max(1, span.length().toMillis()));
        return beliefs.top(LINES, span.from(), snapshot.at()).stream()
                .map(line ->
                        new Course(
                                line.service(),
                                points(line.points(), span, bridge),
                                line.points().getLast().cause(),
                                beliefs.over(line.service(), BeliefHistory.KNOWN)))
                .toList();
    }

    private static List<Point> points(List<Belief> beliefs, TimeSpan span, double bridge) {
        List<Point> points = new ArrayList<>();
        int column = -1;
        double before = Double.NEGATIVE_INFINITY;
        for (Belief belief : beliefs) {
            double at = Timeline.share(span, belief.at());
            boolean joined = at - before <= bridge;
            before = at;
            if ((int) (at * COLUMNS) == column) {
                Point last = points.removeLast();
                points.add(
                        new Point(
                                last.at(), Math.max(last.blame(), belief.blame()), last.joined()));
            } else {
                column = (int) (at * COLUMNS);
                points.add(new Point(at, belief.blame(), joined));
            }
        }
        return points;
    }

    /// When it was first known, as far as that can be said.
    Optional<Instant> known() {
        return since.map(BeliefHistory.Since::at);
    }
}
