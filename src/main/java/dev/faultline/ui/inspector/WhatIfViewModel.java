package dev.faultline.ui.inspector;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Pin;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.WhatIf;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.Insights;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Wording;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What would be if the selected component were healthy, by two questions that are kept apart: if
/// somebody mended it, who recovers; and if somebody found that it is fine, who is suspected then.
public final class WhatIfViewModel {
    /// Who is relieved by less does not recover.
    private static final double RELIEF = 0.01;

    private static final int SHOWN = 10;

    private final Workbench workbench;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper answer = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<RecoveryRow>> recoveries =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper finding = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper applicable = new ReadOnlyBooleanWrapper();

    public WhatIfViewModel(Workbench workbench, Words words, Wording wording) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
        workbench.selectionProperty().addListener((p, before, now) -> ask());
        workbench.insights().whatIfProperty().addListener((p, before, now) -> show(now));
        workbench.insights().asFindingProperty().addListener((p, before, now) -> preview(now));
        ask();
        show(null);
        preview(null);
    }

    /// What is asked.
    public ReadOnlyStringProperty questionProperty() {
        return question.getReadOnlyProperty();
    }

    /// How many recover, as a sentence.
    public ReadOnlyStringProperty answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /// Who recovers, the most relieved first.
    public ReadOnlyObjectProperty<List<RecoveryRow>> recoveriesProperty() {
        return recoveries.getReadOnlyProperty();
    }

    /// What applying it as a finding would change, before it is applied.
    public ReadOnlyStringProperty findingProperty() {
        return finding.getReadOnlyProperty();
    }

    /// Whether it can be applied as a finding.
    public ReadOnlyBooleanProperty applicableProperty() {
        return applicable.getReadOnlyProperty();
    }

    /// A person found that the selected component is healthy.
    public void applyAsFinding() {
        ServiceId service = workbench.selectionProperty().get();
        if (service != null && applicable.get()) {
            workbench.pin(new Pin.Healthy(service));
            leave();
        }
    }

    /// Asks no longer.
    public void leave() {
        workbench.insights().topicProperty().set(Insights.Topic.WHY);
    }

    void select(ServiceId service) {
        workbench.select(service);
    }

    private void ask() {
        ServiceId service = workbench.selectionProperty().get();
        question.set(
                service == null
                        ? words.get("inspector.nothing")
                        : words.get("whatif.question", service.value()));
    }

    private void show(@Nullable WhatIf whatIf) {
        if (whatIf == null) {
            recoveries.set(List.of());
            answer.set(words.get("whatif.working"));
            return;
        }
        List<RecoveryRow> relieved =
                whatIf.effects().stream()
                        .filter(e -> e.relief() >= RELIEF)
                        .map(e -> new RecoveryRow(e.service(), e.before(), e.after()))
                        .toList();
        recoveries.set(relieved.stream().limit(SHOWN).toList());
        String tolerance =
                whatIf.tolerance() == 0
                        ? ""
                        : " "
                                + words.get(
                                        "whatif.tolerance",
                                        Figures.probability(whatIf.tolerance()));
        answer.set(
                words.get(
                                "whatif.answer",
                                relieved.size(),
                                whatIf.effects().size() - relieved.size(),
                                Math.max(0, relieved.size() - SHOWN))
                        + tolerance);
    }

    private void preview(@Nullable Diagnosis found) {
        Snapshot shown = workbench.snapshotProperty().get();
        ServiceId service = workbench.selectionProperty().get();
        applicable.set(found != null && shown != null && service != null);
        if (found == null || shown == null || service == null) {
            finding.set(words.get("whatif.working"));
            return;
        }
        if (!found.contradictory().isEmpty()) {
            finding.set(wording.answers().contradiction(found));
            return;
        }
        finding.set(
                words.get(
                        "whatif.finding",
                        service.value(),
                        first(found.ranking().top()),
                        first(shown.diagnosis().ranking().top()),
                        Figures.probability(found.ranking().incident()),
                        Figures.probability(shown.diagnosis().ranking().incident())));
    }

    private String first(Optional<RankedCause> top) {
        return top.map(c ->
                        words.get(
                                "whatif.suspect",
                                c.service().value(),
                                Figures.probability(c.cause())))
                .orElseGet(() -> words.get("whatif.nobody"));
    }
}
