package dev.faultline.ui.charts;

import dev.faultline.model.TimeSpan;
import dev.faultline.signal.Anomaly;
import dev.faultline.ui.Palette;
import dev.faultline.ui.charts.SignalPicture.Mark;
import dev.faultline.wording.Figures;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
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
    /// Smaller than that nothing can be read, px: of a chart, and of one with four rows.
    private static final double LEAST = 60;

    private static final double LEAST_WITH_PARTS = 200;

    private final Label metric = new Label();
    private final Label sigma = new Label();
    private final Label value = new Label();
    private final Label method = new Label();
    private final Tooltip tooltip = new Tooltip();
    private final ChartCanvas canvas;
    private final StackPane frame;
    private final ChartGlass glass;
    private Readout readout = (_, _) -> "";
    private @Nullable Consumer<@Nullable Instant> pointed;
    private @Nullable Instant cursor;
    private int walked = -1;
    private SignalPicture picture;
    private Texts texts;
    private Runnable back = () -> {};
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
        this.texts = texts;
        canvas = new ChartCanvas(SignalChart.of(picture, palette, parts));
        canvas.setDomainZoomable(false);
        canvas.setRangeZoomable(false);
        canvas.setTooltipEnabled(false);
        canvas.setMouseTransparent(true);
        // What draws on it takes this font for set after its first drawing, while each drawing ends
        // with the canvas as it was before.
        canvas.getGraphicsContext2D().setFont(Font.font("SansSerif", SignalChart.FONT_SIZE));
        glass = new ChartGlass(canvas);
        frame = new StackPane(canvas, glass);
        frame.setMinWidth(LEAST);
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
        method.setMinWidth(0);
        HBox first = new HBox(8, metric, sigma);
        value.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(method, Priority.ALWAYS);
        method.setMaxWidth(Double.MAX_VALUE);
        method.setAlignment(Pos.BASELINE_RIGHT);
        HBox second = new HBox(8, value, method);
        first.setAlignment(Pos.BASELINE_LEFT);
        second.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(first, second, frame);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(560);
        Tooltip.install(first, tooltip);
        Tooltip.install(second, tooltip);
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

    /// What a chart says of a time.
    public interface Readout {
        String at(SignalPicture picture, Instant at);
    }

    /// Makes this one of several charts under one crosshair.
    ///
    /// @param words what stands in the head while the crosshair is there
    /// @param over is told where it is put, or that it is taken away
    void share(Readout words, Consumer<@Nullable Instant> over, ChartsViewModel model) {
        readout = words;
        pointed = over;
        glass.hand(
                new ChartGlass.Hand() {
                    @Override
                    public void over(@Nullable Instant at) {
                        over.accept(at);
                    }

                    @Override
                    public void zoom(TimeSpan stretch) {
                        model.zoom(stretch);
                    }

                    @Override
                    public void back() {
                        model.back();
                    }
                });
        back = model::back;
    }

    /// Puts the crosshair of all charts at a time, or takes it away.
    void cursor(@Nullable Instant at) {
        cursor = at;
        glass.cross(at);
        value.setText(at == null ? texts.value() : readout.at(picture, at));
        method.setVisible(at == null);
        method.setManaged(at == null);
        value.setMinWidth(at == null ? Region.USE_PREF_SIZE : 0);
    }

    /// Goes to the anomaly before (−1) or after (+1) the one that was gone to last.
    private void walk(int direction) {
        List<Mark> marks = picture.anomalies();
        if (marks.isEmpty() || pointed == null) {
            return;
        }
        int from = walked < 0 || walked >= marks.size() ? marks.size() : walked;
        walked = Math.clamp(from + direction, 0, marks.size() - 1);
        pointed.accept(marks.get(walked).anomaly().onset());
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> walk(-1);
            case RIGHT -> walk(1);
            case BACK_SPACE -> back.run();
            default -> {
                menuKey(event);
                return;
            }
        }
        event.consume();
    }

    private void menuKey(KeyEvent event) {
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
            return walked >= 0 && walked < marks.size() ? marks.get(walked) : marks.getLast();
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
        this.texts = texts;
        frame.setMinHeight(parts ? LEAST_WITH_PARTS : LEAST);
        metric.setText(texts.title());
        boolean silent = picture.silentSince().isPresent();
        sigma.setText(silent || Double.isNaN(picture.z()) ? "" : Figures.sigmas(picture.z()));
        glass.dress(palette);
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
        cursor(cursor);
    }
}
