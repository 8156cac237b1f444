package dev.faultline.ui.incidents;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The inspector's tab *History*.
public final class HistoryView {
    private final HistoryViewModel model;
    @FXML private Label none;
    @FXML private VBox incidents;
    @FXML private VBox notes;
    @FXML private VBox labels;
    @FXML private VBox actions;
    @FXML private Label noAction;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public HistoryView(HistoryViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        model.rowsProperty().addListener((p, before, now) -> list(now));
        list(model.rowsProperty().get());
        model.notesProperty().addListener((p, before, now) -> lines(notes, now));
        lines(notes, model.notesProperty().get());
        model.labelsProperty().addListener((p, before, now) -> lines(labels, now));
        lines(labels, model.labelsProperty().get());
        model.actionsProperty().addListener((p, before, now) -> acts(now));
        acts(model.actionsProperty().get());
    }

    private void acts(List<LogLine> now) {
        lines(actions, now);
        noAction.setVisible(now.isEmpty());
        noAction.setManaged(now.isEmpty());
    }

    private void list(List<IncidentRow> rows) {
        none.setVisible(rows.isEmpty());
        none.setManaged(rows.isEmpty());
        fill(incidents, rows.stream().map(this::line).toList());
    }

    private Node line(IncidentRow row) {
        Hyperlink title = new Hyperlink(String.join(" · ", row.severity(), row.title()));
        title.getStyleClass().add("history-incident");
        title.setMinWidth(0);
        title.setOnAction(event -> {
            title.setVisited(false);
            model.show(row.id());
        });
        return new VBox(title, small(String.join(" · ", row.began(), row.lasted(), row.state())));
    }

    private static void lines(VBox section, List<LogLine> lines) {
        section.setVisible(!lines.isEmpty());
        section.setManaged(!lines.isEmpty());
        fill(
                section,
                lines.stream()
                        .<Node>map(each -> {
                            Label text = new Label(each.text());
                            text.setWrapText(true);
                            text.setMinHeight(Region.USE_PREF_SIZE);
                            return new VBox(text, small(String.join(" · ", each.at(), each.by())));
                        })
                        .toList());
    }

    /// Keeps the title, which FXML gave.
    private static void fill(VBox section, List<Node> lines) {
        section.getChildren().remove(1, section.getChildren().size());
        section.getChildren().addAll(lines);
    }

    private static Label small(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("muted", "small");
        label.setMinWidth(0);
        return label;
    }
}
