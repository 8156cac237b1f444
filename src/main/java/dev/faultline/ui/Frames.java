package dev.faultline.ui;

/// The beat of the screen.
@FunctionalInterface
public interface Frames {
    /// Runs the work once, on the FX thread, before the next picture is drawn. Thread-safe.
    void onNext(Runnable work);
}
