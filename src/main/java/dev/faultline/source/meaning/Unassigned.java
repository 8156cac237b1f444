package dev.faultline.source.meaning;

import dev.faultline.source.LiveState;
import dev.faultline.source.format.RawSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Series of which nobody knows a component: the first of them listed, all counted.
final class Unassigned {
    /// Characters of labels that are shown.
    private static final int LONGEST = 300;

    private final List<LiveState.Unassigned> listed = new ArrayList<>();
    private long count;
    private List<LiveState.Unassigned> seen = List.of();

    /// @param raw masked
    void add(String topic, RawSeries raw, String why) {
        count++;
        if (listed.size() < Intake.MOST_LISTED) {
            SortedMap<String, String> all = new TreeMap<>(raw.resource());
            all.putAll(raw.labels());
            String labels =
                    all.entrySet().stream()
                            .map(Map.Entry::toString)
                            .collect(Collectors.joining(", "));
            listed.add(
                    new LiveState.Unassigned(
                            topic,
                            raw.metric(),
                            labels.length() > LONGEST ? labels.substring(0, LONGEST) + "…" : labels,
                            why));
        }
        seen = List.of();
    }

    /// Those listed; a last entry says how many more there are.
    List<LiveState.Unassigned> list() {
        if (seen.isEmpty() && count > 0) {
            List<LiveState.Unassigned> now = new ArrayList<>(listed);
            if (count > listed.size()) {
                now.add(
                        new LiveState.Unassigned(
                                "",
                                "…",
                                "",
                                "%,d more are not listed".formatted(count - listed.size())));
            }
            seen = List.copyOf(now);
        }
        return seen;
    }
}
