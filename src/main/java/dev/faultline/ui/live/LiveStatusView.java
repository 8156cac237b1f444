package dev.faultline.ui.live;

import atlantafx.base.controls.Popover;
import dev.faultline.model.LogSeries;
import dev.faultline.model.SeriesId;
import dev.faultline.source.LiveState;
import dev.faultline.source.LiveState.Partition;
import dev.faultline.source.LiveState.Topic;
import dev.faultline.source.LiveState.Unassigned;
import dev.faultline.source.Reject;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Refusal;
import dev.faultline.wording.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The part of the status bar that speaks about a running system's source. Each figure opens the
/// table behind it.
public final class LiveStatusView {
    private final LiveStatusViewModel model;
    @FXML private HBox root;
    @FXML private Button connection;
    @FXML private Button lag;
    @FXML private Button topics;
    @FXML private Button oldest;
    @FXML private Button stale;
    @FXML private Button rejected;
    @FXML private Button unassigned;
    @FXML private Button masked;
    @FXML private Button logs;
    @FXML private Label unread;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public LiveStatusView(LiveStatusViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        unread.setTooltip(new Tooltip(model.word("live.unread.tip")));
        model.figuresProperty().addListener((p, before, now) -> show(now));
        show(model.figuresProperty().get());
    }

    private void show(LiveFigures now) {
        root.setVisible(!now.equals(LiveFigures.NONE));
        root.setManaged(root.isVisible());
        text(connection, now.connection());
        tip(connection, now.connection());
        connection.setGraphic(
                new FontIcon(
                        !now.connected()
                                ? Feather.WIFI_OFF
                                : now.encrypted() ? Feather.LOCK : Feather.UNLOCK));
        text(lag, now.lag());
        tip(lag, now.worst());
        text(topics, now.topics());
        tip(topics, now.topics());
        text(oldest, now.oldest());
        tip(oldest, now.oldestWho());
        text(stale, now.stale());
        text(rejected, now.rejected());
        text(unassigned, now.unassigned());
        text(masked, now.masked());
        text(logs, now.logs());
        unread.setText(now.unread());
        unread.setManaged(!now.unread().isEmpty());
    }

    private static void text(Button button, String text) {
        button.setText(text);
        button.setVisible(!text.isEmpty());
        button.setManaged(button.isVisible());
    }

    private static void tip(Button button, String text) {
        if (button.getTooltip() == null) {
            button.setTooltip(new Tooltip());
        }
        button.getTooltip().setText(text);
    }

    @FXML
    private void showPartitions() {
        Listing<Partition> list =
                this.<Partition>listing("partitions", "live.partitions")
                        .with(model.word("live.column.topic"), 180, Partition::topic)
                        .with(model.word("live.column.partition"), 80, p -> "" + p.partition())
                        .with(
                                model.word("live.column.behind"),
                                110,
                                p -> Readouts.count(p.records()))
                        .with(
                                model.word("live.column.behind.time"),
                                110,
                                p -> Figures.duration(p.behind()))
                        .with(
                                model.word("live.column.newest"),
                                190,
                                p -> p.newest().map(Readouts::dayTime).orElse("–"));
        open(
                lag,
                list,
                state ->
                        state.partitions().stream()
                                .sorted(
                                        Comparator.comparing(Partition::behind)
                                                .thenComparingLong(Partition::records)
                                                .reversed())
                                .toList(),
                state -> model.text().oldestWho(state, model.now()));
    }

    @FXML
    private void showTopics() {
        Listing<Topic> list =
                this.<Topic>listing("topics", "live.topics.title")
                        .with(model.word("live.column.topic"), 200, Topic::name)
                        .with(model.word("live.column.format"), 220, t -> model.text().format(t))
                        .with(
                                model.word("live.column.records"),
                                110,
                                t -> Readouts.count(t.records()))
                        .with(
                                model.word("live.column.points"),
                                110,
                                t -> Readouts.count(t.points()));
        ComboBox<String> format = new ComboBox<>();
        format.setId("format");
        format.setAccessibleText(model.word("live.column.format"));
        format.getItems().add(model.word("live.format.recognise"));
        format.getItems().addAll(model.formats());
        format.getSelectionModel().selectFirst();
        Button set = new Button(model.word("live.format.use"));
        set.setId("format-use");
        Refusal.of(
                set,
                Refusal.when(
                        list.table().getSelectionModel().selectedItemProperty().isNull(),
                        model.word("live.format.none")));
        set.setOnAction(event -> {
            Topic topic = list.selected();
            if (topic != null) {
                boolean recognise = format.getSelectionModel().getSelectedIndex() == 0;
                model.format(
                        topic.name(),
                        recognise ? Optional.empty() : Optional.of(format.getValue()));
            }
        });
        list.foot().getChildren().addAll(format, set);
        open(topics, list, LiveState::topics, state -> model.word("live.topics.note"));
    }

