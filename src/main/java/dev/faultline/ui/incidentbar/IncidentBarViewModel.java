package dev.faultline.ui.incidentbar;

import dev.faultline.cause.Ranking;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Impact;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentId;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Look;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.live.LiveText;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Headline;
import dev.faultline.wording.IncidentWords;
import dev.faultline.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/// What the bar on top says: is it real and how bad, what is it likely, how long, who owns it and
/// do they know.
///
/// Longer than 300 lines: a property a fact, each with its accessor.
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
        /// Something is suspected, however much, and no incident is open.
        SUSPECTED,
        /// What a person looks at is over.
        OVER,
        SEV4,
        SEV3,
        SEV2,
        SEV1
    }

    /// One of several incidents that are open.
    ///
    /// @param shown whether the window speaks about it
    public record Tab(IncidentId id, String text, boolean shown) {}

    /// Where what is shown comes from.
    public enum Mode {
        REPLAY,
        LIVE,
        /// A running system that cannot be heard now.
        OFFLINE
    }

    private final Workbench workbench;
    private final Incidents incidents;
    private ImpactText impactText;
    private final Look look;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<Mode> mode = new ReadOnlyObjectWrapper<>(Mode.REPLAY);
    private final ReadOnlyObjectWrapper<Severity> severity =
            new ReadOnlyObjectWrapper<>(Severity.UNKNOWN);
    private final LiveText live;
    private final ReadOnlyStringWrapper beside = new ReadOnlyStringWrapper("");
    private String acting = "";
    private final ReadOnlyStringWrapper headline = new ReadOnlyStringWrapper("");
    private final BooleanProperty noting = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper impact = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper knows = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Tab>> tabs = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper incident = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper elapsed = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper owner = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper at = new ReadOnlyStringWrapper("");

    /// @param impactText what an incident costs, where that was set
    /// @param look whether others see it: then no person is named, and no money
    public IncidentBarViewModel(
            Workbench workbench,
            Incidents incidents,
            ImpactText impactText,
            Look look,
            Words words,
            Wording wording) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.impactText = impactText;
        this.look = look;
        this.words = words;
        this.wording = wording;
        workbench.snapshotProperty().addListener((p, before, now) -> show(now));
        incidents.allProperty().addListener((p, before, now) -> showAgain());
        incidents.shownProperty().addListener((p, before, now) -> showAgain());
        incidents.troubleProperty().addListener((p, before, now) -> beside());
        look.sharingProperty().addListener((p, before, now) -> showAgain());
        live = new LiveText(words);
        workbench.liveness().stateProperty().addListener((p, before, now) -> follow(now));
        workbench.liveness().nowProperty().addListener((p, before, now) -> beside());
        showAgain();
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

    /// Says what is being done; empty for nothing.
    public void acting(String what) {
        acting = what;
        beside();
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
                                        state, shown, workbench.liveness().nowProperty().get()),
                        incidents.troubleProperty().get().isEmpty()
                                ? ""
                                : words.get("incident.not.kept", incidents.troubleProperty().get()),
                        acting);
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

    /// Why the incident is as bad as it is; empty where none is shown.
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /// What it costs, where that was set; else empty.
    public ReadOnlyStringProperty impactProperty() {
        return impact.getReadOnlyProperty();
    }

    /// Whether the owner knows, or somebody looks after it.
    public ReadOnlyStringProperty knowsProperty() {
        return knows.getReadOnlyProperty();
    }

    /// The incidents that are open, where there are several.
    public ReadOnlyObjectProperty<List<Tab>> tabsProperty() {
        return tabs.getReadOnlyProperty();
    }

    /// Whether a person is writing a note.
    public BooleanProperty notingProperty() {
        return noting;
    }

    /// Keeps a note on the incident that is shown.
    public void note(String text) {
        Incident shown = incidents.shownProperty().get();
        if (shown != null) {
            incidents.note(shown.id(), text);
        }
        noting.set(false);
    }

    /// Has the window speak about another incident.
    public void choose(IncidentId id) {
        incidents.show(id);
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
                    case SEV1 -> "severity.sev1";
                    case SEV2 -> "severity.sev2";
                    case SEV3 -> "severity.sev3";
                    case SEV4 -> "severity.sev4";
                    case OVER -> "severity.over";
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
        Incident shown = incidents.shownProperty().get();
        if (shown != null && !shown.suspects().isEmpty()) {
            workbench.select(shown.suspects().getFirst());
        } else if (snapshot != null) {
            snapshot.diagnosis().ranking().top().ifPresent(c -> workbench.select(c.service()));
        }
    }

    /// What an incident costs is told otherwise from now on.
    public void impact(ImpactText text) {
        impactText = text;
        showAgain();
    }

    private void showAgain() {
        show(workbench.snapshotProperty().get());
    }

    private void show(@Nullable Snapshot snapshot) {
        tabs();
        if (snapshot == null || snapshot.counts().samples() == 0) {
            severity.set(waiting());
            headline.set(beforeAnything(snapshot));
            nothingElse();
            at.set("–");
            beside();
            return;
        }
        at.set(Readouts.dayTime(snapshot.at()));
        Optional<Snapshot.Blind> blind = snapshot.blind();
        if (blind.isPresent()) {
            // No ranking: it would stand on nothing.
            severity.set(Severity.BLIND);
            headline.set(words.get("live.headline.blind", Readouts.clock(blind.get().since())));
            nothingElse();
            beside();
            return;
        }
        incident.set(Figures.probability(snapshot.diagnosis().ranking().incident()));
        Headline said =
                wording.headline(
                        snapshot.diagnosis(),
                        snapshot.topology().size(),
                        snapshot.history().learned());
        Incident shown = incidents.shownProperty().get();
        if (shown == null) {
            showNone(snapshot, said);
        } else {
            show(shown, snapshot, said);
        }
        beside();
    }

    /// What is believed, while no incident is open.
    private void showNone(Snapshot snapshot, Headline said) {
        headline.set(said.text());
        severity.set(
                switch (said.state()) {
                    case LEARNING -> Severity.LEARNING;
                    case CALM -> Severity.CALM;
                    case POSSIBLE -> Severity.POSSIBLE;
                    case LIKELY, SUSPECTED, UNSURE -> Severity.SUSPECTED;
                });
        reason.set(severity.get() == Severity.SUSPECTED ? notOpen(snapshot) : "");
        impact.set("");
        knows.set(words.get("incident.owner"));
        elapsed.set(
                began(snapshot)
                        .map(o -> Figures.duration(Duration.between(o, snapshot.at())))
                        .orElse("–"));
        owner.set(team(said.suspects(), snapshot));
    }

    /// Why something is suspected, and yet none is open: none was so far, or it is over.
    private String notOpen(Snapshot snapshot) {
        Optional<Instant> began = began(snapshot);
        boolean was =
                incidents.allProperty().get().stream()
                        .flatMap(i -> i.ended().stream())
                        .anyMatch(end -> began.filter(end::isBefore).isEmpty());
        return words.get(was ? "incident.none.open" : "incident.not.yet");
    }

    private void show(Incident shown, Snapshot snapshot, Headline said) {
        IncidentWords incidentWords = incidentWords();
        boolean alone = shown.open() && incidents.open().size() == 1;
        boolean telling =
                switch (said.state()) {
                    case LIKELY, SUSPECTED, UNSURE -> true;
                    case LEARNING, CALM, POSSIBLE -> false;
                };
        headline.set(
                alone && telling
                        ? said.text()
                        : incidentWords.headline(shown, snapshot.diagnosis().ranking()));
        severity.set(
                shown.open()
                        ? switch (shown.severity()) {
                            case SEV1 -> Severity.SEV1;
                            case SEV2 -> Severity.SEV2;
                            case SEV3 -> Severity.SEV3;
                            case SEV4 -> Severity.SEV4;
                        }
                        : Severity.OVER);
        Duration length = incidentWords.length(shown, snapshot.at());
        Impact now = shown.impact().after(length);
        reason.set(
                shown.open()
                        ? incidentWords.reason(now, incidents.rules().severity().lasts(now))
                        : incidentWords.state(shown));
        impact.set(shown.open() && !hidden() ? impactText.of(now) : "");
        elapsed.set(Figures.duration(length));
        owner.set(team(shown.suspects(), snapshot));
        knows.set(
                shown.acknowledged()
                        .map(e ->
                                words.get(
                                        "incident.acknowledged",
                                        incidentWords.person(e.by()),
                                        Figures.clock(e.at())))
                        .or(() ->
                                shown.told()
                                        .map(e ->
                                                words.get(
                                                        "incident.told",
                                                        incidentWords.person(e.whom()),
                                                        Figures.clock(e.at()))))
                        .orElse(words.get("incident.not.told")));
    }

    private IncidentWords incidentWords() {
        IncidentWords all = wording.incidents();
        return look.sharingProperty().get() ? all.discreet() : all;
    }

    private boolean hidden() {
        return impactText.money() && look.sharingProperty().get();
    }

    private void tabs() {
        List<Incident> open = incidents.open();
        Snapshot snapshot = workbench.snapshotProperty().get();
        Incident shown = incidents.shownProperty().get();
        if (open.size() < 2 || snapshot == null) {
            tabs.set(List.of());
            return;
        }
        List<Tab> now =
                open.stream()
                        .map(i ->
                                new Tab(
                                        i.id(),
                                        words.get(
                                                "incident.tab",
                                                i.severity(),
                                                incidentWords()
                                                        .headline(
                                                                i, snapshot.diagnosis().ranking())),
                                        i.equals(shown)))
                        .toList();
        if (!now.equals(tabs.get())) {
            tabs.set(now);
        }
    }

    private String team(List<ServiceId> suspects, Snapshot snapshot) {
        return suspects.stream()
                .findFirst()
                .map(snapshot.topology()::indexOf)
                .filter(i -> i >= 0)
                .map(i -> wording.team(snapshot.topology().component(i)))
                .orElse("–");
    }

    private void nothingElse() {
        incident.set("–");
        elapsed.set("–");
        owner.set("–");
        reason.set("");
        impact.set("");
        knows.set(words.get("incident.owner"));
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
