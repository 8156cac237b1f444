package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.engine.SmallShop;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.AnomalyLabel.Verdict;
import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import dev.faultline.ui.charts.ChartsViewModel;
import dev.faultline.ui.charts.SignalPicture;
import dev.faultline.ui.graph.EdgeAccount;
import dev.faultline.ui.graph.GraphPlan;
import dev.faultline.ui.graph.GraphViewModel;
import dev.faultline.ui.graph.NodeLook;
import dev.faultline.ui.incidentbar.IncidentBarViewModel;
import dev.faultline.ui.inspector.InspectorViewModel;
import dev.faultline.ui.inspector.PartRow;
import dev.faultline.ui.statusbar.StatusBarViewModel;
import dev.faultline.ui.suspects.SuspectRow;
import dev.faultline.ui.suspects.SuspectsViewModel;
import dev.faultline.ui.timebar.TimeBarViewModel;
import dev.faultline.wording.Wording;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The view models of the regions over the small shop, whose database is slow from cell
/// [SmallShop#FAULT] on.
class RegionModelsTest {
    private final Desk desk = new Desk();
    private final Wording wording = Wording.english();
    private final Workbench workbench = desk.workbench;

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void theBarNamesTheSuspectAndForHowLong() {
        IncidentBarViewModel model = desk.on(() -> desk.bar());
        assertThat(model.headlineProperty().get()).isEqualTo("Not known yet");
        desk.openShop();
        String top = desk.on(() -> workbench.selectionProperty().get().value());
        assertThat(desk.on(() -> model.headlineProperty().get())).contains(top);
        assertThat(desk.on(() -> model.elapsedProperty().get())).matches("\\d+ (min|h).*");
        assertThat(desk.on(() -> model.ownerProperty().get())).isEqualTo("team");
        desk.seek(SmallShop.FAULT - 20);
        assertThat(desk.on(() -> model.severityProperty().get()))
                .isEqualTo(IncidentBarViewModel.Severity.CALM);
        assertThat(desk.on(() -> model.headlineProperty().get())).startsWith("No incident");
    }

    @Test
    void theTableFollowsTheRankingAndItsFilter() {
        SuspectsViewModel model = desk.on(() -> new SuspectsViewModel(workbench, desk.words));
        desk.openShop();
        List<SuspectRow> rows = desk.on(() -> model.rowsProperty().get());
        assertThat(rows).extracting(SuspectRow::rank).containsExactly(1, 2, 3);
        assertThat(rows).extracting(SuspectRow::badges).contains("⌁");
        desk.run(() -> model.filter().textProperty().set(" DB "));
        assertThat(desk.on(() -> model.rowsProperty().get()))
                .extracting(row -> row.service().value())
                .containsExactly("db");
    }

    @Test
    void theListIsNarrowedByTeamBySuspicionAndByProbability() {
        SuspectsViewModel model = desk.on(() -> new SuspectsViewModel(workbench, desk.words));
        desk.openShop();
        List<SuspectRow> all = desk.on(() -> model.rowsProperty().get());
        double second = all.get(1).cause();
        desk.run(() -> model.filter().leastProperty().set(second + 0.001));
        assertThat(desk.on(() -> model.rowsProperty().get())).containsExactly(all.getFirst());
        assertThat(desk.on(() -> model.summaryProperty().get())).isEqualTo("1 of 3 shown");
        desk.run(() -> model.filter().leastProperty().set(0));
        assertThat(desk.on(() -> model.teamsProperty().get())).containsExactly("team");
        desk.run(() -> model.filter().teamProperty().set("another"));
        assertThat(desk.on(() -> model.rowsProperty().get())).isEmpty();
        assertThat(desk.on(() -> model.nothingProperty().get()))
                .isEqualTo("No component matches the filters.");
        desk.run(() -> model.filter().teamProperty().set("team"));
        desk.run(() -> model.filter().suspectsProperty().set(true));
        assertThat(desk.on(() -> model.rowsProperty().get()))
                .contains(all.getFirst())
                .allMatch(row -> row.cause() >= 0.05 || row.badges().contains("⌁"));
        desk.run(() -> model.filter().suspectsProperty().set(false));
        desk.run(() -> model.segmentProperty().set(SuspectsViewModel.Segment.SERVICES));
        assertThat(desk.on(() -> model.rowsProperty().get()))
                .extracting(row -> row.service().value())
                .containsExactly("db", "orders", "web");
    }

