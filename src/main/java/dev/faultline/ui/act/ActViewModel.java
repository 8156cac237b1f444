package dev.faultline.ui.act;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Verdict;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Look;
import dev.faultline.ui.Newest;
import dev.faultline.ui.Remedies;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.sheets.Sheets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The way from what is proposed for the selected component over what it asks for to how it went.
/// Nothing here runs but what was signed.
public final class ActViewModel {
    /// What the dialog shows.
    public enum Step {
        /// What could be done.
        CHOOSE,
        /// What one thing does, and what has to be done before it runs.
        ASK,
        /// It runs.
        RUN,
        /// It is over.
        OVER
    }

    private final Workbench workbench;
    private final Remedies remedies;
    private final Words words;
    private final Sheets sheets;
    private final Newest questions;
    private final RunViewModel run;
    private final AskViewModel ask;

    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.CHOOSE);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Offers.Row>> rows =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Intent>> back =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /// Whether there was nothing yet for which anything could be offered.
    private boolean early;

    /// What takes back what ran last, whether it is offered or not.
    private Optional<Intent> undo = Optional.empty();

    /// @param look whether others see it: then no person is named
    public ActViewModel(
            Workbench workbench,
            Incidents incidents,
            Remedies remedies,
            Look look,
            Words words,
            Sheets sheets,
            InstantSource clock) {
        this.workbench = workbench;
        this.remedies = remedies;
        this.words = words;
        this.sheets = sheets;
        questions = workbench.newest();
        run = new RunViewModel(remedies, look, words);
        ask =
                new AskViewModel(
                        workbench,
                        incidents,
                        remedies,
                        look,
                        words,
                        clock,
                        questions,
                        run.runsProperty(),
                        this::run);
        sheets.openProperty()
                .addListener((p, before, now) -> {
                    if (!run.runsProperty().get()) {
                        begin();
                    }
                });
        workbench.stateProperty().addListener((p, before, now) -> begin());
        workbench.newestProperty().addListener((p, before, now) -> offerAtLast());
        workbench.selectionProperty().addListener((p, before, now) -> offerAtLast());
        run.verdictProperty()
                .addListener((p, before, now) -> {
                    if (now instanceof Verdict.Worse) {
                        back.set(undo);
                    }
                });
    }

    /// What is asked for before the chosen thing runs.
    AskViewModel ask() {
        return ask;
    }

    /// What runs or ran.
    RunViewModel run() {
        return run;
    }

    ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// What it is about: the component, or the verb and object of what was chosen.
    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// What there is to say of the rows; empty for nothing.
    ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Offers.Row>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// What takes back what was done; empty where there is nothing to offer.
    ReadOnlyObjectProperty<Optional<Intent>> backProperty() {
        return back.getReadOnlyProperty();
    }

    /// Begins anew, with what could be done for the selected component, where the dialog is there.
    private void begin() {
        run.forget();
        ask.end();
        undo = Optional.empty();
        step.set(Step.CHOOSE);
        show(Offers.none(""));
        early = false;
        if (sheets.openProperty().get() == Sheets.Sheet.ACT) {
            offer();
        }
    }

    /// What is offered is for one component, and stays so while others come to the top.
    private void offerAtLast() {
        if (early) {
            offer();
        }
    }

    private void offer() {
        ServiceId target = workbench.selectionProperty().get();
        RemedyDesk desk = remedies.desk().orElse(null);
        title.set(words.get("act.title"));
        early = target == null || workbench.newestProperty().get() == null;
        if (early) {
            show(Offers.none(words.get("act.nothing")));
            return;
        }
        title.set(words.get("act.title.of", target.value()));
        if (desk == null) {
            show(Offers.none(words.get("act.no.desk")));
            return;
        }
        show(Offers.none(words.get("act.reading")));
        questions.ask(
                () ->
                        remedies.scene()
                                .map(scene -> Offers.of(desk, scene, target, words))
                                .orElseGet(() -> Offers.none(words.get("act.nothing"))),
                this::show);
    }

    private void show(Offers offers) {
        rows.set(offers.rows());
        said.set(offers.said());
        back.set(offers.back());
    }

    /// Goes on to what one of them does.
    void choose(Offers.Row row) {
        ask(new Intent(row.proposal(), Runbook.Mode.RUN, Map.of()));
    }

    /// Takes back what was done: to be confirmed like anything else.
    void takeBack() {
        back.get().ifPresent(this::ask);
    }

    private void ask(Intent of) {
        run.forget();
        back.set(Optional.empty());
        title.set(of.text(words));
        step.set(Step.ASK);
        ask.begin(of);
    }

    private void run(Intent of, Confirmation signed) {
        boolean dry = signed.statement().mode() == Runbook.Mode.DRY_RUN;
        if (!dry) {
            ask.end();
            undo = of.back(signed.statement().parameters());
            step.set(Step.RUN);
        }
        run.start(
                of.proposal().copy(),
                signed,
                outcome -> {
                    if (dry) {
                        ask.ask();
                    } else {
                        over(outcome);
                    }
                });
    }

    private void over(RemedyOutcome outcome) {
        step.set(Step.OVER);
        if (outcome.ran() && !(outcome instanceof RemedyOutcome.Ended end && end.succeeded())) {
            back.set(undo);
        }
    }

    /// Ends what runs; else puts the dialog away.
    void cancel() {
        if (run.runsProperty().get()) {
            run.stop();
        } else {
            sheets.close();
        }
    }
}
