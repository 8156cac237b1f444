package dev.faultline.ui.timebar;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
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
    @FXML private HBox keys;
    @FXML private HBox liveKeys;
    @FXML private Button back;
    @FXML private Button play;
    @FXML private Button forward;
    @FXML private ComboBox<Double> speed;
    @FXML private Label clock;
    @FXML private StackPane stripHolder;
    @FXML private HBox seeking;
    @FXML private ProgressBar progress;
    @FXML private Label seekingText;

    @SuppressWarnings("NullAway.Init") // the fields are FXML's
    public TimeBarView(TimeBarViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        root.disableProperty().bind(model.openProperty().not());
        keys.disableProperty().bind(model.liveProperty());
        // What is disabled shows no tooltip: it stands on what is around.
        Tooltip why = new Tooltip(liveKeys.getAccessibleHelp());
        model.liveProperty()
                .addListener((p, before, now) -> {
                    if (now) {
                        Tooltip.install(liveKeys, why);
                    } else {
                        Tooltip.uninstall(liveKeys, why);
                    }
                });
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
        TimeStrip strip = new TimeStrip();
        strip.setId("time-strip");
        strip.onSeek(model::seek);
        Tooltip there = new Tooltip();
        strip.setOnMouseMoved(
                e -> there.setText(model.textAt(e.getX() / Math.max(1, strip.getWidth()))));
        Tooltip.install(strip, there);
        stripHolder.getChildren().addFirst(strip);
        model.timelineProperty().addListener((p, before, now) -> strip.show(now));
        model.themeProperty().addListener((p, before, now) -> strip.setPalette(now.palette()));
        strip.setPalette(model.themeProperty().get().palette());
        seeking.visibleProperty().bind(model.seekingTextProperty().isNotEmpty());
        progress.progressProperty().bind(model.seekingProperty());
        seekingText.textProperty().bind(model.seekingTextProperty());
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
