package dev.faultline.signal;

import dev.faultline.model.Signal;
import java.util.Map;

/// How readily anomalies open, by the kind of signal. All distances are taken times the factor: at
/// 2 half the distance is enough, at 0.5 it takes twice as much.
///
/// @param factors positive; 1 where a kind is not named
public record Sensitivity(Map<Signal, Double> factors) {
    /// All kinds alike.
    public static final Sensitivity DEFAULT = new Sensitivity(Map.of());

    public Sensitivity {
        factors = Map.copyOf(factors);
        factors.forEach((signal, factor) -> {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the sensitivity of " + signal + " is " + factor + ", it must be positive");
            }
        });
    }

    public double of(Signal signal) {
        return factors.getOrDefault(signal, 1.0);
    }
}
