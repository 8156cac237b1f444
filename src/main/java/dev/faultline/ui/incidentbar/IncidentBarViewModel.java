package dev.faultline.ui.incidentbar;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.engine.Snapshot;
import dev.faultline.signal.Anomaly;
import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.live.LiveText;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Headline;
import dev.faultline.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What the bar on top says: is it real, what is it likely, how long, who owns it.
public final class IncidentBarViewModel {
    /// How bad it looks.
    public enum Severity {
        /// Nothing is known yet.
        UNKNOWN,
        /// The source is there, and nothing came of it yet.
        WAITING,
        /// Nothing is heard of anything.
        BLIND,
        /// Too little is known of what is normal.
        LEARNING,
        CALM,
        POSSIBLE,
        SUSPECTED,
        INCIDENT
    }

    /// Where what is shown comes from.
    public enum Mode {
        REPLAY,
        LIVE,
        /// A running system that cannot be heard now.
        OFFLINE
    }

    private final Workbench workbench;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<Mode> mode = new ReadOnlyObjectWrapper<>(Mode.REPLAY);
    private final ReadOnlyObjectWrapper<Severity> severity =
            new ReadOnlyObjectWrapper<>(Severity.UNKNOWN);
    private final LiveText live;
    private final ReadOnlyStringWrapper beside = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper headline = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper cause = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper incident = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper elapsed = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper owner = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper at = new ReadOnlyStringWrapper("");

