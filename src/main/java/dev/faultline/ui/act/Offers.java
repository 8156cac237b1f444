package dev.faultline.ui.act;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Action;
import dev.faultline.remedy.Actions;
import dev.faultline.remedy.Proposals;
import dev.faultline.remedy.Proposals.Proposal;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Scene;
import dev.faultline.topology.ComponentKind;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What could be done for a component, and what was left half done on it.
///
/// @param said what else there is to say of it; empty for nothing
/// @param back what takes back the last thing that was done to it, where the end of the program
///   interrupted that
record Offers(List<Row> rows, String said, Optional<Intent> back) {
    /// A line of what could be done.
    ///
    /// @param refusal why it cannot be chosen now; empty where it can
    record Row(Proposal proposal, String title, String purpose, String detail, String refusal) {}

    static Offers none(String said) {
        return new Offers(List.of(), said, Optional.empty());
    }

    /// Reads files: not on the FX thread.
    static Offers of(RemedyDesk desk, Scene scene, ServiceId target, Words words) {
        try {
            RemedyDesk.Shelf shelf = desk.shelf();
            Actions done = desk.actions();
            List<Proposal> proposals =
                    Proposals.of(
                            shelf.copies(),
                            scene.topology(),
                            Map.of(target, scene.causes().getOrDefault(target, 0.0)),
                            scene.sigmas(),
                            tallies(done, scene));
            Optional<Intent> back = back(done, scene.system(), target, proposals);
            return new Offers(
                    proposals.stream().map(each -> row(each, shelf, words)).toList(),
                    back.map(half ->
                                    words.get(
                                            "act.interrupted.before",
                                            half.runbook().title(),
                                            target.value()))
                            .orElseGet(() -> said(shelf, proposals.isEmpty(), target, words)),
                    back);
        } catch (IOException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    private static String said(
            RemedyDesk.Shelf shelf, boolean nothing, ServiceId target, Words words) {
        String notices =
                shelf.notices().stream()
                        .map(notice -> notice.text())
                        .collect(Collectors.joining("\n"));
        return nothing
                ? (words.get(
                                        shelf.copies().isEmpty() ? "act.no.runbooks" : "act.no.fix",
                                        target.value())
                                + "\n"
                                + notices)
                        .strip()
                : notices;
    }

    private static Optional<Intent> back(
            Actions done, String system, ServiceId target, List<Proposal> proposals) {
        Optional<Action> interrupted =
                done.on(system, target).stream()
                        .filter(Action::acts)
                        .reduce((earlier, later) -> later)
                        .filter(Action::interrupted);
        return interrupted.flatMap(action ->
                proposals.stream()
                        .filter(p -> p.copy().runbook().id().equals(action.statement().runbook()))
                        .findFirst()
                        .flatMap(p ->
                                new Intent(p, Runbook.Mode.RUN, Map.of())
                                        .back(action.statement().parameters())));
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

    private static Row row(Proposal each, RemedyDesk.Shelf shelf, Words words) {
        Runbook runbook = each.copy().runbook();
        return new Row(
                each,
                runbook.title(),
                runbook.purpose(),
                words.get(
                        "act.row",
                        Figures.probability(each.score()),
                        Figures.probability(each.cause()),
                        Facts.success(each, words),
                        runbook.risk().number()),
                shelf.approved(each.copy())
                        ? ""
                        : new RefusalWords().of(new Refusal.NotApproved(runbook.id())));
    }
}
