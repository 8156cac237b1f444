package dev.faultline.ui.inspector;

import dev.faultline.ui.ProbabilityBar;
import dev.faultline.ui.Refusal;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.GridPane;

/// The inspector's tab *What if*.
public final class WhatIfView {
    private final WhatIfViewModel model;
    @FXML private Label question;
    @FXML private Label answer;
    @FXML private GridPane recoveries;
    @FXML private Label finding;
    @FXML private Button apply;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public WhatIfView(WhatIfViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        question.textProperty().bind(model.questionProperty());
        answer.textProperty().bind(model.answerProperty());
        finding.textProperty().bind(model.findingProperty());
        Refusal.of(
                apply,
                Bindings.createStringBinding(
                        () -> model.applicableProperty().get() ? "" : model.findingProperty().get(),
                        model.applicableProperty(),
                        model.findingProperty()));
        model.recoveriesProperty().addListener((p, before, now) -> list(now));
        list(model.recoveriesProperty().get());
    }

    /// Keeps the head, which FXML gave.
    private void list(List<RecoveryRow> rows) {
        recoveries
                .getChildren()
                .removeIf(n -> GridPane.getRowIndex(n) != null && GridPane.getRowIndex(n) > 0);
        recoveries.setVisible(!rows.isEmpty());
        recoveries.setManaged(!rows.isEmpty());
        int line = 1;
        for (RecoveryRow row : rows) {
            Hyperlink service = new Hyperlink(row.service().value());
            service.setMinWidth(0);
            service.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            service.setOnAction(event -> model.select(row.service()));
            recoveries.add(service, 0, line);
            recoveries.add(bar(row.before()), 1, line);
            Label arrow = new Label("→");
            GridPane.setHalignment(arrow, HPos.CENTER);
            recoveries.add(arrow, 2, line);
            recoveries.add(bar(row.after()), 3, line);
            line++;
        }
    }

    private static ProbabilityBar bar(double probability) {
        ProbabilityBar bar = new ProbabilityBar();
        bar.show(probability);
        return bar;
    }

    @FXML
    private void applyAsFinding() {
        model.applyAsFinding();
    }

    @FXML
    private void leave() {
        model.leave();
    }
}
