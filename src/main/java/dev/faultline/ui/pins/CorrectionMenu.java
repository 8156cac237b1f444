package dev.faultline.ui.pins;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Dress;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.GraphWords;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputDialog;
import javafx.scene.layout.VBox;

/// What a person can say of a component's place in the graph: part of its menu.
public final class CorrectionMenu {
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
            Refusal.item(menu, menu.getText(), words.get("command.refused.nothing.open"), words);
            return menu;
        }
        Topology topology = shown.topology();
        int place = topology.indexOf(service);
        Optional<Component> known =
                place < 0 ? Optional.empty() : Optional.of(topology.component(place));
        List<ServiceId> others =
                topology.components().stream()
                        .map(Component::id)
                        .filter(id -> !id.equals(service))
                        .sorted()
                        .toList();
        List<Dependency> needed =
                topology.dependencies().stream().filter(d -> d.from().equals(service)).toList();
        menu.getItems()
                .addAll(
                        pick(
                                owner,
                                "correct.depends",
                                service,
                                others,
                                ServiceId::value,
                                to -> new Correction.Depends(service, to, DependencyKind.CALLS)),
                        pick(
                                owner,
                                "correct.independent",
                                service,
                                needed,
                                sentences::dependency,
                                d -> new Correction.Independent(service, d.to())),
                        kinds(service, known),
                        criticalities(service, known),
                        item(
                                "correct.team",
                                () -> team(owner, known.map(Component::team).orElse(""), service)),
                        pick(
                                owner,
                                "correct.same",
                                service,
                                others,
                                ServiceId::value,
                                as -> new Correction.Same(service, as)),
                        item("correct.hide", () -> say(new Correction.Hidden(service))),
                        new SeparatorMenuItem(),
                        newest(shown));
        return menu;
    }

    /// The menu of a dependency: that it is none, or that it is one whatever was seen.
    List<MenuItem> of(Dependency tie) {
        MenuItem confirm =
                item(
                        "correct.tie.confirm",
                        () -> say(new Correction.Depends(tie.from(), tie.to(), tie.kind())));
        MenuItem remove =
                item(
                        "correct.tie.remove",
                        () -> say(new Correction.Independent(tie.from(), tie.to())));
        Snapshot shown = workbench.snapshotProperty().get();
        return shown == null
                ? List.of(confirm, remove)
                : List.of(confirm, remove, new SeparatorMenuItem(), newest(shown));
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
                    none.getStyleClass().add(Refusal.STYLE);
                    return none;
                });
    }

    /// What it is now is marked.
    private Menu kinds(ServiceId service, Optional<Component> known) {
        Menu menu = new Menu(words.get("correct.kind"));
        for (ComponentKind kind : ComponentKind.values()) {
            menu.getItems()
                    .add(
                            choice(
                                    kind.label(),
                                    known.filter(c -> c.kind() == kind).isPresent(),
                                    () -> say(new Correction.OfKind(service, kind))));
        }
        return menu;
    }

    private Menu criticalities(ServiceId service, Optional<Component> known) {
        Menu menu = new Menu(words.get("correct.criticality"));
        for (int level = 1; level <= 4; level++) {
            int chosen = level;
            menu.getItems()
                    .add(
                            choice(
                                    words.get("correct.criticality." + level),
                                    known.filter(c -> c.criticality() == chosen).isPresent(),
                                    () -> say(new Correction.Critical(service, chosen))));
        }
        return menu;
    }

    private void team(Node owner, String team, ServiceId service) {
        TextInputDialog dialog = new TextInputDialog(team);
        dialog.initOwner(owner.getScene().getWindow());
        Dress.on(dialog.getDialogPane());
        dialog.setTitle(words.get("correct.menu"));
        dialog.setHeaderText(null);
        dialog.setGraphic(null);
        Label asked = new Label(words.get("correct.team.ask", service.value()));
        asked.setWrapText(true);
        asked.setMinHeight(VBox.USE_PREF_SIZE);
        asked.setLabelFor(dialog.getEditor());
        VBox form = new VBox(8, asked, dialog.getEditor());
        form.setPrefWidth(420);
        form.setPadding(new Insets(14, 0, 0, 14)); // the theme leaves room on the right alone
        dialog.getDialogPane().setContent(form);
        dialog.setOnShown(event -> dialog.getEditor().requestFocus());
        if (dialog.getDialogPane().lookupButton(ButtonType.OK) instanceof Button say) {
            say.setText(words.get("correct.say"));
            Refusal.of(
                    say,
                    Refusal.when(
                            Bindings.createBooleanBinding(
                                    () -> dialog.getEditor().getText().isBlank(),
                                    dialog.getEditor().textProperty()),
                            words.get("correct.team.missing")));
        }
        dialog.showAndWait()
                .map(String::strip)
                .ifPresent(name -> say(new Correction.OfTeam(service, name)));
    }

    /// An item that asks for one of many; there is nothing to ask where there are none.
    private <T> MenuItem pick(
            Node owner,
            String key,
            ServiceId service,
            List<T> things,
            Function<T, String> text,
            Function<T, Correction> meaning) {
        MenuItem item =
                item(
                        key,
                        () ->
                                new PickDialog<>(
                                                owner.getScene().getWindow(),
                                                words.get(key + ".ask", service.value()),
                                                words.get("correct.filter"),
                                                words.get("correct.say"),
                                                words.get("pick.none"),
                                                things,
                                                text)
                                        .showAndWait()
                                        .map(meaning)
                                        .ifPresent(this::say));
        Refusal.item(
                item, words.get(key), things.isEmpty() ? words.get("correct.nothing") : "", words);
        return item;
    }

    private void say(Correction correction) {
        workbench.correct(correction);
    }

    private MenuItem item(String key, Runnable chosen) {
        return plain(words.get(key), chosen);
    }

    private static MenuItem choice(String text, boolean holds, Runnable chosen) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setMnemonicParsing(false);
        item.setSelected(holds);
        item.setOnAction(event -> chosen.run());
        return item;
    }

    private static MenuItem plain(String text, Runnable chosen) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> chosen.run());
        return item;
    }
}
