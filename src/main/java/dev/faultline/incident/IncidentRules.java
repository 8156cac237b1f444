package dev.faultline.incident;

import java.time.Duration;

/// When an incident opens and when it is over. What opens it is more than what keeps it open, so
/// that it does not come and go.
///
/// @param opening from this probability of an incident on one opens
/// @param goingOn below this probability nothing goes on
/// @param trouble from this probability on a component is in trouble
/// @param stillTrouble below this probability it is so no more
/// @param ownCause from this probability on that the cause is among them, components in trouble are
///   an incident of their own
/// @param noCause below this probability the cause is not among them
/// @param confirm so long a further incident must be there before it opens
/// @param quiet so long there must be no trouble before one is over
/// @param again trouble that is back so soon is the same incident
/// @param margin by so much another must be ahead to be the first suspect in place of the one that
///   is
/// @param severity how bad it is
public record IncidentRules(
        double opening,
        double goingOn,
        double trouble,
        double stillTrouble,
        double ownCause,
        double noCause,
        Duration confirm,
        Duration quiet,
        Duration again,
        double margin,
        SeverityRules severity) {
    public static final IncidentRules DEFAULT =
            new IncidentRules(
                    .5,
                    .1,
                    .5,
                    .3,
                    .5,
                    .35,
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    .1,
                    SeverityRules.DEFAULT);

    /// The same with what a user may change.
    public IncidentRules with(Duration quietFor, SeverityRules rules) {
        return new IncidentRules(
                opening,
                goingOn,
                trouble,
                stillTrouble,
                ownCause,
                noCause,
                confirm,
                quietFor,
                again,
                margin,
                rules);
    }
}
