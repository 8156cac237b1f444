package dev.faultline.ui;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Action;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Verdict;
import dev.faultline.remedy.Verification;
import dev.faultline.source.WatchedTime;
import dev.faultline.ui.act.Courses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run that goes on, or that is being judged.
///
/// @param system on which it acts, by its title
/// @param cause P(cause) of the target when it was confirmed
/// @param time of the system
/// @param onset of the trouble, in the time of the system, as are the others
/// @param ended empty while it runs
public record Going(
        String action,
        String system,
        Runbook runbook,
        ServiceId target,
        double cause,
        WatchedTime time,
        Instant onset,
        Instant started,
        Optional<Instant> ended) {
    /// How much before the trouble is looked at, to know what was usual.
    private static final Duration USUAL = Duration.ofHours(2);

    /// Whether the script is over and its effect is awaited.
    public boolean verifying() {
        return ended.isPresent();
    }

    Going ended(Instant at) {
        return new Going(
                action, system, runbook, target, cause, time, onset, started, Optional.of(at));
    }

    /// What can be said by now of one that is over and has an effect that is awaited; empty while
    /// it is too early. On a thread that may read files.
    ///
    /// @param now of its system
    /// @param done all that was done to that system
    /// @param going what goes on there, this one included
    public Optional<Verdict> verdict(Snapshot now, List<Action> done, List<Going> going) {
        List<Instant> acted =
                done.stream().filter(Action::acts).map(a -> time.at(a.started())).toList();
        Runbook.Effect effect = runbook.effect().orElseThrow();
        ServiceId component = effect.component().map(ServiceId::new).orElse(target);
        Optional<RankedCause> ranked = now.diagnosis().ranking().of(target);
        return Verification.judge(
                new Verification.Case(
                        onset,
                        started,
                        ended.orElseThrow(),
                        effect.within(),
                        Courses.of(now, component, effect.signals(), onset.minus(USUAL), started),
                        Courses.earlier(now, component, effect.signals(), onset, acted),
                        cause,
                        ranked.map(RankedCause::cause).orElse(Double.NaN),
                        ranked.map(RankedCause::trouble).orElse(0.0),
                        done.stream().anyMatch(this::meanwhile)
                                || going.stream().anyMatch(this::meanwhile)),
                now.at());
    }

    private boolean meanwhile(Action other) {
        return other.acts()
                && !other.id().equals(action)
                && other.statement().target().equals(target)
                && other.end().map(end -> time.at(end.at()).isAfter(started)).orElse(true);
    }

    private boolean meanwhile(Going other) {
        return !other.action().equals(action)
                && other.target().equals(target)
                && other.ended().map(end -> end.isAfter(started)).orElse(true);
    }
}
