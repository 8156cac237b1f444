package dev.faultline.ui.saying;

import dev.faultline.cause.NextCheck;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.model.ServiceId;
import dev.faultline.settings.Settings;
import dev.faultline.topology.Component;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.Look;
import dev.faultline.ui.Session;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.notifications.Notifications;
import dev.faultline.ui.notifications.Notifications.Level;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.wording.CallFacts;
import dev.faultline.wording.CallWords;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Page;
import dev.faultline.wording.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What is told to others about the moment that is shown. It is written when it is asked for and
/// stays as it was written while it is read.
public final class SayingViewModel {
    /// Who is to be told.
    public enum Topic {
        CALL,
        MESSAGE,
        DIGEST,
        HAND_OVER
    }

    /// Since when the digest tells.
    public enum Since {
        AWAY,
        QUARTER,
        HOUR,
        FOUR_HOURS,
        DAY
    }

    /// Who looks away for less has missed nothing.
    static final Duration AWAY = Duration.ofMinutes(5);

    private static final int CHECKS = 5;

    private final Workbench workbench;
    private final Incidents incidents;
    private final Words words;
    private final Wording wording;
    private final Sheets sheets;
    private final Look look;
    private final Notifications notifications;
    private final Consumer<String> clipboard;
    private final Digest digest;
    private final HandOver handOver;
    private final ObjectProperty<Topic> topic = new SimpleObjectProperty<>(Topic.CALL);
    private final ObjectProperty<Since> since = new SimpleObjectProperty<>(Since.HOUR);
    private final ReadOnlyObjectWrapper<Page> paper = new ReadOnlyObjectWrapper<>(Page.EMPTY);
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Instant> away = new ReadOnlyObjectWrapper<>();
    private @Nullable Instant leftAt;
    private @Nullable Instant leftShowing;
    private Settings.Saying settings;
    private int question;

