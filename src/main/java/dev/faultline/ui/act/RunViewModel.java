package dev.faultline.ui.act;

import dev.faultline.remedy.Action;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.Verdict;
import dev.faultline.ui.Look;
import dev.faultline.ui.Remedies;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What runs or ran last: what it prints, how it ended, and whether it helped.
final class RunViewModel {
    /// Lines of output that are kept on the screen.
    private static final int LINES = 2_000;

    /// @param dry whether it only says what it would do
    private record Run(String action, Runbook runbook, boolean dry) {}

    private final Remedies remedies;
    private final Look look;
    private final Words words;
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper runs = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Verdict> verdict = new ReadOnlyObjectWrapper<>();
    private final ObservableList<String> output = FXCollections.observableArrayList();

    private @Nullable Run run;
    private @Nullable RemedyOutcome outcome;

    RunViewModel(Remedies remedies, Look look, Words words) {
        this.remedies = remedies;
        this.look = look;
        this.words = words;
        remedies.actionsProperty().addListener((p, before, now) -> judge());
        look.sharingProperty().addListener((p, before, now) -> tell());
    }

    /// How it goes or went, in a sentence; empty where nothing ran.
    ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    /// Whether it runs now, and can be ended.
    ReadOnlyBooleanProperty runsProperty() {
        return runs.getReadOnlyProperty();
    }

    /// Whether it helped; null while that is not known.
    ReadOnlyObjectProperty<@Nullable Verdict> verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    ObservableList<String> output() {
        return output;
    }

    /// Runs what was signed, in place of what ran before.
    ///
    /// @param over hears how it ended
    void start(RunbookCopy copy, Confirmation confirmation, Consumer<RemedyOutcome> over) {
        forget();
        Run mine =
                new Run(
                        confirmation.statement().action(),
                        copy.runbook(),
                        confirmation.statement().mode() == Runbook.Mode.DRY_RUN);
        run = mine;
        runs.set(true);
        tell();
        remedies.run(
                confirmation,
                copy,
                lines -> {
                    if (mine.equals(run)) {
                        print(lines);
                    }
                },
                ended -> {
                    if (mine.equals(run)) {
                        outcome = ended;
                        runs.set(false);
                        tell();
                        over.accept(ended);
                    }
                });
    }

    private void print(List<String> lines) {
        output.addAll(lines);
        if (output.size() > LINES) {
            output.remove(0, output.size() - LINES);
        }
    }

    /// Ends what runs, with all that it started.
    void stop() {
        if (run != null) {
            remedies.cancel(run.action());
        }
    }

    /// What ran goes on, and is of no concern here any more.
    void forget() {
        run = null;
        outcome = null;
        runs.set(false);
        verdict.set(null);
        output.clear();
        tell();
    }

    private void judge() {
        Run of = run;
        if (of != null && !runs.get()) {
            remedies.actionsProperty().get().stream()
                    .filter(action -> action.id().equals(of.action()))
                    .findFirst()
                    .flatMap(Action::verdict)
                    .ifPresent(verdict::set);
            tell();
        }
    }

    private void tell() {
        Run of = run;
        Verdict helped = verdict.get();
        RemedyOutcome ended = outcome;
        if (of == null) {
            said.set("");
        } else if (helped != null) {
            said.set(OutcomeText.of(helped, words));
        } else if (ended != null) {
            said.set(ended(of, ended));
        } else {
            said.set(words.get(of.dry() ? "act.dry.running" : "act.running"));
        }
    }

    private String ended(Run of, RemedyOutcome ended) {
        String how = OutcomeText.of(ended, words, new RefusalWords(!look.sharingProperty().get()));
        boolean judged = !of.dry() && ended instanceof RemedyOutcome.Ended well && well.succeeded();
        return of.runbook()
                .effect()
                .filter(effect -> judged)
                .map(effect ->
                        how + " " + words.get("act.verifying", Figures.duration(effect.within())))
                .orElse(how);
    }
}
