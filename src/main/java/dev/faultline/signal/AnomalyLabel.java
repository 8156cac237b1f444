package dev.faultline.signal;

import dev.faultline.model.SeriesId;
import java.time.Duration;
import java.time.Instant;

/// What a person said about an anomaly. It names the series by its id, not by its place in a table,
/// so that it holds at the next start too.
///
/// @param onset of the anomaly, which tells it from others of its series
/// @param length of the anomaly when it was labelled
/// @param peakSigma of the anomaly when it was labelled, robust sigmas
/// @param at when the label was given, by the time of the data: from then on it holds
/// @param reason in the person's words; may be empty
public record AnomalyLabel(
        SeriesId series,
        Anomaly.Rule rule,
        Anomaly.Direction direction,
        Instant onset,
        Duration length,
        double peakSigma,
        Verdict verdict,
        Instant at,
        String reason) {
    /// What is said of it.
    public sealed interface Verdict {
        /// It is one.
        record Real() implements Verdict {}

        /// It is none, nor are others of its kind that are no larger.
        record FalseAlarm() implements Verdict {}

        /// It was planned, as is whatever the series does before then.
        record Expected(Instant until) implements Verdict {}
    }

    /// A label for an anomaly as it is known now.
    public static AnomalyLabel of(
            Anomaly anomaly, SeriesId series, Verdict verdict, Instant at, String reason) {
        return new AnomalyLabel(
                series,
                anomaly.rule(),
                anomaly.direction(),
                anomaly.onset(),
                length(anomaly),
                anomaly.peakSigma(),
                verdict,
                at,
                reason);
    }

    static Duration length(Anomaly anomaly) {
        return Duration.between(anomaly.onset(), anomaly.lastSeen());
    }

    /// Whether it was said of this very event.
    boolean isAbout(Anomaly anomaly) {
        return anomaly.onset().equals(onset) && kindred(anomaly);
    }

    /// Whether an event was raised by the same rule on the same side.
    boolean kindred(Anomaly anomaly) {
        return anomaly.rule() == rule && anomaly.direction() == direction;
    }

    /// The same, given later.
    public AnomalyLabel notBefore(Instant earliest) {
        return at.isBefore(earliest)
                ? new AnomalyLabel(
                        series, rule, direction, onset, length, peakSigma, verdict, earliest,
                        reason)
                : this;
    }
}
