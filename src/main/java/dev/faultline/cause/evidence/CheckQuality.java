package dev.faultline.cause.evidence;

import java.util.EnumMap;
import java.util.Map;

/// What a check costs and how far its answer can be trusted.
///
/// @param minutes what it takes a person
/// @param sensitivity P(it comes out abnormal | what it speaks about holds), 0..1
/// @param specificity P(it comes out normal | it does not hold), 0..1
public record CheckQuality(double minutes, double sensitivity, double specificity) {
    /// Assumed, not measured: a look at a graph takes minutes, a person takes longer to answer; one
    /// resource out of four shows about one fault in four. To be replaced by what a team sees.
    public static final Map<Check, CheckQuality> DEFAULTS = defaults();

    public CheckQuality {
        if (!(minutes > 0 && minutes < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a check of " + minutes + " minutes");
        }
        if (!(sensitivity >= 0 && sensitivity <= 1 && specificity >= 0 && specificity <= 1)) {
            throw new IllegalArgumentException(
                    "sensitivity "
                            + sensitivity
                            + " and specificity "
                            + specificity
                            + " are not probabilities");
        }
    }

    /// ln P(outcome | it holds) − ln P(outcome | it does not).
    public double logBayes(boolean abnormal) {
        return abnormal
                ? Math.log(sensitivity) - Math.log1p(-specificity)
                : Math.log1p(-sensitivity) - Math.log(specificity);
    }

    private static Map<Check, CheckQuality> defaults() {
        Map<Check, CheckQuality> all = new EnumMap<>(Check.class);
        all.put(Check.ERRORS, new CheckQuality(2, 0.7, 0.97));
        all.put(Check.LATENCY, new CheckQuality(2, 0.8, 0.95));
        all.put(Check.SATURATION, new CheckQuality(3, 0.5, 0.95));
        all.put(Check.CPU, new CheckQuality(2, 0.3, 0.95));
        all.put(Check.MEMORY, new CheckQuality(2, 0.25, 0.97));
        all.put(Check.DISK, new CheckQuality(3, 0.2, 0.97));
        all.put(Check.CONNECTIONS, new CheckQuality(3, 0.25, 0.97));
        all.put(Check.LOGS, new CheckQuality(8, 0.7, 0.9));
        all.put(Check.STATUS_PAGE, new CheckQuality(2, 0.5, 0.98));
        all.put(Check.OWNER, new CheckQuality(12, 0.85, 0.95));
        return Map.copyOf(all);
    }
}
