package dev.faultline.ui.incidents;

/// An entry in the log of an incident.
///
/// @param at when, UTC
/// @param by who
/// @param text what
/// @param said whether a person said it
/// @param takenBack whether that was taken back
public record LogLine(String at, String by, String text, boolean said, boolean takenBack) {}
