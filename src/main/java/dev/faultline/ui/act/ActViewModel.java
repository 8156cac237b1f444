package dev.faultline.ui.act;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Action;
import dev.faultline.remedy.Actions;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.Parameter;
import dev.faultline.remedy.ParameterValues;
import dev.faultline.remedy.Proposals;
import dev.faultline.remedy.Proposals.Proposal;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.RiskClass;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Scene;
import dev.faultline.remedy.Statement;
import dev.faultline.remedy.Verdict;
import dev.faultline.topology.ComponentKind;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Newest;
import dev.faultline.ui.Remedies;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.wording.Figures;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What is proposed for the selected component, what one has to know and do before it runs, and how
/// it goes. Nothing here runs but what [#confirm()] signed. Longer than 300 lines: a dialog with
/// four steps, each with what it says.
public final class ActViewModel {
    /// Lines of output that are kept on the screen.
    private static final int LINES = 2_000;

    /// A change of a posterior that is told, and how many are.
    private static final double LITTLE = 0.05;

    private static final int MOST_RELIEVED = 3;

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

    /// A line of what could be done.
    ///
    /// @param refusal why it cannot be chosen now; empty where it can
    public record Row(Proposal proposal, String title, String detail, String refusal) {}

    /// A fact and its name.
    public record Fact(String name, String value) {}

    /// A value that a person gives.
    public record Field(Parameter parameter, StringProperty value) {}

