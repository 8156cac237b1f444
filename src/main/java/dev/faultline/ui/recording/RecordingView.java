package dev.faultline.ui.recording;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.recording.RecordingViewModel.Stage;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.stage.Window;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The two buttons in the top line that keep what a running system sends.
public final class RecordingView {
    private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final RecordingViewModel model;
    private final OpenDialog dialog;
    @FXML private HBox root;
    @FXML private Button record;
    @FXML private Button save;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public RecordingView(RecordingViewModel model, OpenDialog dialog) {
        this.model = model;
        this.dialog = dialog;
    }

    @FXML
    private void initialize() {
        root.visibleProperty().bind(model.liveProperty());
        root.managedProperty().bind(root.visibleProperty());
        record.textProperty().bind(model.recordProperty());
        record.setTooltip(tip());
        record.getTooltip().textProperty().bind(model.recordTipProperty());
        save.textProperty().bind(model.saveProperty());
        save.setTooltip(tip());
        save.getTooltip().setText(model.word("capture.save.tip"));
        save.setGraphic(new FontIcon(Feather.SAVE));
        model.stageProperty().addListener((p, before, now) -> show(now));
        show(model.stageProperty().get());
    }

    private static Tooltip tip() {
        Tooltip tip = new Tooltip();
        tip.setWrapText(true);
        tip.setMaxWidth(420);
        return tip;
    }

    private void show(Stage now) {
        record.setGraphic(
                new FontIcon(
                        switch (now) {
                            case OFF -> Feather.CIRCLE;
                            case WAITING -> Feather.CLOCK;
                            case RUNNING -> Feather.DISC;
                            case FAILED -> Feather.ALERT_TRIANGLE;
                        }));
        record.pseudoClassStateChanged(RUNNING, now == Stage.RUNNING);
        record.pseudoClassStateChanged(FAILED, now == Stage.FAILED);
    }

    /// Begins where nothing is recorded, else finishes what is.
    @FXML
    private void record() {
        switch (model.stageProperty().get()) {
            case OFF, FAILED ->
                    dialog.saveCapture(window(), "recording.file").ifPresent(model::record);
            case WAITING, RUNNING -> model.stop();
        }
    }

    /// Asks how much and where; ends it where hours are being saved.
    @FXML
    private void save() {
        if (model.saving()) {
            model.cancelSaving();
            return;
        }
        new SaveCaptureDialog(model, window())
                .showAndWait()
                .ifPresent(length ->
                        dialog.saveCapture(window(), "capture.file")
                                .ifPresent(file -> model.save(file, length)));
    }

    private Window window() {
        return root.getScene().getWindow();
    }
}
