package dev.faultline.ui.act;

import dev.faultline.remedy.Parameter;
import dev.faultline.remedy.RiskClass;
import dev.faultline.remedy.Verdict;
import dev.faultline.ui.Words;
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
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The dialog in which a person has something done. The focus is on *Cancel* at each step.
public final class ActView {
    private final ActViewModel model;
    private final Sheets sheets;
    private final Words words;
    @FXML private StackPane root;
    @FXML private Label title;
    @FXML private Label said;
    @FXML private Label state;
    @FXML private VBox rows;
    @FXML private GridPane facts;
    @FXML private GridPane fields;
    @FXML private ScrollPane scroll;
    @FXML private VBox dry;
    @FXML private Button dryRun;
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
        BooleanBinding asks = is(Step.ASK);
        title.textProperty().bind(model.titleProperty());
        choosing();
        asking(model.ask(), asks);
        running(model.run());
        shown(
                rollback,
                Bindings.createBooleanBinding(
                        () -> model.backProperty().get().isPresent(), model.backProperty()));
        model.backProperty()
                .subscribe(back -> rollback.setText(back.map(of -> of.text(words)).orElse("")));
        model.stepProperty()
                .addListener((p, before, now) -> {
                    cancel.setText(
                            words.get(
                                    now == Step.RUN
                                            ? "act.stop"
                                            : now == Step.OVER ? "act.close" : "act.cancel"));
                    cancel.requestFocus();
                    scroll.setVvalue(0);
                });
    }

    private void choosing() {
        said.textProperty().bind(model.saidProperty());
        shown(said, model.saidProperty().isNotEmpty().and(is(Step.CHOOSE)));
        shown(rows, is(Step.CHOOSE));
        model.rowsProperty().subscribe(this::list);
    }

    private void asking(AskViewModel ask, BooleanBinding asks) {
        refusal.textProperty().bind(ask.refusalProperty());
        shown(refusal, asks);
        shown(facts, asks);
        ask.factsProperty().subscribe(this::tell);
        shown(fields, asks);
        ask.fieldsProperty().subscribe(this::give);
        shown(dry, asks.and(ask.dryProperty()));
        dryRun.setOnAction(event -> ask.dryRun());
        shown(typing, asks.and(ask.riskProperty().isEqualTo(RiskClass.SEVERAL)));
        typingTitle.textProperty().bind(model.titleProperty());
        typed.textProperty().bindBidirectional(ask.typedProperty());
        shown(second, asks.and(ask.codeProperty().isNotEmpty()));
        code.textProperty().bind(ask.codeProperty());
        answer.textProperty().bindBidirectional(ask.answerProperty());
        second.managedProperty().addListener((p, before, now) -> reveal(now));
        shown(act, asks);
        act.textProperty().bind(model.titleProperty());
        act.disableProperty().bind(ask.readyProperty().not());
        act.accessibleHelpProperty().bind(ask.refusalProperty());
        act.heldProperty().bind(ask.riskProperty().isEqualTo(RiskClass.REVERSIBLE));
        act.setOnAction(event -> ask.confirm());
    }

    private void running(RunViewModel run) {
        state.textProperty().bind(run.saidProperty());
        shown(state, run.saidProperty().isNotEmpty());
        shown(output, Bindings.isNotEmpty(run.output()).or(is(Step.RUN)));
        output.managedProperty()
                .addListener(
                        (p, before, now) -> reveal(now && model.stepProperty().get() == Step.ASK));
        run.output().addListener((ListChangeListener<String>) this::print);
        run.verdictProperty().subscribe(this::sign);
    }

    /// Scrolls to what came last, which is what is to be done next. The pane stays where it is
    /// while what is in it grows: that has to be over.
    private void reveal(boolean came) {
        if (came) {
            root.applyCss();
            root.layout();
            scroll.setVvalue(1);
        }
    }

    private BooleanBinding is(Step step) {
        return Bindings.createBooleanBinding(
                () -> model.stepProperty().get() == step, model.stepProperty());
    }

    private static void shown(Node node, BooleanExpression when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private void list(List<Offers.Row> now) {
        rows.getChildren().setAll(now.stream().map(this::line).toList());
    }

    private Node line(Offers.Row row) {
        Label name = new Label(row.title());
        name.getStyleClass().add("act-name");
        Label detail = new Label(row.refusal().isEmpty() ? row.detail() : row.refusal());
        detail.getStyleClass().addAll("muted", "small");
        detail.setWrapText(true);
        detail.setMinHeight(Region.USE_PREF_SIZE);
        Label purpose = new Label(row.purpose());
        purpose.getStyleClass().add("muted");
        purpose.setWrapText(true);
        purpose.setMinHeight(Region.USE_PREF_SIZE);
        VBox text = new VBox(name, purpose, detail);
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

    private void tell(List<Facts.Fact> now) {
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

    private void give(List<AskViewModel.Field> now) {
        fields.getChildren().clear();
        for (int i = 0; i < now.size(); i++) {
            AskViewModel.Field field = now.get(i);
            Label name = new Label(field.parameter().title());
            Control input = input(field);
            input.setId("act-field-" + field.parameter().name());
            input.setAccessibleText(field.parameter().title());
            name.setLabelFor(input);
            fields.addRow(i, name, input);
        }
    }

    private static Control input(AskViewModel.Field field) {
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
            output.setText(String.join("\n", change.getList()));
            output.end();
        } else {
            output.appendText(added.toString());
        }
    }

    /// Colour is never the only sign: each has a shape of its own beside its words.
    private void sign(@Nullable Verdict verdict) {
        FontIcon icon =
                switch (verdict) {
                    case null -> null;
                    case Verdict.Worked _ -> icon(Feather.CHECK_CIRCLE, "worked");
                    case Verdict.DidNot _ -> icon(Feather.X_CIRCLE, "did-not");
                    case Verdict.Worse _ -> icon(Feather.ALERT_OCTAGON, "worse");
                    case Verdict.CannotTell _ -> icon(Feather.HELP_CIRCLE, "cannot-tell");
                };
        state.setGraphic(icon);
    }

    private static FontIcon icon(Feather shape, String style) {
        FontIcon icon = new FontIcon(shape);
        icon.getStyleClass().add(style);
        return icon;
    }

    @FXML
    private void takeBack() {
        model.takeBack();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void putAway() {
        sheets.close();
    }
}