    private final Workbench workbench;
    private final Incidents incidents;
    private final Remedies remedies;
    private final Words words;
    private final Sheets sheets;
    private final InstantSource clock;
    private final RefusalWords refusals = new RefusalWords();

    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.CHOOSE);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Fact>> facts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Field>> fields =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<RiskClass> risk =
            new ReadOnlyObjectWrapper<>(RiskClass.READ_ONLY);
    private final ReadOnlyStringWrapper verb = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper code = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper rollback = new ReadOnlyStringWrapper("");
    private final StringProperty typed = new SimpleStringProperty("");
    private final StringProperty answer = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper dry = new ReadOnlyBooleanWrapper();
    private final ObservableList<String> output = FXCollections.observableArrayList();

    private @Nullable Proposal chosen;
    private @Nullable Confirmation waiting;
    private String running = "";
    private String refused = "";
    private String lastRun = "";
    private Runbook.Mode mode = Runbook.Mode.RUN;

    /// What the desk is asked; put away, or about something else, nobody waits for it any more.
    private final Newest questions;

    private boolean asking;
    private boolean signing;

    public ActViewModel(
            Workbench workbench,
            Incidents incidents,
            Remedies remedies,
            Words words,
            Sheets sheets,
            InstantSource clock) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.remedies = remedies;
        this.words = words;
        this.sheets = sheets;
        this.clock = clock;
        questions = workbench.newest();
        sheets.openProperty()
                .addListener((p, before, now) -> {
                    if (running.isEmpty()) {
                        begin();
                    }
                });
        workbench
                .stateProperty()
                .addListener((p, before, now) -> {
                    running = ""; // it goes on, and is not of what is open now
                    begin();
                });
        remedies.actionsProperty().addListener((p, before, now) -> tellVerdict());
        typed.addListener((p, before, now) -> tellRefusal());
        answer.addListener((p, before, now) -> tellRefusal());
    }

    ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Row>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Fact>> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Field>> fieldsProperty() {
        return fields.getReadOnlyProperty();
    }

    /// What has to be done before it runs; a freeze counts already.
    ReadOnlyObjectProperty<RiskClass> riskProperty() {
        return risk.getReadOnlyProperty();
    }

    /// What the button does: verb and object.
    ReadOnlyStringProperty verbProperty() {
        return verb.getReadOnlyProperty();
    }

    /// What stands there while nothing else does, and how it went.
    ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Why it cannot run now; empty where it can.
    ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Whether the button does something now.
    ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /// Whether there is a dry run of it.
    ReadOnlyBooleanProperty dryProperty() {
        return dry.getReadOnlyProperty();
    }

    /// What a second person countersigns; empty where nobody has to.
    ReadOnlyStringProperty codeProperty() {
        return code.getReadOnlyProperty();
    }

    /// What takes back what was done: verb and object; empty where there is nothing to offer.
    ReadOnlyStringProperty rollbackProperty() {
        return rollback.getReadOnlyProperty();
    }

    /// The name of the target, as a person typed it.
    StringProperty typedProperty() {
        return typed;
    }

    /// What the second person handed back.
    StringProperty answerProperty() {
        return answer;
    }

    ObservableList<String> output() {
        return output;
    }

    /// Begins anew: with what could be done for the selected component, where the dialog is there.
    private void begin() {
        questions.drop();
        asking = false;
        signing = false;
        chosen = null;
        mode = Runbook.Mode.RUN;
        step.set(Step.CHOOSE);
        rows.set(List.of());
        output.clear();
        rollback.set("");
        refusal.set("");
        verb.set("");
        state.set("");
        unsign();
        tellRefusal();
        if (sheets.openProperty().get() == Sheets.Sheet.ACT) {
            choose();
        }
    }

    /// What was signed or typed is not about this.
    private void unsign() {
        waiting = null;
        code.set("");
        typed.set("");
        answer.set("");
    }

    private void choose() {
        ServiceId target = workbench.selectionProperty().get();
        Optional<RemedyDesk> desk = remedies.desk();
        title.set(words.get("act.title"));
        if (target == null || workbench.newestProperty().get() == null) {
            state.set(words.get("act.nothing"));
            return;
        }
        title.set(words.get("act.title.of", target.value()));
        if (desk.isEmpty()) {
            state.set(words.get("act.no.desk"));
            return;
        }
        state.set(words.get("act.reading"));
        RemedyDesk of = desk.get();
        questions.ask(
                () -> read(of, target),
                found -> {
                    rows.set(found.rows());
                    state.set(found.said());
                    found.interrupted().ifPresent(action -> offer(action, found.rows()));
                });
    }

    private record Found(List<Row> rows, String said, Optional<Action> interrupted) {}

    /// In the background.
    private Found read(RemedyDesk desk, ServiceId target) {
        Scene scene = remedies.scene().orElse(null);
        if (scene == null) {
            return new Found(List.of(), words.get("act.nothing"), Optional.empty());
        }
        double cause = scene.causes().getOrDefault(target, 0.0);
        try {
            RemedyDesk.Shelf shelf = desk.shelf();
            Actions done = desk.actions();
            List<Proposal> proposals =
                    Proposals.of(
                            shelf.copies(),
                            scene.topology(),
                            Map.of(target, cause),
                            scene.sigmas(),
                            tallies(done, scene));
            List<Row> found = proposals.stream().map(each -> row(each, shelf)).toList();
            String notices =
                    shelf.notices().stream()
                            .map(notice -> notice.text())
                            .collect(Collectors.joining("\n"));
            String none =
                    !found.isEmpty()
                            ? ""
                            : words.get(
                                    shelf.copies().isEmpty() ? "act.no.runbooks" : "act.no.fix",
                                    target.value());
            Optional<Action> interrupted = interrupted(done, scene.system(), target);
            return new Found(
                    found,
                    none.isEmpty() || notices.isEmpty() ? none + notices : none + "\n" + notices,
                    interrupted);
        } catch (IOException e) {
            return new Found(List.of(), String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    /// The last thing done to a component, where the end of the program interrupted it.
    private static Optional<Action> interrupted(Actions done, String system, ServiceId target) {
        return done.on(system, target).stream()
                .filter(Action::acts)
                .reduce((earlier, later) -> later)
                .filter(Action::interrupted);
    }

    /// Offers to take back what was interrupted, with the values it was given.
    private void offer(Action interrupted, List<Row> now) {
        now.stream()
                .map(Row::proposal)
                .filter(p -> p.copy().runbook().id().equals(interrupted.statement().runbook()))
                .filter(p -> p.copy().runbook().script().rollback().isPresent())
                .findFirst()
                .ifPresent(p -> {
                    chosen = p;
                    fields.set(fields(p.copy().runbook(), interrupted.statement().parameters()));
                    state.set(
                            words.get(
                                    "act.interrupted.before",
                                    p.copy().runbook().title(),
                                    p.target().value()));
                    offerRollback(p);
                });
    }

    private static Proposals.Tallies tallies(Actions done, Scene scene) {
        return new Proposals.Tallies() {
            @Override
            public Proposals.Tally here(String runbook, ServiceId target) {
                return done.tally(a ->
                        a.statement().runbook().equals(runbook)
                                && a.statement().target().equals(target));
            }

            @Override
            public Proposals.Tally kind(String runbook, ComponentKind kind) {
                return done.tally(a ->
                        a.statement().runbook().equals(runbook)
                                && scene.topology().contains(a.statement().target())
                                && scene.topology()
                                                .component(
                                                        scene.topology()
                                                                .indexOf(a.statement().target()))
                                                .kind()
                                        == kind);
            }
        };
    }

    private Row row(Proposal each, RemedyDesk.Shelf shelf) {
        Runbook runbook = each.copy().runbook();
        return new Row(
                each,
                runbook.title(),
                words.get(
                        "act.row",
                        Figures.probability(each.score()),
                        Figures.probability(each.cause()),
                        success(each),
                        runbook.risk().number()),
                shelf.approved(each.copy())
                        ? ""
                        : refusals.of(new Refusal.NotApproved(runbook.id())));
    }

    private String success(Proposal each) {
        Proposals.Tally known = each.here().tried() > 0 ? each.here() : each.kind();
        return known.tried() == 0
                ? words.get("act.never.tried")
                : words.get(
                        each.here().tried() > 0 ? "act.tried.here" : "act.tried.kind",
                        known.worked(),
                        known.tried());
    }

    /// Goes on to what one of them does.
    void choose(Row row) {
        chosen = row.proposal();
        mode = Runbook.Mode.RUN;
        output.clear();
        unsign();
        Runbook runbook = row.proposal().copy().runbook();
        fields.set(fields(runbook, Map.of()));
        dry.set(runbook.script().dryRun().isPresent());
        title.set(words.get("act.do", runbook.title(), row.proposal().target().value()));
        verb.set(title.get());
        state.set("");
        step.set(Step.ASK);
        risk.set(runbook.risk());
        facts.set(facts(row.proposal(), false, ""));
        ask();
    }

    /// What a person is asked for, with what was given before.
    private List<Field> fields(Runbook runbook, Map<String, String> given) {
        return runbook.parameters().stream()
                .filter(p -> p.from() == Parameter.From.ASKED)
                .map(p -> {
                    StringProperty value =
                            new SimpleStringProperty(
                                    given.getOrDefault(p.name(), p.otherwise().orElse("")));
                    value.addListener((q, before, now) -> another());
                    return new Field(p, value);
                })
                .toList();
    }

    /// Another value is another thing to see and to sign.
    private void another() {
        unsign();
        ask();
    }

    private List<Fact> facts(Proposal of, boolean frozen, String predicted) {
        Runbook runbook = of.copy().runbook();
        List<Fact> found = new ArrayList<>();
        add(found, "act.fact.does", runbook.purpose());
        add(found, "act.fact.limits", runbook.limits());
        add(
                found,
                "act.fact.script",
                words.get(
                        "act.fact.script.value",
                        runbook.script().file(),
                        runbook.version(),
                        of.copy().hash().substring(0, Math.min(12, of.copy().hash().length()))));
        add(
                found,
                "act.fact.class",
                words.get("act.class." + runbook.risk().number())
                        + (frozen ? " " + words.get("act.frozen") : ""));
        Proposals.BlastRadius blast = of.blast();
        add(
                found,
                "act.fact.blast",
                words.get(
                        "act.fact.blast.value",
                        blast.direct(),
                        blast.all(),
                        blast.entries(),
                        blast.criticality()));
        add(found, "act.fact.predicted", predicted);
        add(
                found,
                "act.fact.effect",
                runbook.effect()
                        .map(effect ->
                                words.get(
                                        "act.fact.effect.value",
                                        effect.signal().name().toLowerCase(Locale.ROOT),
                                        effect.component().orElse(of.target().value()),
                                        Figures.duration(effect.within())))
                        .orElseGet(() -> words.get("act.fact.effect.none")));
        add(found, "act.fact.before", success(of));
        add(
                found,
                "act.fact.rollback",
                words.get(
                        runbook.script().rollback().isPresent()
                                ? "act.rollback.there"
                                : "act.rollback.none"));
        add(
                found,
                "act.fact.guards",
                words.get(
                        "act.fact.guards.value",
                        Figures.duration(runbook.cooldown()),
                        Figures.duration(runbook.timeout())));
        return found;
    }

    /// What becomes of the posteriors if it brings what it is for: those that change the most. In
    /// the background.
    private String predicted(Snapshot now, ServiceId target) {
        return now.diagnosis().whatIf(target).effects().stream()
                .filter(effect -> effect.relief() >= LITTLE)
                .limit(MOST_RELIEVED)
                .map(effect ->
                        words.get(
                                "act.fact.predicted.value",
                                effect.service().value(),
                                Figures.probability(effect.before()),
                                Figures.probability(effect.after())))
                .collect(Collectors.joining(" · "));
    }

    private void add(List<Fact> to, String key, String value) {
        if (!value.isEmpty()) {
            to.add(new Fact(words.get(key), value));
        }
    }

    /// What a person still has to do, or why it is refused.
    private void ask() {
        Proposal of = chosen;
        if (of == null || step.get() != Step.ASK) {
            return;
        }
        questions.drop();
        RemedyDesk desk = remedies.desk().orElse(null);
        Snapshot now = workbench.newestProperty().get();
        if (desk == null || now == null) {
            refused = words.get("act.nothing");
            tellRefusal();
            return;
        }
        asking = true;
        tellRefusal();
        Statement statement = statement(of, mode);
        questions.ask(
                () -> {
                    String predicted = predicted(now, of.target());
                    try {
                        return new Asked(
                                desk.frozen(of.target()), predicted, refused(desk, statement));
                    } catch (IOException e) {
                        return new Asked(false, predicted, String.valueOf(e.getMessage()));
                    }
                },
                found -> {
                    asking = false;
                    risk.set(found.frozen() ? RiskClass.IRREVERSIBLE : of.copy().runbook().risk());
                    facts.set(facts(of, found.frozen(), found.predicted()));
                    refused = found.refusal();
                    tellRefusal();
                });
    }

    /// In the background.
    private String refused(RemedyDesk desk, Statement statement) throws IOException {
        String person = desk.person().orElse("");
        if (person.isEmpty()) {
            return words.get("act.no.person");
        }
        Optional<Scene> scene = remedies.scene();
        return scene.isEmpty()
                ? words.get("act.nothing")
                : desk.refusal(named(statement, person), scene.get()).map(refusals::of).orElse("");
    }

    /// What a person types or pastes changes what is left to do, and nothing that the desk knows.
    private void tellRefusal() {
        Proposal of = chosen;
        boolean asks = of != null && step.get() == Step.ASK;
        if (of != null && asks) {
            refusal.set(asking ? words.get("act.asking") : refused.isEmpty() ? todo(of) : refused);
        }
        ready.set(asks && !asking && !signing && running.isEmpty() && refusal.get().isEmpty());
    }

    private record Asked(boolean frozen, String predicted, String refusal) {}

    /// What the class asks for and is not done yet, besides what the desk refuses.
    private String todo(Proposal of) {
        return switch (risk.get()) {
            case READ_ONLY, REVERSIBLE -> "";
            case SEVERAL ->
                    typed.get().equals(of.target().value())
                            ? ""
                            : words.get("act.todo.type", of.target().value());
            case IRREVERSIBLE ->
                    waiting == null
                            ? ""
                            : answer.get().isBlank() ? words.get("act.todo.second") : "";
        };
    }

    private Statement statement(Proposal of, Runbook.Mode how) {
        Incident incident = incidents.shownProperty().get();
        String incidentText = incident == null ? "" : incident.id().toString();
        Map<String, String> asked =
                fields.get().stream()
                        .collect(Collectors.toMap(f -> f.parameter().name(), f -> f.value().get()));
        return new Statement(
                UUID.randomUUID().toString(),
                remedies.system(),
                of.copy(),
                how,
                ParameterValues.of(of.copy().runbook(), of.target(), incidentText, asked),
                of.target(),
                incidentText,
                clock.instant(),
                "",
                of.cause());
    }

    private static Statement named(Statement statement, String person) {
        return new Statement(
                statement.action(),
                statement.system(),
                statement.runbook(),
                statement.version(),
                statement.hash(),
                statement.mode(),
                statement.parameters(),
                statement.target(),
                statement.incident(),
                statement.at(),
                person,
                statement.cause());
    }

    /// Has the script say what it would do.
    void dryRun() {
        start(Runbook.Mode.DRY_RUN);
    }

    /// The person means it: signs, and runs where nobody else has to sign.
    void confirm() {
        if (ready.get()) {
            start(mode);
        }
    }

    /// Takes back what was done: to be confirmed like anything else, but without a dry run, which
    /// would say what doing it again does.
    void rollBack() {
        Proposal of = chosen;
        if (of != null) {
            mode = Runbook.Mode.ROLLBACK;
            unsign();
            dry.set(false);
            risk.set(of.copy().runbook().risk());
            rollback.set("");
            title.set(words.get("act.roll.back", of.copy().runbook().title(), of.target().value()));
            verb.set(title.get());
            output.clear();
            state.set("");
            step.set(Step.ASK);
            ask();
        }
    }

    private void start(Runbook.Mode how) {
        Proposal of = chosen;
        RemedyDesk desk = remedies.desk().orElse(null);
        if (of == null || desk == null || step.get() != Step.ASK || signing || !running.isEmpty()) {
            return;
        }
        boolean second = how != Runbook.Mode.DRY_RUN && risk.get() == RiskClass.IRREVERSIBLE;
        Confirmation first = waiting;
        if (second && first != null) {
            String handedBack = answer.get();
            work(() -> desk.countersigned(first, handedBack), signed -> run(of, how, signed));
            return;
        }
        Statement statement = statement(of, how);
        work(
                () ->
                        desk.confirm(
                                named(
                                        statement,
                                        desk.person()
                                                .orElseThrow(() ->
                                                        new IOException(
                                                                words.get("act.no.person"))))),
                signed -> {
                    if (second) {
                        waiting = signed;
                        code.set(desk.countersignCode(signed));
                        ask();
                    } else {
                        run(of, how, signed);
                    }
                });
    }

    /// What may fail with a sentence for the person.
    private interface Signing {
        Confirmation sign() throws IOException;
    }

    private void work(Signing how, Consumer<Confirmation> signed) {
        questions.drop();
        signing = true;
        tellRefusal();
        questions.ask(
                () -> {
                    try {
                        return new Signed(Optional.of(how.sign()), "");
                    } catch (IOException e) {
                        return new Signed(Optional.empty(), String.valueOf(e.getMessage()));
                    }
                },
                found -> {
                    signing = false;
                    refusal.set(found.why());
                    found.confirmation().ifPresentOrElse(signed, this::askAgain);
                });
    }

    /// Where that was cut short by what then failed.
    private void askAgain() {
        if (asking) {
            ask();
        }
    }

    private record Signed(Optional<Confirmation> confirmation, String why) {}

    private void run(Proposal of, Runbook.Mode how, Confirmation confirmation) {
        output.clear();
        boolean dry = how == Runbook.Mode.DRY_RUN;
        running = confirmation.statement().action();
        String mine = running;
        state.set(words.get(dry ? "act.dry.running" : "act.running"));
        if (!dry) {
            step.set(Step.RUN);
        }
        tellRefusal();
        remedies.run(
                confirmation,
                of.copy(),
                lines -> print(mine, lines),
                outcome -> over(mine, of, dry, outcome));
    }

    private void print(String action, List<String> lines) {
        if (!action.equals(running)) {
            return;
        }
        output.addAll(lines);
        if (output.size() > LINES) {
            output.remove(0, output.size() - LINES);
        }
    }

    private void over(String action, Proposal of, boolean dry, RemedyOutcome outcome) {
        if (!action.equals(running)) {
            return;
        }
        running = "";
        lastRun = action;
        state.set(OutcomeText.of(outcome, words, refusals));
        if (dry) {
            ask();
            return;
        }
        waiting = null;
        code.set("");
        step.set(Step.OVER);
        if (!(outcome instanceof RemedyOutcome.Refused) && !succeeded(outcome)) {
            offerRollback(of);
        }
        Optional<Runbook.Effect> effect = of.copy().runbook().effect();
        if (succeeded(outcome) && effect.isPresent()) {
            state.set(
                    state.get()
                            + " "
                            + words.get("act.verifying", effect.get().within().toMinutes()));
        }
    }

    private static boolean succeeded(RemedyOutcome outcome) {
        return outcome instanceof RemedyOutcome.Ended ended && ended.succeeded();
    }

    private void offerRollback(Proposal of) {
        if (mode == Runbook.Mode.RUN && of.copy().runbook().script().rollback().isPresent()) {
            rollback.set(
                    words.get("act.roll.back", of.copy().runbook().title(), of.target().value()));
        }
    }

    /// What became of what ran last here, as soon as that is known.
    private void tellVerdict() {
        Proposal of = chosen;
        if (of == null || step.get() != Step.OVER) {
            return;
        }
        remedies.actionsProperty().get().stream()
                .filter(a -> a.id().equals(lastRun))
                .findFirst()
                .flatMap(a -> a.verdict())
                .ifPresent(verdict -> {
                    state.set(OutcomeText.of(verdict, words));
                    if (verdict instanceof Verdict.Worse) {
                        offerRollback(of);
                    }
                });
    }

    /// Ends what runs.
    void cancel() {
        if (running.isEmpty()) {
            sheets.close();
        } else {
            remedies.cancel(running);
        }
    }

    /// Puts the dialog away; what runs goes on.
    void close() {
        sheets.close();
    }

    /// Whether something runs that can be ended.
    boolean runs() {
        return !running.isEmpty();
    }
}
