package dev.faultline.engine.intake;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;

/// How the values of several instances make the one of their service.
enum Combination {
    /// Counts and rates: what all do together.
    SUM,
    /// Shares, times and levels: what a call meets on average, weighted by traffic where that is
    /// known of every instance.
    MEAN;

    static Combination of(SeriesInfo series) {
        return switch (series.unit()) {
            case PER_SECOND, COUNT, BYTES, BYTES_PER_SECOND -> SUM;
            case RATIO, PERCENT, SECONDS -> MEAN;
            case UNKNOWN ->
                    series.signal() == Signal.TRAFFIC || series.signal() == Signal.NETWORK
                            ? SUM
                            : MEAN;
        };
    }
}
