package dev.faultline.ui;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Impact;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.incident.IncidentId;
import dev.faultline.incident.IncidentLog;
import dev.faultline.incident.IncidentRules;
import dev.faultline.incident.IncidentStore;
import dev.faultline.incident.Severity;
import dev.faultline.incident.SeverityRules;
import dev.faultline.model.ServiceId;
import dev.faultline.source.LiveState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The incidents of what is open, as they were known at the playhead, and which of them is shown:
/// what the engine found with what persons said laid over it. Commands are entries in the log, kept
/// in the store for the next start; without a store they hold until this window closes. Lives on
/// the FX thread; commands return at once.
public final class Incidents {
    private static final Comparator<Incident> WORST_FIRST =
            Comparator.comparing(Incident::severity)
                    .thenComparing(Incident::id, Comparator.reverseOrder());

    private final Workbench workbench;
    private final IncidentStore store;
    private IncidentRules rules;
    private IncidentRules nextRules;
    private final Executor fx;
    private final Telling telling;
    private final String user;

    private final ReadOnlyObjectWrapper<List<Incident>> all =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable Incident> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

    private List<IncidentEvent> told = new ArrayList<>();

    /// What was said in this window, the newest last.
    private final List<Act> acts = new ArrayList<>();

    private @Nullable Session session;
    private @Nullable IncidentId chosen;

    /// Entries that the engine made and that were given to the store.
    private int given;

    /// Whether it is known what was kept.
    private boolean recalled;

    /// @param store where the log is kept
    /// @param rules how bad what a person splits off is
    /// @param fx runs work on the FX thread
    /// @param background runs work that reads and writes files
    public Incidents(
            Workbench workbench,
            IncidentStore store,
            IncidentRules rules,
            Words words,
            Executor fx,
            Executor background) {
        this.workbench = workbench;
        this.store = store;
        this.rules = rules;
        nextRules = rules;
        this.fx = fx;
        telling = new Telling(background);
        String name = System.getProperty("user.name", "");
        user = name.isBlank() ? words.get("incidents.somebody") : name;
        workbench.stateProperty().addListener((p, before, now) -> follow(now));
        workbench.snapshotProperty().addListener((p, before, now) -> fold(now));
        follow(workbench.stateProperty().get());
    }

    /// What a person said here of an incident.
    ///
    /// @param pins how many steps about components could be taken back then: of two steps it is the
    ///   later one while there are no more
    public record Act(IncidentEvent event, int pins) {}

    /// The newest thing that was said here, is known at the playhead and was not taken back.
    public Optional<Act> lastAct() {
        return acts.reversed().stream().filter(this::stands).findFirst();
    }

    private boolean stands(Act act) {
        return find(act.event().incident()).stream()
                .flatMap(incident -> incident.entries().stream())
                .anyMatch(entry -> isSame(entry.event(), act.event()) && !entry.takenBack());
    }

