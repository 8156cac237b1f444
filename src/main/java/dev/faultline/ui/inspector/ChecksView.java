package dev.faultline.ui.inspector;

import dev.faultline.cause.Pin;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The inspector's tab *Check next*.
public final class ChecksView {
    private final ChecksViewModel model;
    @FXML private Label state;
    @FXML private VBox list;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public ChecksView(ChecksViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        state.textProperty().bind(model.stateProperty());
        model.rowsProperty().addListener((p, before, now) -> fill(now));
        fill(model.rowsProperty().get());
    }

    /// While time runs the same checks come again with slightly other numbers: the focus stays at
    /// the place where it was.
    private void fill(List<CheckRow> rows) {
        Node focused = list.getScene() == null ? null : list.getScene().getFocusOwner();
        String id = focused == null ? null : focused.getId();
        list.getChildren().setAll(rows.stream().map(this::lines).toList());
        if (id != null && id.startsWith("check-")) {
            Node again = list.lookup("#" + id);
            if (again != null) {
                again.requestFocus();
            }
        }
    }

    private VBox lines(CheckRow row) {
        int number = model.rowsProperty().get().indexOf(row) + 1;
        Hyperlink service = new Hyperlink(row.check().service().value());
        service.setId("check-" + number + "-service");
        service.getStyleClass().add("check-service");
        service.setMinWidth(0);
        service.setOnAction(event -> model.select(row.check().service()));
        Label what = new Label(row.what());
        what.getStyleClass().add("strong");
        what.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label cost = new Label(row.cost());
        cost.getStyleClass().add("figure");
        cost.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(6, new Label(number + "."), service, what, gap, cost);
        head.getStyleClass().add("check-head");
        FlowPane answers =
                new FlowPane(
                        4,
                        4,
                        button(row, number, Pin.Outcome.NORMAL, "checks.done.normal"),
                        button(row, number, Pin.Outcome.ABNORMAL, "checks.done.abnormal"),
                        button(row, number, Pin.Outcome.UNKNOWN, "checks.cannot"));
        VBox lines =
                new VBox(
                        2,
                        head,
                        line(row.gain(), "muted", "small"),
                        line(row.abnormal(), "small"),
                        line(row.normal(), "small"),
                        answers);
        lines.getStyleClass().add("check");
        return lines;
    }

    private Button button(CheckRow row, int number, Pin.Outcome outcome, String key) {
        Button button = new Button(model.word(key));
        button.setId("check-" + number + "-" + outcome.name());
        button.getStyleClass().add("small-button");
        button.setAccessibleText(
                model.word(
                        "checks.accessible",
                        row.what(),
                        row.check().service().value(),
                        model.word(key)));
        button.setOnAction(event -> model.done(row.check(), outcome));
        return button;
    }

    private static Label line(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
