package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cause.Pin;
import dev.faultline.engine.EngineParameters;
import dev.faultline.engine.SmallShop;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.incident.IncidentId;
import dev.faultline.incident.IncidentRules;
import dev.faultline.incident.IncidentStore;
import dev.faultline.incident.Severity;
import dev.faultline.model.ServiceId;
import dev.faultline.settings.Settings;
import dev.faultline.ui.incidentbar.ImpactText;
import dev.faultline.ui.incidentbar.IncidentBarViewModel;
import dev.faultline.ui.incidents.HistoryViewModel;
import dev.faultline.ui.incidents.IncidentsViewModel;
import dev.faultline.ui.incidents.LogLine;
import dev.faultline.ui.pins.PinsViewModel;
import dev.faultline.ui.pins.Undo;
import dev.faultline.wording.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What persons do with the incident of the small shop.
class IncidentsTest {
    private static final ServiceId DB = new ServiceId("db");

    private final Kept kept = new Kept();

    @Test
    void whatPersonsSayIsKnownFromItsMomentOnAndAfterTheNextStart() {
        IncidentId id;
        try (Desk desk = new Desk(kept).openShop()) {
            Incident found = shown(desk);
            id = found.id();
            assertThat(found.open()).isTrue();
            assertThat(found.suspects()).containsExactly(DB);
            Incidents incidents = desk.incidents;
            IncidentBarViewModel bar = desk.on(desk::bar);
            HistoryViewModel history =
                    desk.on(() ->
                            new HistoryViewModel(
                                    desk.workbench,
                                    incidents,
                                    desk.look,
                                    desk.words,
                                    Wording.english()));
            assertThat(desk.on(() -> bar.knowsProperty().get())).isEqualTo("owner, not told yet");
            assertThat(desk.on(() -> bar.severityProperty().get()).name())
                    .isEqualTo(found.severity().name());
            assertThat(desk.on(() -> bar.reasonProperty().get())).contains("entry points hit");
            desk.run(() -> {
                incidents.told(id, "team");
                incidents.note(id, " looking at the index ");
                incidents.note(id, "   ");
                incidents.acknowledge(id);
                incidents.rate(id, Severity.SEV4);
                desk.workbench.select(DB);
            });
            assertThat(desk.on(() -> bar.knowsProperty().get()))
                    .startsWith(incidents.user() + " on it since ");
            assertThat(desk.on(() -> bar.severityProperty().get()))
                    .isEqualTo(IncidentBarViewModel.Severity.SEV4);
            assertThat(desk.on(() -> history.notesProperty().get()))
                    .extracting(LogLine::text)
                    .containsExactly("looking at the index");
            assertThat(desk.on(() -> history.rowsProperty().get())).hasSize(1);
            desk.run(() -> incidents.takeBack(id));
            assertThat(shown(desk).severity()).isEqualTo(found.severity());

            desk.seek(SmallShop.FAULT - 20);
            assertThat(all(desk)).isEmpty();
            assertThat(desk.on(() -> history.notesProperty().get())).isEmpty();
            desk.seek(SmallShop.FAULT + 6);
            assertThat(shown(desk).notes()).as("no doubles after going back").hasSize(1);
            desk.run(() -> incidents.close(id, "index rebuilt"));
            assertThat(open(desk)).isEmpty();
            desk.run(() -> incidents.show(id));
            assertThat(desk.on(() -> bar.severityProperty().get()))
                    .isEqualTo(IncidentBarViewModel.Severity.OVER);
            desk.run(() -> incidents.reopen(id));
            await().until(() -> desk.on(incidents::settled));
        }
        try (Desk desk = new Desk(kept).openShop()) {
            await().until(() -> shown(desk).notes().size() == 1);
            assertThat(shown(desk).id()).isEqualTo(id);
            assertThat(shown(desk).acknowledged()).isPresent();
            IncidentsViewModel list =
                    desk.on(() ->
                            new IncidentsViewModel(
                                    desk.workbench,
                                    desk.incidents,
                                    desk.look,
                                    desk.words,
                                    Wording.english().incidents()));
            assertThat(desk.on(() -> list.rowsProperty().get())).hasSize(1);
            assertThat(desk.on(() -> list.logProperty().get()))
                    .extracting(LogLine::text)
                    .contains("looking at the index", "Closed: index rebuilt", "Reopened");
            assertThat(desk.on(() -> list.logProperty().get()))
                    .filteredOn(LogLine::takenBack)
                    .extracting(LogLine::text)
                    .containsExactly("Called SEV4");
        }
    }