    /// The same may have been said twice: which of them it is matters.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(IncidentEvent one, IncidentEvent other) {
        return one == other;
    }

    /// Takes back what was said; both stay in its log.
    public void takeBack(Act act) {
        IncidentId id = act.event().incident();
        say(id, at -> new IncidentEvent.TakenBack(id, at, user, act.event()));
    }

    /// All that are known at the playhead, by when they began: open, closed and merged ones.
    public ReadOnlyObjectProperty<List<Incident>> allProperty() {
        return all.getReadOnlyProperty();
    }

    /// Those that are open at the playhead, the worst first.
    public List<Incident> open() {
        return all.get().stream().filter(Incident::open).sorted(WORST_FIRST).toList();
    }

    /// Those that a component was part of, the newest first.
    public List<Incident> of(ServiceId service) {
        return all.get().reversed().stream().filter(i -> i.components().contains(service)).toList();
    }

    /// The one that the window speaks about: which a person chose, or else the worst that is open;
    /// empty where none is.
    public ReadOnlyObjectProperty<@Nullable Incident> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Why incidents cannot be kept, as a sentence; empty while they can.
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// How bad they are and when they are over, of what is open.
    public IncidentRules rules() {
        return rules;
    }

    /// From the next opening on these rules hold.
    public void rules(IncidentRules next) {
        nextRules = next;
    }

    /// Who says what is said here.
    public String user() {
        return user;
    }

    /// A person chose an incident, open or not.
    public void show(IncidentId id) {
        chosen = id;
        choose();
    }

    /// Back to the worst that is open.
    public void showWorst() {
        chosen = null;
        choose();
    }

    public void note(IncidentId id, String text) {
        if (!text.isBlank()) {
            say(id, at -> new IncidentEvent.Noted(id, at, user, text.strip()));
        }
    }

    public void acknowledge(IncidentId id) {
        say(id, at -> new IncidentEvent.Acknowledged(id, at, user));
    }

    /// Those who own it know.
    ///
    /// @param whom a team, or a person of it
    public void told(IncidentId id, String whom) {
        if (!whom.isBlank()) {
            say(id, at -> new IncidentEvent.Told(id, at, user, whom.strip()));
        }
    }

    /// A person sees its severity differently.
    public void rate(IncidentId id, Severity severity) {
        find(id).ifPresent(incident ->
                say(
                        id,
                        at ->
                                new IncidentEvent.SeverityChanged(
                                        id, at, user, severity, incident.impact())));
    }

    /// They are the same; the log goes on in the other.
    public void merge(IncidentId id, IncidentId into) {
        if (!id.equals(into)) {
            say(id, at -> new IncidentEvent.Merged(id, at, user, into));
        }
    }

    /// These of its components are an incident of their own. Not all of them can be.
    public void split(IncidentId id, Set<ServiceId> components) {
        Snapshot snapshot = workbench.snapshotProperty().get();
        Incident incident = find(id).orElse(null);
        if (snapshot == null
                || incident == null
                || components.isEmpty()
                || components.containsAll(incident.components())) {
            return;
        }
        say(
                id,
                at -> {
                    Impact impact = impact(components, snapshot, id.onset());
                    return new IncidentEvent.Split(
                            id,
                            at,
                            user,
                            components,
                            fresh(id.onset(), at, first(components, snapshot)),
                            rules.severity().severity(impact),
                            impact);
                });
    }

    /// A person saw it before the engine did.
    public void open(Set<ServiceId> components) {
        Snapshot snapshot = workbench.snapshotProperty().get();
        if (snapshot == null || components.isEmpty()) {
            return;
        }
        Instant at = snapshot.at();
        Impact impact = impact(components, snapshot, at);
        ServiceId first = first(components, snapshot);
        IncidentId id = fresh(at, at, first);
        chosen = id;
        add(
                List.of(
                        new IncidentEvent.Opened(
                                id,
                                at,
                                user,
                                components,
                                List.of(first),
                                rules.severity().severity(impact),
                                impact)));
    }

    public void close(IncidentId id, String reason) {
        say(id, at -> new IncidentEvent.Closed(id, at, user, reason.strip()));
    }

    public void reopen(IncidentId id) {
        say(id, at -> new IncidentEvent.Reopened(id, at, user));
    }

    /// Takes back the newest thing that a person said of it; both stay in its log.
    public void takeBack(IncidentId id) {
        find(id).flatMap(Incident::lastSaid)
                .ifPresent(what -> say(id, at -> new IncidentEvent.TakenBack(id, at, user, what)));
    }

    /// Whether all that was said is kept, or cannot be.
    public boolean settled() {
        return telling.done();
    }

    private Optional<Incident> find(IncidentId id) {
        return all.get().stream().filter(i -> i.id().equals(id)).findFirst();
    }

    private static Impact impact(Set<ServiceId> components, Snapshot snapshot, Instant onset) {
        return SeverityRules.impact(
                components, snapshot.topology(), Duration.between(onset, snapshot.at()));
    }

    private static ServiceId first(Set<ServiceId> components, Snapshot snapshot) {
        return snapshot.diagnosis().ranking().causes().stream()
                .map(RankedCause::service)
                .filter(components::contains)
                .findFirst()
                .orElseGet(() -> components.stream().sorted().findFirst().orElseThrow());
    }

    /// An id that no other incident has.
    private IncidentId fresh(Instant onset, Instant at, ServiceId first) {
        IncidentId wanted = new IncidentId(onset, first);
        return find(wanted).isEmpty() ? wanted : new IncidentId(at, first);
    }

    private interface Saying {
        IncidentEvent at(Instant at);
    }

    private void say(IncidentId id, Saying saying) {
        Snapshot snapshot = workbench.snapshotProperty().get();
        Optional<Incident> incident = find(id);
        if (snapshot == null || incident.isEmpty()) {
            return;
        }
        // With how it began, so that it makes sense where this run's findings are not known.
        add(List.of(incident.get().entries().getFirst().event(), saying.at(snapshot.at())));
    }

    /// @param events the last of which is new
    private void add(List<IncidentEvent> events) {
        IncidentEvent said = events.getLast();
        Snapshot snapshot = workbench.snapshotProperty().get();
        told.add(said);
        if (snapshot != null && !(said instanceof IncidentEvent.TakenBack)) {
            acts.add(new Act(said, snapshot.diagnosis().pins().steps()));
        }
        keep(events);
        fold(snapshot);
    }

    private void keep(List<IncidentEvent> events) {
        Session of = session;
        if (of == null) {
            return;
        }
        telling.tell(() -> {
            try {
                store.keep(of.title(), events);
            } catch (IOException e) {
                String why = String.valueOf(e.getMessage());
                fx.execute(() -> trouble.set(why));
            }
        });
    }

    private void follow(WorkbenchState state) {
        Session now = state instanceof WorkbenchState.Open(Session opened) ? opened : null;
        if (Objects.equals(now, session)) {
            return;
        }
        session = now;
        rules = nextRules;
        told = new ArrayList<>();
        acts.clear();
        chosen = null;
        given = 0;
        recalled = false;
        trouble.set("");
        if (now != null) {
            telling.tell(() -> recall(now));
        }
        fold(workbench.snapshotProperty().get());
    }

    private void recall(Session of) {
        List<IncidentEvent> kept = new ArrayList<>();
        String why;
        try {
            kept.addAll(store.told(of.title()));
            why = "";
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        String problem = why;
        fx.execute(() -> {
            if (of.equals(session)) {
                kept.addAll(told); // said while it was read
                told = kept;
                recalled = true;
                trouble.set(problem);
                fold(workbench.snapshotProperty().get());
            }
        });
    }

    private void fold(@Nullable Snapshot snapshot) {
        if (snapshot == null || session == null) {
            all.set(List.of());
        } else {
            List<Incident> folded =
                    IncidentLog.at(
                            snapshot.at(),
                            snapshot.incidents(),
                            told,
                            snapshot.history().start(),
                            rules.quiet());
            if (!folded.equals(all.get())) {
                all.set(folded);
            }
            keepFound(snapshot);
        }
        choose();
    }

    /// Of a running system what the engine found is kept too, once all is read: its history will
    /// not be there for ever.
    private void keepFound(Snapshot snapshot) {
        LiveState live = workbench.liveness().stateProperty().get();
        if (recalled
                && session instanceof LiveSession
                && live != null
                && live.loading().isEmpty()
                && snapshot.incidents().size() != given) {
            given = snapshot.incidents().size();
            keep(IncidentLog.named(snapshot.incidents(), told));
        }
    }

    private void choose() {
        IncidentId wanted = chosen;
        Incident next =
                Optional.ofNullable(wanted)
                        .flatMap(this::find)
                        .or(() -> open().stream().findFirst())
                        .orElse(null);
        if (!Objects.equals(next, shown.get())) {
            shown.set(next);
        }
    }
}
