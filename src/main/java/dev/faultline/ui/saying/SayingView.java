package dev.faultline.ui.saying;

import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Words;
import dev.faultline.ui.saying.SayingViewModel.Since;
import dev.faultline.ui.saying.SayingViewModel.Topic;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.wording.Page;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What is to be told, to be read, copied and saved.
public final class SayingView {
    private final SayingViewModel model;
    private final Words words;
    private final OpenDialog dialog;
    @FXML private StackPane root;
    @FXML private FlowPane topics;
    @FXML private FlowPane sinces;
    @FXML private Label title;
    @FXML private ProgressBar working;
    @FXML private ScrollPane scroll;
    @FXML private VBox text;
    @FXML private Button markdown;
    @FXML private Button save;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public SayingView(SayingViewModel model, Words words, OpenDialog dialog) {
        this.model = model;
        this.words = words;
        this.dialog = dialog;
    }

    @FXML
    private void initialize() {
        model.sheets().attach(root, Sheets.Sheet.SAYING, scroll);
        choices(topics, Topic.class, model.topicProperty(), this::name);
        Map<Since, ToggleButton> buttons =
                choices(sinces, Since.class, model.sinceProperty(), this::name);
        ToggleButton away = buttons.get(Since.AWAY);
        if (away != null) {
            away.visibleProperty().bind(model.awayProperty().isNotNull());
            away.managedProperty().bind(away.visibleProperty());
        }
        sinces.visibleProperty().bind(model.topicProperty().isEqualTo(Topic.DIGEST));
        sinces.managedProperty().bind(sinces.visibleProperty());
        var document =
                model.topicProperty()
                        .isEqualTo(Topic.DIGEST)
                        .or(model.topicProperty().isEqualTo(Topic.HAND_OVER));
        for (Button each : new Button[] {markdown, save}) {
            each.visibleProperty().bind(document);
            each.managedProperty().bind(each.visibleProperty());
        }
        working.visibleProperty().bind(model.workingProperty());
        model.paperProperty().addListener((p, before, now) -> show(now));
        show(model.paperProperty().get());
    }

    private String name(Topic topic) {
        return words.get(
                switch (topic) {
                    case CALL -> "saying.topic.call";
                    case MESSAGE -> "saying.topic.message";
                    case DIGEST -> "saying.topic.digest";
                    case HAND_OVER -> "saying.topic.handover";
                });
    }

    private String name(Since since) {
        return words.get(
                switch (since) {
                    case AWAY -> "saying.since.away";
                    case QUARTER -> "saying.since.quarter";
                    case HOUR -> "saying.since.hour";
                    case FOUR_HOURS -> "saying.since.hours";
                    case DAY -> "saying.since.day";
                });
    }

    /// A row of buttons of which one is down.
    private static <E extends Enum<E>> Map<E, ToggleButton> choices(
            FlowPane row, Class<E> type, ObjectProperty<E> chosen, Function<E, String> name) {
        ToggleGroup group = new ToggleGroup();
        Map<E, ToggleButton> buttons = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            ToggleButton button = new ToggleButton(name.apply(each));
            button.setToggleGroup(group);
            button.setSelected(chosen.get() == each);
            button.setOnAction(event -> {
                button.setSelected(true);
                chosen.set(each);
            });
            buttons.put(each, button);
            row.getChildren().add(button);
        }
        chosen.addListener((p, before, now) -> group.selectToggle(buttons.get(now)));
        return buttons;
    }

    private void show(Page paper) {
        title.setText(paper.title());
        text.getChildren().clear();
        for (Page.Section section : paper.sections()) {
            VBox box = new VBox(4);
            if (!section.title().isEmpty()) {
                Label heading = new Label(section.title());
                heading.getStyleClass().add("strong");
                box.getChildren().add(heading);
            }
            for (String each : section.lines()) {
                Label line = new Label(each);
                line.setWrapText(true);
                line.setMinHeight(Region.USE_PREF_SIZE);
                box.getChildren().add(line);
            }
            text.getChildren().add(box);
        }
        scroll.setVvalue(0);
    }

    @FXML
    private void copy() {
        model.copy(false);
    }

    @FXML
    private void copyMarkdown() {
        model.copy(true);
    }

    @FXML
    private void save() {
        dialog.saveText("saying.save.title", "faultline.md").ifPresent(model::save);
    }

    @FXML
    private void close() {
        model.sheets().close();
    }
}
