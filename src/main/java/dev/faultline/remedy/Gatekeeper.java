package dev.faultline.remedy;

import java.io.IOException;
import java.util.Optional;

/// Says why a run may not be. Asked on the thread of the run, right before it.
@FunctionalInterface
public interface Gatekeeper {
    /// Why it may not run; empty where it may.
    ///
    /// @param copy what would run
    /// @param scene how things are now
    /// @throws IOException with a sentence for the person, where that cannot be known: then nothing
    ///   runs
    Optional<Refusal> refusal(Confirmation confirmation, RunbookCopy copy, Scene scene)
            throws IOException;
}
