package dev.faultline.ui.incidentbar;

import dev.faultline.ui.incidentbar.IncidentBarViewModel.Mode;
import dev.faultline.ui.incidentbar.IncidentBarViewModel.Severity;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar on top.
public final class IncidentBarView {
    private final IncidentBarViewModel model;
    @FXML private VBox root;
    @FXML private Label mode;
    @FXML private Label severity;
    @FXML private Label headline;
    @FXML private Label beside;
    @FXML private Label cause;
    @FXML private Label incident;
    @FXML private Label elapsed;
    @FXML private Label owner;
    @FXML private Label at;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public IncidentBarView(IncidentBarViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        model.modeProperty().addListener((p, before, now) -> show(now));
        show(model.modeProperty().get());
        headline.textProperty().bind(model.headlineProperty());
        beside.textProperty().bind(model.besideProperty());
        beside.visibleProperty().bind(model.besideProperty().isNotEmpty());
        beside.managedProperty().bind(beside.visibleProperty());
        beside.setGraphic(new FontIcon(Feather.CLOCK));
        Tooltip besideWhole = new Tooltip();
        besideWhole.textProperty().bind(model.besideProperty());
        beside.setTooltip(besideWhole);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(model.headlineProperty());
        headline.setTooltip(whole);
        cause.textProperty().bind(model.causeProperty());
        incident.textProperty().bind(model.incidentProperty());
        elapsed.textProperty().bind(model.elapsedProperty());
        owner.textProperty().bind(model.ownerProperty());
        at.textProperty().bind(model.atProperty());
        model.severityProperty().addListener((p, before, now) -> show(now));
        show(model.severityProperty().get());
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
        severity.setGraphic(
                new FontIcon(
                        switch (newest) {
                            case INCIDENT -> Feather.ALERT_OCTAGON;
                            case SUSPECTED -> Feather.ALERT_TRIANGLE;
                            case POSSIBLE -> Feather.HELP_CIRCLE;
                            case CALM -> Feather.CHECK_CIRCLE;
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
