package dev.faultline.cause;

import dev.faultline.cause.evidence.Check;
import dev.faultline.model.ServiceId;

/// A check that would tell something, with what it would tell.
///
/// @param minutes what it costs
/// @param expectedGain how much less uncertain it leaves the causes on average, in nats: H − Σ_o
///   P(o)·H(·|o), H = Σ_i of the binary entropies of P(own fault of i | an incident)
/// @param abnormal P(it comes out abnormal), given an incident
/// @param ifNormal who leads then
/// @param ifAbnormal who leads then
public record NextCheck(
        ServiceId service,
        Check check,
        double minutes,
        double expectedGain,
        double abnormal,
        Outlook ifNormal,
        Outlook ifAbnormal) {
    /// Nats a minute, by which checks are ordered.
    public double gainPerMinute() {
        return expectedGain / minutes;
    }

    /// The first place after an outcome.
    ///
    /// @param cause P(its own fault | that outcome, an incident)
    public record Outlook(ServiceId first, double cause) {}
}
