package dev.faultline.ui.incidentbar;

import dev.faultline.ui.Refusal;
import dev.faultline.ui.Words;
import dev.faultline.ui.commands.Command;
import dev.faultline.ui.commands.Commands;
import dev.faultline.ui.incidentbar.IncidentBarViewModel.Mode;
import dev.faultline.ui.incidentbar.IncidentBarViewModel.Severity;
import dev.faultline.ui.incidentbar.IncidentBarViewModel.Tab;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar on top. Its buttons and its menu are commands: what is disabled says why.
public final class IncidentBarView {
    private static final List<String> MENU =
            List.of(
                    "incident.acknowledge",
                    "incident.told",
                    "incident.rate",
                    "incident.merge",
                    "incident.split",
                    "incident.close",
                    "incident.reopen",
                    "incident.back",
                    "incident.declare",
                    "incident.list");

    private final IncidentBarViewModel model;
    private final Commands commands;
    private final Words words;
    @FXML private VBox root;
    @FXML private Label mode;
    @FXML private Label severity;
    @FXML private VBox telling;
    @FXML private Label headline;
    @FXML private Label beside;
    @FXML private Label reason;
    @FXML private TextField noteText;
    @FXML private Label incident;
    @FXML private Label elapsed;
    @FXML private VBox impactFact;
    @FXML private Label impact;
    @FXML private Label knows;
    @FXML private Label owner;
    @FXML private Label at;
    @FXML private Button note;
    @FXML private Button page;
    @FXML private Button act;
    @FXML private MenuButton menu;
    @FXML private HBox tabs;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public IncidentBarView(IncidentBarViewModel model, Commands commands, Words words) {
        this.model = model;
        this.commands = commands;
        this.words = words;
    }

    @FXML
    private void initialize() {
        model.modeProperty().addListener((p, before, now) -> show(now));
        show(model.modeProperty().get());
        tell(headline, model.headlineProperty());
        headline.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS); // the number at its end stays
        tell(beside, model.besideProperty());
        tell(reason, model.reasonProperty());
        beside.setGraphic(new FontIcon(Feather.CLOCK));
        incident.textProperty().bind(model.incidentProperty());
        elapsed.textProperty().bind(model.elapsedProperty());
        impact.textProperty().bind(model.impactProperty());
        impactFact.visibleProperty().bind(model.impactProperty().isNotEmpty());
        impactFact.managedProperty().bind(impactFact.visibleProperty());
        tell(owner, model.ownerProperty());
        tell(knows, model.knowsProperty());
        at.textProperty().bind(model.atProperty());
        model.severityProperty().addListener((p, before, now) -> show(now));
        show(model.severityProperty().get());
        button(note, "incident.note", Feather.EDIT_3);
        button(page, "page", Feather.BELL);
        button(act, "act", Feather.TERMINAL);
        menu.setGraphic(new FontIcon(Feather.MORE_VERTICAL));
        menu.setOnShowing(event -> fill());
        fill();
        model.notingProperty().addListener((p, before, now) -> note(now));
        noteText.addEventFilter(KeyEvent.KEY_PRESSED, this::leaveNote);
        note(false);
        model.tabsProperty().addListener((p, before, now) -> show(now));
        show(model.tabsProperty().get());
    }

    /// A text that may be longer than its place is whole in its tooltip, and takes none while it is
    /// empty.
    private static void tell(Label label, ReadOnlyStringProperty text) {
        label.textProperty().bind(text);
        label.visibleProperty().bind(text.isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(text);
        label.setTooltip(whole);
    }

    /// Has a button do a command; where that cannot be done now it says why.
    private void button(Button button, String id, Feather icon) {
        Command command = commands.of(id);
        button.setGraphic(new FontIcon(icon));
        button.setOnAction(event -> commands.run(command));
        button.setAccessibleText(command.title());
        button.setTooltip(new Tooltip(titled(command)));
        Refusal.of(button, command.refusal(), why -> commands.run(command));
    }

    private static String titled(Command command) {
        return command.title() + command.key().map(k -> "  (" + k.shown() + ")").orElse("");
    }

    private void fill() {
        menu.getItems().clear();
        for (String id : MENU) {
            Command command = commands.of(id);
            MenuItem item = new MenuItem();
            Refusal.item(item, titled(command), command.refusal().getValue(), words);
            item.setId(id.replace('.', '-'));
            item.setMnemonicParsing(false);
            item.setOnAction(event -> commands.run(command));
            menu.getItems().add(item);
        }
    }

    private void note(boolean writing) {
        noteText.setVisible(writing);
        noteText.setManaged(writing);
        telling.setVisible(!writing);
        telling.setManaged(!writing);
        if (writing) {
            noteText.clear();
            noteText.setEditable(false); // the key that asked for it is not typed into it
            noteText.requestFocus();
        }
    }

    private void leaveNote(KeyEvent event) {
        noteText.setEditable(true);
        if (event.getCode() == KeyCode.ESCAPE) {
            model.notingProperty().set(false);
            note.requestFocus();
            event.consume();
        }
    }

    @FXML
    private void keepNote() {
        model.note(noteText.getText());
        note.requestFocus();
    }

    private void show(List<Tab> open) {
        tabs.setVisible(!open.isEmpty());
        tabs.setManaged(!open.isEmpty());
        tabs.getChildren().clear();
        for (Tab each : open) {
            ToggleButton tab = new ToggleButton(each.text());
            tab.setMnemonicParsing(false);
            tab.setSelected(each.shown());
            tab.setTooltip(new Tooltip(each.text()));
            tab.getStyleClass().add("incident-tab");
            tab.setOnAction(event -> {
                tab.setSelected(true);
                model.choose(each.id());
            });
            tabs.getChildren().add(tab);
        }
    }

    private void show(Mode newest) {
        mode.setText(model.modeText(newest));
        mode.setGraphic(
                new FontIcon(
                        switch (newest) {
                            case REPLAY -> Feather.REWIND;
                            case LIVE -> Feather.RADIO;
                            case OFFLINE -> Feather.WIFI_OFF;
                        }));
    }

    private void show(Severity newest) {
        for (Severity each : Severity.values()) {
            root.pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(each.name().toLowerCase(Locale.ROOT)),
                    each == newest);
        }
        severity.setText(model.severityText(newest));
        severity.setAccessibleText(words.get("incident.severity", severity.getText()));
        severity.setGraphic(
                new FontIcon(
                        switch (newest) {
                            case SEV1, SEV2 -> Feather.ALERT_OCTAGON;
                            case SEV3, SEV4, SUSPECTED -> Feather.ALERT_TRIANGLE;
                            case POSSIBLE -> Feather.HELP_CIRCLE;
                            case CALM, OVER -> Feather.CHECK_CIRCLE;
                            case LEARNING -> Feather.BOOK_OPEN;
                            case UNKNOWN, WAITING -> Feather.CLOCK;
                            case BLIND -> Feather.EYE_OFF;
                        }));
    }

    @FXML
    private void selectTop() {
        model.selectTop();
    }
}
