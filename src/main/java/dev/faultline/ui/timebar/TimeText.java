package dev.faultline.ui.timebar;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ChangeEvent;
import dev.faultline.signal.Anomaly;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What stands about a moment of the time line under the mouse: its time here and in UTC, what was
/// open of which component, what was changed nearby, who was suspected.
final class TimeText {
    private static final int NAMED = 4;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT);

    private final Words words;

    TimeText(Words words) {
        this.words = words;
    }

    /// @param near so far from the moment a change counts as being there
    String at(Instant at, Duration near, Snapshot snapshot, List<Course> courses) {
        List<String> lines = new ArrayList<>();
        lines.add(
                words.get(
                        "timebar.at",
                        Readouts.dayTime(at),
                        LOCAL.format(at.atZone(ZoneId.systemDefault()))));
        if (!at.isAfter(snapshot.at())) {
            open(at, snapshot).ifPresent(lines::add);
            snapshot.changes().stream()
                    .filter(c -> Duration.between(c.at(), at).abs().compareTo(near) <= 0)
                    .limit(NAMED)
                    .map(TimeText::change)
                    .forEach(lines::add);
            for (Course course : courses) {
                snapshot.beliefs()
                        .at(course.service(), at)
                        .ifPresent(belief ->
                                lines.add(
                                        words.get(
                                                "timebar.belief",
                                                course.service().value(),
                                                Figures.probability(belief.cause()),
                                                Figures.probability(belief.incident()))));
            }
        }
        return String.join("\n", lines);
    }

    /// A row of anomalies: whose, how many.
    String of(Heat row) {
        return row.service()
                .map(service ->
                        words.get("timebar.heat", service.value(), Readouts.count(row.anomalies())))
                .orElseGet(() -> words.get("timebar.heat.others", Readouts.count(row.anomalies())));
    }

    private static String change(ChangeEvent change) {
        return Readouts.time(change.at())
                + "  "
                + change.component().value()
                + ": "
                + change.text();
    }

    /// How many anomalies were open, of whom.
    private Optional<String> open(Instant at, Snapshot snapshot) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Anomaly anomaly : snapshot.reported()) {
            boolean there =
                    !anomaly.onset().isAfter(at)
                            && (anomaly.open() || !anomaly.lastSeen().isBefore(at));
            if (there) {
                counts.merge(
                        snapshot.series().get(anomaly.series()).service().value(), 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        List<String> named =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue(
                                        Comparator.reverseOrder()))
                        .limit(NAMED)
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList();
        int more = counts.size() - named.size();
        String text = String.join(", ", named);
        return Optional.of(
                more > 0
                        ? words.get("timebar.open.more", text, more)
                        : words.get("timebar.open", text));
    }
}
