package dev.faultline.ui.timebar;

import dev.faultline.model.TimeSpan;
import dev.faultline.ui.Palette;
import dev.faultline.ui.Readouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// The time line as a strip: how many anomalies were open of whom, where something was changed,
/// since when it is going on, how the belief in the first suspects went, what the charts show, and
/// the playhead. A press puts the playhead there; the window is dragged by what is inside it.
public final class TimeStrip extends Pane {
    private static final Font FONT = Font.font("System", 11);
    private static final double FOOT = 18;
    private static final double TICK_ROOM = 64;

    /// A row of anomalies with the gap below it, px.
    private static final double HEAT = 3;

    /// How faint the least dense part is.
    private static final double FAINTEST = 0.35;

    /// Room at the right for what the lines are.
    private static final double LEGEND = 264;

    /// Where in it the figure ends, and the time.
    private static final double FIGURE = 172;

    private static final double SINCE = 244;

    private static final double SAMPLE = 22;
    private static final double ROW = 13;

    /// From this width on, the window can be dragged by its inside.
    private static final double GRIP = 24;

    private static final double[][] DASHES = {{}, {6, 3}, {1.5, 3}};
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
    private List<Course> courses = List.of();
    private List<Key> legend = List.of();
    private Palette palette = Palette.DARK;
    private double grabbed = Double.NaN;

    public TimeStrip() {
        getStyleClass().add("time-strip");
        getChildren().add(canvas);
        canvas.widthProperty().bind(widthProperty());
        canvas.heightProperty().bind(heightProperty());
        widthProperty().addListener((p, before, now) -> draw());
        heightProperty().addListener((p, before, now) -> draw());
        setMinSize(80, 40);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
    }

    /// What moving the playhead does.
    ///
    /// @param seek is given the share of the time line where the playhead was put, 0..1
    public void onSeek(DoubleConsumer seek) {
        setOnMousePressed(e -> {
            requestFocus();
            double from = timeline.window() * scale();
            double to = timeline.playhead() * scale();
            boolean inside = e.getX() > from && e.getX() < to - 6 && to - from >= GRIP;
            grabbed = inside ? to - e.getX() : 0;
            if (!inside) {
                seek.accept(share(e.getX()));
            }
        });
        setOnMouseDragged(e -> seek.accept(share(e.getX() + grabbed)));
        setOnMouseReleased(e -> {
            if (grabbed != 0 && e.isStillSincePress()) {
                seek.accept(share(e.getX()));
            }
            grabbed = Double.NaN;
        });
    }

    /// The share of the time line at a place on the strip, 0..1.
    double shareAt(MouseEvent event) {
        return share(event.getX());
    }

    private double share(double x) {
        return Math.clamp(x / Math.max(1, scale()), 0, 1);
    }

    /// How wide the time line is drawn; the rest says what its lines are.
    public double scale() {
        return getWidth() < 3 * LEGEND ? getWidth() : getWidth() - LEGEND;
    }

    public void show(Timeline newest) {
        if (!newest.equals(timeline)) {
            timeline = newest;
            draw();
        }
    }

    /// What a line is.
    ///
    /// @param since when it was known, empty where it was not
    record Key(String name, String figure, String since) {}

    /// Shows how the beliefs went.
    ///
    /// @param keys what each line is
    void show(List<Course> newest, List<Key> keys) {
        courses = newest;
        legend = keys;
        draw();
    }

    public void setPalette(Palette newest) {
        palette = newest;
        draw();
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double w = scale();
        double h = getHeight();
        g.clearRect(0, 0, getWidth(), h);
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
        heat(g, w, floor);
        ticks(g, span, w, floor);
        window(g, w, floor);
        for (int i = courses.size() - 1; i >= 0; i--) {
            course(g, courses.get(i), i, w, floor);
        }
        g.setFill(palette.change());
        for (double change : timeline.changes()) {
            double x = change * w;
            g.fillPolygon(new double[] {x - 3, x + 3, x}, new double[] {0, 0, 6}, 3);
        }
        g.setFill(palette.text());
        for (double act : timeline.acts()) {
            double x = act * w;
            g.fillPolygon(new double[] {x - 3, x + 4, x - 3}, new double[] {0, 4, 8}, 3);
        }
        playhead(g, w, floor);
        if (w < getWidth()) {
            legend(g, w + 12);
        }
    }

