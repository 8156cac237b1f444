package dev.faultline.ui.charts;

import dev.faultline.signal.Anomaly;
import dev.faultline.ui.Palette;
import dev.faultline.ui.charts.SignalPicture.Mark;
import dev.faultline.wording.Figures;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jspecify.annotations.Nullable;

/// One chart with its head: metric, distance from the expected, newest value, method.
public final class ChartTile extends VBox {
    private final Label metric = new Label();
    private final Label sigma = new Label();
    private final Label value = new Label();
    private final Label method = new Label();
    private final Tooltip tooltip = new Tooltip();
    private final ChartCanvas canvas;
    private final StackPane frame;
    private SignalPicture picture;
    private @Nullable MenuMaker menus;
    private @Nullable ContextMenu open;

    /// What is written on a chart and told about it.
    ///
    /// @param title what the series is
    /// @param example a line of the log that it counts, masked; empty where there is none
    /// @param value the newest value and what was expected
    /// @param method how that was made
    /// @param anomalies the newest first
    public record Texts(
            String title, String example, String value, String method, List<String> anomalies) {
        public Texts {
            anomalies = List.copyOf(anomalies);
        }
    }

    /// What may be said about the anomalies of a chart.
    public interface MenuMaker {
        /// A menu that is about to be shown.
        ///
        /// @param chosen the anomaly that was pointed at
        ContextMenu of(SignalPicture picture, Mark chosen);
    }

    public ChartTile(SignalPicture picture, Palette palette, boolean parts, Texts texts) {
        this.picture = picture;
        canvas = new ChartCanvas(SignalChart.of(picture, palette, parts));
        canvas.setDomainZoomable(false);
        canvas.setRangeZoomable(false);
        canvas.setTooltipEnabled(false);
        canvas.setMouseTransparent(true);
        // What draws on it takes this font for set after its first drawing, while each drawing ends
        // with the canvas as it was before.
        canvas.getGraphicsContext2D().setFont(Font.font("SansSerif", SignalChart.FONT_SIZE));
        frame = new StackPane(canvas);
        frame.setMinSize(60, 60);
        canvas.widthProperty().bind(frame.widthProperty());
        canvas.heightProperty().bind(frame.heightProperty());
        setVgrow(frame, Priority.ALWAYS);
        getStyleClass().add("chart-tile");
        metric.getStyleClass().add("chart-metric");
        sigma.getStyleClass().addAll("figure", "chart-sigma");
        value.getStyleClass().addAll("figure", "muted", "small");
        method.getStyleClass().addAll("muted", "small");
        metric.setMinWidth(0);
        HBox.setHgrow(metric, Priority.ALWAYS);
        metric.setMaxWidth(Double.MAX_VALUE);
        sigma.setMinWidth(Region.USE_PREF_SIZE);
        method.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(8, metric, sigma);
        value.setMinWidth(0);
        HBox.setHgrow(value, Priority.ALWAYS);
        value.setMaxWidth(Double.MAX_VALUE);
        HBox second = new HBox(8, value, method);
        first.setAlignment(Pos.BASELINE_LEFT);
        second.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(first, second, frame);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(560);
        Tooltip.install(this, tooltip);
        setFocusTraversable(true);
        setOnMousePressed(event -> requestFocus());
        setOnContextMenuRequested(event ->
                openMenu(
                        event.isKeyboardTrigger() ? Double.NaN : event.getScreenX(),
                        event.getScreenX(),
                        event.getScreenY()));
        setOnKeyPressed(this::key);
        show(picture, palette, parts, texts);
    }

    /// Opens a menu of what may be said about an anomaly: on a click with the right button about
    /// the nearest, on Enter, the menu key or Shift+F10 about the newest.
    public void setOnMenu(MenuMaker maker) {
        menus = maker;
    }

    private void key(KeyEvent event) {
        boolean menu =
                event.getCode() == KeyCode.ENTER
                        || event.getCode() == KeyCode.CONTEXT_MENU
                        || (event.getCode() == KeyCode.F10 && event.isShiftDown());
        if (menu) {
            Bounds here = localToScreen(getBoundsInLocal());
            openMenu(Double.NaN, here.getCenterX(), here.getCenterY());
            event.consume();
        }
    }

    private void openMenu(double pointed, double screenX, double screenY) {
        if (open != null) {
            open.hide();
        }
        if (menus != null && !picture.anomalies().isEmpty()) {
            open = menus.of(picture, chosen(pointed));
            open.show(this, screenX, screenY);
        }
    }

    /// The anomaly nearest to a place on the screen; the newest where none is given.
    private Mark chosen(double screenX) {
        List<Mark> marks = picture.anomalies();
        if (Double.isNaN(screenX) || canvas.getRenderingInfo() == null) {
            return marks.getLast();
        }
        double at =
                ((CombinedDomainXYPlot) canvas.getChart().getPlot())
                        .getDomainAxis()
                        .java2DToValue(
                                frame.screenToLocal(screenX, 0).getX(),
                                canvas.getRenderingInfo()
                                        .getPlotInfo()
                                        .getSubplotInfo(0)
                                        .getDataArea(),
                                RectangleEdge.BOTTOM);
        return marks.stream()
                .min(Comparator.comparingDouble(mark -> away(mark.anomaly(), at)))
                .orElseThrow();
    }

    private static double away(Anomaly anomaly, double millis) {
        return Math.max(
                0,
                Math.max(
                        anomaly.onset().toEpochMilli() - millis,
                        millis - anomaly.lastSeen().toEpochMilli()));
    }

    /// Shows another state of the series, or another series.
    public void show(SignalPicture picture, Palette palette, boolean parts, Texts texts) {
        this.picture = picture;
        metric.setText(texts.title());
        sigma.setText(Double.isNaN(picture.z()) ? "" : Figures.sigmas(picture.z()));
        value.setText(texts.value());
        method.setText(texts.method());
        String anomalies = String.join("\n", texts.anomalies());
        tooltip.setText(
                picture.series().id()
                        + "\n"
                        + (texts.example().isEmpty() ? "" : texts.example() + "\n")
                        + texts.value()
                        + "\n"
                        + texts.method()
                        + (anomalies.isEmpty() ? "" : "\n" + anomalies));
        setAccessibleText(
                texts.title()
                        + ", "
                        + sigma.getText()
                        + ", "
                        + texts.value()
                        + ", "
                        + texts.method()
                        + (anomalies.isEmpty() ? "" : ". " + anomalies));
        canvas.setChart(SignalChart.of(picture, palette, parts));
    }
}
