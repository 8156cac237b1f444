package dev.faultline.evaluation;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.engine.Snapshot;
import dev.faultline.signal.Anomaly;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the onset as the program does by itself: the engine plays the recording, and what it says
/// first is taken. That is the incident that it opens, or, once as much time has passed as evidence
/// is given elsewhere, the suspect that the window names without one; within half an hour or until
/// the end of the fault.
final class OnsetWatch {
    /// From this P(incident) on the window names a suspect, as `wording` has it.
    private static final double POSSIBLE = .1;

    /// While no incident is open, the engine diagnoses so many last minutes.
    private static final Duration LAST = Duration.ofMinutes(5);

    private @Nullable LabelledRecording played;
    private final Map<Truth, Noticed> noticed = new HashMap<>();

    /// How an onset was found.
    enum How {
        /// The engine opened an incident.
        OPENED,
        /// It did not, but the window named a suspect: its oldest open anomaly.
        SUSPECTED,
        /// Neither: nobody would have asked.
        UNNOTICED
    }

    /// @param onset when it began, as the engine has it
    /// @param at when the engine said so
    /// @param incident P(incident) then; `NaN` where it was not asked for
    record Noticed(How how, Instant onset, Instant at, double incident) {}

    @SuppressWarnings("ReferenceEquality") // the same object is meant: its arrays are large
    Noticed of(LabelledIncident incident) {
        if (played != incident.recording()) {
            played = incident.recording();
            noticed.clear();
            play(incident.recording(), incident.after());
        }
        return Objects.requireNonNull(noticed.get(incident.truth()));
    }

    private void play(LabelledRecording recording, Duration after) {
        EnginePlay play = new EnginePlay(recording);
        while (noticed.size() < recording.truths().size()) {
            Instant now = play.next();
            Optional<Instant> open = play.engine().onset();
            boolean end = play.over();
            Instant next = now.plus(recording.step());
            for (Truth truth : recording.truths()) {
                boolean granted = now.isAfter(truth.onset());
                if (noticed.containsKey(truth) || (!granted && !end)) {
                    continue;
                }
                if (open.isPresent()) {
                    noticed.put(truth, new Noticed(How.OPENED, open.get(), now, Double.NaN));
                } else if (end || next.isAfter(truth.onset().plus(after))) {
                    Noticed seen = suspected(play.engine().snapshot(), now);
                    Duration longest = DetectionEvaluation.window(truth);
                    if (seen.how() == How.SUSPECTED
                            || end
                            || next.isAfter(truth.onset().plus(longest))) {
                        noticed.put(truth, seen);
                    }
                }
            }
        }
    }

    private static Noticed suspected(Snapshot snapshot, Instant now) {
        Ranking ranking = snapshot.diagnosis().ranking();
        if (ranking.incident() < POSSIBLE) {
            return new Noticed(How.UNNOTICED, now, now, ranking.incident());
        }
        Instant since =
                ranking.top()
                        .map(RankedCause::service)
                        .flatMap(first ->
                                snapshot.anomalies().stream()
                                        .filter(Anomaly::open)
                                        .filter(a ->
                                                snapshot.series()
                                                        .get(a.series())
                                                        .service()
                                                        .equals(first))
                                        .map(Anomaly::onset)
                                        .min(Instant::compareTo))
                        .orElse(now.minus(LAST));
        return new Noticed(How.SUSPECTED, since, now, ranking.incident());
    }
}
