package dev.faultline.cause.evidence;

/// What a check costs and how far its answer can be trusted.
///
/// @param minutes what it takes a person
/// @param sensitivity P(it comes out abnormal | what it speaks about holds), 0..1
/// @param specificity P(it comes out normal | it does not hold), 0..1
public record CheckQuality(double minutes, double sensitivity, double specificity) {
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
}
