package dev.faultline.ui.pins;

import dev.faultline.cause.Pin;
import dev.faultline.cause.evidence.Check;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Wording;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// What a person found out by looking or asking, with no telemetry to say so: part of the menu of a
/// component.
public final class FindingMenu {
    private final Workbench workbench;
    private final Words words;
    private final Wording wording;

    public FindingMenu(Workbench workbench, Words words, Wording wording) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
    }

    /// All that can be looked at of a component, each with how it came out; what was said already
    /// is marked, and saying it again takes it back.
    Menu of(ServiceId service) {
        Menu menu = new Menu(words.get("findings.menu"));
        menu.setId("findings");
        Snapshot shown = workbench.snapshotProperty().get();
        int place = shown == null ? -1 : shown.topology().indexOf(service);
        if (shown == null || place < 0) {
            Refusal.item(menu, menu.getText(), words.get("inspector.not.in.topology"), words);
            return menu;
        }
        Component component = shown.topology().component(place);
        List<Pin> said = shown.diagnosis().pins().of(service);
        for (Check check : Check.values()) {
            if (check.appliesTo(component)) {
                Menu outcomes = new Menu(wording.check(check));
                outcomes.setId("finding-" + check.label());
                for (Pin.Outcome outcome : Pin.Outcome.values()) {
                    Pin pin = new Pin.Checked(service, check, outcome);
                    outcomes.getItems().add(outcome(word(check, outcome), pin, said.contains(pin)));
                }
                menu.getItems().add(outcomes);
            }
        }
        return menu;
    }

    private MenuItem outcome(String text, Pin pin, boolean holds) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setMnemonicParsing(false);
        item.setSelected(holds);
        item.setOnAction(event -> {
            if (holds) {
                workbench.unpin(pin);
            } else {
                workbench.pin(pin);
            }
        });
        return item;
    }

    private String word(Check check, Pin.Outcome outcome) {
        String whose =
                switch (check) {
                    case STATUS_PAGE -> "status.";
                    case OWNER -> "owner.";
                    case ERRORS, LATENCY, SATURATION, CPU, MEMORY, DISK, CONNECTIONS, LOGS -> "";
                };
        return words.get(
                switch (outcome) {
                    case NORMAL -> "findings." + whose + "normal";
                    case ABNORMAL -> "findings." + whose + "abnormal";
                    case UNKNOWN -> "findings.cannot";
                });
    }

    /// The item that asks about somebody who is not ours.
    MenuItem thirdParty(Node owner, ServiceId service) {
        MenuItem item = new MenuItem(words.get("third.menu"));
        item.setId("third-party");
        item.setOnAction(event -> ask(owner.getScene().getWindow(), service));
        return item;
    }

    /// Asks what was found of somebody who is not ours, and says it: of the selected component, or
    /// of one that it uses.
    public void askThirdParty() {
        ask(OpenDialog.front(), workbench.selectionProperty().get());
    }

    private void ask(@Nullable Window owner, @Nullable ServiceId about) {
        Snapshot shown = workbench.snapshotProperty().get();
        if (shown != null) {
            new ThirdPartyDialog(owner, words, known(shown.topology()), about)
                    .showAndWait()
                    .ifPresent(said -> {
                        said.corrections(shown.topology()).forEach(workbench::correct);
                        said.pin().ifPresent(workbench::pin);
                    });
        }
    }

    private static ThirdPartyDialog.Known known(Topology topology) {
        return new ThirdPartyDialog.Known(
                topology.components().stream()
                        .filter(c -> !c.kind().ours())
                        .map(c -> c.id().value())
                        .sorted()
                        .toList(),
                topology.components().stream()
                        .filter(c ->
                                c.kind().ours()
                                        && c.kind() != ComponentKind.HOST
                                        && c.kind() != ComponentKind.ZONE)
                        .map(c -> c.id().value())
                        .sorted()
                        .toList());
    }
}
