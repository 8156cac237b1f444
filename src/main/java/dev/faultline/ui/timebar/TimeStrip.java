package dev.faultline.ui.timebar;

import dev.faultline.model.TimeSpan;
import dev.faultline.ui.Palette;
import dev.faultline.ui.Readouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// The time line as a strip: how many anomalies were open, where something was changed, since when
/// it is going on, and the playhead, which can be dragged.
public final class TimeStrip extends Pane {
    private static final Font FONT = Font.font("System", 11);
    private static final double FOOT = 18;
    private static final double TICK_ROOM = 64;
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(2),
                    Duration.ofDays(7),
                    Duration.ofDays(30));

    private final Canvas canvas = new Canvas();
    private Timeline timeline = Timeline.NONE;
    private Palette palette = Palette.DARK;

    public TimeStrip() {
        getStyleClass().add("time-strip");
        getChildren().add(canvas);
        canvas.widthProperty().bind(widthProperty());
        canvas.heightProperty().bind(heightProperty());
        widthProperty().addListener((p, before, now) -> draw());
        heightProperty().addListener((p, before, now) -> draw());
        setMinSize(80, 40);
    }

    /// What dragging the playhead does.
    ///
    /// @param seek is given the share of the time line where the playhead was put, 0..1
    public void onSeek(DoubleConsumer seek) {
        setOnMousePressed(e -> seek.accept(e.getX() / Math.max(1, getWidth())));
        setOnMouseDragged(e -> seek.accept(e.getX() / Math.max(1, getWidth())));
    }

    public void show(Timeline newest) {
        if (!newest.equals(timeline)) {
            timeline = newest;
            draw();
        }
    }

    public void setPalette(Palette newest) {
        palette = newest;
        draw();
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double w = getWidth();
        double h = getHeight();
        g.clearRect(0, 0, w, h);
        double floor = h - FOOT;
        g.setFill(palette.raised());
        g.fillRect(0, 0, w, floor);
        TimeSpan span = timeline.span();
        if (span == null || w < 10) {
            return;
        }
        double known = timeline.known() * w;
        g.setFill(palette.line().deriveColor(0, 1, 1, 0.55));
        g.fillRect(0, 0, known, floor);
        timeline.onset()
                .ifPresent(onset -> {
                    g.setFill(palette.anomaly().deriveColor(0, 1, 1, 0.25));
                    g.fillRect(onset * w, 0, Math.max(1, known - onset * w), floor);
                });
        density(g, w, floor);
        ticks(g, span, w, floor);
        g.setFill(palette.change());
        for (double change : timeline.changes()) {
            double x = change * w;
            g.fillPolygon(new double[] {x - 3, x + 3, x}, new double[] {0, 0, 6}, 3);
        }
        double x = Math.clamp(timeline.playhead() * w, 1, w - 1);
        g.setStroke(palette.accent());
        g.setLineWidth(2);
        g.strokeLine(x, 0, x, floor);
        g.setFill(palette.accent());
        g.fillPolygon(
                new double[] {x - 6, x + 6, x + 6, x, x - 6}, new double[] {0, 0, 8, 14, 8}, 5);
    }

    private void density(GraphicsContext g, double w, double floor) {
        int most = timeline.density().stream().mapToInt(Integer::intValue).max().orElse(0);
        double width = w / Math.max(1, timeline.density().size());
        g.setFill(palette.anomaly());
        for (int i = 0; i < timeline.density().size(); i++) {
            int count = timeline.density().get(i);
            if (count > 0) {
                double height = Math.max(2, (floor - 8) * Math.sqrt(count / (double) most));
                g.fillRect(i * width, floor - height, Math.max(1, width - 0.5), height);
            }
        }
    }

    private void ticks(GraphicsContext g, TimeSpan span, double w, double floor) {
        Duration step = STEPS.getLast();
        for (Duration each : STEPS) {
            if (span.length().toMillis() / (double) each.toMillis() * TICK_ROOM <= w) {
                step = each;
                break;
            }
        }
        long millis = step.toMillis();
        long first = Math.ceilDiv(span.from().toEpochMilli(), millis) * millis;
        g.setFont(FONT);
        g.setTextBaseline(VPos.BOTTOM);
        g.setTextAlign(TextAlignment.CENTER);
        g.setStroke(palette.outline());
        g.setLineWidth(1);
        for (long t = first; t <= span.to().toEpochMilli(); t += millis) {
            Instant at = Instant.ofEpochMilli(t);
            double x = Math.floor(Timeline.share(span, at) * w) + 0.5;
            g.strokeLine(x, floor, x, floor + 3);
            boolean day = t % Duration.ofDays(1).toMillis() == 0;
            if (x > 20 && x < w - 20) {
                g.setFill(palette.muted());
                g.fillText(day ? Readouts.day(at) : Readouts.time(at), x, floor + FOOT);
            }
        }
    }
}
