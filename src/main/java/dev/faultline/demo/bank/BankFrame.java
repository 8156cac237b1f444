package dev.faultline.demo.bank;

import java.time.Instant;
import java.util.List;

/// What the bank's instruments said at the end of one step. What is missing was not scraped, or had
/// nothing to say.
///
/// @param at the end of the step
/// @param logs lines of the step, by time
public record BankFrame(Instant at, List<Reading> readings, List<LogLine> logs) {
    public BankFrame {
        readings = List.copyOf(readings);
        logs = List.copyOf(logs);
    }

    /// What one series read.
    public sealed interface Reading {
        /// Its place in the bank's list of series.
        int series();

        /// A number.
        ///
        /// @param since when its process began, of counts; the epoch for a level
        record Value(int series, Instant since, double value) implements Reading {}

        /// Many observations.
        ///
        /// @param counts by bucket since then, one more than there are bounds
        /// @param sum of all that was observed since then
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Histogram(int series, Instant since, long[] counts, double sum) implements Reading {}
    }
}
