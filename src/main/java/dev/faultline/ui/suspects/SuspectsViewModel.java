package dev.faultline.ui.suspects;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The ranking as a table, the most probable cause first.
public final class SuspectsViewModel {
    /// What the region lists.
    public enum Segment {
        /// The most probable cause first.
        SUSPECTS,
        /// All components by name, with their trouble.
        SERVICES,
        CHANGES
    }

    /// Below this share of what the series need, the ranking stands on little.
    private static final double LEARNED = 0.8;

    private static final Duration RECENTLY = Duration.ofMinutes(5);

    /// Of so many the change of the last minutes is looked up: of the others it is far below what
    /// is told.
    private static final int FOLLOWED = 60;

    /// What moves a posterior by less is not told.
    private static final double WORTH_TELLING = 0.01;

    private final Workbench workbench;
    private final Words words;
    private final SuspectFilter filter = new SuspectFilter(this::update);
    private final ObjectProperty<Segment> segment = new SimpleObjectProperty<>(Segment.SUSPECTS);
    private final ReadOnlyObjectWrapper<List<String>> teams =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper learning = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper nothing = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<SuspectRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper blind = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper exactness = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper exactnessMeaning = new ReadOnlyStringWrapper("");

    public SuspectsViewModel(Workbench workbench, Words words) {
        this.workbench = workbench;
        this.words = words;
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        segment.addListener((p, before, now) -> update());
        update();
    }

    public ReadOnlyObjectProperty<List<SuspectRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// How many there are.
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Whether nothing is heard of anything, so that a ranking would stand on nothing.
    public ReadOnlyBooleanProperty blindProperty() {
        return blind.getReadOnlyProperty();
    }

    /// The badge of all numbers: exact, within a tolerance, sampled.
    public ReadOnlyStringProperty exactnessProperty() {
        return exactness.getReadOnlyProperty();
    }

    /// What the badge means.
    public ReadOnlyStringProperty exactnessMeaningProperty() {
        return exactnessMeaning.getReadOnlyProperty();
    }

    /// Which lines are wanted.
    public SuspectFilter filter() {
        return filter;
    }

    /// What the region lists.
    public ObjectProperty<Segment> segmentProperty() {
        return segment;
    }

    /// The teams that there are.
    public ReadOnlyObjectProperty<List<String>> teamsProperty() {
        return teams.getReadOnlyProperty();
    }

    /// How much is still to be learned before the ranking stands on much; empty where it does.
    public ReadOnlyStringProperty learningProperty() {
        return learning.getReadOnlyProperty();
    }

    /// Why there is no line.
    public ReadOnlyStringProperty nothingProperty() {
        return nothing.getReadOnlyProperty();
    }

    public ObjectProperty<@Nullable ServiceId> selectionProperty() {
        return workbench.selectionProperty();
    }

    /// What assertions did to a line, with a sign that is a shape; empty where they did nothing.
    String moved(SuspectRow row) {
        if (Double.isNaN(row.change()) || Math.abs(row.change()) < WORTH_TELLING) {
            return "";
        }
        return words.get(
                row.change() > 0 ? "suspects.raised" : "suspects.lowered",
                Figures.probability(row.cause() - row.change()));
    }

    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    /// A person chose a line.
    public void select(ServiceId service) {
        workbench.select(service);
    }

    /// By how much it changed in the last five minutes: `+0.31`, `−0.05`, `·` where by less than
    /// can be told.
    String recent(SuspectRow row) {
        if (Double.isNaN(row.recent())) {
            return "–";
        }
        return Math.abs(row.recent()) < WORTH_TELLING / 2
                ? "·"
                : String.format(Locale.ROOT, "%+.2f", row.recent()).replace('-', '−');
    }

    private void update() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        blind.set(snapshot != null && snapshot.blind().isPresent());
        if (snapshot == null || blind.get()) {
            nothing.set(words.get(blind.get() ? "suspects.blind" : "suspects.empty"));
            rows.set(List.of());
            summary.set("");
            learning.set("");
            exactness.set("");
            exactnessMeaning.set("");
            return;
        }
        Badges badges = new Badges(snapshot);
        Diagnosis diagnosis = snapshot.diagnosis();
        List<RankedCause> causes = diagnosis.ranking().causes();
        exactness.set(badge(diagnosis.ranking().exactness()));
        exactnessMeaning.set(meaning(diagnosis.ranking().exactness()));
        double learned = snapshot.history().learned();
        learning.set(
                learned < LEARNED && !snapshot.series().isEmpty()
                        ? words.get("suspects.learning", Readouts.percent(learned))
                        : "");
        teams.set(
                snapshot.topology().components().stream()
                        .map(Component::team)
                        .filter(team -> !team.isEmpty())
                        .distinct()
                        .sorted()
                        .toList());
        Map<ServiceId, Double> before = new HashMap<>();
        if (!diagnosis.pins().isEmpty()) {
            diagnosis.before().causes().forEach(c -> before.put(c.service(), c.cause()));
        }
        rows.set(
                causes.stream()
                        .map(c ->
                                row(
                                        snapshot,
                                        c,
                                        c.cause() - before.getOrDefault(c.service(), Double.NaN),
                                        badges))
                        .filter(filter::matches)
                        .sorted(
                                segment.get() == Segment.SERVICES
                                        ? Comparator.comparing(SuspectRow::service)
                                        : Comparator.comparingInt(SuspectRow::rank))
                        .toList());
        nothing.set(words.get(causes.isEmpty() ? "suspects.empty" : "suspects.none.match"));
        summary.set(
                rows.get().size() < causes.size()
                        ? words.get(
                                "suspects.summary.part",
                                Readouts.count(rows.get().size()),
                                Readouts.count(causes.size()))
                        : words.get(
                                "suspects.summary",
                                Readouts.count(causes.size()),
                                Readouts.count(badges.anomalous())));
    }

    private String badge(Exactness exactness) {
        return switch (exactness) {
            case Exactness.Exact _ -> words.get("exactness.badge.exact");
            case Exactness.Within(double delta) ->
                    words.get("exactness.badge.within", tolerance(delta));
            case Exactness.Sampled(int _, double halfWidth) ->
                    words.get("exactness.badge.sampled", tolerance(halfWidth));
        };
    }

    private String meaning(Exactness exactness) {
        return switch (exactness) {
            case Exactness.Exact _ -> words.get("exactness.exact");
            case Exactness.Within(double delta) -> words.get("exactness.within", tolerance(delta));
            case Exactness.Sampled(int draws, double halfWidth) ->
                    words.get("exactness.sampled", Readouts.count(draws), tolerance(halfWidth));
        };
    }

    /// One digit, never rounded down: a bound stays one.
    private static String tolerance(double delta) {
        return delta > 0
                ? new BigDecimal(delta).round(new MathContext(1, RoundingMode.UP)).toPlainString()
                : "0";
    }

    private static double recent(Snapshot snapshot, RankedCause now) {
        return now.rank() > FOLLOWED
                ? Double.NaN
                : snapshot.beliefs()
                        .at(now.service(), snapshot.at().minus(RECENTLY))
                        .map(then -> now.cause() - then.cause())
                        .orElse(Double.NaN);
    }

    private static SuspectRow row(
            Snapshot snapshot, RankedCause cause, double change, Badges badges) {
        int i = snapshot.topology().indexOf(cause.service());
        return new SuspectRow(
                cause.rank(),
                cause.service(),
                cause.cause(),
                change,
                recent(snapshot, cause),
                cause.trouble(),
                i < 0 ? "" : snapshot.topology().component(i).team(),
                badges.of(cause.service()));
    }
}
