package dev.faultline.engine;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Baseline;
import dev.faultline.signal.Method;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.SeriesWatcher;
import dev.faultline.signal.SiblingProfile;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is whose sibling: series of the same metric on components of the same kind. Components that
/// are not in the topology have none.
final class Siblings {
    /// Seasons that are asked for one profile, at most: a median needs no more.
    private static final int MOST = 25;

    private final List<List<Integer>> groups = new ArrayList<>();
    private final int[] groupOf;

    /// Who lends at the moment that was asked for last, by group: many ask in the same cell.
    private final Map<Integer, List<Baseline>> lending = new HashMap<>();

    private long asked = Long.MIN_VALUE;

    private record Group(ComponentKind kind, String metric, Signal signal, Unit unit) {}

    Siblings(Topology topology, List<SeriesInfo> series) {
        groupOf = new int[series.size()];
        Map<Group, Integer> known = new HashMap<>();
        for (int i = 0; i < groupOf.length; i++) {
            SeriesInfo info = series.get(i);
            int component = topology.indexOf(info.service());
            if (component < 0) {
                groupOf[i] = -1;
                continue;
            }
            Group group =
                    new Group(
                            topology.component(component).kind(),
                            info.id().metric(),
                            info.signal(),
                            info.unit());
            groupOf[i] = known.computeIfAbsent(group, _ -> known.size());
            if (groupOf[i] == groups.size()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groupOf[i]).add(i);
        }
    }

    /// What a young series may borrow now; empty where nobody has anything to lend.
    ///
    /// @param millis the end of the newest cell
    Optional<Baseline> lend(int series, SeriesWatcher watcher, long millis, SeasonClock clock) {
        if (groupOf[series] < 0) {
            return Optional.empty();
        }
        if (millis != asked) {
            asked = millis;
            lending.clear();
        }
        List<Baseline> lenders =
                lending.computeIfAbsent(groupOf[series], group -> lenders(group, watcher));
        return lenders.size() < SiblingProfile.LEAST
                ? Optional.empty()
                : watcher.baseline(series)
                        .flatMap(own -> SiblingProfile.of(own, lenders, millis, clock));
    }

    private List<Baseline> lenders(int group, SeriesWatcher watcher) {
        return groups.get(group).stream()
                .filter(other -> watcher.method(other) == Method.STL)
                .limit(MOST)
                .flatMap(other -> watcher.baseline(other).stream())
                .toList();
    }
}