    @Test
    void theSumFromPriorToPosteriorAddsUp() {
        InspectorViewModel model =
                desk.on(() -> new InspectorViewModel(workbench, desk.words, wording));
        desk.openShop();
        for (String service : List.of("web", "orders", "db")) {
            desk.run(() -> workbench.select(new ServiceId(service)));
            desk.awaitSettled();
            List<PartRow> parts = desk.on(() -> model.partsProperty().get());
            double sum =
                    parts.stream().filter(p -> !p.total()).mapToDouble(PartRow::contribution).sum();
            assertThat(parts.getLast().total()).isTrue();
            assertThat(sum).as(service).isCloseTo(parts.getLast().contribution(), within(1e-9));
            assertThat(parts.get(parts.size() - 2).posterior())
                    .isCloseTo(parts.getLast().posterior(), within(1e-9));
            double shown =
                    desk.on(() -> workbench.snapshotProperty().get())
                            .diagnosis()
                            .ranking()
                            .of(new ServiceId(service))
                            .orElseThrow()
                            .cause();
            assertThat(parts.getLast().posterior()).isCloseTo(shown, within(1e-6));
            assertThat(desk.on(() -> model.evidenceProperty().get())).isNotEmpty();
        }
    }

    @Test
    void theChartsShowTheMostDeviatingSignalsFirstUpToThePlayhead() {
        ChartsViewModel model = desk.on(() -> new ChartsViewModel(workbench, desk.words, wording));
        assertThat(model.nothingProperty().get()).isNotEmpty();
        desk.openShop();
        desk.run(() -> workbench.spanProperty().set(Duration.ofDays(1)));
        List<SignalPicture> pictures = desk.on(() -> model.picturesProperty().get());
        assertThat(pictures).hasSize(4);
        assertThat(pictures.stream().map(p -> Double.isNaN(p.z()) ? 0 : Math.abs(p.z())).toList())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        for (SignalPicture picture : pictures) {
            assertThat(picture.newest().millis())
                    .isLessThanOrEqualTo(SmallShop.at(SmallShop.FAULT + 6).toEpochMilli());
            assertThat(picture.points()).hasSizeBetween(140, 146);
        }
        assertThat(pictures.getFirst().anomalies()).isNotEmpty();
        assertThat(pictures.stream().flatMap(p -> p.points().stream()))
                .as("a missing sample stays a gap; seed " + SmallShop.SEED)
                .anyMatch(point -> Double.isNaN(point.observed()));
    }

    @Test
    void theGraphLaysOutCallersLeftAndMarksTheFirstSuspect() {
        GraphViewModel model =
                desk.on(() ->
                        new GraphViewModel(workbench, desk.words, Runnable::run, Runnable::run));
        desk.openShop();
        GraphPlan plan = desk.on(() -> model.drawingProperty().get().plan());
        assertThat(x(plan, "web")).isLessThan(x(plan, "orders"));
        assertThat(x(plan, "orders")).isLessThan(x(plan, "db"));
        List<NodeLook> looks = desk.on(() -> model.looksProperty().get());
        assertThat(looks).filteredOn(NodeLook::top).hasSize(1);
        assertThat(looks).filteredOn(NodeLook::anomalous).isNotEmpty();
        desk.seek(SmallShop.FAULT - 20);
        assertThat(desk.on(() -> model.looksProperty().get())).noneMatch(NodeLook::top);
        assertThat(desk.on(() -> model.drawingProperty().get().plan())).isEqualTo(plan);
    }

