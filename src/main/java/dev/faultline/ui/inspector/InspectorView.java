package dev.faultline.ui.inspector;

import dev.faultline.ui.BalanceBar;
import dev.faultline.ui.Insights;
import dev.faultline.ui.Refusal;
import dev.faultline.wording.Figures;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The inspector: who it is about, its tabs, and what is in the first of them, *Why*.
public final class InspectorView {
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final InspectorViewModel model;
    private final InspectorPage page;
    private final Consumer<String> clipboard;
    @FXML private VBox root;
    @FXML private MenuButton copy;
    @FXML private Label title;
    @FXML private Label about;
    @FXML private Label headline;
    @FXML private VBox why;
    @FXML private Label noEvidence;
    @FXML private Label weight;
    @FXML private GridPane evidence;
    @FXML private GridPane sum;
    @FXML private TabPane tabs;
    @FXML private Tab whyTab;
    @FXML private Tab checksTab;
    @FXML private Tab whatIfTab;
    @FXML private Tab ownerTab;
    @FXML private Tab historyTab;
    @FXML private VBox rivals;
    @FXML private VBox hangs;
    @FXML private Label verdict;

    /// @param clipboard takes what is copied
    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public InspectorView(InspectorViewModel model, InspectorPage page, Consumer<String> clipboard) {
        this.clipboard = clipboard;
        this.model = model;
        this.page = page;
    }

    @FXML
    private void initialize() {
        copy.setGraphic(new FontIcon(Feather.COPY));
        Refusal.disable(
                copy,
                Bindings.createStringBinding(
                        () -> model.somethingProperty().get() ? "" : model.headlineProperty().get(),
                        model.somethingProperty(),
                        model.headlineProperty()));
        root.setOnKeyPressed(event -> {
            if (COPY.match(event) && model.somethingProperty().get()) {
                copyText();
                event.consume();
            }
        });
        title.textProperty().bind(model.titleProperty());
        title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(model.titleProperty());
        title.setTooltip(whole);
        about.textProperty().bind(model.aboutProperty());
        headline.textProperty().bind(model.headlineProperty());
        why.visibleProperty().bind(model.somethingProperty());
        model.topicProperty().addListener((p, before, now) -> open(now));
        tabs.getSelectionModel()
                .selectedItemProperty()
                .addListener((p, before, now) -> model.topicProperty().set(topicOf(now)));
        open(model.topicProperty().get());
        verdict.textProperty().bind(model.verdictProperty());
        verdict.visibleProperty().bind(model.verdictProperty().isNotEmpty());
        verdict.managedProperty().bind(verdict.visibleProperty());
        model.rivalsProperty().addListener((p, before, now) -> list(rivals, now));
        model.hangsProperty().addListener((p, before, now) -> list(hangs, now));
        list(rivals, model.rivalsProperty().get());
        list(hangs, model.hangsProperty().get());
        model.evidenceProperty().addListener((p, before, now) -> listEvidence(now));
        model.partsProperty().addListener((p, before, now) -> listParts(now));
        listEvidence(model.evidenceProperty().get());
        listParts(model.partsProperty().get());
    }

    private void open(Insights.Topic topic) {
        tabs.getSelectionModel()
                .select(
                        switch (topic) {
                            case WHY -> whyTab;
                            case CHECK_NEXT -> checksTab;
                            case WHAT_IF -> whatIfTab;
                            case OWNER -> ownerTab;
                            case HISTORY -> historyTab;
                        });
    }

    private Insights.Topic topicOf(Tab tab) {
        if (tab.equals(checksTab)) {
            return Insights.Topic.CHECK_NEXT;
        }
        if (tab.equals(ownerTab)) {
            return Insights.Topic.OWNER;
        }
        if (tab.equals(historyTab)) {
            return Insights.Topic.HISTORY;
        }
        return tab.equals(whatIfTab) ? Insights.Topic.WHAT_IF : Insights.Topic.WHY;
    }

    @FXML
    private void copyText() {
        clipboard.accept(page.page().text());
    }

