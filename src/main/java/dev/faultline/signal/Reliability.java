package dev.faultline.signal;

/// How far what a series says can be trusted, and what speaks against it most.
///
/// @param score 0 (not at all) to 1
/// @param reason what lowers the score most; `FINE` where nothing does
public record Reliability(double score, Reason reason) {
    /// Nothing speaks against it.
    public static final Reliability FINE = new Reliability(1, Reason.FINE);

    /// A series that reports in fewer cells than this loses score.
    private static final double USUAL_PRESENCE = .9;

    /// Anomalies a day that are still believed one by one.
    private static final double FEW_FLAPS = 4;

    /// What a value that never moves is worth where values always move.
    private static final double CONSTANT_SCORE = .5;

    /// What can be wrong with the telemetry of a series.
    public enum Reason {
        FINE,
        /// Cells without a value.
        GAPS,
        /// Samples that came after their cell was closed.
        LATENESS,
        /// Anomalies that come and go all day.
        FLAPPING,
        /// The same value for hours where values always scatter: a stuck exporter?
        CONSTANT
    }

    public Reliability {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("reliability " + score + " is not in 0..1");
        }
    }

    /// The weakest of what is known.
    ///
    /// @param presence share of cells with a value
    /// @param late share of cells for which something came too late
    /// @param flaps anomalies opened a day
    /// @param stuck whether a value that should scatter has stood still for long
    static Reliability of(double presence, double late, double flaps, boolean stuck) {
        Reliability worst = FINE;
        worst = worse(worst, presence / USUAL_PRESENCE, Reason.GAPS);
        worst = worse(worst, 1 - late, Reason.LATENESS);
        worst = worse(worst, FEW_FLAPS / Math.max(FEW_FLAPS, flaps), Reason.FLAPPING);
        return worse(worst, stuck ? CONSTANT_SCORE : 1, Reason.CONSTANT);
    }

    private static Reliability worse(Reliability known, double score, Reason reason) {
        return score < known.score ? new Reliability(Math.clamp(score, 0.0, 1.0), reason) : known;
    }
}