    @Test
    void theLastStepIsTakenBackBeItAboutAComponentOrAnIncident() {
        try (Desk desk = new Desk(kept).openShop()) {
            Incidents incidents = desk.incidents;
            IncidentId id = shown(desk).id();
            Wording wording = Wording.english();
            PinsViewModel pins =
                    desk.on(() -> new PinsViewModel(desk.workbench, desk.words, wording));
            Undo undo =
                    desk.on(() ->
                            new Undo(
                                    desk.workbench,
                                    incidents,
                                    pins,
                                    wording.incidents(),
                                    desk.words));
            assertThat(desk.on(() -> undo.nextProperty().get())).isEmpty();
            desk.run(() -> incidents.acknowledge(id));
            desk.run(() -> desk.workbench.pin(new Pin.NotCause(DB)));
            await().until(() -> desk.on(() -> pins.chipsProperty().get()).size() == 1);
            desk.run(() -> incidents.note(id, "not the index"));
            desk.run(() -> incidents.close(id, "over"));
            int entries = log(desk, id).size();

            assertThat(next(desk, undo)).isEqualTo("Taken back: that the incident is over");
            desk.run(undo::takeBack);
            assertThat(open(desk)).hasSize(1);
            assertThat(next(desk, undo)).isEqualTo("Taken back: a note");
            desk.run(undo::takeBack);
            assertThat(shown(desk).notes()).isEmpty();
            assertThat(next(desk, undo)).startsWith("Taken back: db is not the cause");
            desk.run(undo::takeBack);
            await().until(() -> desk.on(() -> pins.chipsProperty().get()).isEmpty());
            assertThat(next(desk, undo)).isEqualTo("Taken back: Acknowledged");
            desk.run(undo::takeBack);
            assertThat(shown(desk).acknowledged()).isEmpty();
            assertThat(next(desk, undo)).isEmpty();
            assertThat(log(desk, id)).as("nothing is lost").hasSize(entries + 3);
        }
    }

    @Test
    void otherSettingsHoldAtOnceForCostsAndForRulesFromTheNextOpeningOn() {
        try (Desk desk = new Desk(kept).openShop()) {
            IncidentBarViewModel bar = desk.on(desk::bar);
            assertThat(desk.on(() -> bar.impactProperty().get())).isEmpty();
            Settings.Incidents other = new Settings.Incidents(3, 60, 0.5, 9_000, 0, "EUR");
            IncidentRules rules = EngineParameters.incidents(other);
            desk.run(() -> {
                desk.incidents.rules(rules);
                bar.impact(new ImpactText(other, desk.words));
            });
            assertThat(desk.on(() -> bar.impactProperty().get())).endsWith("users");
            assertThat(desk.on(() -> desk.incidents.rules())).isEqualTo(IncidentRules.DEFAULT);
            desk.openShop();
            assertThat(desk.on(() -> desk.incidents.rules())).isEqualTo(rules);
        }
    }

    private static String next(Desk desk, Undo undo) {
        return desk.on(() -> undo.nextProperty().get());
    }

    private static List<Incident.Entry> log(Desk desk, IncidentId id) {
        return all(desk).stream()
                .filter(incident -> incident.id().equals(id))
                .findFirst()
                .orElseThrow()
                .entries();
    }

    @Test
    void namesNobodyAndShowsNoNoteAndNoMoneyWhileOthersSeeTheScreen() {
        try (Desk desk = new Desk(kept).openShop()) {
            IncidentId id = shown(desk).id();
            String user = desk.incidents.user();
            IncidentBarViewModel bar = desk.on(() -> desk.bar(costing(700)));
            HistoryViewModel history =
                    desk.on(() ->
                            new HistoryViewModel(
                                    desk.workbench,
                                    desk.incidents,
                                    desk.look,
                                    desk.words,
                                    Wording.english()));
            IncidentsViewModel list =
                    desk.on(() ->
                            new IncidentsViewModel(
                                    desk.workbench,
                                    desk.incidents,
                                    desk.look,
                                    desk.words,
                                    Wording.english().incidents()));
            desk.run(() -> {
                desk.incidents.told(id, "Ada of the night shift");
                desk.incidents.note(id, "the index is gone");
                desk.incidents.acknowledge(id);
                desk.workbench.select(DB);
            });
            Callable<String> all =
                    () ->
                            String.join(
                                    "\n",
                                    bar.knowsProperty().get(),
                                    bar.reasonProperty().get(),
                                    bar.impactProperty().get(),
                                    history.notesProperty().get().toString(),
                                    history.rowsProperty().get().toString(),
                                    list.rowsProperty().get().toString(),
                                    list.logProperty().get().toString());
            String open = desk.on(all);
            assertThat(open).contains(user, "the index is gone", "Ada", "EUR / min");
            desk.run(() -> desk.look.sharingProperty().set(true));
            assertThat(desk.on(all))
                    .contains("somebody on it since", "(hidden: the screen is shared)")
                    .doesNotContain(user, "the index is gone", "Ada", "EUR");
            desk.run(() -> desk.incidents.close(id, "index rebuilt"));
            desk.run(() -> desk.incidents.show(id));
            assertThat(desk.on(all))
                    .contains("closed by somebody")
                    .doesNotContain(user, "index rebuilt");
            desk.run(() -> desk.look.sharingProperty().set(false));
            assertThat(desk.on(all)).contains("closed by " + user, "Closed: index rebuilt");
        }
    }

