package dev.faultline.model;

import java.time.Instant;

/// Something that was done to the system, as told by whoever did it: a deploy, a change of
/// configuration, a planned batch, a note.
///
/// @param at when it happened (UTC)
/// @param component what it was done to
/// @param kind what it was
/// @param text the producer's own words
public record ChangeEvent(Instant at, ServiceId component, Kind kind, String text) {
    /// What was done.
    public enum Kind {
        DEPLOY,
        CONFIGURATION,
        BATCH,
        NOTE
    }
}
