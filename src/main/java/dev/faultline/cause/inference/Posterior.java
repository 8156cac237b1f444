package dev.faultline.cause.inference;

/// What a network believes once evidence is in. Arrays are indexed like its components.
///
/// @param trouble P(X_i = 1 | e)
/// @param fault P(R_i = 1 | e), whether or not anything is going on
/// @param logEvidence ln of the evidence's likelihood ratio against "no component is in trouble":
///   ln Σ_x P(x) ∏ ratio(x); −∞ where the findings contradict each other
/// @param exactness how far the numbers may be off
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, read only
public record Posterior(double[] trouble, double[] fault, double logEvidence, Exactness exactness) {
    /// Whether the findings can all be true.
    public boolean possible() {
        return logEvidence != Double.NEGATIVE_INFINITY;
    }
}
