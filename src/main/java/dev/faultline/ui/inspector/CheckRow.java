package dev.faultline.ui.inspector;

import dev.faultline.cause.NextCheck;

/// One of the checks that are proposed, worded.
///
/// @param what what to look at
/// @param cost how long that takes
/// @param gain what it tells on average, by which the checks are ordered
/// @param abnormal what would be believed if it comes out so
/// @param normal what would be believed if it comes out so
public record CheckRow(
        NextCheck check, String what, String cost, String gain, String abnormal, String normal) {}