    @Test
    void theGraphGoesIntoAComponentAndBackAndTellsWhatALineExplains() {
        GraphViewModel model =
                desk.on(() ->
                        new GraphViewModel(workbench, desk.words, Runnable::run, Runnable::run));
        assertThat(desk.on(() -> model.stateProperty().get()))
                .isEqualTo(GraphViewModel.State.NOTHING);
        desk.openShop();
        assertThat(desk.on(() -> model.stateProperty().get()))
                .isEqualTo(GraphViewModel.State.SHOWN);
        assertThat(desk.on(() -> model.summaryProperty().get())).isEqualTo("3 components, 1 group");
        desk.run(() -> workbench.select(new ServiceId("orders")));
        assertThat(desk.on(() -> model.drawingProperty().get().paths()))
                .filteredOn(path -> path.suspect().value().equals("orders"))
                .allSatisfy(path -> assertThat(path.steps()).hasSize(1));

        EdgeAccount account =
                desk.on(() -> new EdgeAccount(workbench, desk.words, wording.graph()));
        List<String> told = new CopyOnWriteArrayList<>();
        desk.run(() ->
                model.drawingProperty().get().cut().ties().stream()
                        .filter(tie -> tie.to().name().equals("db"))
                        .forEach(tie -> account.tell(tie, told::add)));
        org.awaitility.Awaitility.await().until(() -> told.size() == 2);
        assertThat(told.getFirst()).contains("orders", "db");
        var shown = desk.on(() -> workbench.snapshotProperty().get());
        var effect =
                shown.diagnosis().whatIf(new ServiceId("db")).effects().stream()
                        .filter(e -> e.service().value().equals("orders"))
                        .findFirst()
                        .orElseThrow();
        assertThat(told.getLast())
                .contains(
                        "db explains "
                                + Readouts.percent(effect.relief() / effect.before())
                                + " % of the trouble of orders");

        desk.run(workbench::close);
        assertThat(desk.on(() -> model.stateProperty().get()))
                .isEqualTo(GraphViewModel.State.NOTHING);
    }

    @Test
    void whatAPersonCallsAFalseAlarmIsShownAsMutedAndCounted() {
        ChartsViewModel model = desk.on(() -> new ChartsViewModel(workbench, desk.words, wording));
        StatusBarViewModel status = desk.on(() -> new StatusBarViewModel(workbench, desk.words));
        desk.openShop();
        desk.run(() -> workbench.select(new ServiceId("db")));
        desk.awaitSettled();
        SignalPicture.Mark mark = newestMark(model);
        assertThat(mark.muted()).isFalse();
        assertThat(desk.on(() -> status.mutedProperty().get())).isEmpty();
        SignalPicture before = desk.on(() -> model.picturesProperty().get().getFirst());
        assertThat(model.anomalyText(mark, before))
                .contains("above what was expected")
                .contains("farther than ever from what is usual at this time of day")
                .containsAnyOf("spike", "level shift", "trend change");

        desk.run(() -> model.label(mark.anomaly(), new Verdict.FalseAlarm(), " known probe "));
        org.awaitility.Awaitility.await()
                .until(() -> desk.on(() -> !status.mutedProperty().get().isEmpty()));
        assertThat(desk.on(() -> status.mutedProperty().get())).isEqualTo("1 muted");
        List<SignalPicture> pictures = desk.on(() -> model.picturesProperty().get());
        SignalPicture.Mark muted =
                pictures.stream()
                        .flatMap(p -> p.anomalies().stream())
                        .filter(m -> m.anomaly().equals(mark.anomaly()))
                        .findFirst()
                        .orElseThrow();
        assertThat(muted.muted()).isTrue();
        assertThat(model.anomalyText(muted, before)).endsWith("muted: false alarm (known probe)");
    }

