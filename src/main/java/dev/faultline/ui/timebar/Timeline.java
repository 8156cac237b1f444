package dev.faultline.ui.timebar;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.Playback;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is drawn of a recording's whole time. Shares are of the whole, 0..1. Nothing after the
/// playhead is in it.
///
/// @param heat the density of anomalies by component, a row each
/// @param changes where something was deployed or changed
/// @param acts where something was done that is being judged now
/// @param onset when what is going on began
/// @param playhead where the playhead was asked to be
/// @param known up to where the picture is
/// @param window where what the charts show begins
public record Timeline(
        @Nullable TimeSpan span,
        List<Heat> heat,
        List<Double> changes,
        List<Double> acts,
        Optional<Double> onset,
        double playhead,
        double known,
        double window) {
    /// How finely the density of anomalies is counted.
    static final int BINS = 240;

    /// Nothing is open.
    public static final Timeline NONE =
            new Timeline(null, List.of(), List.of(), List.of(), Optional.empty(), 0, 0, 0);

    public Timeline {
        heat = List.copyOf(heat);
        changes = List.copyOf(changes);
        acts = List.copyOf(acts);
    }

    /// The time line of a recording at one moment; without a snapshot only its length and its
    /// playhead.
    ///
    /// @param charts how much time the charts show
    public static Timeline of(Playback.State state, @Nullable Snapshot snapshot, Duration charts) {
        TimeSpan span = state.span();
        Instant playhead = state.target();
        return snapshot == null
                ? new Timeline(
                        span,
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        share(span, playhead),
                        0,
                        share(span, playhead.minus(charts)))
                : of(span, playhead, snapshot, charts);
    }

    /// The time line of a running system: all that is remembered up to now.
    ///
    /// @param now the newest that is known
    /// @param playhead the moment that is shown
    /// @param charts how much time the charts show
    public static Timeline of(Snapshot now, Instant playhead, Duration charts) {
        Instant from = now.history().timeOf(now.history().first());
        return now.at().isAfter(from)
                ? of(new TimeSpan(from, now.at()), playhead, now, charts)
                : NONE;
    }

    private static Timeline of(
            TimeSpan span, Instant playhead, Snapshot snapshot, Duration charts) {
        return new Timeline(
                span,
                Heat.of(snapshot, span),
                snapshot.changes().stream()
                        .filter(c -> c.kind() != ChangeEvent.Kind.NOTE)
                        .map(c -> share(span, c.at()))
                        .toList(),
                List.of(),
                snapshot.onset().map(o -> share(span, o)),
                share(span, playhead),
                share(span, snapshot.at()),
                share(span, playhead.minus(charts)));
    }

    /// The same with what is being done.
    Timeline with(List<Instant> done) {
        TimeSpan of = span;
        return of == null || done.isEmpty()
                ? this
                : new Timeline(
                        of,
                        heat,
                        changes,
                        done.stream().map(at -> share(of, at)).toList(),
                        onset,
                        playhead,
                        known,
                        window);
    }

    /// Where a moment lies in a span, 0..1.
    static double share(TimeSpan span, Instant at) {
        double whole = Math.max(1, span.length().toMillis());
        return Math.clamp(Duration.between(span.from(), at).toMillis() / whole, 0.0, 1.0);
    }

    /// In which part a moment lies.
    static int bin(TimeSpan span, Instant at) {
        return (int) Math.min(BINS - 1.0, share(span, at) * BINS);
    }
}
