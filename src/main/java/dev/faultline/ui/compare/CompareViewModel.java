package dev.faultline.ui.compare;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.Newest;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.compare.Comparison.PairRow;
import dev.faultline.ui.compare.Comparison.Share;
import dev.faultline.ui.compare.Comparison.Side;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Wording;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// Which two places are compared, and how they compare. While it is put away nothing is worked out.
public final class CompareViewModel {
    /// Places of which trouble differs by as much differ.
    private static final double APART = 1.0 / 3;

    private final Workbench workbench;
    private final Words words;
    private final Wording wording;
    private final Sheets sheets;
    private final ReadOnlyObjectWrapper<List<ServiceId>> places =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<@Nullable ServiceId> left = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable ServiceId> right = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<PairRow>> pairs =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final Newest comparing;

    /// One line of the table, worded.
    ///
    /// @param differs whether one side is plainly worse off
    record Line(String what, String left, String right, boolean differs) {}

    public CompareViewModel(Workbench workbench, Words words, Wording wording, Sheets sheets) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
        this.sheets = sheets;
        comparing = workbench.newest();
        sheets.openProperty().addListener((p, before, now) -> update());
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        left.addListener((p, before, now) -> other());
        right.addListener((p, before, now) -> other());
    }

    /// What can be compared, zones first.
    ReadOnlyObjectProperty<List<ServiceId>> placesProperty() {
        return places.getReadOnlyProperty();
    }

    ObjectProperty<@Nullable ServiceId> leftProperty() {
        return left;
    }

    ObjectProperty<@Nullable ServiceId> rightProperty() {
        return right;
    }

    ReadOnlyObjectProperty<List<Line>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<PairRow>> pairsProperty() {
        return pairs.getReadOnlyProperty();
    }

    /// What stands in place of the tables; empty where they are there.
    ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What is worked out is of places that are not asked about any more.
    private void other() {
        comparing.drop();
        update();
    }

    private void update() {
        Snapshot shown = workbench.snapshotProperty().get();
        if (sheets.openProperty().get() != Sheets.Sheet.COMPARE) {
            comparing.drop();
            return;
        }
        if (shown == null) {
            say("compare.nothing");
            return;
        }
        List<ServiceId> now = Comparison.places(shown.topology());
        if (!now.equals(places.get())) {
            places.set(now);
        }
        if (now.size() < 2) {
            say("compare.one.place");
            return;
        }
        left.set(kept(left.get(), now, 0));
        right.set(kept(right.get(), now, 1));
        ServiceId one = left.get();
        ServiceId other = right.get();
        if (one == null || other == null) {
            return;
        }
        comparing.ask(
                () -> Comparison.of(shown, one, other),
                found -> {
                    state.set("");
                    lines.set(lines(found));
                    pairs.set(found.pairs());
                });
    }

    private static @Nullable ServiceId kept(
            @Nullable ServiceId chosen, List<ServiceId> places, int otherwise) {
        return chosen != null && places.contains(chosen) ? chosen : places.get(otherwise);
    }

    private void say(String key) {
        comparing.drop();
        state.set(words.get(key));
        lines.set(List.of());
        pairs.set(List.of());
    }

    private List<Line> lines(Comparison found) {
        return Stream.concat(
                        Stream.of(
                                line(
                                        "compare.own",
                                        own(found.left()),
                                        own(found.right()),
                                        Math.abs(trouble(found.left()) - trouble(found.right()))
                                                > APART),
                                line(
                                        "compare.troubled",
                                        of(found.left().troubled(), found.left().members()),
                                        of(found.right().troubled(), found.right().members()),
                                        apart(
                                                found.left().troubled(),
                                                found.left().members(),
                                                found.right().troubled(),
                                                found.right().members())),
                                line(
                                        "compare.anomalous",
                                        of(found.left().anomalous(), found.left().members()),
                                        of(found.right().anomalous(), found.right().members()),
                                        apart(
                                                found.left().anomalous(),
                                                found.left().members(),
                                                found.right().anomalous(),
                                                found.right().members())),
                                line(
                                        "compare.unmeasured",
                                        of(found.left().unmeasured(), found.left().members()),
                                        of(found.right().unmeasured(), found.right().members()),
                                        false),
                                line(
                                        "compare.first",
                                        first(found.left()),
                                        first(found.right()),
                                        false)),
                        found.signals().stream()
                                .map(row ->
                                        new Line(
                                                wording.signal(row.signal()),
                                                share(row.left()),
                                                share(row.right()),
                                                apart(
                                                        row.left().anomalous(),
                                                        row.left().series(),
                                                        row.right().anomalous(),
                                                        row.right().series()))))
                .toList();
    }

    private Line line(String key, String one, String other, boolean differs) {
        return new Line(words.get(key), one, other, differs);
    }

    /// Whether the shares differ by more than a third: a hint for the eye, not a test.
    private static boolean apart(int some, int all, int others, int allOthers) {
        return all > 0
                && allOthers > 0
                && Math.abs((double) some / all - (double) others / allOthers) > APART;
    }

    private static double trouble(Side side) {
        return side.own().map(c -> c.trouble()).orElse(0.0);
    }

    private String own(Side side) {
        return side.own()
                .map(c ->
                        words.get(
                                "compare.own.value",
                                Figures.probability(c.trouble()),
                                Figures.probability(c.cause())))
                .orElseGet(() -> words.get("compare.unranked"));
    }

    private String first(Side side) {
        return side.first()
                .map(c ->
                        words.get(
                                "whatif.suspect",
                                c.service().value(),
                                Figures.probability(c.cause())))
                .orElseGet(() -> words.get("whatif.nobody"));
    }

    private String of(int some, int all) {
        return words.get("compare.of", some, all);
    }

    private String share(Share share) {
        if (share.series() == 0) {
            return words.get("compare.no.series");
        }
        return words.get("compare.share", share.anomalous(), share.series(), sigma(share.median()));
    }

    private String sigma(OptionalDouble median) {
        return median.isEmpty()
                ? words.get("compare.unknown")
                : Figures.sigmas(median.getAsDouble());
    }
}