    private static Settings.Incidents costing(double perMinute) {
        Settings.Incidents usual = Settings.DEFAULT.incidents();
        return new Settings.Incidents(
                usual.quietMinutes(), usual.longMinutes(), usual.broad(), 0, perMinute, "EUR");
    }

    @Test
    void aPersonSplitsMergesAndOpensByHand() {
        try (Desk desk = new Desk(kept).openShop()) {
            Incidents incidents = desk.incidents;
            IncidentBarViewModel bar = desk.on(desk::bar);
            Incident whole = shown(desk);
            assertThat(desk.on(() -> bar.tabsProperty().get())).isEmpty();
            desk.run(() -> incidents.split(whole.id(), whole.components()));
            assertThat(open(desk)).as("not all of it").hasSize(1);
            desk.run(() -> incidents.split(whole.id(), Set.of(DB)));
            List<Incident> two = open(desk);
            assertThat(two).hasSize(2);
            assertThat(desk.on(() -> bar.tabsProperty().get())).hasSize(2);
            IncidentId off =
                    two.stream()
                            .map(Incident::id)
                            .filter(i -> !i.equals(whole.id()))
                            .findFirst()
                            .orElseThrow();
            desk.run(() -> bar.choose(off));
            assertThat(shown(desk).components()).containsExactly(DB);
            desk.run(() -> incidents.merge(off, whole.id()));
            assertThat(open(desk))
                    .singleElement()
                    .satisfies(i -> assertThat(i.components()).isEqualTo(whole.components()));
            desk.seek(SmallShop.FAULT - 20);
            desk.run(() -> incidents.open(Set.of(DB)));
            assertThat(open(desk))
                    .singleElement()
                    .satisfies(i -> assertThat(i.components()).containsExactly(DB));
        }
    }

    @Test
    void aStoreThatDoesNotWorkIsSaidAndTheRestGoesOn() {
        kept.fails = true;
        try (Desk desk = new Desk(kept).openShop()) {
            IncidentBarViewModel bar = desk.on(desk::bar);
            await().until(() -> !desk.on(() -> desk.incidents.troubleProperty().get()).isEmpty());
            assertThat(desk.on(() -> bar.besideProperty().get()))
                    .isEqualTo("Incidents are not kept: kept.db is damaged.");
            IncidentId id = shown(desk).id();
            desk.run(() -> desk.incidents.note(id, "by hand"));
            assertThat(shown(desk).notes()).hasSize(1);
        }
    }

    /// Of a system that runs, what the engine found is kept as well.
    @Test
    void keepsOfARunningSystemWhatWasFound() {
        try (Desk desk = new Desk(kept).connectShop()) {
            await().until(() -> desk.on(desk.incidents::settled));
            int found = desk.on(() -> desk.workbench.snapshotProperty().get().incidents().size());
            await().until(() -> kept.events.size() >= found);
        }
    }

    private static List<Incident> open(Desk desk) {
        return desk.on(() -> desk.incidents.open());
    }

    private static List<Incident> all(Desk desk) {
        return desk.on(() -> desk.incidents.allProperty().get());
    }

    private static Incident shown(Desk desk) {
        return desk.on(() -> Optional.ofNullable(desk.incidents.shownProperty().get()))
                .orElseThrow();
    }

    /// A store that lives as long as the test.
    private static final class Kept implements IncidentStore {
        final List<IncidentEvent> events = new ArrayList<>();
        boolean fails;

        @Override
        public synchronized List<IncidentEvent> told(String system) throws IOException {
            if (fails) {
                throw new IOException("kept.db is damaged.");
            }
            return List.copyOf(events);
        }

        @Override
        public synchronized void keep(String system, List<IncidentEvent> more) throws IOException {
            if (fails) {
                throw new IOException("kept.db is damaged.");
            }
            more.stream().filter(e -> e.said() || !events.contains(e)).forEach(events::add);
        }
    }
}