    public IncidentBarViewModel(Workbench workbench, Words words, Wording wording) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
        workbench.snapshotProperty().addListener((p, before, now) -> show(now));
        live = new LiveText(words);
        workbench.liveness().stateProperty().addListener((p, before, now) -> follow(now));
        workbench.liveness().nowProperty().addListener((p, before, now) -> beside());
        show(null);
    }

    /// The source said something: how its connection stands matters here, and before anything is
    /// known also how much it has read.
    private void follow(@Nullable LiveState state) {
        mode.set(mode(state));
        Snapshot shown = workbench.snapshotProperty().get();
        if (shown == null || shown.counts().samples() == 0) {
            severity.set(waiting());
            headline.set(beforeAnything(shown));
        }
        beside();
    }

    private Severity waiting() {
        LiveState state = workbench.liveness().stateProperty().get();
        return state == null || state.loading().isPresent() ? Severity.UNKNOWN : Severity.WAITING;
    }

    private void beside() {
        LiveState state = workbench.liveness().stateProperty().get();
        Snapshot shown = workbench.snapshotProperty().get();
        Stream<String> parts =
                Stream.of(
                        Optional.ofNullable(shown)
                                .flatMap(Snapshot::blind)
                                .map(Snapshot.Blind::why)
                                .orElse(""),
                        state == null
                                ? ""
                                : live.beside(
                                        state, shown, workbench.liveness().nowProperty().get()));
        beside.set(parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(" · ")));
    }

    private String beforeAnything(@Nullable Snapshot shown) {
        return Optional.ofNullable(workbench.liveness().stateProperty().get())
                .flatMap(state -> live.beforeAnything(state, shown))
                .orElse(words.get("incident.unknown"));
    }

    /// What must be known beside the headline: that it stands on part of the history, or how old it
    /// is; empty where neither.
    public ReadOnlyStringProperty besideProperty() {
        return beside.getReadOnlyProperty();
    }

    private static Mode mode(@Nullable LiveState live) {
        if (live == null) {
            return Mode.REPLAY;
        }
        return switch (live.link()) {
            case LiveState.Link.Connecting _, LiveState.Link.Connected _ -> Mode.LIVE;
            case LiveState.Link.Lost _, LiveState.Link.Refused _ -> Mode.OFFLINE;
        };
    }

    public ReadOnlyObjectProperty<Mode> modeProperty() {
        return mode.getReadOnlyProperty();
    }

    /// The mode in a word, and how fast time runs where that is not the world's.
    public String modeText(Mode of) {
        String mode =
                words.get(
                        switch (of) {
                            case REPLAY -> "mode.replay";
                            case LIVE -> "mode.live";
                            case OFFLINE -> "mode.offline";
                        });
        WatchedTime time = workbench.liveness().time();
        return time.simulated() ? words.get("mode.simulated", mode, time.pace()) : mode;
    }

    public ReadOnlyObjectProperty<Severity> severityProperty() {
        return severity.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty headlineProperty() {
        return headline.getReadOnlyProperty();
    }

    /// P(cause) of the first suspect.
    public ReadOnlyStringProperty causeProperty() {
        return cause.getReadOnlyProperty();
    }

    /// P(an incident is going on).
    public ReadOnlyStringProperty incidentProperty() {
        return incident.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty elapsedProperty() {
        return elapsed.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty ownerProperty() {
        return owner.getReadOnlyProperty();
    }

    /// The time that all of the window speaks about.
    public ReadOnlyStringProperty atProperty() {
        return at.getReadOnlyProperty();
    }

    /// The severity in a word or two.
    public String severityText(Severity of) {
        return words.get(
                switch (of) {
                    case INCIDENT -> "severity.incident";
                    case SUSPECTED -> "severity.suspected";
                    case POSSIBLE -> "severity.possible";
                    case CALM -> "severity.calm";
                    case LEARNING -> "severity.learning";
                    case UNKNOWN -> "severity.unknown";
                    case WAITING -> "severity.waiting";
                    case BLIND -> "severity.blind";
                });
    }

    /// Shows the first suspect everywhere.
    public void selectTop() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        if (snapshot != null) {
            snapshot.diagnosis().ranking().top().ifPresent(c -> workbench.select(c.service()));
        }
    }

    private void show(@Nullable Snapshot snapshot) {
        if (snapshot == null || snapshot.counts().samples() == 0) {
            severity.set(waiting());
            headline.set(beforeAnything(snapshot));
            beside();
            nothingElse();
            at.set("–");
            return;
        }
        Optional<Snapshot.Blind> blind = snapshot.blind();
        if (blind.isPresent()) {
            // No ranking: it would stand on nothing.
            severity.set(Severity.BLIND);
            headline.set(words.get("live.headline.blind", Readouts.clock(blind.get().since())));
            nothingElse();
            at.set(Readouts.dayTime(snapshot.at()));
            beside();
            return;
        }
        Ranking ranking = snapshot.diagnosis().ranking();
        Headline said =
                wording.headline(
                        snapshot.diagnosis(),
                        snapshot.topology().size(),
                        snapshot.history().learned());
        headline.set(said.text());
        severity.set(
                switch (said.state()) {
                    case LEARNING -> Severity.LEARNING;
                    case CALM -> Severity.CALM;
                    case LIKELY -> Severity.INCIDENT;
                    case POSSIBLE -> Severity.POSSIBLE;
                    case SUSPECTED, UNSURE -> Severity.SUSPECTED;
                });
        beside();
        at.set(Readouts.dayTime(snapshot.at()));
        incident.set(Figures.probability(ranking.incident()));
        elapsed.set(
                began(snapshot)
                        .map(o -> Figures.duration(Duration.between(o, snapshot.at())))
                        .orElse("–"));
        Optional<RankedCause> top = ranking.top().filter(c -> !said.suspects().isEmpty());
        cause.set(top.map(c -> Figures.probability(c.cause())).orElse("–"));
        owner.set(
                top.map(c -> snapshot.topology().indexOf(c.service()))
                        .filter(i -> i >= 0)
                        .map(i -> wording.team(snapshot.topology().component(i)))
                        .orElse("–"));
    }

    private void nothingElse() {
        cause.set("–");
        incident.set("–");
        elapsed.set("–");
        owner.set("–");
    }

    /// When the incident opened by the engine began; before it has opened one, when the first
    /// suspect left what is expected.
    private static Optional<Instant> began(Snapshot snapshot) {
        Ranking ranking = snapshot.diagnosis().ranking();
        return snapshot.onset()
                .or(() ->
                        ranking.top()
                                .filter(c -> ranking.incident() >= Wording.POSSIBLE)
                                .flatMap(c ->
                                        snapshot.anomalies().stream()
                                                .filter(Anomaly::open)
                                                .filter(a ->
                                                        snapshot.series()
                                                                .get(a.series())
                                                                .service()
                                                                .equals(c.service()))
                                                .map(Anomaly::onset)
                                                .min(Instant::compareTo)));
    }
}
