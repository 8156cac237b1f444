package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.ParameterValues;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.Statement;
import dev.faultline.source.WatchedTime;
import dev.faultline.ui.incidents.HistoryViewModel;
import dev.faultline.ui.incidents.LogLine;
import dev.faultline.wording.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemediesTest {
    private static final ServiceId DB = new ServiceId("db");

    @TempDir Path folder;

    private final Desk desk = new Desk();
    private final BlockingQueue<RemedyOutcome> outcomes = new LinkedBlockingQueue<>();
    private ShopRemedies own;
    private Remedies remedies;

    @BeforeEach
    void start() {
        own = new ShopRemedies(folder, desk.shop);
        remedies = desk.remedies(own.desk);
        desk.connectShop();
        awaitNewest(ShopSystem.NOW);
        await().until(() -> desk.on(() -> remedies.roleProperty().get()).isPresent());
    }

    @AfterEach
    void close() {
        own.close();
        desk.close();
    }

    private void run(String runbook, String seconds) {
        RunbookCopy copy = own.runbook(runbook);
        Confirmation confirmation = confirmed(copy, seconds);
        desk.run(() -> remedies.run(confirmation, copy, _ -> {}, outcomes::add));
    }

    private Confirmation confirmed(RunbookCopy copy, String seconds) {
        try {
            return own.desk.confirm(
                    new Statement(
                            UUID.randomUUID().toString(),
                            desk.on(() -> remedies.system()),
                            copy,
                            Runbook.Mode.RUN,
                            ParameterValues.of(copy.runbook(), DB, "", Map.of("wait", seconds)),
                            DB,
                            "",
                            desk.shop.now(),
                            "ann",
                            remedies.scene().orElseThrow().causes().get(DB)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RemedyOutcome outcome() throws InterruptedException {
        RemedyOutcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
        desk.run(() -> {}); // what else it told is told
        return outcome;
    }

    private void awaitKnown(int actions) {
        await().until(() -> desk.on(() -> remedies.actionsProperty().get()).size() == actions);
    }

    @Test
    void aRunIsJudgedByItsOwnSystemAlone() throws Exception {
        run("class-1", "0");
        assertThat(outcome()).isInstanceOf(RemedyOutcome.Ended.class);
        awaitKnown(1);
        List<Going> going = desk.on(() -> remedies.goingProperty().get());
        assertThat(going).singleElement().matches(Going::verifying);

        desk.run(() -> desk.workbench.connect(ConnectRequest.of("broker2:9092", "shop")));
        assertThat(desk.on(() -> remedies.goingProperty().get())).isEmpty();
        assertThat(desk.on(() -> remedies.actionsProperty().get())).isEmpty();
        hoursGoBy();
        assertThat(own.entries(RemedyEvent.Verified.class)).isEmpty();

        desk.run(() -> desk.workbench.connect(ConnectRequest.of("broker1:9092", "shop")));
        await().until(() -> desk.on(() -> remedies.goingProperty().get()).equals(going));
        awaitKnown(1);
        hoursGoBy();
        await().until(() -> own.entries(RemedyEvent.Verified.class).size() == 1);
        assertThat(desk.on(() -> remedies.goingProperty().get())).isEmpty();
    }

    /// More than the runbook's effect needs.
    private void hoursGoBy() {
        awaitNewest(ShopSystem.NOW);
        awaitNewest(desk.shop.goOn(12, "db", "web", "orders"));
        await().until(() -> desk.on(remedies::judged));
    }

    private void awaitNewest(Instant at) {
        await().until(() ->
                desk.on(() -> {
                    Snapshot now = desk.workbench.newestProperty().get();
                    return now != null && now.at().equals(at);
                }));
    }

    @Test
    void aRunOnWhatIsNotOpenAnyMoreIsRefusedAndOver() throws Exception {
        RunbookCopy copy = own.runbook("class-1");
        Confirmation confirmation = confirmed(copy, "0");
        desk.run(() -> {
            remedies.run(confirmation, copy, _ -> {}, outcomes::add);
            desk.workbench.close();
        });
        assertThat(outcome()).isInstanceOf(RemedyOutcome.Refused.class);
        assertThat(own.done()).isEmpty();
        assertThat(desk.on(remedies::running)).isFalse();
    }

    @Test
    void theHistoryTellsWhatWasDoneAndWhileOthersSeeTheScreenNotByWhom() throws Exception {
        HistoryViewModel history =
                desk.on(() -> {
                    HistoryViewModel made =
                            new HistoryViewModel(
                                    desk.workbench,
                                    desk.incidents,
                                    desk.look,
                                    desk.words,
                                    Wording.english());
                    remedies.actionsProperty().subscribe(made::acted);
                    desk.workbench.select(DB);
                    return made;
                });
        run("class-1", "0");
        assertThat(outcome()).isInstanceOf(RemedyOutcome.Ended.class);
        awaitKnown(1);
        assertThat(desk.on(() -> history.actionsProperty().get()))
                .singleElement()
                .asString()
                .contains("class-1 run", "ann");
        desk.run(() -> desk.look.sharingProperty().set(true));
        assertThat(desk.on(() -> history.actionsProperty().get()))
                .singleElement()
                .asString()
                .contains("class-1 run", "somebody")
                .doesNotContain("ann");
        // An hour by this machine's clock is 60 in a system that runs 60 times as fast.
        desk.shop.time(
                new WatchedTime(
                        ShopSystem.NOW.minusSeconds(3600),
                        Instant.parse("2031-01-01T00:00:00Z"),
                        60));
        desk.run(() -> {
            desk.workbench.heartbeat();
            desk.workbench.select(null);
            desk.workbench.select(DB);
        });
        assertThat(desk.on(() -> history.actionsProperty().get()))
                .singleElement()
                .extracting(LogLine::at)
                .isEqualTo("2031-01-03 12:00");
        desk.shop.time(WatchedTime.REAL);
        desk.run(desk.workbench::heartbeat);
        // Before it was done nothing of it is known.
        desk.run(() -> desk.workbench.seek(ShopSystem.NOW.minusSeconds(3600)));
        await().until(() -> desk.on(() -> history.actionsProperty().get()).isEmpty());
    }
}
