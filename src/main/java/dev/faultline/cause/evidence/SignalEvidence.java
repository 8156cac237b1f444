package dev.faultline.cause.evidence;

import dev.faultline.signal.Deviation;

/// What one series says about its component.
///
/// @param deviation what was observed against what was expected
/// @param logBayes ln P(observed | component in trouble) − ln P(observed | not), as it counts after
///   tempering and weighting; 0 says nothing
/// @param ofOwnFault whether it speaks about a fault of the component itself (a resource) rather
///   than about being in trouble
public record SignalEvidence(Deviation deviation, double logBayes, boolean ofOwnFault) {
    /// The same, counting so much.
    SignalEvidence times(double share) {
        return new SignalEvidence(deviation, logBayes * share, ofOwnFault);
    }
}
