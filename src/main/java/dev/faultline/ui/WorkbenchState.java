package dev.faultline.ui;

import java.nio.file.Path;

/// What the window as a whole is doing.
public sealed interface WorkbenchState {
    /// Nothing is open: the welcome card.
    record Empty() implements WorkbenchState {}

    /// A recording is being opened; it can be cancelled.
    record Opening(Path file) implements WorkbenchState {}

    /// A recording is open.
    record Open(Session session) implements WorkbenchState {}

    /// The last recording could not be opened; the message says why and what now.
    record Failed(Path file, String message) implements WorkbenchState {}
}
