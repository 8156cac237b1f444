package dev.faultline.ui.pins;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.GraphWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ChoiceDialog;
import javafx.scene.control.Dialog;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputDialog;

/// What a person can say of a component's place in the graph: part of its menu.
public final class CorrectionMenu {
    /// More are not offered in a menu: the list beside finds them.
    private static final int MOST = 40;

    private final Workbench workbench;
    private final Words words;
    private final GraphWords sentences;

    public CorrectionMenu(Workbench workbench, Words words, GraphWords sentences) {
        this.workbench = workbench;
        this.words = words;
        this.sentences = sentences;
    }

    /// The menu of a component.
    Menu of(Node owner, ServiceId service) {
        Menu menu = new Menu(words.get("correct.menu"));
        menu.setId("correct");
        Snapshot shown = workbench.snapshotProperty().get();
        if (shown == null) {
            menu.setDisable(true);
            return menu;
        }
        Topology topology = shown.topology();
        menu.getItems()
                .addAll(
                        item(
                                "correct.depends",
                                () ->
                                        choose(
                                                owner,
                                                "correct.depends",
                                                topology,
                                                service,
                                                to ->
                                                        say(
                                                                new Correction.Depends(
                                                                        service,
                                                                        to,
                                                                        DependencyKind.CALLS)))),
                        independent(topology, service),
                        kinds(service),
                        criticalities(service),
                        item("correct.team", () -> team(owner, topology, service)),
                        item(
                                "correct.same",
                                () ->
                                        choose(
                                                owner,
                                                "correct.same",
                                                topology,
                                                service,
                                                as -> say(new Correction.Same(service, as)))),
                        item("correct.hide", () -> say(new Correction.Hidden(service))),
                        new SeparatorMenuItem(),
                        newest(shown));
        return menu;
    }

    private MenuItem newest(Snapshot shown) {
        return shown.corrections()
                .newest()
                .map(Correction.Act::correction)
                .map(last ->
                        plain(
                                words.get("correct.back", sentences.correction(last)),
                                () -> workbench.takeBack(last)))
                .orElseGet(() -> {
                    MenuItem none = item("correct.none", () -> {});
                    none.setDisable(true);
                    return none;
                });
    }

    private Menu independent(Topology topology, ServiceId service) {
        List<MenuItem> items = new ArrayList<>();
        for (Dependency each : topology.dependencies()) {
            if (each.from().equals(service) && items.size() < MOST) {
                items.add(
                        plain(
                                sentences.dependency(each),
                                () -> say(new Correction.Independent(service, each.to()))));
            }
        }
        return menu("correct.independent", items);
    }

    private Menu kinds(ServiceId service) {
        List<MenuItem> items = new ArrayList<>();
        for (ComponentKind kind : ComponentKind.values()) {
            items.add(plain(kind.label(), () -> say(new Correction.OfKind(service, kind))));
        }
        return menu("correct.kind", items);
    }

    private Menu criticalities(ServiceId service) {
        List<MenuItem> items = new ArrayList<>();
        for (int level = 1; level <= 4; level++) {
            int chosen = level;
            items.add(
                    plain(
                            Integer.toString(level),
                            () -> say(new Correction.Critical(service, chosen))));
        }
        return menu("correct.criticality", items);
    }

    private Menu menu(String key, List<MenuItem> items) {
        Menu menu = new Menu(words.get(key));
        menu.getItems().setAll(items);
        menu.setDisable(items.isEmpty());
        return menu;
    }

    private void team(Node owner, Topology topology, ServiceId service) {
        int place = topology.indexOf(service);
        TextInputDialog dialog =
                new TextInputDialog(place < 0 ? "" : topology.component(place).team());
        ask(owner, dialog, "correct.team", service);
        dialog.showAndWait()
                .map(String::strip)
                .ifPresent(team -> say(new Correction.OfTeam(service, team)));
    }

    private void choose(
            Node owner,
            String key,
            Topology topology,
            ServiceId service,
            Consumer<ServiceId> chosen) {
        List<ServiceId> others =
                topology.components().stream()
                        .map(Component::id)
                        .filter(id -> !id.equals(service))
                        .sorted()
                        .toList();
        if (!others.isEmpty()) {
            ChoiceDialog<ServiceId> dialog = new ChoiceDialog<>(others.getFirst(), others);
            ask(owner, dialog, key, service);
            dialog.showAndWait().ifPresent(chosen);
        }
    }

    private void ask(Node owner, Dialog<?> dialog, String key, ServiceId service) {
        dialog.initOwner(owner.getScene().getWindow());
        dialog.setTitle(words.get("correct.menu"));
        dialog.setHeaderText(null);
        dialog.setGraphic(null);
        dialog.setContentText(service.value() + ": " + words.get(key));
    }

    private void say(Correction correction) {
        workbench.correct(correction);
    }

    private MenuItem item(String key, Runnable chosen) {
        return plain(words.get(key), chosen);
    }

    private static MenuItem plain(String text, Runnable chosen) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> chosen.run());
        return item;
    }
}
