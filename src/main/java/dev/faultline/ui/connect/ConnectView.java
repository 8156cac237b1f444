package dev.faultline.ui.connect;

import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.LiveSources.Finding;
import dev.faultline.ui.OpenDialog;
import dev.faultline.ui.Words;
import dev.faultline.ui.connect.ConnectViewModel.Field;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form, laid over the window.
public final class ConnectView {
    private final ConnectViewModel model;
    private final OpenDialog dialog;
    private final Words words;
    @FXML private StackPane root;
    @FXML private ComboBox<ConnectRequest> recent;
    @FXML private Label recentProblem;
    @FXML private TextField servers;
    @FXML private TextField topics;
    @FXML private TextField config;
    @FXML private TextField since;
    @FXML private TextField group;
    @FXML private TextField baseline;
    @FXML private TextField topology;
    @FXML private Label serversProblem;
    @FXML private Label topicsProblem;
    @FXML private Label configProblem;
    @FXML private Label sinceProblem;
    @FXML private Label baselineProblem;
    @FXML private Label topologyProblem;
    @FXML private ScrollPane findingsScroll;
    @FXML private VBox findings;
    @FXML private ProgressIndicator testing;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public ConnectView(ConnectViewModel model, OpenDialog dialog, Words words) {
        this.model = model;
        this.dialog = dialog;
        this.words = words;
    }

    @FXML
    private void initialize() {
        Map.of(
                        Field.SERVERS, servers,
                        Field.TOPICS, topics,
                        Field.CONFIG, config,
                        Field.SINCE, since,
                        Field.GROUP, group,
                        Field.BASELINE, baseline,
                        Field.TOPOLOGY, topology)
                .forEach((field, input) ->
                        input.textProperty().bindBidirectional(model.text(field)));
        Map.of(
                        Field.SERVERS, serversProblem,
                        Field.TOPICS, topicsProblem,
                        Field.CONFIG, configProblem,
                        Field.SINCE, sinceProblem,
                        Field.BASELINE, baselineProblem,
                        Field.TOPOLOGY, topologyProblem)
                .forEach((field, label) -> {
                    label.textProperty().bind(model.problem(field));
                    label.visibleProperty().bind(label.textProperty().isNotEmpty());
                    label.managedProperty().bind(label.visibleProperty());
                    label.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
                });
        recent.setConverter(new RequestTitle());
        recent.setOnAction(event -> {
            if (recent.getValue() != null) {
                model.fill(recent.getValue());
            }
        });
        model.recentProperty().addListener((p, before, now) -> listRecent());
        listRecent();
        testing.visibleProperty().bind(model.testingProperty());
        model.findings().addListener((ListChangeListener<Finding>) change -> listFindings());
        listFindings();
        findings.heightProperty().addListener((p, before, now) -> findingsScroll.setVvalue(1));
        root.visibleProperty().bind(model.openProperty());
        root.managedProperty().bind(root.visibleProperty());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.openProperty()
                .addListener((p, before, now) -> {
                    if (now) {
                        servers.requestFocus();
                    }
                });
    }

    /// Enter connects from any field, as Esc puts the form away: there may be other buttons in the
    /// window that want these keys.
    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> {
                if (event.getTarget() instanceof ButtonBase button) {
                    button.fire();
                    event.consume();
                } else if (event.getTarget() instanceof TextField) {
                    model.connect();
                    event.consume();
                }
            }
            case ESCAPE -> {
                if (!recent.isShowing()) {
                    model.cancel();
                    event.consume();
                }
            }
            default -> {}
        }
    }

    private void listRecent() {
        List<ConnectRequest> known = model.recentProperty().get().connections();
        recent.getItems().setAll(known);
        recent.setDisable(known.isEmpty());
        recent.setAccessibleHelp(known.isEmpty() ? words.get("connect.recent.none") : null);
        recent.setPromptText(
                words.get(known.isEmpty() ? "connect.recent.none" : "connect.recent.choose"));
        recentProblem.setText(model.recentProperty().get().problem());
        recentProblem.setManaged(!recentProblem.getText().isEmpty());
    }

    private void listFindings() {
        findings.getChildren().setAll(model.findings().stream().map(this::line).toList());
        findingsScroll.setVisible(!model.findings().isEmpty());
        findingsScroll.setManaged(findingsScroll.isVisible());
    }

    private Node line(Finding finding) {
        Label line = new Label(finding.text());
        line.setWrapText(true);
        line.setMinHeight(Label.USE_PREF_SIZE);
        String mark =
                switch (finding.mark()) {
                    case GOOD -> "good";
                    case WRONG -> "wrong";
                    case NOTE -> "note";
                };
        line.setGraphic(
                new FontIcon(
                        switch (finding.mark()) {
                            case GOOD -> Feather.CHECK;
                            case WRONG -> Feather.X;
                            case NOTE -> Feather.INFO;
                        }));
        line.getStyleClass().addAll("finding", mark);
        line.setAccessibleText(words.get("connect.mark." + mark) + ": " + finding.text());
        return line;
    }

    @FXML
    private void chooseConfig() {
        choose(Field.CONFIG, "connect.config");
    }

    @FXML
    private void chooseBaseline() {
        choose(Field.BASELINE, "connect.baseline");
    }

    @FXML
    private void chooseTopology() {
        choose(Field.TOPOLOGY, "connect.topology");
    }

    private void choose(Field field, String title) {
        dialog.any(root.getScene().getWindow(), words.get(title))
                .ifPresent(file -> model.text(field).set(file.toString()));
    }

    @FXML
    private void test() {
        model.test();
    }

    @FXML
    private void connect() {
        model.connect();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    private static final class RequestTitle extends StringConverter<ConnectRequest> {
        @Override
        public String toString(@Nullable ConnectRequest request) {
            return request == null ? "" : request.title();
        }

        @Override
        public @Nullable ConnectRequest fromString(String text) {
            return null; // nothing is typed there
        }
    }
}
