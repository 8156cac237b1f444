package dev.faultline.cause;

import dev.faultline.cause.inference.Exactness;
import dev.faultline.model.ServiceId;
import java.util.List;

/// What may be said about who the cause is, and what may not.
public sealed interface Verdict {
    /// Components closer than this to the first are not told apart: the order between them means
    /// little.
    double MARGIN = 0.10;

    /// From this probability on something is said to be likely.
    double LIKELY = 0.5;

    /// From this probability on an incident is not dismissed.
    double POSSIBLE = 0.1;

    /// With more than so many about as probable, none of them is worth naming.
    int MOST_TIED = 5;

    /// One is well ahead of all others.
    ///
    /// @param lead how much more probable than the second it is
    record Clear(ServiceId first, double lead) implements Verdict {}

    /// Several are each more likely a cause than not: probably they are it together.
    record Together(List<ServiceId> causes) implements Verdict {
        public Together {
            causes = List.copyOf(causes);
        }
    }

    /// These are about equally probable, the first by name only.
    record Tie(List<ServiceId> between) implements Verdict {
        public Tie {
            between = List.copyOf(between);
        }
    }

    /// Nobody can be named.
    record CannotTell(Reason reason) implements Verdict {}

    /// What a ranking allows to be said.
    static Verdict of(Ranking ranking) {
        List<RankedCause> causes = ranking.causes();
        if (causes.isEmpty() || causes.getFirst().cause() == 0) {
            return new CannotTell(Reason.NOBODY_LEFT);
        }
        if (ranking.incident() < POSSIBLE) {
            return new CannotTell(Reason.NO_INCIDENT);
        }
        double top = causes.getFirst().cause();
        List<ServiceId> likely =
                causes.stream().filter(c -> c.cause() >= LIKELY).map(RankedCause::service).toList();
        if (likely.size() > 1) {
            return new Together(likely);
        }
        double tolerance = tolerance(ranking.exactness());
        List<ServiceId> near =
                causes.stream()
                        .filter(c -> top - c.cause() < MARGIN)
                        .map(RankedCause::service)
                        .toList();
        if (near.size() > MOST_TIED || top < MARGIN) {
            return new CannotTell(Reason.TOO_FAINT);
        }
        if (near.size() > 1) {
            return new Tie(near);
        }
        double lead = causes.size() > 1 ? top - causes.get(1).cause() : top;
        return lead <= tolerance
                ? new CannotTell(Reason.TOLERANCE)
                : new Clear(causes.getFirst().service(), lead);
    }

    private static double tolerance(Exactness exactness) {
        return switch (exactness) {
            case Exactness.Exact _ -> 0;
            case Exactness.Within(double delta) -> delta;
            case Exactness.Sampled(_, double halfWidth) -> halfWidth;
        };
    }

    /// Why nobody can be named.
    enum Reason {
        /// There is probably no incident.
        NO_INCIDENT,
        /// What persons said can't all be true.
        CONTRADICTION,
        /// No component, or all of them ruled out.
        NOBODY_LEFT,
        /// The first is hardly suspect, or many are about as suspect.
        TOO_FAINT,
        /// The lead of the first is smaller than the tolerance of the numbers.
        TOLERANCE
    }
}
