package dev.faultline.ui;

/// What the window as a whole is doing.
public sealed interface WorkbenchState {
    /// Nothing is open: the welcome card.
    record Empty() implements WorkbenchState {}

    /// Something is being opened or connected to; it can be cancelled.
    ///
    /// @param what its name
    record Opening(String what) implements WorkbenchState {}

    /// A recording or a running system is open.
    record Open(Session session) implements WorkbenchState {}

    /// The last one could not be opened; the message says why and what now.
    record Failed(String what, String message) implements WorkbenchState {}
}
