package dev.faultline.ui.recording;

import dev.faultline.ui.Dress;
import dev.faultline.ui.DurationText;
import dev.faultline.ui.Refusal;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks how much of what was watched shall be saved; where, the file chooser asks next.
final class SaveCaptureDialog extends Dialog<Duration> {
    private static final double WIDTH = 420;

    SaveCaptureDialog(RecordingViewModel model, @Nullable Window owner) {
        initOwner(owner);
        Dress.on(getDialogPane());
        setTitle(model.word("capture.dialog.title"));
        Label text = new Label(model.word("capture.dialog.text"));
        text.setWrapText(true);
        TextField length = new TextField("6 h");
        length.setId("save-length");
        Label name = new Label(model.word("capture.dialog.length"));
        name.setLabelFor(length);
        ObjectBinding<Optional<Duration>> parsed =
                Bindings.createObjectBinding(
                        () -> DurationText.parse(length.getText()).filter(d -> !d.isZero()),
                        length.textProperty());
        Label wrong = new Label();
        wrong.getStyleClass().add("muted");
        wrong.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        parsed.get().isPresent()
                                                ? ""
                                                : model.word("capture.dialog.wrong"),
                                parsed));
        VBox form = new VBox(8, text, name, length, wrong);
        form.setPrefWidth(WIDTH);
        form.setPadding(new Insets(14, 0, 0, 14)); // the theme leaves room on the right alone
        ButtonType choose =
                new ButtonType(model.word("capture.dialog.choose"), ButtonBar.ButtonData.OK_DONE);
        getDialogPane().setContent(form);
        getDialogPane().getButtonTypes().addAll(choose, ButtonType.CANCEL);
        getDialogPane().lookupButton(choose).setId("save-choose");
        if (getDialogPane().lookupButton(choose) instanceof Button button) {
            Refusal.of(button, wrong.textProperty());
        }
        setResultConverter(button -> button == choose ? parsed.get().orElseThrow() : null);
        setOnShown(event -> length.requestFocus());
    }
}
