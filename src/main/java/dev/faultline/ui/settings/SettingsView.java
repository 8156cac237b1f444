package dev.faultline.ui.settings;

import dev.faultline.settings.Setting;
import dev.faultline.settings.Setting.Kind;
import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Words;
import dev.faultline.ui.sheets.Sheets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The settings, as a form and as a text.
public final class SettingsView {
    private final SettingsViewModel model;
    private final Words words;
    private final OpenDialog dialog;
    private final Consumer<String> clipboard;
    private final Consumer<java.nio.file.Path> folder;
    private final List<Row> rows = new ArrayList<>();
    @FXML private StackPane root;
    @FXML private TextField filter;
    @FXML private TabPane tabs;
    @FXML private VBox form;
    @FXML private TextArea text;
    @FXML private VBox problems;
    @FXML private Label place;
    @FXML private Button save;
    @FXML private Button revert;

    /// @param clipboard takes what is copied
    /// @param folder shows a folder on the desktop
    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public SettingsView(
            SettingsViewModel model,
            Words words,
            OpenDialog dialog,
            Consumer<String> clipboard,
            Consumer<java.nio.file.Path> folder) {
        this.model = model;
        this.words = words;
        this.dialog = dialog;
        this.clipboard = clipboard;
        this.folder = folder;
    }

    /// A setting on the form.
    private record Row(Setting setting, VBox box, Label problem, Runnable show) {}

    @FXML
    private void initialize() {
        model.sheets().attach(root, Sheets.Sheet.SETTINGS, filter);
        place.setText(model.file().toString());
        place.setTooltip(new Tooltip(model.file().toString()));
        String group = "";
        for (Setting each : model.all()) {
            if (!SettingsViewModel.group(each).equals(group)) {
                group = SettingsViewModel.group(each);
            }
            Row row = row(each);
            rows.add(row);
            form.getChildren().add(row.box());
        }
        filter.textProperty().bindBidirectional(model.filterProperty());
        text.textProperty().bindBidirectional(model.textProperty());
        ObservableValue<String> same =
                Refusal.when(model.changed().not(), words.get("settings.unchanged"));
        Refusal.of(save, same);
        Refusal.of(revert, same);
        filter.textProperty().addListener((p, before, now) -> narrow());
        model.textProperty().addListener((p, before, now) -> rows.forEach(r -> r.show().run()));
        model.problemsProperty().addListener((p, before, now) -> showProblems());
        narrow();
        showProblems();
    }

    private void narrow() {
        for (Row row : rows) {
            row.box().setVisible(model.matches(row.setting()));
            row.box().setManaged(row.box().isVisible());
        }
    }

    private void showProblems() {
        problems.getChildren().clear();
        for (String each : model.problemsProperty().get()) {
            problems.getChildren().add(problem(each));
        }
        if (problems.getChildren().isEmpty()) {
            Label fine = new Label(words.get("settings.fine"), new FontIcon(Feather.CHECK));
            fine.getStyleClass().add("muted");
            problems.getChildren().add(fine);
        }
        for (Row row : rows) {
            row.problem().setText(model.problem(row.setting()));
            row.problem().setVisible(!row.problem().getText().isEmpty());
            row.problem().setManaged(row.problem().isVisible());
        }
    }

    private static Label problem(String text) {
        Label line = new Label(text, new FontIcon(Feather.ALERT_TRIANGLE));
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        line.getStyleClass().add("problem");
        return line;
    }

    private Row row(Setting setting) {
        Label name = new Label(setting.key());
        name.getStyleClass().add("strong");
        Label meaning = new Label((setting.meaning() + " " + model.when(setting)).strip());
        meaning.getStyleClass().addAll("muted", "small");
        meaning.setWrapText(true);
        meaning.setMinHeight(Region.USE_PREF_SIZE);
        Label problem = problem("");
        VBox said = new VBox(name, meaning, problem);
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        Runnable[] show = {() -> {}};
        Control control = control(setting, show);
        control.setAccessibleText(setting.key());
        control.setAccessibleHelp(setting.meaning());
        control.setPrefWidth(240);
        control.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(16, said, control);
        line.setAlignment(Pos.TOP_LEFT);
        VBox box = new VBox(line);
        box.getStyleClass().add("setting");
        show[0].run();
        return new Row(setting, box, problem, show[0]);
    }

    private Control control(Setting setting, Runnable[] show) {
        return switch (setting.kind()) {
            case Kind.Choice(var choices) -> {
                ComboBox<String> box = new ComboBox<>();
                box.getItems().setAll(choices);
                show[0] = () -> box.setValue(model.value(setting));
                box.setOnAction(event -> {
                    if (box.getValue() != null) {
                        model.set(setting, box.getValue());
                    }
                });
                yield box;
            }
            case Kind.YesNo _ -> {
                CheckBox box = new CheckBox();
                show[0] = () -> box.setSelected(Boolean.parseBoolean(model.value(setting)));
                box.setOnAction(event -> model.set(setting, Boolean.toString(box.isSelected())));
                yield box;
            }
            case Kind.InRange(var least, var most) ->
                    field(setting, show, words.get("settings.range", least, most));
            case Kind.Text _ -> field(setting, show, setting.otherwise());
            case Kind.Entries _ -> {
                Button button = new Button(words.get("settings.entries"));
                button.setOnAction(event -> tabs.getSelectionModel().selectLast());
                yield button;
            }
        };
    }

    private TextField field(Setting setting, Runnable[] show, String prompt) {
        TextField field = new TextField();
        field.setPromptText(prompt);
        field.setTooltip(prompt.isEmpty() ? null : new Tooltip(prompt));
        show[0] =
                () -> {
                    if (!field.isFocused()) {
                        field.setText(model.value(setting));
                    }
                };
        field.textProperty()
                .addListener((p, before, now) -> {
                    if (field.isFocused() && !now.isBlank()) {
                        model.set(setting, now.strip());
                    }
                });
        return field;
    }

    @FXML
    private void save() {
        model.save();
    }

    @FXML
    private void revert() {
        model.revert();
    }

    @FXML
    private void takeOver() {
        dialog.any(root.getScene().getWindow(), words.get("settings.import"))
                .ifPresent(model::importFrom);
    }

    @FXML
    private void give() {
        dialog.saveSettings().ifPresent(model::exportTo);
    }

    @FXML
    private void copyPlace() {
        clipboard.accept(model.file().toString());
    }

    @FXML
    private void openPlace() {
        folder.accept(model.file().toAbsolutePath().getParent());
    }

    @FXML
    private void close() {
        model.sheets().close();
    }
}
