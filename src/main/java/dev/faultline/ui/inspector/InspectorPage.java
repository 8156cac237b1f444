package dev.faultline.ui.inspector;

import dev.faultline.ui.Insights;
import dev.faultline.ui.Words;
import dev.faultline.ui.incidents.HistoryViewModel;
import dev.faultline.ui.incidents.LogLine;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Page;
import dev.faultline.wording.Page.Section;
import java.util.List;
import java.util.stream.Stream;

/// What the open tab of the inspector says, as a page that can be pasted elsewhere. The same words
/// and numbers as on the screen.
public final class InspectorPage {
    private final InspectorViewModel why;
    private final ChecksViewModel checks;
    private final WhatIfViewModel whatIf;
    private final OwnerViewModel owner;
    private final HistoryViewModel history;
    private final Words words;

    public InspectorPage(
            InspectorViewModel why,
            ChecksViewModel checks,
            WhatIfViewModel whatIf,
            OwnerViewModel owner,
            HistoryViewModel history,
            Words words) {
        this.why = why;
        this.checks = checks;
        this.whatIf = whatIf;
        this.owner = owner;
        this.history = history;
        this.words = words;
    }

    Page page() {
        Insights.Topic topic = why.topicProperty().get();
        return new Page(
                why.titleProperty().get(),
                List.of(why.aboutProperty().get(), why.headlineProperty().get()),
                switch (topic) {
                    case WHY -> why();
                    case CHECK_NEXT -> List.of(checks());
                    case WHAT_IF -> whatIf();
                    case OWNER -> owner();
                    case HISTORY -> history();
                });
    }

    private List<Section> owner() {
        return Stream.concat(
                        owner.messageProperty().get().sections().stream(),
                        Stream.of(
                                Section.of(
                                        words.get("owner.reach.title"),
                                        List.of(owner.reachProperty().get()))))
                .toList();
    }

    private List<Section> history() {
        return List.of(
                Section.of(
                        words.get("history.incidents"),
                        List.of(
                                words.get("incidents.severity"),
                                words.get("incidents.suspect"),
                                words.get("incidents.began"),
                                words.get("incidents.lasted"),
                                words.get("incidents.state")),
                        history.rowsProperty().get().stream()
                                .map(row ->
                                        List.of(
                                                row.severity(),
                                                row.title(),
                                                row.began(),
                                                row.lasted(),
                                                row.state()))
                                .toList()),
                Section.of(words.get("history.notes"), sentences(history.notesProperty().get())),
                Section.of(words.get("history.labels"), sentences(history.labelsProperty().get())),
                Section.of(words.get("history.actions"), List.of(words.get("history.no.action"))));
    }

    private static List<String> sentences(List<LogLine> lines) {
        return lines.stream()
                .map(each -> String.join(" · ", each.at(), each.by(), each.text()))
                .toList();
    }

    private List<Section> why() {
        return List.of(
                Section.of(words.get("inspector.verdict"), List.of(why.verdictProperty().get())),
                Section.of(
                        words.get("inspector.evidence"),
                        List.of(
                                words.get("inspector.signal"),
                                words.get("inspector.observed.alone"),
                                words.get("inspector.expected.alone"),
                                words.get("inspector.deviation"),
                                words.get("inspector.bayes"),
                                words.get("inspector.remark")),
                        why.evidenceProperty().get().stream()
                                .map(row ->
                                        List.of(
                                                row.metric(),
                                                row.observed(),
                                                row.expected(),
                                                row.sigma(),
                                                row.weight(),
                                                row.remark()))
                                .toList()),
                Section.of(words.get("inspector.rivals"), why.rivalsProperty().get()),
                Section.of(words.get("inspector.hangs"), why.hangsProperty().get()),
                Section.of(
                        words.get("inspector.sum"),
                        List.of(
                                words.get("inspector.part"),
                                words.get("inspector.odds"),
                                words.get("inspector.cause")),
                        why.partsProperty().get().stream()
                                .map(row ->
                                        List.of(
                                                row.text(),
                                                row.figure(),
                                                Figures.probability(row.posterior())))
                                .toList()));
    }

    private Section checks() {
        return Section.of(
                words.get("inspector.checks"),
                checks.rowsProperty().get().stream()
                        .map(row ->
                                words.get(
                                        "inspector.page.check",
                                        row.check().service().value(),
                                        row.what(),
                                        row.cost(),
                                        row.gain(),
                                        row.abnormal(),
                                        row.normal()))
                        .toList());
    }

    private List<Section> whatIf() {
        return List.of(
                Section.of(whatIf.questionProperty().get(), List.of(whatIf.answerProperty().get())),
                Section.of(
                        words.get("inspector.page.recoveries"),
                        List.of(
                                words.get("whatif.component"),
                                words.get("whatif.now"),
                                words.get("whatif.then")),
                        whatIf.recoveriesProperty().get().stream()
                                .map(row ->
                                        List.of(
                                                row.service().value(),
                                                Figures.probability(row.before()),
                                                Figures.probability(row.after())))
                                .toList()),
                Section.of(
                        words.get("whatif.apply.title"), List.of(whatIf.findingProperty().get())));
    }
}