    /// @param clipboard takes what is copied
    public SayingViewModel(
            Workbench workbench,
            Incidents incidents,
            Words words,
            Wording wording,
            Sheets sheets,
            Look look,
            Settings.Saying settings,
            Notifications notifications,
            Consumer<String> clipboard) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.words = words;
        this.wording = wording;
        this.sheets = sheets;
        this.look = look;
        this.settings = settings;
        this.notifications = notifications;
        this.clipboard = clipboard;
        digest = new Digest(words, wording);
        handOver = new HandOver(words, wording);
        topic.addListener((p, before, now) -> write());
        since.addListener((p, before, now) -> write());
        sheets.openProperty().addListener((p, before, now) -> write());
        look.sharingProperty().addListener((p, before, now) -> write());
        workbench.stateProperty().addListener((p, before, now) -> away.set(null));
    }

    public ObjectProperty<Topic> topicProperty() {
        return topic;
    }

    public ObjectProperty<Since> sinceProperty() {
        return since;
    }

    /// What is to be read; empty while it is being written.
    public ReadOnlyObjectProperty<Page> paperProperty() {
        return paper.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /// The moment that was shown when the person last looked away for long; empty where they did
    /// not.
    public ReadOnlyObjectProperty<@Nullable Instant> awayProperty() {
        return away.getReadOnlyProperty();
    }

    /// How others are reached, and how often they are told, from now on.
    public void settings(Settings.Saying changed) {
        settings = changed;
    }

    Sheets sheets() {
        return sheets;
    }

    /// Shows what is to be told to somebody.
    public void show(Topic wanted) {
        topic.set(wanted);
        sheets.show(Sheets.Sheet.SAYING);
    }

    /// The window lost the focus.
    public void lookedAway(Instant now) {
        Snapshot shown = workbench.snapshotProperty().get();
        leftAt = now;
        leftShowing = shown == null ? null : shown.at();
    }

    /// The window has the focus again: who was away for long is told what can be read.
    public void cameBack(Instant now) {
        Instant left = leftAt;
        Instant showed = leftShowing;
        leftAt = null;
        if (left == null || showed == null) {
            return;
        }
        Duration gone = Duration.between(left, now);
        Snapshot shown = workbench.snapshotProperty().get();
        if (gone.compareTo(AWAY) >= 0 && shown != null && shown.at().isAfter(showed)) {
            away.set(showed);
            since.set(Since.AWAY);
            notifications.tell(Level.NOTE, words.get("saying.away", Figures.duration(gone)));
        }
    }

    /// Copies the three sentences for the call.
    public void copyForCall() {
        ask(
                sources -> sources.call().text(),
                text -> {
                    clipboard.accept(text);
                    notifications.tell(Level.DONE, words.get("saying.copied.call", text));
                });
    }

    /// Copies what is shown: a message as it is to be sent, anything else with its title.
    ///
    /// @param markdown whether as Markdown, or as plain text
    public void copy(boolean markdown) {
        Page shown = paper.get();
        switch (topic.get()) {
            case CALL, MESSAGE -> copyMessage(shown);
            case DIGEST, HAND_OVER -> copy(shown, markdown ? shown.markdown() : shown.text());
        }
    }

    /// Writes the message to whoever owns a component, for who shows it elsewhere.
    ///
    /// @return whether it is being written; not where nothing is open yet
    public boolean message(ServiceId about, Consumer<Page> reader) {
        Snapshot now = workbench.snapshotProperty().get();
        if (now == null || !(workbench.stateProperty().get() instanceof WorkbenchState.Open open)) {
            return false;
        }
        workbench.workOut(writing(now, open.session(), sources -> message(sources, about)), reader);
        return true;
    }

    /// Copies a message as it is to be sent.
    public void copyMessage(Page message) {
        copy(message, String.join("\n", message.sections().getLast().lines()));
    }

    private void copy(Page page, String text) {
        clipboard.accept(text);
        notifications.tell(Level.DONE, words.get("saying.copied", page.title()));
    }

    /// Writes what is shown into a file: Markdown, or plain text where it is named so.
    public void save(Path file) {
        Page shown = paper.get();
        workbench.workOut(
                () -> {
                    try {
                        Files.writeString(
                                file,
                                file.toString().endsWith(".txt") ? shown.text() : shown.markdown());
                        return "";
                    } catch (IOException e) {
                        return words.get("saying.not.saved", file, String.valueOf(e.getMessage()));
                    }
                },
                problem ->
                        notifications.tell(
                                problem.isEmpty() ? Level.DONE : Level.ERROR,
                                problem.isEmpty() ? words.get("saying.saved", file) : problem));
    }

    private void write() {
        if (sheets.openProperty().get() != Sheets.Sheet.SAYING) {
            return;
        }
        paper.set(Page.EMPTY);
        Topic of = topic.get();
        Instant from = from();
        ServiceId about = workbench.selectionProperty().get();
        ask(
                sources ->
                        switch (of) {
                            case CALL -> call(sources);
                            case MESSAGE -> message(sources, about);
                            case DIGEST ->
                                    digest.since(
                                            from,
                                            sources.now(),
                                            sources.incidents(),
                                            sources.named());
                            case HAND_OVER ->
                                    handOver.of(
                                            sources.now(),
                                            sources.system(),
                                            sources.call(),
                                            sources.checks(),
                                            sources.incidents(),
                                            sources.named());
                        },
                paper::set);
    }

    private Instant from() {
        Snapshot shown = workbench.snapshotProperty().get();
        Instant now = shown == null ? Instant.EPOCH : shown.at();
        Instant left = away.get();
        return switch (since.get()) {
            case AWAY -> left == null ? now.minus(1, ChronoUnit.HOURS) : left;
            case QUARTER -> now.minus(15, ChronoUnit.MINUTES);
            case HOUR -> now.minus(1, ChronoUnit.HOURS);
            case FOUR_HOURS -> now.minus(4, ChronoUnit.HOURS);
            case DAY -> now.minus(1, ChronoUnit.DAYS);
        };
    }

    private Page call(Sources sources) {
        CallWords.Call call = sources.call();
        return Page.of(
                words.get("saying.call.title", Figures.clock(sources.now().at())),
                List.of(
                        Page.Section.of(
                                "",
                                List.of(
                                        call.known(),
                                        call.believed(),
                                        call.unknown(),
                                        call.next()))));
    }

    private Page message(Sources sources, @Nullable ServiceId about) {
        Optional<ServiceId> of =
                Optional.ofNullable(about)
                        .or(() -> sources.now().diagnosis().ranking().top().map(c -> c.service()));
        if (of.isEmpty()) {
            return Page.of(
                    words.get("saying.message.nobody"),
                    List.of(Page.Section.of("", List.of(words.get("inspector.nothing")))));
        }
        ServiceId service = of.get();
        int i = sources.now().topology().indexOf(service);
        String team =
                Optional.of(i)
                        .filter(place -> place >= 0)
                        .map(sources.now().topology()::component)
                        .map(Component::team)
                        .orElse("");
        String contact = settings.contacts().getOrDefault(team, "");
        return Page.of(
                words.get("saying.message.title", service),
                List.of(
                        Page.Section.of(
                                words.get("saying.message.owner"),
                                List.of(
                                        team.isBlank() ? words.get("saying.owner.none") : team,
                                        contact.isBlank()
                                                ? words.get("saying.contact.none")
                                                : sources.named()
                                                        ? contact
                                                        : words.get("saying.contact.hidden"))),
                        Page.Section.of(
                                words.get("saying.message.text"),
                                wording.call()
                                        .message(sources.facts(), service, team, sources.next())
                                        .lines()
                                        .toList())));
    }

    /// What is needed to write, worked out beside the FX thread.
    ///
    /// @param named whether persons may be named, and what they wrote be shown
    private record Sources(
            Snapshot now,
            String system,
            List<NextCheck> checks,
            List<Incident> incidents,
            CallFacts facts,
            CallWords.Call call,
            Instant next,
            boolean named) {}

    private interface Writing<T> {
        T from(Sources sources);
    }

    private <T> void ask(Writing<T> writing, Consumer<T> reader) {
        Snapshot now = workbench.snapshotProperty().get();
        if (now == null || !(workbench.stateProperty().get() instanceof WorkbenchState.Open open)) {
            return;
        }
        int asked = ++question;
        working.set(true);
        workbench.workOut(
                writing(now, open.session(), writing),
                answer -> {
                    if (asked == question) {
                        working.set(false);
                        reader.accept(answer);
                    }
                });
    }

    private <T> Supplier<T> writing(Snapshot now, Session session, Writing<T> writing) {
        Instant clock = workbench.liveness().nowProperty().get();
        Instant from = session instanceof LiveSession && clock != null ? clock : now.at();
        Instant next = from.plus(settings.updateEvery()).truncatedTo(ChronoUnit.MINUTES);
        List<Incident> known = incidents.allProperty().get();
        boolean named = !look.sharingProperty().get();
        return () -> writing.from(sources(now, session.title(), known, next, named));
    }

    private Sources sources(
            Snapshot now, String system, List<Incident> incidents, Instant next, boolean named) {
        List<NextCheck> checks =
                now.diagnosis().ranking().incident() < Wording.POSSIBLE
                        ? List.of()
                        : now.diagnosis().nextChecks(CHECKS);
        CallFacts facts = facts(now, checks);
        return new Sources(
                now,
                system,
                checks,
                incidents,
                facts,
                wording.call().call(facts, next),
                next,
                named);
    }

    private static CallFacts facts(Snapshot now, List<NextCheck> checks) {
        Map<ServiceId, Integer> ranks = new HashMap<>();
        now.diagnosis().ranking().causes().forEach(c -> ranks.put(c.service(), c.rank()));
        Set<ServiceId> measured = now.measured();
        return new CallFacts(
                now.at(),
                now.onset(),
                now.diagnosis(),
                now.topology().size(),
                now.history().learned(),
                now.anomalous().stream()
                        .sorted(
                                Comparator.comparingInt((ServiceId s) ->
                                                ranks.getOrDefault(s, Integer.MAX_VALUE))
                                        .thenComparing(ServiceId::value))
                        .toList(),
                (int)
                        now.topology().components().stream()
                                .filter(c -> !measured.contains(c.id()))
                                .count(),
                now.blind().map(Snapshot.Blind::since),
                now.onset()
                        .map(onset ->
                                now.changes().stream()
                                        .filter(c ->
                                                !c.at().isAfter(onset)
                                                        && c.at().isAfter(
                                                                        onset.minus(
                                                                                1,
                                                                                ChronoUnit.HOURS)))
                                        .toList())
                        .orElse(List.of()),
                checks.stream().findFirst());
    }
}