    @FXML
    private void showRejected() {
        Listing<Reject> list =
                this.<Reject>listing("rejects", "live.rejected.title")
                        .with(model.word("live.column.position"), 160, r -> r.position().toString())
                        .with(
                                model.word("live.column.arrived"),
                                170,
                                r -> Readouts.dayTime(r.arrived()))
                        .with(
                                model.word("live.column.reason"),
                                240,
                                r -> model.text().reason(r.reason()) + ": " + r.detail())
                        .with(model.word("live.column.excerpt"), 260, Reject::excerpt);
        open(
                rejected,
                list,
                state -> state.intake().rejects().reversed(),
                state -> model.text().rejectedBy(state));
    }

    @FXML
    private void showUnassigned() {
        Listing<Unassigned> list =
                this.<Unassigned>listing("unassigned-series", "live.unassigned.title")
                        .with(model.word("live.column.topic"), 120, Unassigned::topic)
                        .with(model.word("live.column.metric"), 200, Unassigned::metric)
                        .with(model.word("live.column.labels"), 240, Unassigned::labels)
                        .with(model.word("live.column.why"), 240, Unassigned::why);
        open(
                unassigned,
                list,
                state -> state.intake().unassigned(),
                state -> model.word("live.unassigned.note"));
    }

    @FXML
    private void showMasked() {
        Listing<Map.Entry<String, Long>> list =
                this.<Map.Entry<String, Long>>listing("masked-kinds", "live.masked.title")
                        .with(model.word("live.column.kind"), 220, Map.Entry::getKey)
                        .with(
                                model.word("live.column.count"),
                                120,
                                e -> Readouts.count(e.getValue()));
        open(
                masked,
                list,
                state ->
                        state.intake().masked().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(Map.Entry::copyOf)
                                .toList(),
                state -> model.word("live.masked.note"));
    }

    @FXML
    private void showLogs() {
        Listing<Map.Entry<SeriesId, String>> list =
                this.<Map.Entry<SeriesId, String>>listing("log-templates", "live.logs.title")
                        .with(
                                model.word("live.column.service"),
                                120,
                                e -> e.getKey().service().value())
                        .with(
                                model.word("live.column.severity"),
                                80,
                                e -> LogSeries.severity(e.getKey()).orElse(""))
                        .with(
                                model.word("live.column.template"),
                                320,
                                e -> LogSeries.template(e.getKey()).orElse(""))
                        .with(model.word("live.column.example"), 320, Map.Entry::getValue);
        open(
                logs,
                list,
                state ->
                        state.intake().logs().examples().entrySet().stream()
                                .sorted(Comparator.comparing(e -> e.getKey().toString()))
                                .map(Map.Entry::copyOf)
                                .toList(),
                model::logsAbout);
    }

    @FXML
    private void showStale() {
        Listing<StaleSeries> list =
                this.<StaleSeries>listing("stale-series", "live.stale.title")
                        .with(model.word("live.column.service"), 160, s -> s.id().service().value())
                        .with(model.word("live.column.metric"), 260, StaleSeries::metric)
                        .with(
                                model.word("live.column.newest"),
                                190,
                                s -> s.newest().map(Readouts::dayTime).orElse("–"))
                        .with(
                                model.word("live.column.age"),
                                110,
                                s ->
                                        s.newest()
                                                .map(at -> LiveText.age(at, model.now()))
                                                .orElse("–"));
        open(stale, list, state -> model.stale(), state -> model.word("live.stale.note"));
    }

    private <T> Listing<T> listing(String id, String title) {
        return new Listing<>(id, model.word(title), model.word("live.copy"));
    }

    /// Opens a table over its figure. It follows the source as long as it is open.
    private <T> void open(
            Button anchor,
            Listing<T> list,
            Function<LiveState, List<T>> rows,
            Function<LiveState, String> about) {
        ChangeListener<@Nullable LiveState> follow =
                (p, before, now) -> {
                    if (now != null) {
                        list.show(rows.apply(now), about.apply(now));
                    }
                };
        follow.changed(model.stateProperty(), null, model.stateProperty().get());
        model.stateProperty().addListener(follow);
        Popover popover = new Popover(list);
        popover.setAnimated(false);
        popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_CENTER);
        popover.setOnHidden(event -> {
            model.stateProperty().removeListener(follow);
            anchor.requestFocus();
        });
        popover.show(anchor);
        list.table().requestFocus();
        list.table().getSelectionModel().selectFirst();
    }
}