    @FXML
    private void copyMarkdown() {
        clipboard.accept(page.page().markdown());
    }

    /// Keeps the title, which FXML gave.
    private static void list(VBox section, List<String> sentences) {
        section.getChildren().remove(1, section.getChildren().size());
        for (String sentence : sentences) {
            Label line = new Label(sentence);
            line.setWrapText(true);
            line.setMinHeight(Region.USE_PREF_SIZE);
            section.getChildren().add(line);
        }
        section.setVisible(!sentences.isEmpty());
        section.setManaged(!sentences.isEmpty());
    }

    /// Keeps the head, which FXML gave, and removes the lines.
    private static void clear(GridPane grid) {
        grid.getChildren().removeIf(n -> rowOf(n) > 0);
    }

    private static int rowOf(Node node) {
        Integer row = GridPane.getRowIndex(node);
        return row == null ? 0 : row;
    }

    private void listEvidence(List<EvidenceRow> rows) {
        clear(evidence);
        noEvidence.setVisible(rows.isEmpty());
        noEvidence.setManaged(rows.isEmpty());
        weight.setVisible(!rows.isEmpty());
        weight.setManaged(!rows.isEmpty());
        evidence.setVisible(!rows.isEmpty());
        evidence.setManaged(!rows.isEmpty());
        double limit = rows.stream().mapToDouble(r -> Math.abs(r.logBayes())).max().orElse(1);
        int line = 1;
        for (EvidenceRow row : rows) {
            evidence.add(twoLines(row), 0, line);
            VBox values =
                    new VBox(figure(row.observed()), figure(row.expected(), "muted", "small"));
            values.setAlignment(Pos.CENTER_RIGHT);
            evidence.add(values, 1, line);
            evidence.add(figure(row.sigma()), 2, line);
            evidence.add(bar(row.logBayes(), Math.max(1, limit), row.sentence()), 3, line);
            evidence.add(figure(row.weight()), 4, line);
            line++;
            if (!row.remark().isEmpty()) {
                Label remark = text(row.remark(), "small", "remark");
                remark.setWrapText(true);
                remark.setMinHeight(Region.USE_PREF_SIZE);
                evidence.add(remark, 0, line, 5, 1);
                line++;
            }
        }
    }

    private void listParts(List<PartRow> rows) {
        clear(sum);
        double limit = rows.stream().mapToDouble(r -> Math.abs(r.contribution())).max().orElse(1);
        int line = 1;
        for (PartRow row : rows) {
            String[] styles = row.total() ? new String[] {"strong"} : new String[0];
            Label text = text(row.text(), styles);
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            sum.add(text, 0, line);
            sum.add(bar(row.contribution(), Math.max(1, limit), row.text()), 1, line);
            sum.add(figure(row.figure(), styles), 2, line);
            sum.add(figure(Figures.probability(row.posterior()), styles), 3, line);
            line++;
        }
    }

    private VBox twoLines(EvidenceRow row) {
        Hyperlink metric = new Hyperlink(row.metric());
        metric.setMinWidth(0);
        metric.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        metric.getStyleClass().add("evidence-metric");
        metric.setAccessibleText(row.sentence());
        metric.setOnAction(event -> model.look(row));
        VBox both = new VBox(metric, text(row.method(), "muted", "small"));
        both.setMinWidth(0);
        GridPane.setHgrow(both, Priority.ALWAYS);
        Tooltip.install(both, new Tooltip(row.sentence()));
        return both;
    }

    private static BalanceBar bar(double value, double limit, String spoken) {
        BalanceBar bar = new BalanceBar();
        bar.show(value, limit);
        bar.setAccessibleText(spoken);
        GridPane.setValignment(bar, VPos.CENTER);
        return bar;
    }

    private static Label text(String words, String... styles) {
        Label label = new Label(words);
        label.setMinWidth(0);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private static Label figure(String words, String... styles) {
        Label label = new Label(words);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.getStyleClass().add("figure");
        label.getStyleClass().addAll(styles);
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }
}
