package dev.faultline.ui.act;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.Parameter;
import dev.faultline.remedy.ParameterValues;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.RiskClass;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Scene;
import dev.faultline.remedy.Statement;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Look;
import dev.faultline.ui.Newest;
import dev.faultline.ui.Remedies;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What one thing is, what it asks for before it is done, and the signatures on it. Longer than 300
/// lines: a value, a name, a dry run and a signature are all about the same statement, and another
/// value undoes the rest.
final class AskViewModel {
    /// A value that a person gives.
    record Field(Parameter parameter, StringProperty value) {}

    private final Workbench workbench;
    private final Incidents incidents;
    private final Remedies remedies;
    private final Look look;
    private final Words words;
    private final InstantSource clock;
    private final ReadOnlyBooleanProperty busy;
    private final BiConsumer<Intent, Confirmation> signed;

    /// What the desk is asked; put away, or about something else, nobody waits for it any more.
    private final Newest questions;

    private final ReadOnlyObjectWrapper<List<Facts.Fact>> facts =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Field>> fields =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<RiskClass> risk =
            new ReadOnlyObjectWrapper<>(RiskClass.READ_ONLY);
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper code = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper dry = new ReadOnlyBooleanWrapper();
    private final StringProperty typed = new SimpleStringProperty("");
    private final StringProperty answer = new SimpleStringProperty("");

    private @Nullable Intent intent;

    /// Waits for the second signature.
    private @Nullable Confirmation waiting;

    private Optional<Refusal> refused = Optional.empty();
    private String failed = "";
    private boolean asking;
    private boolean signing;

