package dev.faultline.topology;

import java.time.Duration;

/// How long something that was watched is believed in without being seen again. Time counts only
/// while its watcher says anything at all: silence of the watcher ages nothing.
///
/// @param callFades after so long without a call a dependency is drawn as old
/// @param callGone after so long it is not drawn any more
/// @param placeFades after so long on other hosts alone, a component's old host is drawn as old
/// @param placeGone after so long it is not drawn any more
/// @param componentGone after so long without any sign of a component it is not drawn any more
public record AgeLimits(
        Duration callFades,
        Duration callGone,
        Duration placeFades,
        Duration placeGone,
        Duration componentGone) {
    /// Once an hour is usual for a call that matters, once a week for the rarest that is known: a
    /// weekly batch, a day late. Pods move within minutes.
    public static final AgeLimits DEFAULT =
            new AgeLimits(
                    Duration.ofHours(1),
                    Duration.ofDays(8),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofDays(8));

    Duration fades(DependencyKind kind) {
        return switch (kind) {
            case CALLS, CONSUMES -> callFades;
            case RUNS_ON, IN_ZONE -> placeFades;
        };
    }

    Duration gone(DependencyKind kind) {
        return switch (kind) {
            case CALLS, CONSUMES -> callGone;
            case RUNS_ON, IN_ZONE -> placeGone;
        };
    }
}
