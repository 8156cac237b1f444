package dev.faultline.ui.incidents;

import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentId;
import dev.faultline.incident.Severity;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.Dress;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.commands.Command;
import dev.faultline.ui.commands.Command.Group;
import dev.faultline.ui.commands.Command.Scope;
import dev.faultline.ui.commands.Key;
import dev.faultline.ui.pins.PickDialog;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.ui.sheets.Sheets.Sheet;
import dev.faultline.wording.IncidentWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TextInputDialog;
import org.jspecify.annotations.Nullable;

/// What can be done with the incident that is shown: by key, from its menu, from the palette.
public final class IncidentCommands {
    private final Incidents incidents;
    private final Workbench workbench;
    private final Words words;
    private final IncidentWords incidentWords;
    private final ObservableValue<String> always = new ReadOnlyStringWrapper("");
    private final List<Command> all = new ArrayList<>();

    /// @param note asks for a note, where the incident stands
    public IncidentCommands(
            Incidents incidents,
            Workbench workbench,
            Words words,
            IncidentWords incidentWords,
            Sheets sheets,
            Runnable note) {
        this.incidents = incidents;
        this.workbench = workbench;
        this.words = words;
        this.incidentWords = incidentWords;
        add("note", Key.NOTE, this::none, _ -> note.run());
        add("acknowledge", Key.ACKNOWLEDGE, this::notOpen, i -> incidents.acknowledge(i.id()));
        add("told", null, this::notOpen, this::askTold);
        add("rate", null, this::notOpen, this::askRate);
        add("merge", null, this::nothingToMerge, this::askMerge);
        add("split", null, this::nothingToSplit, this::askSplit);
        add("close", Key.CLOSE_INCIDENT, this::notOpen, this::askClose);
        add("reopen", null, this::notClosed, i -> incidents.reopen(i.id()));
        add("back", null, this::nothingSaid, i -> incidents.takeBack(i.id()));
        command("declare", null, refused(this::nothingSelected), this::declare);
        command("list", Key.INCIDENTS, always, () -> sheets.toggle(Sheet.INCIDENTS));
    }

    /// In the order of the menu.
    public List<Command> all() {
        return List.copyOf(all);
    }

    private void askTold(Incident incident) {
        ask("told", owner(incident), whom -> incidents.told(incident.id(), whom));
    }

    private void askClose(Incident incident) {
        ask("close", "", reason -> incidents.close(incident.id(), reason));
    }

    private void askRate(Incident incident) {
        pick("rate", List.of(Severity.values()), Severity::name)
                .ifPresent(severity -> incidents.rate(incident.id(), severity));
    }

    private void askMerge(Incident incident) {
        pick("merge", others(incident), this::line)
                .ifPresent(other -> {
                    incidents.merge(incident.id(), other.id());
                    incidents.show(other.id());
                });
    }

    private void askSplit(Incident incident) {
        pick("split", List.copyOf(incident.components()), ServiceId::value)
                .ifPresent(service -> incidents.split(incident.id(), Set.of(service)));
    }

    private void declare() {
        ServiceId selected = workbench.selectionProperty().get();
        if (selected != null) {
            incidents.open(Set.of(selected));
        }
    }

    private String line(Incident incident) {
        return words.get("incident.tab", incident.severity(), incidentWords.title(incident));
    }

    private String owner(Incident incident) {
        var snapshot = workbench.snapshotProperty().get();
        ServiceId first = incident.suspects().stream().findFirst().orElse(incident.id().first());
        int place = snapshot == null ? -1 : snapshot.topology().indexOf(first);
        return snapshot == null || place < 0 ? "" : snapshot.topology().component(place).team();
    }

    private void ask(String what, String suggestion, Consumer<String> answer) {
        TextInputDialog dialog = new TextInputDialog(suggestion);
        dialog.initOwner(OpenDialog.front());
        Dress.on(dialog.getDialogPane());
        dialog.setTitle(words.get("command.incident." + what));
        dialog.setHeaderText(null);
        dialog.setGraphic(null);
        dialog.setContentText(words.get("incident.ask." + what));
        dialog.getEditor().setId("incident-answer");
        dialog.getEditor().setAccessibleText(words.get("incident.ask." + what));
        dialog.showAndWait().ifPresent(answer);
    }

    private <T> Optional<T> pick(String what, List<T> things, Function<T, String> text) {
        return new PickDialog<>(
                        OpenDialog.front(),
                        words.get("incident.ask." + what),
                        words.get("incident.filter"),
                        words.get("incident.choose." + what),
                        words.get("pick.none"),
                        things,
                        text)
                .showAndWait();
    }

    private List<Incident> others(Incident incident) {
        IncidentId id = incident.id();
        return incidents.open().stream().filter(i -> !i.id().equals(id)).toList();
    }

    /// Why it cannot be done with an incident; a key of the words, empty where it can.
    private interface Refusal extends Function<@Nullable Incident, String> {}

    private String none(@Nullable Incident shown) {
        return shown == null ? "incident.refused.none" : "";
    }

    private String notOpen(@Nullable Incident shown) {
        return shown == null
                ? "incident.refused.none"
                : shown.open() ? "" : "incident.refused.over";
    }

    private String notClosed(@Nullable Incident shown) {
        return shown == null
                ? "incident.refused.none"
                : shown.state() instanceof Incident.State.Closed ? "" : "incident.refused.not.over";
    }

    private String nothingToMerge(@Nullable Incident shown) {
        String no = notOpen(shown);
        return no.isEmpty() && shown != null && others(shown).isEmpty()
                ? "incident.refused.no.other"
                : no;
    }

    private String nothingToSplit(@Nullable Incident shown) {
        String no = notOpen(shown);
        return no.isEmpty() && shown != null && shown.components().size() < 2
                ? "incident.refused.one.component"
                : no;
    }

    private String nothingSaid(@Nullable Incident shown) {
        String no = none(shown);
        return no.isEmpty() && shown != null && shown.lastSaid().isEmpty()
                ? "incident.refused.nothing.said"
                : no;
    }

    private String nothingSelected(@Nullable Incident shown) {
        return workbench.snapshotProperty().get() == null
                        || workbench.selectionProperty().get() == null
                ? "command.refused.nothing.selected"
                : "";
    }

    private void add(String id, @Nullable Key key, Refusal refusal, Consumer<Incident> run) {
        command(
                id,
                key,
                refused(refusal),
                () -> {
                    Incident shown = incidents.shownProperty().get();
                    if (shown != null) {
                        run.accept(shown);
                    }
                });
    }

    private ObservableValue<String> refused(Refusal refusal) {
        Observable[] changes = {
            incidents.shownProperty(), incidents.allProperty(), workbench.selectionProperty()
        };
        return Bindings.createStringBinding(
                () -> {
                    String key = refusal.apply(incidents.shownProperty().get());
                    return key.isEmpty() ? "" : words.get(key);
                },
                changes);
    }

    private void command(
            String id, @Nullable Key key, ObservableValue<String> refusal, Runnable run) {
        all.add(
                new Command(
                        "incident." + id,
                        Group.ACT,
                        words.get("command.incident." + id),
                        Optional.ofNullable(key),
                        Scope.WINDOW,
                        always,
                        refusal,
                        run));
    }
}
