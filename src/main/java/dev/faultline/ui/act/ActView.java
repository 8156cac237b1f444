package dev.faultline.ui.act;

import dev.faultline.remedy.Parameter;
import dev.faultline.remedy.RiskClass;
import dev.faultline.ui.Words;
import dev.faultline.ui.act.ActViewModel.Fact;
import dev.faultline.ui.act.ActViewModel.Field;
import dev.faultline.ui.act.ActViewModel.Row;
import dev.faultline.ui.act.ActViewModel.Step;
import dev.faultline.ui.sheets.Sheets;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.BooleanExpression;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The dialog in which a person has something done. The focus is on *Cancel* at each step.
public final class ActView {
    private final ActViewModel model;
    private final Sheets sheets;
    private final Words words;
    @FXML private StackPane root;
    @FXML private Label title;
    @FXML private Label state;
    @FXML private VBox rows;
    @FXML private GridPane facts;
    @FXML private GridPane fields;
    @FXML private VBox dry;
    @FXML private TextArea output;
    @FXML private VBox typing;
    @FXML private Label typingTitle;
    @FXML private TextField typed;
    @FXML private VBox second;
    @FXML private TextArea code;
    @FXML private TextField answer;
    @FXML private Label refusal;
    @FXML private Button cancel;
    @FXML private Button rollback;
    @FXML private HoldButton act;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public ActView(ActViewModel model, Sheets sheets, Words words) {
        this.model = model;
        this.sheets = sheets;
        this.words = words;
    }

    @FXML
    private void initialize() {
        sheets.attach(root, Sheets.Sheet.ACT, cancel);
        title.textProperty().bind(model.titleProperty());
        state.textProperty().bind(model.stateProperty());
        shown(state, model.stateProperty().isNotEmpty());
        refusal.textProperty().bind(model.refusalProperty());
        BooleanBinding asks = is(Step.ASK);
        shown(refusal, asks.or(model.refusalProperty().isNotEmpty()));
        shown(rows, is(Step.CHOOSE));
        shown(facts, asks);
        shown(fields, asks);
        shown(dry, asks.and(model.dryProperty()));
        shown(output, Bindings.isNotEmpty(model.output()).or(is(Step.RUN)));
        shown(typing, asks.and(model.riskProperty().isEqualTo(RiskClass.SEVERAL)));
        typingTitle.textProperty().bind(model.titleProperty());
        typed.textProperty().bindBidirectional(model.typedProperty());
        shown(second, asks.and(model.codeProperty().isNotEmpty()));
        code.textProperty().bind(model.codeProperty());
        answer.textProperty().bindBidirectional(model.answerProperty());
        shown(rollback, model.rollbackProperty().isNotEmpty());
        rollback.textProperty().bind(model.rollbackProperty());
        shown(act, asks);
        act.textProperty().bind(model.verbProperty());
        act.disableProperty().bind(model.readyProperty().not());
        act.accessibleHelpProperty().bind(model.refusalProperty());
        act.heldProperty().bind(model.riskProperty().isEqualTo(RiskClass.REVERSIBLE));
        act.setOnAction(event -> model.confirm());
        model.rowsProperty().addListener((p, before, now) -> list(now));
        list(model.rowsProperty().get());
        model.factsProperty().addListener((p, before, now) -> tell(now));
        tell(model.factsProperty().get());
        model.fieldsProperty().addListener((p, before, now) -> ask(now));
        ask(model.fieldsProperty().get());
        model.output().addListener((ListChangeListener<String>) change -> print(change));
        model.stepProperty()
                .addListener((p, before, now) -> {
                    cancel.setText(
                            words.get(
                                    now == Step.RUN
                                            ? "act.stop"
                                            : now == Step.OVER ? "act.close" : "act.cancel"));
                    cancel.requestFocus();
                });
    }

    private BooleanBinding is(Step step) {
        return Bindings.createBooleanBinding(
                () -> model.stepProperty().get() == step, model.stepProperty());
    }

    private static void shown(Node node, BooleanExpression when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private void list(List<Row> now) {
        rows.getChildren().setAll(now.stream().map(this::line).toList());
    }

    private Node line(Row row) {
        Label name = new Label(row.title());
        name.getStyleClass().add("act-name");
        Label detail = new Label(row.refusal().isEmpty() ? row.detail() : row.refusal());
        detail.getStyleClass().addAll("muted", "small");
        detail.setWrapText(true);
        detail.setMinHeight(Region.USE_PREF_SIZE);
        VBox text = new VBox(name, detail);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button choose = new Button(words.get("act.choose"));
        choose.setId("act-choose-" + row.proposal().copy().runbook().id());
        choose.getStyleClass().add("small-button");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setAccessibleText(words.get("act.choose.spoken", row.title()));
        choose.setDisable(!row.refusal().isEmpty());
        choose.setAccessibleHelp(row.refusal());
        choose.setOnAction(event -> model.choose(row));
        HBox line = new HBox(text, choose);
        line.getStyleClass().add("act-row");
        return line;
    }

    private void tell(List<Fact> now) {
        facts.getChildren().clear();
        for (int i = 0; i < now.size(); i++) {
            Label name = new Label(now.get(i).name());
            name.getStyleClass().addAll("muted", "small");
            name.setMinWidth(Region.USE_PREF_SIZE);
            Label value = new Label(now.get(i).value());
            value.setWrapText(true);
            value.setMinHeight(Region.USE_PREF_SIZE);
            facts.addRow(i, name, value);
        }
    }

    private void ask(List<Field> now) {
        fields.getChildren().clear();
        for (int i = 0; i < now.size(); i++) {
            Field field = now.get(i);
            Label name = new Label(field.parameter().title());
            Control input = input(field);
            input.setId("act-field-" + field.parameter().name());
            input.setAccessibleText(field.parameter().title());
            name.setLabelFor(input);
            fields.addRow(i, name, input);
        }
    }

    private static Control input(Field field) {
        if (field.parameter().type() instanceof Parameter.Type.Choice(List<String> values)) {
            ComboBox<String> choice = new ComboBox<>();
            choice.getItems().setAll(values);
            choice.valueProperty().bindBidirectional(field.value());
            return choice;
        }
        TextField text = new TextField();
        text.textProperty().bindBidirectional(field.value());
        return text;
    }

    private void print(ListChangeListener.Change<? extends String> change) {
        StringBuilder added = new StringBuilder();
        boolean anew = false;
        while (change.next()) {
            anew |= change.wasRemoved();
            change.getAddedSubList().forEach(each -> added.append(each).append('\n'));
        }
        if (anew) {
            output.setText(String.join("\n", model.output()));
            output.end();
        } else {
            output.appendText(added.toString());
        }
    }

    @FXML
    private void dryRun() {
        model.dryRun();
    }

    @FXML
    private void rollBack() {
        model.rollBack();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void back() {
        model.close();
    }
}