    private void playhead(GraphicsContext g, double w, double floor) {
        double x = Math.clamp(timeline.playhead() * w, 1, w - 1);
        g.setStroke(palette.accent());
        g.setLineDashes();
        g.setLineWidth(2);
        g.strokeLine(x, 0, x, floor);
        g.setFill(palette.accent());
        g.fillPolygon(
                new double[] {x - 6, x + 6, x + 6, x, x - 6}, new double[] {0, 0, 8, 14, 8}, 5);
    }

    private void window(GraphicsContext g, double w, double floor) {
        double from = timeline.window() * w;
        double to = timeline.playhead() * w;
        g.setFill(palette.accent().deriveColor(0, 1, 1, 0.16));
        g.fillRect(from, 0, Math.max(1, to - from), floor);
        g.setStroke(palette.accent());
        g.setLineDashes();
        g.setLineWidth(1);
        double left = Math.floor(from) + 0.5;
        g.strokeLine(left, 0, left, floor);
    }

    private void course(GraphicsContext g, Course course, int i, double w, double floor) {
        g.setStroke(ink(i));
        g.setLineWidth(i == 0 ? 1.8 : 1.3);
        g.setLineDashes(DASHES[i]);
        g.beginPath();
        for (Course.Point point : course.points()) {
            double x = point.at() * w;
            double y = floor - 2 - point.blame() * (floor - 4);
            if (point.joined()) {
                g.lineTo(x, y);
            } else {
                g.moveTo(x, y);
                g.lineTo(x + 1, y);
            }
        }
        g.stroke();
        g.setLineDashes();
        TimeSpan span = timeline.span();
        if (i == 0 && span != null) {
            course.known()
                    .filter(at -> !at.isBefore(span.from()))
                    .ifPresent(at -> known(g, Timeline.share(span, at) * w, floor));
        }
    }

    /// A flag where the first suspect was first known.
    private void known(GraphicsContext g, double x, double floor) {
        g.setStroke(palette.text());
        g.setLineWidth(1);
        g.strokeLine(x, 8, x, floor);
        g.setFill(palette.text());
        g.fillPolygon(new double[] {x - 7, x, x}, new double[] {11.5, 8, 15}, 3);
    }

    private Color ink(int i) {
        return i == 0 ? palette.text() : i == 1 ? palette.band() : palette.muted();
    }

    private void legend(GraphicsContext g, double x) {
        g.setFont(FONT);
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        for (int i = 0; i < legend.size(); i++) {
            double y = 8 + i * ROW;
            g.setStroke(ink(i));
            g.setLineWidth(i == 0 ? 1.8 : 1.3);
            g.setLineDashes(DASHES[i]);
            g.strokeLine(x, y, x + SAMPLE, y);
            g.setLineDashes();
            g.setFill(i == 0 ? palette.text() : palette.muted());
            Key key = legend.get(i);
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText(key.name(), x + SAMPLE + 8, y);
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(key.figure(), x + FIGURE, y);
            g.fillText(key.since(), x + SINCE, y);
        }
    }

    /// A row a component: the more of its anomalies were open, the stronger.
    private void heat(GraphicsContext g, double w, double floor) {
        List<Heat> rows = timeline.heat();
        int most = 1;
        for (Heat row : rows) {
            most = row.open().stream().mapToInt(Integer::intValue).reduce(most, Math::max);
        }
        double width = w / Timeline.BINS;
        for (int row = 0; row < rows.size(); row++) {
            double top = floor - HEAT * (rows.size() - row);
            List<Integer> open = rows.get(row).open();
            for (int i = 0; i < open.size(); i++) {
                if (open.get(i) > 0) {
                    double strength = Math.sqrt(open.get(i) / (double) most);
                    g.setFill(
                            palette.anomaly()
                                    .deriveColor(0, 1, 1, FAINTEST + (1 - FAINTEST) * strength));
                    g.fillRect(i * width, top, width + 0.5, HEAT - 1);
                }
            }
        }
    }

    /// The row of anomalies at a place on the strip.
    Optional<Heat> heatAt(MouseEvent event) {
        double fromFoot = getHeight() - FOOT - event.getY();
        int row = timeline.heat().size() - 1 - (int) Math.floor(fromFoot / HEAT);
        return fromFoot < 0 || row < 0 || event.getX() > scale()
                ? Optional.empty()
                : Optional.of(timeline.heat().get(row));
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
        g.setLineDashes();
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