    @Test
    void aChartSaysHowMuchIsLearnedAndWhatSpeaksAgainstIt() {
        ChartsViewModel model = desk.on(() -> new ChartsViewModel(workbench, desk.words, wording));
        desk.openShop();
        SignalPicture shown = desk.on(() -> model.picturesProperty().get().getFirst());
        assertThat(model.methodText(with(shown, Method.LEARNING, .37, Reliability.FINE)))
                .isEqualTo("needs 2 seasons, 37 % there");
        assertThat(
                        model.methodText(
                                with(
                                        shown,
                                        Method.SIBLING,
                                        .5,
                                        new Reliability(.62, Reliability.Reason.GAPS))))
                .isEqualTo(
                        "season of its siblings, needs 2 seasons, 50 % there · reliability 62 %: gaps");
        assertThat(model.methodText(with(shown, Method.STL, 1, Reliability.FINE)))
                .isEqualTo("trend and season (STL)");
        for (SignalPicture.Point point : shown.points()) {
            if (!Double.isNaN(point.expected())) {
                assertThat(point.trend() + point.season())
                        .isCloseTo(point.expected(), within(1e-9));
            }
        }
    }

    private static SignalPicture with(
            SignalPicture shown, Method method, double learned, Reliability reliability) {
        return new SignalPicture(
                shown.series(),
                shown.from(),
                shown.at(),
                shown.to(),
                shown.points(),
                shown.anomalies(),
                shown.changes(),
                shown.z(),
                method,
                learned,
                reliability);
    }

    private SignalPicture.Mark newestMark(ChartsViewModel model) {
        return desk.on(() -> model.picturesProperty().get().getFirst().anomalies().getLast());
    }

    private static double x(GraphPlan plan, String service) {
        return plan.spots()
                .get(new dev.faultline.ui.graph.GraphItem.One(new ServiceId(service)))
                .x();
    }

    @Test
    void theTimeLineKnowsNothingAfterThePlayhead() {
        TimeBarViewModel model = desk.on(() -> new TimeBarViewModel(workbench, desk.words));
        desk.openShop();
        var now = desk.on(() -> model.timelineProperty().get());
        assertThat(now.changes()).hasSize(1);
        assertThat(now.onset()).isPresent();
        assertThat(now.playhead()).isCloseTo(now.known(), within(1e-9));
        assertThat(now.heat()).isNotEmpty().hasSizeLessThanOrEqualTo(6);
        for (var row : now.heat()) {
            int known = (int) (now.known() * row.open().size());
            assertThat(row.open().subList(0, known + 1)).anyMatch(open -> open > 0);
            assertThat(row.open().subList(known + 1, row.open().size())).containsOnly(0);
        }
        var reported = desk.on(() -> workbench.snapshotProperty().get()).reported();
        assertThat(now.heat().stream().mapToInt(row -> row.anomalies()).sum())
                .isEqualTo(reported.size());
        desk.run(() -> model.skip(-1));
        desk.run(() -> model.skip(-1));
        desk.awaitSettled();
        assertThat(desk.on(() -> model.clockProperty().get())).endsWith("UTC");
        assertThat(desk.on(() -> model.timelineProperty().get()).playhead())
                .isLessThan(now.playhead());
        desk.run(() -> model.setSpeed(300));
        assertThat(desk.on(() -> model.speedProperty().get())).isEqualTo(300);
    }

    @Test
    void theStatusBarCountsWhatWasTakenInAndLeftOut() {
        StatusBarViewModel model = desk.on(() -> new StatusBarViewModel(workbench, desk.words));
        desk.openShop();
        var counts = desk.on(() -> workbench.snapshotProperty().get().counts());
        assertThat(counts.late()).isPositive();
        assertThat(desk.on(() -> model.countsProperty().get()))
                .contains(Readouts.count(counts.samples()) + " samples")
                .contains(counts.late() + " late");
        assertThat(desk.on(() -> model.noticesProperty().get()))
                .extracting(notice -> notice.text())
                .contains("simulated");
        assertThat(desk.on(() -> model.titleProperty().get())).isEqualTo("small shop");
    }
}
