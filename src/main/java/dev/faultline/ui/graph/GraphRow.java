package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;

/// One component in the table twin of the graph.
///
/// @param trouble P(in trouble), 0..1; `NaN` where nothing is known yet
/// @param cause P(own fault | an incident is going on), 0..1
/// @param badges as in the table of suspects
/// @param needs what it depends on
/// @param usedBy what depends on it
public record GraphRow(
        ServiceId service,
        double trouble,
        double cause,
        String badges,
        String needs,
        String usedBy) {}
