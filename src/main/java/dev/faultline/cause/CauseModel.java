package dev.faultline.cause;

import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.LearnedStrengths;

/// All numbers that a diagnosis rests on besides what was measured.
///
/// @param parameters of evidence and network, for all systems
/// @param learned what incidents taught about this system
/// @param recalibration how the network's P(cause) is shown
public record CauseModel(
        CauseParameters parameters, LearnedStrengths learned, Recalibration recalibration) {
    /// As it comes with the program: nothing learned about any system.
    public static final CauseModel DEFAULT =
            new CauseModel(CauseParameters.DEFAULT, LearnedStrengths.NONE, Recalibration.DEFAULT);
}
