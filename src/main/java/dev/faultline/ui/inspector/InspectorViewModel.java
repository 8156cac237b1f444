package dev.faultline.ui.inspector;

import dev.faultline.cause.Explanation;
import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Sensitivity;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.ui.Insights;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.EvidenceWords;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Why the selected component is believed, or not, to be the cause.
public final class InspectorViewModel {
    /// Terms below this, in log odds, are shown as one.
    private static final double SMALL = 0.15;

    /// What moves the posterior by less is no rival worth a line.
    private static final double RIVAL_FROM = 0.02;

    private static final int RIVALS = 3;

    private static final int CHANGES = 3;

    private final Workbench workbench;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper headline = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<EvidenceRow>> evidence =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<PartRow>> parts =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<String>> rivals =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<String>> hangs =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper something = new ReadOnlyBooleanWrapper();

    public InspectorViewModel(Workbench workbench, Words words, Wording wording) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
        workbench.snapshotProperty().addListener((p, before, now) -> update());
        workbench.selectionProperty().addListener((p, before, now) -> update());
        workbench.insights().explanationProperty().addListener((p, before, now) -> explain(now));
        workbench.insights().sensitivityProperty().addListener((p, before, now) -> hangs(now));
        update();
    }

    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// What the component is and who owns it.
    public ReadOnlyStringProperty aboutProperty() {
        return about.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty headlineProperty() {
        return headline.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<EvidenceRow>> evidenceProperty() {
        return evidence.getReadOnlyProperty();
    }

    /// The sum from prior to posterior, its terms in order, the sum last.
    public ReadOnlyObjectProperty<List<PartRow>> partsProperty() {
        return parts.getReadOnlyProperty();
    }

    /// Who else would explain what is seen, or goes along with it, a sentence each.
    public ReadOnlyObjectProperty<List<String>> rivalsProperty() {
        return rivals.getReadOnlyProperty();
    }

    /// What may be said about who the cause is, and what may not.
    public ReadOnlyStringProperty verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    /// What would give the first place to somebody else, the smallest change first, a sentence
    /// each.
    public ReadOnlyObjectProperty<List<String>> hangsProperty() {
        return hangs.getReadOnlyProperty();
    }

    /// Which of the tabs is open.
    public ObjectProperty<Insights.Topic> topicProperty() {
        return workbench.insights().topicProperty();
    }

    /// Whether a component is selected and something is known of it.
    public ReadOnlyBooleanProperty somethingProperty() {
        return something.getReadOnlyProperty();
    }

    private void update() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        ServiceId service = workbench.selectionProperty().get();
        something.set(snapshot != null && service != null);
        if (snapshot == null || service == null) {
            title.set(words.get("inspector.title"));
            about.set("");
            headline.set(words.get("inspector.nothing"));
            verdict.set("");
            evidence.set(List.of());
            parts.set(List.of());
            return;
        }
        title.set(service.value());
        int i = snapshot.topology().indexOf(service);
        about.set(i < 0 ? words.get("inspector.not.in.topology") : about(snapshot, i));
        headline.set(headline(snapshot, service));
        verdict.set(wording.answers().verdict(snapshot.diagnosis().verdict()));
        evidence.set(
                snapshot.diagnosis().evidence(service).stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        (SignalEvidence e) -> -Math.abs(e.logBayes())))
                        .map(this::row)
                        .toList());
    }

    private String about(Snapshot snapshot, int i) {
        Component component = snapshot.topology().component(i);
        String about =
                words.get(
                        "inspector.about",
                        wording.kind(component.kind()),
                        wording.team(component),
                        component.criticality());
        return component.kind().ours() ? about : about + "\n" + words.get("inspector.not.ours");
    }

    private String headline(Snapshot snapshot, ServiceId service) {
        Optional<RankedCause> found = snapshot.diagnosis().ranking().of(service);
        if (found.isEmpty()) {
            return words.get("inspector.unranked");
        }
        RankedCause ranked = found.get();
        double incident = snapshot.diagnosis().ranking().incident();
        return words.get(
                switch (wording.headline(
                                snapshot.diagnosis().ranking(),
                                snapshot.topology().size(),
                                snapshot.history().learned())
                        .state()) {
                    case LIKELY, SUSPECTED, UNSURE -> "inspector.headline";
                    case POSSIBLE, LEARNING -> "inspector.headline.possible";
                    case CALM -> "inspector.headline.calm";
                },
                Figures.probability(ranked.cause()),
                ranked.rank(),
                Figures.probability(ranked.trouble()),
                Figures.probability(incident));
    }

    private EvidenceRow row(SignalEvidence signal) {
        EvidenceWords said = wording.evidence(signal);
        return new EvidenceRow(
                signal.deviation().series().id(),
                said.series(),
                said.method(),
                said.remark(),
                said.observed(),
                said.expected(),
                said.sigma(),
                signal.logBayes(),
                said.logBayes(),
                said.sentence());
    }

    /// Shows the chart of a series first.
    public void look(EvidenceRow row) {
        workbench.look(row.series());
    }

    private void hangs(@Nullable Sensitivity sensitivity) {
        if (sensitivity == null) {
            hangs.set(List.of());
        } else if (sensitivity.changes().isEmpty()) {
            hangs.set(List.of(words.get("inspector.hangs.on.nothing")));
        } else {
            hangs.set(
                    sensitivity.changes().stream()
                            .limit(CHANGES)
                            .map(wording.answers()::change)
                            .toList());
        }
    }

    private void explain(@Nullable Explanation explanation) {
        if (explanation == null) {
            parts.set(List.of());
            rivals.set(List.of());
            return;
        }
        rivals.set(
                explanation.rivals().stream()
                        .filter(r -> Math.abs(r.ifCause() - r.ifNot()) >= RIVAL_FROM)
                        .limit(RIVALS)
                        .map(wording.answers()::rival)
                        .toList());
        List<PartRow> rows = new ArrayList<>();
        double sum = 0;
        int small = 0;
        double together = 0;
        for (Part part : explanation.parts()) {
            if (Math.abs(part.contribution()) < SMALL) {
                small++;
                together += part.contribution();
            } else {
                sum += part.contribution();
                rows.add(row(wording.part(part), part.contribution(), sum));
            }
        }
        if (small > 0) {
            String text = words.get("inspector.small", small, Figures.logOdds(SMALL));
            rows.add(row(text, together, sum + together));
        }
        rows.add(
                new PartRow(
                        wording.sum(explanation),
                        explanation.posteriorLogOdds(),
                        Figures.logOdds(explanation.posteriorLogOdds()),
                        probability(explanation.posteriorLogOdds()),
                        true));
        parts.set(rows);
    }

    private static PartRow row(String text, double contribution, double sum) {
        return new PartRow(
                text, contribution, Figures.logOdds(contribution), probability(sum), false);
    }

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
