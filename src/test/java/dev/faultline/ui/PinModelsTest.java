package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.faultline.cause.Pin;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.graph.GraphViewModel;
import dev.faultline.ui.graph.NodeLook;
import dev.faultline.ui.inspector.CheckRow;
import dev.faultline.ui.inspector.ChecksViewModel;
import dev.faultline.ui.inspector.InspectorViewModel;
import dev.faultline.ui.inspector.RecoveryRow;
import dev.faultline.ui.inspector.WhatIfViewModel;
import dev.faultline.ui.pins.PinsViewModel;
import dev.faultline.ui.suspects.SuspectRow;
import dev.faultline.ui.suspects.SuspectsViewModel;
import dev.faultline.wording.Wording;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person does with the posterior, over the small shop whose database is slow.
class PinModelsTest {
    private static final ServiceId DB = new ServiceId("db");
    private static final ServiceId ORDERS = new ServiceId("orders");

    private final Desk desk = new Desk();
    private final Wording wording = Wording.english();
    private final Workbench workbench = desk.workbench;
    private PinsViewModel pins;

    @BeforeEach
    void open() {
        pins = desk.on(() -> new PinsViewModel(workbench, desk.words, wording));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void whatIsPinnedIsAChipAndMovesTheTableUntilItIsTakenBack() {
        SuspectsViewModel suspects = desk.on(() -> new SuspectsViewModel(workbench, desk.words));
        GraphViewModel graph =
                desk.on(() ->
                        new GraphViewModel(workbench, desk.words, Runnable::run, Runnable::run));
        desk.openShop();
        List<SuspectRow> before = desk.on(() -> suspects.rowsProperty().get());
        assertThat(before).allSatisfy(row -> assertThat(row.change()).isNaN());
        assertThat(desk.on(() -> suspects.exactnessProperty().get())).isEqualTo("exact");
        desk.run(() -> workbench.pin(new Pin.NotCause(DB)));
        until(() -> pins.chipsProperty().get().size() == 1);
        PinsViewModel.Chip chip = desk.on(() -> pins.chipsProperty().get().getFirst());
        assertThat(chip.text()).isEqualTo("db: not the cause");
        assertThat(chip.more()).contains("db is not the cause", System.getProperty("user.name"));
        SuspectRow db = row(suspects, "db");
        double was =
                before.stream()
                        .filter(r -> r.service().equals(DB))
                        .findFirst()
                        .orElseThrow()
                        .cause();
        assertThat(db.cause()).isZero();
        assertThat(db.change()).isCloseTo(-was, within(1e-12));
        assertThat(db.badges()).endsWith("[R]");
        assertThat(desk.on(() -> look(graph, "db").pinned())).isEqualTo("R");
        assertThat(desk.on(() -> look(graph, "db").accessible())).contains("asserted: R");

        desk.run(workbench::undoPin);
        until(() -> pins.chipsProperty().get().isEmpty());
        assertThat(desk.on(() -> suspects.rowsProperty().get())).isEqualTo(before);
        assertThat(desk.on(() -> pins.undoableProperty().get())).isFalse();
    }

    @Test
    void whatIsSaidInARowArrivesInThatOrder() {
        desk.openShop();
        desk.run(() -> {
            for (int i = 0; i < 50; i++) {
                workbench.pin(new Pin.IsCause(DB));
                workbench.unpin(new Pin.IsCause(DB));
            }
            workbench.pin(new Pin.Healthy(ORDERS));
        });
        until(() ->
                pins.chipsProperty().get().stream()
                        .anyMatch(c -> c.pin().equals(new Pin.Healthy(ORDERS))));
        assertThat(desk.on(() -> pins.chipsProperty().get()))
                .extracting(PinsViewModel.Chip::pin)
                .containsExactly(new Pin.Healthy(ORDERS));
    }

    @Test
    void namesTheAssertionsThatContradictEachOther() {
        desk.openShop();
        assertThat(desk.on(() -> pins.contradictionProperty().get())).isEmpty();
        desk.run(() -> {
            workbench.pin(new Pin.IsCause(DB));
            workbench.pin(new Pin.Healthy(ORDERS));
            workbench.pin(new Pin.Healthy(DB));
        });
        until(() -> !pins.contradictionProperty().get().isEmpty());
        assertThat(desk.on(() -> pins.contradictionProperty().get()))
                .contains("db is the cause", "db was checked, it is fine")
                .doesNotContain("orders");
        assertThat(desk.on(() -> workbench.snapshotProperty().get()).diagnosis().ranking().causes())
                .allSatisfy(c -> assertThat(c.cause()).isFinite());
    }

    @Test
    void saysHowSureTheFirstPlaceIsAndWhatItHangsOn() {
        InspectorViewModel model =
                desk.on(() -> new InspectorViewModel(workbench, desk.words, wording));
        desk.openShop();
        desk.run(() -> workbench.select(ORDERS));
        desk.awaitSettled();
        assertThat(desk.on(() -> model.verdictProperty().get())).contains("db");
        assertThat(desk.on(() -> model.hangsProperty().get()))
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t).contains("would"));
    }

    @Test
    void goingBackShowsWhatWasPinnedThen() {
        desk.openShop();
        desk.run(() -> workbench.pin(new Pin.IsCause(DB)));
        until(() -> pins.chipsProperty().get().size() == 1);
        desk.seek(SmallShop.FAULT + 2);
        assertThat(desk.on(() -> pins.chipsProperty().get())).isEmpty();
        desk.seek(SmallShop.FAULT + 8);
        assertThat(desk.on(() -> pins.chipsProperty().get())).hasSize(1);
    }

    @Test
    void aCheckThatWasDoneCountsAndIsNotProposedAgain() {
        ChecksViewModel checks = desk.on(() -> new ChecksViewModel(workbench, desk.words, wording));
        desk.openShop();
        assertThat(desk.on(() -> checks.rowsProperty().get())).as("nobody asked").isEmpty();
        ask(Insights.Topic.CHECK_NEXT);
        List<CheckRow> rows = desk.on(() -> checks.rowsProperty().get());
        assertThat(rows).isNotEmpty();
        assertThat(rows)
                .extracting(r -> -r.check().gainPerMinute())
                .isSortedAccordingTo(Double::compare);
        CheckRow first = rows.getFirst();
        assertThat(first.abnormal())
                .contains("abnormal (", first.check().ifAbnormal().first().value());
        desk.run(() -> checks.done(first.check(), Pin.Outcome.ABNORMAL));
        until(() -> pins.chipsProperty().get().size() == 1);
        until(() -> !checks.rowsProperty().get().isEmpty() && settled());
        assertThat(desk.on(() -> checks.rowsProperty().get()))
                .noneMatch(r ->
                        r.check().service().equals(first.check().service())
                                && r.check().check() == first.check().check());
        CheckRow cannot = desk.on(() -> checks.rowsProperty().get().getFirst());
        double incident =
                desk.on(() -> workbench.snapshotProperty().get()).diagnosis().ranking().incident();
        desk.run(() -> checks.done(cannot.check(), Pin.Outcome.UNKNOWN));
        until(() -> pins.chipsProperty().get().size() == 2);
        assertThat(desk.on(() -> pins.chipsProperty().get().getLast().text()))
                .endsWith("(no effect)");
        assertThat(
                        desk.on(() -> workbench.snapshotProperty().get())
                                .diagnosis()
                                .ranking()
                                .incident())
                .isEqualTo(incident);
    }

    @Test
    void mendingTheDatabaseHealsItsCallersAndFindingItHealthyMovesTheBlame() {
        WhatIfViewModel whatIf = desk.on(() -> new WhatIfViewModel(workbench, desk.words, wording));
        GraphViewModel graph =
                desk.on(() ->
                        new GraphViewModel(workbench, desk.words, Runnable::run, Runnable::run));
        desk.openShop();
        desk.run(() -> workbench.select(DB));
        desk.awaitSettled();
        assertThat(desk.on(() -> graph.looksProperty().get()))
                .allSatisfy(look -> assertThat(look.healed()).isNaN());
        ask(Insights.Topic.WHAT_IF);
        List<RecoveryRow> recoveries = desk.on(() -> whatIf.recoveriesProperty().get());
        assertThat(recoveries).extracting(r -> r.service().value()).contains("orders", "web");
        assertThat(recoveries).allSatisfy(r -> assertThat(r.after()).isLessThan(r.before() / 2));
        assertThat(desk.on(() -> look(graph, "orders").healed())).isLessThan(.5);
        assertThat(desk.on(() -> whatIf.findingProperty().get()))
                .as("the other question has another answer")
                .contains("First suspect would be")
                .contains("now db");
        Snapshot shown = desk.on(() -> workbench.snapshotProperty().get());
        assertThat(shown.diagnosis().pins().isEmpty()).as("asking asserts nothing").isTrue();

        String foretold = desk.on(() -> whatIf.findingProperty().get());
        desk.run(whatIf::applyAsFinding);
        until(() -> pins.chipsProperty().get().size() == 1);
        assertThat(desk.on(() -> workbench.insights().topicProperty().get()))
                .isEqualTo(Insights.Topic.WHY);
        var top =
                desk.on(() -> workbench.snapshotProperty().get())
                        .diagnosis()
                        .ranking()
                        .top()
                        .orElseThrow();
        assertThat(foretold).contains("would be " + top.service() + " (");
        assertThat(desk.on(() -> graph.looksProperty().get()))
                .allSatisfy(look -> assertThat(look.healed()).isNaN());
    }

    @Test
    void anAnswerIsNeverShownBesideTheNameOfAnother() {
        desk.openShop();
        desk.run(() -> workbench.insights().topicProperty().set(Insights.Topic.WHAT_IF));
        for (String service : List.of("web", "orders", "db", "web", "db")) {
            ServiceId id = new ServiceId(service);
            boolean clean =
                    desk.on(() -> {
                        workbench.select(id);
                        var explained = workbench.insights().explanationProperty().get();
                        var held = workbench.insights().whatIfProperty().get();
                        return (explained == null || explained.service().equals(id))
                                && (held == null || held.held().equals(id));
                    });
            assertThat(clean).as(service).isTrue();
        }
        desk.awaitSettled();
        assertThat(desk.on(() -> workbench.insights().whatIfProperty().get().held())).isEqualTo(DB);
        assertThat(desk.on(() -> workbench.insights().explanationProperty().get().service()))
                .isEqualTo(DB);
    }

    private void ask(Insights.Topic topic) {
        desk.run(() -> workbench.insights().topicProperty().set(topic));
        desk.awaitSettled();
    }

    private boolean settled() {
        workbench.heartbeat();
        return workbench.settled();
    }

    private void until(Callable<Boolean> condition) {
        await().until(() -> desk.on(condition));
    }

    private SuspectRow row(SuspectsViewModel model, String service) {
        return desk.on(() -> model.rowsProperty().get()).stream()
                .filter(r -> r.service().value().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static NodeLook look(GraphViewModel model, String service) {
        return model.looksProperty().get().stream()
                .filter(l -> l.item().name().equals(service))
                .findFirst()
                .orElseThrow();
    }
}
