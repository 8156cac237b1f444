package dev.faultline.ui.pins;

import dev.faultline.model.ServiceId;
import dev.faultline.ui.Dress;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks what was found about somebody who is not ours.
final class ThirdPartyDialog extends Dialog<ThirdParty> {
    private static final double WIDTH = 460;

    private final ComboBox<String> name = new ComboBox<>();
    private final ComboBox<String> user = new ComboBox<>();
    private final ToggleGroup found = new ToggleGroup();

    /// Who is in the graph.
    ///
    /// @param foreign those who are not ours
    /// @param own those who may use them
    record Known(List<String> foreign, List<String> own) {}

    ThirdPartyDialog(@Nullable Window owner, Words words, Known known, @Nullable ServiceId about) {
        initOwner(owner);
        Dress.on(getDialogPane());
        setTitle(words.get("third.title"));
        Label text = new Label(words.get("third.text"));
        text.setWrapText(true);
        text.setMinHeight(VBox.USE_PREF_SIZE);
        name.setId("third-name");
        name.setEditable(true);
        name.getItems().setAll(known.foreign());
        name.setPromptText(words.get("third.name.prompt"));
        name.setMaxWidth(Double.MAX_VALUE);
        user.setId("third-user");
        user.getItems().setAll(known.own());
        user.setMaxWidth(Double.MAX_VALUE);
        if (about != null && known.own().contains(about.value())) {
            user.setValue(about.value());
        } else if (about != null && known.foreign().contains(about.value())) {
            name.setValue(about.value());
        }
        VBox form =
                new VBox(
                        8,
                        text,
                        named(words.get("third.name"), name),
                        name,
                        named(words.get("third.user"), user),
                        user,
                        new Label(words.get("third.found")));
        for (ThirdParty.Found each : ThirdParty.Found.values()) {
            String key = each.name().toLowerCase(Locale.ROOT);
            RadioButton button = new RadioButton(words.get("third.found." + key));
            button.setId("third-" + key);
            button.setUserData(each);
            button.setToggleGroup(found);
            form.getChildren().add(button);
        }
        found.getToggles().getFirst().setSelected(true);
        form.setPrefWidth(WIDTH);
        form.setPadding(new Insets(16));
        ButtonType say = new ButtonType(words.get("third.say"), ButtonBar.ButtonData.OK_DONE);
        getDialogPane().setContent(form);
        getDialogPane().getButtonTypes().addAll(say, ButtonType.CANCEL);
        BooleanBinding missing =
                Bindings.createBooleanBinding(
                        () ->
                                written().isEmpty()
                                        || (user.getValue() == null
                                                && !known.foreign().contains(written())),
                        name.getEditor().textProperty(),
                        user.valueProperty());
        if (getDialogPane().lookupButton(say) instanceof Button button) {
            Refusal.of(button, Refusal.when(missing, words.get("third.missing")));
        }
        setResultConverter(button -> button == say ? answer() : null);
        setOnShown(event -> name.getEditor().requestFocus());
    }

    private @Nullable ThirdParty answer() {
        return found.getSelectedToggle().getUserData() instanceof ThirdParty.Found what
                ? new ThirdParty(
                        new ServiceId(written()),
                        Optional.ofNullable(user.getValue()).map(ServiceId::new),
                        what)
                : null;
    }

    private String written() {
        return name.getEditor().getText() == null ? "" : name.getEditor().getText().strip();
    }

    private static Label named(String text, Control field) {
        Label label = new Label(text);
        label.setLabelFor(field);
        field.setAccessibleText(text);
        return label;
    }
}
