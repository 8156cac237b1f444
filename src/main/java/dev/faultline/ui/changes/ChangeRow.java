package dev.faultline.ui.changes;

import dev.faultline.topology.Correction;
import java.time.Instant;
import java.util.Optional;

/// One line of the list of changes.
///
/// @param correction what can be taken back; empty where it is no correction that holds
record ChangeRow(Instant at, String text, Optional<Correction> correction) {}
