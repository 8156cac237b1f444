package dev.faultline.ui.inspector;

import dev.faultline.model.ServiceId;

/// What would become of one component if another were healthy.
///
/// @param before P(in trouble) now, 0..1
/// @param after P(in trouble) then, 0..1
public record RecoveryRow(ServiceId service, double before, double after) {}
