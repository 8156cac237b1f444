package dev.faultline.ui.incidents;

import dev.faultline.incident.IncidentId;

/// An incident in a list.
///
/// @param severity in a word
/// @param title whom it is suspected to come from
/// @param began day and time, UTC
/// @param lasted how long it has lasted, or lasted
/// @param state how it stands
/// @param open whether it goes on
public record IncidentRow(
        IncidentId id,
        String severity,
        String title,
        String began,
        String lasted,
        String state,
        boolean open) {}