    /// @param questions what is asked of the desk, one at a time
    /// @param busy whether something runs: then nothing else is signed
    /// @param signed hears what has all the signatures that it needs
    AskViewModel(
            Workbench workbench,
            Incidents incidents,
            Remedies remedies,
            Look look,
            Words words,
            InstantSource clock,
            Newest questions,
            ReadOnlyBooleanProperty busy,
            BiConsumer<Intent, Confirmation> signed) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.remedies = remedies;
        this.look = look;
        this.words = words;
        this.clock = clock;
        this.questions = questions;
        this.busy = busy;
        this.signed = signed;
        look.sharingProperty().addListener((p, before, now) -> tellRefusal());
        busy.addListener((p, before, now) -> tellRefusal());
        typed.addListener((p, before, now) -> tellRefusal());
        answer.addListener((p, before, now) -> tellRefusal());
    }

    ReadOnlyObjectProperty<List<Facts.Fact>> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Field>> fieldsProperty() {
        return fields.getReadOnlyProperty();
    }

    /// What has to be done before it runs; a freeze counts already.
    ReadOnlyObjectProperty<RiskClass> riskProperty() {
        return risk.getReadOnlyProperty();
    }

    /// Why it cannot run now, or what is still to do; empty where it can.
    ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Whether it can be confirmed now.
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

    /// The name of the target, as a person typed it.
    StringProperty typedProperty() {
        return typed;
    }

    /// What the second person handed back.
    StringProperty answerProperty() {
        return answer;
    }

    /// Begins to ask for something. What takes back has no dry run: it would say what doing it
    /// again does.
    void begin(Intent of) {
        end();
        intent = of;
        fields.set(fields(of));
        dry.set(of.mode() == Runbook.Mode.RUN && of.runbook().script().dryRun().isPresent());
        risk.set(of.runbook().risk());
        facts.set(Facts.of(of.proposal(), false, "", words));
        ask();
    }

    /// Asks for nothing any more; what was asked of the desk is not wanted.
    void end() {
        questions.drop();
        asking = false;
        signing = false;
        intent = null;
        refused = Optional.empty();
        failed = "";
        refusal.set("");
        unsign();
    }

    /// What was signed or typed is not about this.
    private void unsign() {
        waiting = null;
        code.set("");
        typed.set("");
        answer.set("");
        tellRefusal();
    }

    private List<Field> fields(Intent of) {
        return of.runbook().parameters().stream()
                .filter(p -> p.from() == Parameter.From.ASKED)
                .map(p -> {
                    StringProperty value =
                            new SimpleStringProperty(
                                    of.given().getOrDefault(p.name(), p.otherwise().orElse("")));
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

    private record Answer(
            boolean frozen, String predicted, Optional<Refusal> refused, String failed) {}

    /// Asks the desk whether it may run now.
    void ask() {
        Intent of = intent;
        if (of == null) {
            return;
        }
        questions.drop();
        signing = false; // what was dropped is not signed
        RemedyDesk desk = remedies.desk().orElse(null);
        Snapshot now = workbench.newestProperty().get();
        asking = desk != null && now != null;
        if (desk == null || now == null) {
            failed = words.get("act.nothing");
            tellRefusal();
            return;
        }
        tellRefusal();
        Function<String, Statement> statement = statement(of, of.mode());
        questions.ask(
                () -> answer(desk, now, of, statement),
                found -> {
                    asking = false;
                    risk.set(found.frozen() ? RiskClass.IRREVERSIBLE : of.runbook().risk());
                    facts.set(Facts.of(of.proposal(), found.frozen(), found.predicted(), words));
                    refused = found.refused();
                    failed = found.failed();
                    tellRefusal();
                });
    }

    /// In the background.
    private Answer answer(
            RemedyDesk desk, Snapshot now, Intent of, Function<String, Statement> statement) {
        boolean frozen = desk.frozen(of.target());
        String predicted = Facts.predicted(now, of.target(), words);
        try {
            Statement mine = statement.apply(person(desk));
            Scene scene =
                    remedies.scene().orElseThrow(() -> new IOException(words.get("act.nothing")));
            return new Answer(frozen, predicted, desk.refusal(mine, scene), "");
        } catch (IOException e) {
            return new Answer(frozen, predicted, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private String person(RemedyDesk desk) throws IOException {
        return desk.person().orElseThrow(() -> new IOException(words.get("act.no.person")));
    }

    /// What a person types or pastes changes what is left to do, and nothing that the desk knows.
    private void tellRefusal() {
        Intent of = intent;
        if (of != null) {
            refusal.set(
                    asking
                            ? words.get("act.asking")
                            : !failed.isEmpty()
                                    ? failed
                                    : refused.map(
                                                    new RefusalWords(!look.sharingProperty().get())
                                                            ::of)
                                            .orElseGet(() -> todo(of)));
        }
        ready.set(of != null && !asking && !signing && !busy.get() && refusal.get().isEmpty());
    }

    /// What the class asks for and is not done yet, besides what the desk refuses.
    private String todo(Intent of) {
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

    /// Says what there is to say now; who says it is read from a file, in the background.
    private Function<String, Statement> statement(Intent of, Runbook.Mode how) {
        Incident shown = incidents.shownProperty().get();
        String incident = shown == null ? "" : shown.id().toString();
        Map<String, String> asked =
                fields.get().stream()
                        .collect(Collectors.toMap(f -> f.parameter().name(), f -> f.value().get()));
        SortedMap<String, String> values =
                ParameterValues.of(of.runbook(), of.target(), incident, asked);
        String action = UUID.randomUUID().toString();
        String system = remedies.system();
        Instant at = clock.instant();
        return person ->
                new Statement(
                        action,
                        system,
                        of.proposal().copy(),
                        how,
                        values,
                        of.target(),
                        incident,
                        at,
                        person,
                        of.proposal().cause());
    }

    /// Has the script say what it would do.
    void dryRun() {
        Intent of = intent;
        if (of != null) {
            sign(of, Runbook.Mode.DRY_RUN, confirmation -> signed.accept(of, confirmation));
        }
    }

    /// The person means it: signs, and goes on where nobody else has to sign.
    void confirm() {
        Intent of = intent;
        RemedyDesk desk = remedies.desk().orElse(null);
        if (of == null || desk == null || !ready.get()) {
            return;
        }
        Confirmation first = waiting;
        if (risk.get() != RiskClass.IRREVERSIBLE) {
            sign(of, of.mode(), confirmation -> signed.accept(of, confirmation));
        } else if (first == null) {
            sign(
                    of,
                    of.mode(),
                    confirmation -> {
                        waiting = confirmation;
                        code.set(desk.countersignCode(confirmation));
                        ask();
                    });
        } else {
            String handedBack = answer.get();
            work(
                    () -> desk.countersigned(first, handedBack),
                    confirmation -> signed.accept(of, confirmation));
        }
    }

    private void sign(Intent of, Runbook.Mode how, Consumer<Confirmation> then) {
        RemedyDesk desk = remedies.desk().orElse(null);
        if (desk != null && !signing && !busy.get()) {
            Function<String, Statement> statement = statement(of, how);
            work(() -> desk.confirm(statement.apply(person(desk))), then);
        }
    }

    /// What may fail with a sentence for the person.
    private interface Signing {
        Confirmation sign() throws IOException;
    }

    private record Signed(Optional<Confirmation> confirmation, String why) {}

    private void work(Signing how, Consumer<Confirmation> then) {
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
                    found.confirmation().ifPresentOrElse(then, this::askAgain);
                });
    }

    /// Where that was cut short by what then failed.
    private void askAgain() {
        if (asking) {
            ask();
        }
    }
}
