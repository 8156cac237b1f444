package dev.faultline.ui.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.Verdict;
import dev.faultline.ui.Desk;
import dev.faultline.ui.Remedies;
import dev.faultline.ui.ShopRemedies;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.act.ActViewModel.Step;
import dev.faultline.ui.sheets.Sheets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActViewModelTest {
    private static final ServiceId DB = new ServiceId("db");

    @TempDir Path folder;

    private final Desk desk = new Desk();
    private final Sheets sheets = new Sheets();
    private ShopRemedies own;
    private Remedies remedies;
    private ActViewModel model;

    @BeforeEach
    void start() {
        own = new ShopRemedies(folder, desk.shop);
        remedies = desk.remedies(own.desk);
        model =
                desk.on(() ->
                        new ActViewModel(
                                desk.workbench,
                                desk.incidents,
                                remedies,
                                desk.look,
                                desk.words,
                                sheets,
                                desk.shop::now));
        desk.connectShop();
        await().until(() ->
                desk.on(() -> desk.workbench.newestProperty().get()).at().equals(ShopSystem.NOW));
        desk.run(() -> desk.workbench.select(DB));
        open();
    }

    @AfterEach
    void close() {
        own.close();
        desk.close();
    }

    private void open() {
        desk.run(() -> sheets.show(Sheets.Sheet.ACT));
        await().until(() -> !desk.on(() -> model.rowsProperty().get()).isEmpty());
    }

    private Offers.Row row(String id) {
        return model.rowsProperty().get().stream()
                .filter(row -> row.proposal().copy().runbook().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void choose(String id) {
        desk.run(() -> model.choose(row(id)));
    }

    private void give(String value) {
        desk.run(() -> model.ask().fieldsProperty().get().getFirst().value().set(value));
    }

    private void awaitReady() {
        await().until(() -> desk.on(() -> model.ask().readyProperty().get()));
    }

    private void awaitRefusal(String part) {
        await().untilAsserted(() ->
                assertThat(desk.on(() -> model.ask().refusalProperty().get())).contains(part));
    }

    private void awaitStep(Step step) {
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> desk.on(() -> model.stepProperty().get()) == step);
    }

    @Test
    void offersAsSoonAsThereIsSomethingAndStaysWithIt() {
        desk.run(() -> {
            sheets.close();
            desk.workbench.selectionProperty().set(null);
            sheets.show(Sheets.Sheet.ACT);
        });
        assertThat(desk.on(() -> model.saidProperty().get())).startsWith("Select a component");
        desk.run(() -> desk.workbench.select(DB));
        await().until(() -> !desk.on(() -> model.rowsProperty().get()).isEmpty());
        List<Offers.Row> offered = desk.on(() -> model.rowsProperty().get());
        desk.run(() -> desk.workbench.select(new ServiceId("web")));
        assertThat(desk.on(() -> model.titleProperty().get())).contains("db");
        assertThat(desk.on(() -> model.rowsProperty().get())).isEqualTo(offered);
    }

    @Test
    void whatWasSeenAndSignedIsNotAboutOtherValues() {
        choose("class-2");
        awaitRefusal("dry run");
        desk.run(model.ask()::dryRun);
        awaitRefusal("Type the name db");
        desk.run(() -> model.ask().typedProperty().set("db"));
        awaitReady();
        give("1");
        awaitRefusal("dry run");
        assertThat(desk.on(() -> model.ask().typedProperty().get())).isEmpty();
        assertThat(desk.on(() -> model.ask().readyProperty().get())).isFalse();

        desk.run(() -> sheets.close());
        open();
        choose("class-3");
        awaitRefusal("dry run");
        desk.run(model.ask()::dryRun);
        awaitReady();
        desk.run(model.ask()::confirm);
        awaitRefusal("Hand the code to a second person");
        assertThat(desk.on(() -> model.ask().codeProperty().get())).isNotEmpty();
        give("1");
        assertThat(desk.on(() -> model.ask().codeProperty().get())).isEmpty();
    }

    @Test
    void nothingIsConfirmedBeforeAllIsDoneThatItAsksFor() {
        desk.run(() -> {
            model.choose(row("class-2"));
            model.ask().confirm();
        });
        awaitRefusal("dry run");
        desk.run(model.ask()::confirm);
        desk.run(model.ask()::dryRun);
        awaitRefusal("Type the name db");
        desk.run(model.ask()::confirm);
        desk.run(() -> model.ask().typedProperty().set("db"));
        awaitReady();
        assertThat(own.entries(RemedyEvent.Started.class)).as("the dry run").hasSize(1);
        assertThat(own.done()).isEmpty();
    }

    @Test
    void whatIsPutAwayBeforeItIsSignedDoesNotRun() {
        choose("class-0");
        awaitReady();
        desk.run(() -> {
            model.ask().confirm();
            sheets.close();
        });
        open(); // asks the desk behind the signature
        assertThat(own.entries(RemedyEvent.Started.class)).isEmpty();
        assertThat(desk.on(model.run().runsProperty()::get)).isFalse();
    }

    @Test
    void whatIsConfirmedTwiceRunsOnce() {
        choose("class-0");
        awaitReady();
        desk.run(() -> {
            model.ask().confirm();
            model.ask().confirm();
        });
        awaitStep(Step.OVER);
        assertThat(desk.on(() -> model.run().saidProperty().get())).contains("ended well");
        desk.run(() -> sheets.close());
        open();
        assertThat(own.entries(RemedyEvent.Started.class)).hasSize(1);
        assertThat(own.entries(RemedyEvent.Refused.class)).isEmpty();
    }

    @Test
    void whatRunsOnASystemThatIsNotOpenAnyMoreIsNotEndedByMistake() {
        choose("class-0");
        give("60");
        awaitReady();
        desk.run(model.ask()::confirm);
        await().until(() -> !own.done().isEmpty());
        desk.run(() -> desk.workbench.close());
        assertThat(desk.on(() -> model.stepProperty().get())).isEqualTo(Step.CHOOSE);
        desk.run(model::cancel);
        assertThat(desk.on(() -> sheets.openProperty().get())).isNull();
        assertThat(own.entries(RemedyEvent.Ended.class)).isEmpty();
        own.desk.close();
        assertThat(own.entries(RemedyEvent.Ended.class)).hasSize(1);
    }

    @Test
    void takingBackAsksForTheNameAnewAndForNoDryRun() {
        choose("class-2");
        desk.run(model.ask()::dryRun);
        awaitRefusal("Type the name db");
        desk.run(() -> model.ask().typedProperty().set("db"));
        give("100");
        awaitRefusal("dry run");
        give("0");
        desk.run(model.ask()::dryRun);
        awaitRefusal("Type the name db");
        desk.run(() -> model.ask().typedProperty().set("db"));
        awaitReady();
        desk.run(model.ask()::confirm);
        awaitStep(Step.OVER);
        desk.run(model::takeBack);
        assertThat(desk.on(() -> model.stepProperty().get()))
                .as("not offered")
                .isEqualTo(Step.OVER);
        made(new Verdict.Worse(new Verdict.Figures(5, 9, .8, .9, Double.NaN, 6)));
        await().until(() -> desk.on(() -> model.backProperty().get()).isPresent());
        desk.run(model::takeBack);
        awaitRefusal("Type the name db");
        assertThat(desk.on(() -> model.ask().dryProperty().get())).isFalse();
        desk.run(() -> model.ask().typedProperty().set("db"));
        awaitReady();
        desk.run(model.ask()::confirm);
        awaitStep(Step.OVER);
        assertThat(own.done()).containsExactly("do db", "undo db");
    }

    /// What the last run brought.
    private void made(Verdict verdict) {
        try {
            own.desk.verified(own.desk.actions().all().getLast().id(), verdict);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        desk.run(remedies::refresh);
    }

    @Test
    void whileOthersSeeTheScreenNobodyIsNamed() {
        choose("class-0");
        awaitReady();
        own.policy("viewer");
        desk.run(model.ask()::confirm);
        awaitStep(Step.OVER);
        assertThat(desk.on(() -> model.run().saidProperty().get())).contains("ann may not");
        desk.run(() -> desk.look.sharingProperty().set(true));
        assertThat(desk.on(() -> model.run().saidProperty().get()))
                .contains("Somebody may not")
                .doesNotContain("ann");
        desk.run(() -> sheets.close());
        open();
        choose("class-0");
        awaitRefusal("Somebody may not");
        desk.run(() -> desk.look.sharingProperty().set(false));
        awaitRefusal("ann may not");
    }
}
