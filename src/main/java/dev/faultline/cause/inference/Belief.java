package dev.faultline.cause.inference;

import org.jspecify.annotations.Nullable;

/// What is believed while findings come and go: begun from [Evidence], changed one component at a
/// time, asked for its [Posterior] at any moment. A change costs only what it reaches, so asking
/// "what if this were found" again and again is cheap: [#copy()] keeps the original.
///
/// Not thread-safe; beliefs of one [Inference] are independent of each other.
public final class Belief {
    private final Inference inference;
    private Evidence evidence;
    private @Nullable Posterior posterior;

    Belief(Inference inference, Evidence evidence) {
        this.inference = inference;
        this.evidence = evidence;
    }

    /// Replaces what was found at component `i`.
    ///
    /// @param trouble ln P(e | X_i=1) − ln P(e | X_i=0); ±∞ is certain, 0 says nothing
    /// @param fault ln P(e | R_i=1) − ln P(e | R_i=0)
    public void set(int i, double trouble, double fault) {
        if (evidence.trouble(i) != trouble || evidence.fault(i) != fault) {
            evidence = evidence.with(i, trouble, fault);
            posterior = null;
        }
    }

    /// What has been found by now.
    public Evidence evidence() {
        return evidence;
    }

    /// What follows from all findings by now.
    public Posterior posterior() {
        Posterior known = posterior;
        if (known == null) {
            known = inference.query(evidence);
            posterior = known;
        }
        return known;
    }

    /// P(exactly the components of `faulty` have a fault of their own | all findings by now).
    public double exactly(int... faulty) {
        return inference.exactly(evidence, posterior(), faulty);
    }

    /// The same belief, to be changed apart from this one.
    public Belief copy() {
        Belief copy = new Belief(inference, evidence);
        copy.posterior = posterior;
        return copy;
    }
}
