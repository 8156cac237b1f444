package dev.faultline.ui.charts;

import dev.faultline.ui.Palette;
import dev.faultline.wording.Figures;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.jfree.chart.fx.ChartCanvas;

/// One chart with its head: metric, distance from the expected, newest value, method.
public final class ChartTile extends VBox {
    private final Label metric = new Label();
    private final Label sigma = new Label();
    private final Label value = new Label();
    private final Label method = new Label();
    private final ChartCanvas canvas;

    public ChartTile(SignalPicture picture, Palette palette, String valueText, String methodText) {
        canvas = new ChartCanvas(SignalChart.of(picture, palette));
        canvas.setDomainZoomable(false);
        canvas.setRangeZoomable(false);
        canvas.setTooltipEnabled(false);
        canvas.setMouseTransparent(true);
        // What draws on it takes this font for set after its first drawing, while each drawing ends
        // with the canvas as it was before.
        canvas.getGraphicsContext2D().setFont(Font.font("SansSerif", SignalChart.FONT_SIZE));
        StackPane frame = new StackPane(canvas);
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
        show(picture, palette, valueText, methodText);
    }

    /// Shows another state of the series, or another series.
    public void show(SignalPicture picture, Palette palette, String valueText, String methodText) {
        metric.setText(picture.series().id().metric());
        sigma.setText(Double.isNaN(picture.z()) ? "" : Figures.sigmas(picture.z()));
        value.setText(valueText);
        method.setText(methodText);
        Tooltip.install(
                this, new Tooltip(picture.series().id() + "\n" + valueText + "\n" + methodText));
        setAccessibleText(
                picture.series().id().metric()
                        + ", "
                        + sigma.getText()
                        + ", "
                        + valueText
                        + ", "
                        + methodText);
        canvas.setChart(SignalChart.of(picture, palette));
    }
}
