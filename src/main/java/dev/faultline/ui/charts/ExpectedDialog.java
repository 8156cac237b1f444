package dev.faultline.ui.charts;

import dev.faultline.ui.Dress;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.charts.SignalPicture.Mark;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks until when, and why, what a series does is expected.
final class ExpectedDialog extends Dialog<ExpectedDialog.Said> {
    private static final double WIDTH = 420;

    /// What was answered.
    record Said(Instant until, String reason) {}

    ExpectedDialog(
            ChartsViewModel model, SignalPicture picture, Mark mark, @Nullable Window owner) {
        initOwner(owner);
        Dress.on(getDialogPane());
        setTitle(model.word("label.dialog.title"));
        Label text = new Label(model.word("label.dialog.text", model.anomalyText(mark, picture)));
        text.setWrapText(true);
        TextField until = new TextField("2 h");
        until.setId("expected-until");
        until.setPromptText(model.word("label.dialog.hint"));
        TextField reason = new TextField();
        reason.setId("expected-reason");
        ObjectBinding<Optional<Instant>> parsed =
                Bindings.createObjectBinding(
                        () -> UntilText.parse(until.getText(), picture.at()), until.textProperty());
        Label meant = new Label();
        meant.getStyleClass().add("muted");
        meant.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        parsed.get()
                                                .map(Readouts::dayTime)
                                                .orElseGet(() ->
                                                        model.word(
                                                                "label.dialog.past",
                                                                Readouts.time(picture.at()))),
                                parsed));
        VBox form =
                new VBox(
                        8,
                        text,
                        named(model.word("label.dialog.until"), until),
                        until,
                        meant,
                        named(model.word("label.dialog.reason"), reason),
                        reason);
        form.setPrefWidth(WIDTH);
        getDialogPane().setContent(form);
        getDialogPane().getButtonTypes().addAll(ButtonType.OK, ButtonType.CANCEL);
        if (getDialogPane().lookupButton(ButtonType.OK) instanceof Button button) {
            Refusal.of(
                    button,
                    Bindings.createStringBinding(
                            () -> parsed.get().isEmpty() ? meant.getText() : "",
                            parsed,
                            meant.textProperty()));
        }
        setResultConverter(button ->
                button == ButtonType.OK
                        ? new Said(parsed.get().orElseThrow(), reason.getText())
                        : null);
        setOnShown(event -> until.requestFocus());
    }

    private static Label named(String text, TextField field) {
        Label label = new Label(text);
        label.setLabelFor(field);
        return label;
    }
}
