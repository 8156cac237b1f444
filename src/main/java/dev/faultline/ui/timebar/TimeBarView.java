package dev.faultline.ui.timebar;

import dev.faultline.ui.Refusal;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The transport keys and the time line.
public final class TimeBarView {
    private final TimeBarViewModel model;
    @FXML private HBox root;
    @FXML private HBox liveKeys;
    @FXML private Button back;
    @FXML private Button play;
    @FXML private Button forward;
    @FXML private ComboBox<Double> speed;
    @FXML private Button now;
    @FXML private Label clock;
    @FXML private StackPane stripHolder;
    @FXML private HBox seeking;
    private String live = "";
    @FXML private ProgressBar progress;
    @FXML private Label seekingText;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public TimeBarView(TimeBarViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        live = now.getText();
        root.disableProperty().bind(model.openProperty().not());
        Refusal.of(play, Refusal.when(model.liveProperty(), liveKeys.getAccessibleHelp()));
        show(now, model.liveProperty());
        show(speed, model.liveProperty().not());
        model.behindProperty().addListener((p, before, behind) -> behind(behind));
        back.setGraphic(new FontIcon(Feather.SKIP_BACK));
        forward.setGraphic(new FontIcon(Feather.SKIP_FORWARD));
        model.playingProperty().addListener((p, before, now) -> icon(now));
        icon(model.playingProperty().get());
        speed.setConverter(new SpeedText());
        speed.getItems().setAll(TimeBarViewModel.SPEEDS);
        speed.setValue(model.speedProperty().get());
        model.speedProperty().addListener((p, before, now) -> speed.setValue(now.doubleValue()));
        speed.setOnAction(event -> model.setSpeed(speed.getValue()));
        clock.textProperty().bind(model.clockProperty());
        plug(new TimeStrip());
        seeking.visibleProperty().bind(model.seekingTextProperty().isNotEmpty());
        progress.progressProperty().bind(model.seekingProperty());
        seekingText.textProperty().bind(model.seekingTextProperty());
    }

    private void plug(TimeStrip strip) {
        strip.setId("time-strip");
        strip.setAccessibleHelp(stripHolder.getAccessibleHelp());
        strip.onSeek(model::seek);
        strip.setOnKeyPressed(this::key);
        Tooltip there = new Tooltip();
        there.setWrapText(true);
        there.setMaxWidth(560);
        strip.setOnMouseMoved(e -> there.setText(model.textAt(strip.shareAt(e), strip.heatAt(e))));
        Tooltip.install(strip, there);
        stripHolder.getChildren().addFirst(strip);
        model.timelineProperty().addListener((p, before, now) -> strip.show(now));
        model.coursesProperty()
                .addListener((p, before, now) -> {
                    strip.show(now, now.stream().map(model::legend).toList());
                    strip.setAccessibleText(model.spoken());
                });
        model.themeProperty().addListener((p, before, now) -> strip.setPalette(now.palette()));
        strip.setPalette(model.themeProperty().get().palette());
    }

    private static void show(Node node, ObservableValue<Boolean> shown) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(node.visibleProperty());
    }

    /// `LIVE` at now, `−4 min` before it.
    private void behind(String behind) {
        now.setText(behind.isEmpty() ? live : behind);
        now.getStyleClass().remove("behind");
        if (!behind.isEmpty()) {
            now.getStyleClass().add("behind");
        }
    }

    private void key(KeyEvent event) {
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> move(event, -1);
            case RIGHT -> move(event, 1);
            case HOME -> model.seek(0);
            case END -> model.seek(1);
            case L -> model.toNow();
            case SPACE -> model.playOrPause();
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    private void move(KeyEvent event, int direction) {
        if (event.isShiftDown()) {
            model.skip(direction);
        } else {
            model.step(direction);
        }
    }

    @FXML
    private void toNow() {
        model.toNow();
    }

    private void icon(boolean playing) {
        play.setGraphic(new FontIcon(playing ? Feather.PAUSE : Feather.PLAY));
    }

    @FXML
    private void playOrPause() {
        model.playOrPause();
    }

    @FXML
    private void skipBack() {
        model.skip(-1);
    }

    @FXML
    private void skipForward() {
        model.skip(1);
    }

    /// `0.5×`, `60×`.
    private static final class SpeedText extends StringConverter<Double> {
        @Override
        public String toString(@Nullable Double factor) {
            if (factor == null) {
                return "";
            }
            return (factor == Math.rint(factor) ? "" + factor.intValue() : "" + factor) + "×";
        }

        @Override
        public Double fromString(String text) {
            return Double.valueOf(text.replace("×", ""));
        }
    }
}
