package dev.faultline.source.log;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.ServiceId;
import dev.faultline.model.SignalRules;
import dev.faultline.source.format.LogLine;
import dev.faultline.source.mask.Masking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Lines that tell of a change: their event has one of a few names. Each instance of a service
/// tells of the same deploy, so what is told of one component and kind within [#SAME_MILLIS] is
/// one.
final class ChangesTold {
    /// What is told again within this time is the same change, ms.
    static final long SAME_MILLIS = 600_000;

    /// Changes that wait to be taken.
    private static final int MOST = 10_000;

    private static final int REMEMBERED = 10_000;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TEXT = 200;

    private final Masking masking;
    private final Map<Told, Long> last =
            new LinkedHashMap<>(64, .75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Told, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private List<ChangeEvent> fresh = new ArrayList<>();
    private long told;

    private record Told(ServiceId component, ChangeEvent.Kind kind) {}

    ChangesTold(Masking masking) {
        this.masking = masking;
    }

    /// A line with an event.
    void line(ServiceId component, long at, LogLine line) {
        Optional<ChangeEvent.Kind> kind = kind(line.event());
        if (kind.isEmpty()) {
            return;
        }
        Told key = new Told(component, kind.get());
        Long before = last.get(key);
        if (before != null && Math.abs(at - before) < SAME_MILLIS) {
            return;
        }
        last.put(key, at);
        if (fresh.size() < MOST) {
            told++;
            fresh.add(new ChangeEvent(Instant.ofEpochMilli(at), component, kind.get(), text(line)));
        }
    }

    /// What an event of such a name is; empty for one that is no change.
    static Optional<ChangeEvent.Kind> kind(String event) {
        if (event.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return switch (SignalRules.normalised(event).toLowerCase(Locale.ROOT)) {
            case "deploy", "deployment", "release", "rollout", "rollback" ->
                    Optional.of(ChangeEvent.Kind.DEPLOY);
            case "config",
                    "config_change",
                    "config_changed",
                    "configuration",
                    "configuration_change",
                    "configuration_changed" ->
                    Optional.of(ChangeEvent.Kind.CONFIGURATION);
            case "batch", "batch_start", "batch_started" -> Optional.of(ChangeEvent.Kind.BATCH);
            default -> Optional.empty();
        };
    }

    private String text(LogLine line) {
        String text = line.text().isBlank() ? line.event() : line.text();
        String masked = masking.line(text.strip().lines().findFirst().orElse(""));
        return masked.length() <= LONGEST_TEXT
                ? masked
                : masked.substring(0, LONGEST_TEXT - 1) + "…";
    }

    /// What was told since the last call.
    List<ChangeEvent> take() {
        if (fresh.isEmpty()) {
            return List.of();
        }
        List<ChangeEvent> now = fresh;
        fresh = new ArrayList<>();
        return now;
    }

    /// How many changes were told of.
    long told() {
        return told;
    }
}
