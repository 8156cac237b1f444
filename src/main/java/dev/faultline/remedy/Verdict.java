package dev.faultline.remedy;

/// Whether a run brought what was expected of it, with the figures that say so.
public sealed interface Verdict {
    Figures figures();

    /// Whether it speaks against the runbook. What nobody could judge says nothing about it.
    default boolean failed() {
        return switch (this) {
            case DidNot _, Worse _ -> true;
            case Worked _, CannotTell _ -> false;
        };
    }

    /// Back to what was usual before the incident, so soon that it would rarely have come by
    /// itself.
    record Worked(Figures figures) implements Verdict {}

    record DidNot(Figures figures) implements Verdict {}

    record Worse(Figures figures) implements Verdict {}

    record CannotTell(Figures figures, Reason why) implements Verdict {}

    /// Why nothing can be told.
    enum Reason {
        /// It is back to usual, but such trouble often goes away by itself.
        HEALS_BY_ITSELF,
        /// It is better, and not back to usual.
        PARTLY,
        /// Too little was heard, before or since.
        TOO_LITTLE_DATA,
        /// Something else was done meanwhile.
        SOMETHING_ELSE,
        /// The program ended before it was known.
        NOBODY_WATCHED
    }

    /// What it was told from.
    ///
    /// @param before distance from the frozen baseline before the run, median, robust sigmas
    /// @param after the same since it was to have an effect
    /// @param causeBefore P(cause) of the target when the run was confirmed
    /// @param causeAfter the same at the end
    /// @param byItself how probable it was that it went away by itself in this time, 0..1; `NaN`
    ///   where that does not matter
    /// @param cells how many cells were looked at since
    record Figures(
            double before,
            double after,
            double causeBefore,
            double causeAfter,
            double byItself,
            int cells) {}
}
