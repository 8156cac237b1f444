package dev.faultline.ui.suspects;

import dev.faultline.model.ServiceId;

/// One line of the suspects' table.
///
/// @param cause P(own fault | an incident is going on), 0..1
/// @param change by how much what persons asserted moved `cause`; `NaN` where they asserted nothing
/// @param recent by how much `cause` changed in the last five minutes; `NaN` where nobody knows
/// @param trouble P(in trouble), 0..1
/// @param badges what else is known, as signs: `⌁` anomalous, `?` nothing measured, `[P]` asserted
public record SuspectRow(
        int rank,
        ServiceId service,
        double cause,
        double change,
        double recent,
        double trouble,
        String team,
        String badges) {}
