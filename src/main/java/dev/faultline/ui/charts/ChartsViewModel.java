package dev.faultline.ui.charts;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.LogSeries;
import dev.faultline.model.SeriesId;
import dev.faultline.model.ServiceId;
import dev.faultline.model.TimeSpan;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.AnomalyLabel.Verdict;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.Newest;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Theme;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.charts.SignalPicture.Mark;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/// The charts of the selected component: up to six of its series, the most deviating first.
public final class ChartsViewModel {
    /// How many charts at most.
    public static final int LIMIT = 6;

    private static final int COLUMNS = 360;

    /// No shorter stretch is worth a chart.
    private static final int LEAST_CELLS = 3;

    /// The stretches of time that can be chosen.
    public static final List<Duration> SPANS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(3),
                    Duration.ofDays(7));

    private final Workbench workbench;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<List<SignalPicture>> pictures =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper nothing = new ReadOnlyStringWrapper("");
    private final BooleanProperty parts = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper zoomed = new ReadOnlyBooleanWrapper();
    private final Deque<TimeSpan> zooms = new ArrayDeque<>();
    private final Newest reading;

    public ChartsViewModel(Workbench workbench, Words words, Wording wording) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
        reading = workbench.newest();
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        workbench.selectionProperty().addListener((p, before, now) -> update());
        workbench.spanProperty().addListener((p, before, now) -> wide());
        workbench.stateProperty().addListener((p, before, now) -> wide());
        workbench.signalProperty().addListener((p, before, now) -> update());
        update();
    }

    public ReadOnlyObjectProperty<List<SignalPicture>> picturesProperty() {
        return pictures.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// What stands in place of the charts where there are none; empty where there are.
    public ReadOnlyStringProperty nothingProperty() {
        return nothing.getReadOnlyProperty();
    }

    public ObjectProperty<Duration> spanProperty() {
        return workbench.spanProperty();
    }

    public ObjectProperty<Theme> themeProperty() {
        return workbench.themeProperty();
    }

    /// Whether trend and season have rows of their own.
    public BooleanProperty partsProperty() {
        return parts;
    }

    /// Whether a stretch of time is shown that was marked, and not the last hours.
    public ReadOnlyBooleanProperty zoomedProperty() {
        return zoomed.getReadOnlyProperty();
    }

    /// Shows a stretch of time, whatever comes in, until it is left.
    public void zoom(TimeSpan stretch) {
        Snapshot snapshot = workbench.snapshotProperty().get();
        if (snapshot != null
                && stretch.length().toMillis() >= LEAST_CELLS * snapshot.history().stepMillis()) {
            zooms.push(stretch);
            update();
        }
    }

    /// Shows what was shown before the last stretch was marked.
    public void back() {
        zooms.poll();
        update();
    }

    private void wide() {
        zooms.clear();
        update();
    }

    /// What stands in a chart at a time: observed, expected and how far apart; changes that fall on
    /// it.
    public String readout(SignalPicture picture, Instant at) {
        Optional<SignalPicture.Point> there = picture.at(at);
        String time = Readouts.clock(at);
        String values =
                there.isEmpty()
                        ? words.get("charts.gap", time)
                        : words.get(
                                "charts.readout",
                                time,
                                wording.value(there.get().observed(), picture.series()),
                                wording.value(there.get().expected(), picture.series()),
                                Double.isNaN(there.get().residual())
                                        ? "–"
                                        : Figures.sigmas(there.get().residual()));
        return picture.changeAt(at)
                .map(change -> values + "  ┊ " + wording.change(change))
                .orElse(values);
    }

    /// What happened to a series, which rule says so, and what a person said of it.
    public String anomalyText(Mark mark, SignalPicture picture) {
        Anomaly anomaly = mark.anomaly();
        String said = said(mark);
        return Readouts.time(anomaly.onset())
                + "  "
                + wording.anomaly(anomaly, picture.series())
                + " · "
                + wording.kind(anomaly.kind())
                + ", "
                + wording.rule(anomaly.rule())
                + (said.isEmpty() ? "" : " · " + said);
    }

    private String said(Mark mark) {
        Optional<AnomalyLabel> label = mark.label();
        if (label.isEmpty()) {
            return mark.muted() ? words.get("label.said.like") : "";
        }
        String said =
                switch (label.get().verdict()) {
                    case Verdict.Real _ -> words.get("label.said.real");
                    case Verdict.FalseAlarm _ -> words.get("label.said.false");
                    case Verdict.Expected(Instant until) ->
                            words.get(
                                    mark.muted()
                                            ? "label.said.expected"
                                            : "label.said.was.expected",
                                    Readouts.dayTime(until));
                };
        return label.get().reason().isBlank() ? said : said + " (" + label.get().reason() + ")";
    }

    /// A person says something about an anomaly.
    public void label(Anomaly anomaly, Verdict verdict, String reason) {
        workbench.label(anomaly, verdict, reason.strip());
    }

    /// A word of the window.
    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    /// A span as its button says it: `3 h`, `7 d`.
    public static String spanText(Duration span) {
        return span.toDays() > 0 ? span.toDays() + " d" : span.toHours() + " h";
    }

    /// How the expected values of a series were made, how much of what that needs is there, and
    /// what speaks against trusting it, in a few words.
    public String methodText(SignalPicture picture) {
        String percent = Readouts.percent(picture.learned());
        String method =
                switch (picture.method()) {
                    case LEARNING -> words.get("method.learning", percent);
                    case SIBLING, LEVEL ->
                            picture.learned() < 1
                                    ? words.get(
                                            "method.until",
                                            wording.method(picture.method()),
                                            percent)
                                    : wording.method(picture.method());
                    case STL, REFERENCE -> wording.method(picture.method());
                };
        String doubt = wording.reliability(picture.reliability());
        return doubt.isEmpty() ? method : method + " · " + doubt;
    }

    /// What stands over a chart: the metric alone, as labels are many; of lines of a log what they
    /// say.
    public String titleText(SignalPicture picture) {
        var id = picture.series().id();
        return LogSeries.severity(id).isPresent() ? wording.metric(id) : id.metric();
    }

    /// A line that a series of a running system counts, masked; empty where there is none.
    public String exampleText(SignalPicture picture) {
        return workbench.stateProperty().get() instanceof WorkbenchState.Open(LiveSession live)
                        && LogSeries.template(picture.series().id()).isPresent()
                ? Optional.ofNullable(
                                live.live().intake().logs().examples().get(picture.series().id()))
                        .map(example -> words.get("charts.example", example))
                        .orElse("")
                : "";
    }

    /// The newest value and how far it is from the expected.
    public String valueText(SignalPicture picture) {
        var newest = picture.newest();
        Optional<Instant> silent = picture.silentSince();
        if (silent.isPresent()) {
            return words.get(
                    "charts.silent",
                    Readouts.time(silent.get()),
                    wording.value(newest.expected(), picture.series()));
        }
        return words.get(
                "charts.value",
                wording.value(newest.observed(), picture.series()),
                wording.value(newest.expected(), picture.series()));
    }

    private void update() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        ServiceId service = workbench.selectionProperty().get();
        if (snapshot == null || service == null) {
            reading.drop();
            title.set(words.get("charts.title"));
            pictures.set(List.of());
            nothing.set(
                    snapshot == null
                            ? words.get("charts.waiting")
                            : words.get("charts.nothing.selected"));
            return;
        }
        title.set(service.value());
        while (!zooms.isEmpty() && !zooms.peek().from().isBefore(snapshot.at())) {
            zooms.pop(); // went back before it
        }
        zoomed.set(!zooms.isEmpty());
        TimeSpan window =
                zooms.isEmpty()
                        ? SignalPicture.window(snapshot, workbench.spanProperty().get())
                        : zooms.peek();
        SeriesId first = workbench.signalProperty().get();
        if (SignalPicture.atOnce(snapshot, window)) {
            reading.drop();
            show(service, pictures(snapshot, service, window, first));
            return;
        }
        // Old cells are read from files. An answer to an earlier question about the same component
        // is shown: the next one is on its way.
        reading.ask(
                () -> pictures(snapshot, service, window, first),
                all -> {
                    if (service.equals(workbench.selectionProperty().get())) {
                        show(service, all);
                    }
                });
    }

    private static List<SignalPicture> pictures(
            Snapshot snapshot, ServiceId service, TimeSpan window, @Nullable SeriesId first) {
        return SignalPicture.of(snapshot, service, first, window, COLUMNS, LIMIT);
    }

    /// The series that a person asked to see.
    ReadOnlyObjectProperty<@Nullable SeriesId> askedProperty() {
        return workbench.signalProperty();
    }

    private void show(ServiceId service, List<SignalPicture> all) {
        pictures.set(all);
        nothing.set(all.isEmpty() ? words.get("charts.nothing.measured", service.value()) : "");
    }
}
