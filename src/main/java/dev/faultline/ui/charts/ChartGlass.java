package dev.faultline.ui.charts;

import dev.faultline.model.TimeSpan;
import dev.faultline.ui.Palette;
import java.awt.geom.Rectangle2D;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jspecify.annotations.Nullable;

/// What lies over a chart: the crosshair that all charts share, and the stretch that a drag marks.
final class ChartGlass extends Pane {
    /// A drag of fewer pixels is a click.
    private static final double CLICK = 5;

    private final ChartCanvas canvas;
    private final Line cross = new Line();
    private final Rectangle marked = new Rectangle();
    private double pressed = Double.NaN;

    /// What is done with the mouse.
    interface Hand {
        /// The mouse is over a time, or nowhere any more.
        void over(@Nullable Instant at);

        /// A stretch was marked.
        void zoom(TimeSpan stretch);

        /// Back to what was shown before.
        void back();
    }

    ChartGlass(ChartCanvas canvas) {
        this.canvas = canvas;
        cross.setVisible(false);
        cross.setManaged(false);
        marked.setVisible(false);
        marked.setManaged(false);
        marked.setOpacity(0.25);
        getChildren().addAll(marked, cross);
    }

    void dress(Palette palette) {
        cross.setStroke(palette.muted());
        marked.setFill(palette.accent());
    }

    void hand(Hand hand) {
        setOnMouseMoved(e -> hand.over(timeAt(e.getX()).orElse(null)));
        setOnMouseExited(e -> hand.over(null));
        setOnMousePressed(e -> pressed = e.getButton() == MouseButton.PRIMARY ? e.getX() : pressed);
        setOnMouseDragged(e -> {
            mark(e);
            hand.over(timeAt(e.getX()).orElse(null));
        });
        setOnMouseReleased(e -> release(e, hand));
        setOnMouseClicked(e -> {
            if (e.getClickCount() == 2 && e.getButton() == MouseButton.PRIMARY) {
                hand.back();
            }
        });
    }

    private void mark(MouseEvent e) {
        Optional<Rectangle2D> area = area();
        boolean drags = Math.abs(e.getX() - pressed) >= CLICK;
        marked.setVisible(drags && area.isPresent());
        area.ifPresent(a -> {
            double from = Math.clamp(Math.min(pressed, e.getX()), a.getMinX(), a.getMaxX());
            double to = Math.clamp(Math.max(pressed, e.getX()), a.getMinX(), a.getMaxX());
            marked.setX(from);
            marked.setWidth(to - from);
            marked.setY(a.getMinY());
            marked.setHeight(a.getHeight());
        });
    }

    private void release(MouseEvent e, Hand hand) {
        boolean drags = marked.isVisible() && Math.abs(e.getX() - pressed) >= CLICK;
        marked.setVisible(false);
        pressed = Double.NaN;
        if (drags) {
            Optional<Instant> from = timeAt(marked.getX());
            Optional<Instant> to = timeAt(marked.getX() + marked.getWidth());
            if (from.isPresent() && to.isPresent() && to.get().isAfter(from.get())) {
                hand.zoom(new TimeSpan(from.get(), to.get()));
            }
        }
    }

    /// Puts the crosshair at a time, or takes it away.
    void cross(@Nullable Instant at) {
        Optional<Rectangle2D> area = area();
        boolean seen = false;
        if (at != null && area.isPresent()) {
            Rectangle2D a = area.get();
            var range = plot().getDomainAxis().getRange();
            double share = (at.toEpochMilli() - range.getLowerBound()) / range.getLength();
            double x = Math.floor(a.getMinX() + share * a.getWidth()) + 0.5;
            seen = share >= 0 && share <= 1;
            cross.setStartX(x);
            cross.setEndX(x);
            cross.setStartY(a.getMinY());
            cross.setEndY(a.getMaxY());
        }
        cross.setVisible(seen);
    }

    /// The time at a place; empty beside the chart.
    Optional<Instant> timeAt(double x) {
        return area().filter(a -> x >= a.getMinX() - 1 && x <= a.getMaxX() + 1)
                .map(a -> {
                    var range = plot().getDomainAxis().getRange();
                    double share = (x - a.getMinX()) / a.getWidth();
                    return Instant.ofEpochMilli(
                            (long) (range.getLowerBound() + share * range.getLength()));
                });
    }

    private CombinedDomainXYPlot plot() {
        return (CombinedDomainXYPlot) canvas.getChart().getPlot();
    }

    /// Where all rows of the chart are; empty before it was drawn.
    private Optional<Rectangle2D> area() {
        var info = canvas.getRenderingInfo();
        if (info == null || info.getPlotInfo().getSubplotCount() == 0) {
            return Optional.empty();
        }
        Rectangle2D all = (Rectangle2D) info.getPlotInfo().getSubplotInfo(0).getDataArea().clone();
        for (int i = 1; i < info.getPlotInfo().getSubplotCount(); i++) {
            all.add(info.getPlotInfo().getSubplotInfo(i).getDataArea());
        }
        return Optional.of(all).filter(a -> a.getWidth() > 0);
    }
}
