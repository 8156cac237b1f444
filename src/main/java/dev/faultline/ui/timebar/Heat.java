package dev.faultline.ui.timebar;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.model.TimeSpan;
import dev.faultline.signal.Anomaly;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// How dense the anomalies of one component were, from part to part of a time.
///
/// @param service whose; empty for all others together
/// @param anomalies how many there were
/// @param open how many were open in each of [Timeline#BINS] equal parts
public record Heat(Optional<ServiceId> service, int anomalies, List<Integer> open) {
    /// So many have a row of their own.
    static final int ROWS = 5;

    public Heat {
        open = List.copyOf(open);
    }

    /// The rows of those who had the most anomalies for the longest, who had one first on top: a
    /// row keeps its place while time goes on. Below them all others.
    static List<Heat> of(Snapshot snapshot, TimeSpan span) {
        Map<ServiceId, Total> totals = new HashMap<>();
        for (Anomaly anomaly : snapshot.reported()) {
            totals.computeIfAbsent(
                            snapshot.series().get(anomaly.series()).service(), _ -> new Total())
                    .add(anomaly, span);
        }
        List<ServiceId> rows =
                totals.entrySet().stream()
                        .sorted(
                                Comparator.comparingInt((Map.Entry<ServiceId, Total> e) ->
                                                -e.getValue().parts)
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(ROWS)
                        .sorted(
                                Comparator.comparingInt((Map.Entry<ServiceId, Total> e) ->
                                                e.getValue().first)
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList();
        int[][] open = new int[ROWS + 1][Timeline.BINS];
        for (Anomaly anomaly : snapshot.reported()) {
            int row = rows.indexOf(snapshot.series().get(anomaly.series()).service());
            for (int i = first(anomaly, span); i <= last(anomaly, span); i++) {
                open[row < 0 ? ROWS : row][i]++;
            }
        }
        List<Heat> all = new ArrayList<>();
        int rest = snapshot.reported().size();
        for (int i = 0; i < rows.size(); i++) {
            int anomalies = totals.getOrDefault(rows.get(i), new Total()).anomalies;
            rest -= anomalies;
            all.add(new Heat(Optional.of(rows.get(i)), anomalies, boxed(open[i])));
        }
        if (rest > 0) {
            all.add(new Heat(Optional.empty(), rest, boxed(open[ROWS])));
        }
        return List.copyOf(all);
    }

    private static List<Integer> boxed(int[] counts) {
        return IntStream.of(counts).boxed().toList();
    }

    private static int first(Anomaly anomaly, TimeSpan span) {
        return Timeline.bin(span, anomaly.onset());
    }

    private static int last(Anomaly anomaly, TimeSpan span) {
        return Timeline.bin(span, anomaly.lastSeen());
    }

    /// What one component had.
    private static final class Total {
        private int anomalies;
        private int parts;
        private int first = Timeline.BINS;

        void add(Anomaly anomaly, TimeSpan span) {
            anomalies++;
            parts += last(anomaly, span) - first(anomaly, span) + 1;
            first = Math.min(first, first(anomaly, span));
        }
    }
}
