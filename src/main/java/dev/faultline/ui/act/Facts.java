package dev.faultline.ui.act;

import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Proposals;
import dev.faultline.remedy.Proposals.Proposal;
import dev.faultline.remedy.Runbook;
import dev.faultline.settings.SettingsFile;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one has to know of a runbook before it runs, in words.
final class Facts {
    /// A change of a posterior that is told, and how many are.
    private static final double LITTLE = 0.05;

    private static final int MOST_RELIEVED = 3;

    private Facts() {}

    /// A fact and its name.
    record Fact(String name, String value) {}

    /// @param frozen whether a freeze holds for the target
    /// @param predicted as [#predicted]; empty where it is not known
    static List<Fact> of(Proposal of, boolean frozen, String predicted, Words words) {
        Runbook runbook = of.copy().runbook();
        String hash = of.copy().hash();
        Proposals.BlastRadius blast = of.blast();
        return Stream.of(
                        new Fact(words.get("act.fact.does"), runbook.purpose()),
                        new Fact(words.get("act.fact.limits"), runbook.limits()),
                        new Fact(
                                words.get("act.fact.script"),
                                words.get(
                                        "act.fact.script.value",
                                        runbook.script().file(),
                                        runbook.version(),
                                        hash.substring(0, Math.min(12, hash.length())))),
                        new Fact(
                                words.get("act.fact.class"),
                                words.get("act.class." + runbook.risk().number())
                                        + (frozen ? " " + words.get("act.frozen") : "")),
                        new Fact(
                                words.get("act.fact.blast"),
                                words.get(
                                        "act.fact.blast.value",
                                        blast.direct(),
                                        blast.all(),
                                        blast.entries(),
                                        blast.criticality())),
                        new Fact(words.get("act.fact.predicted"), predicted),
                        new Fact(words.get("act.fact.effect"), effect(of, words)),
                        new Fact(words.get("act.fact.before"), success(of, words)),
                        new Fact(
                                words.get("act.fact.rollback"),
                                words.get(
                                        runbook.script().rollback().isPresent()
                                                ? "act.rollback.there"
                                                : "act.rollback.none")),
                        new Fact(
                                words.get("act.fact.guards"),
                                words.get(
                                        "act.fact.guards.value",
                                        Figures.duration(runbook.cooldown()),
                                        Figures.duration(runbook.timeout()))))
                .filter(fact -> !fact.value().isEmpty())
                .toList();
    }

    private static String effect(Proposal of, Words words) {
        return of.copy()
                .runbook()
                .effect()
                .map(effect ->
                        words.get(
                                "act.fact.effect.value",
                                effect.signals().stream()
                                        .sorted()
                                        .map(SettingsFile::name)
                                        .collect(Collectors.joining(", ")),
                                effect.component().orElse(of.target().value()),
                                Figures.duration(effect.within())))
                .orElseGet(() -> words.get("act.fact.effect.none"));
    }

    /// How often it helped so far.
    static String success(Proposal of, Words words) {
        boolean here = of.here().tried() > 0;
        Proposals.Tally known = here ? of.here() : of.kind();
        return known.tried() == 0
                ? words.get("act.never.tried")
                : words.get(
                        here ? "act.tried.here" : "act.tried.kind", known.worked(), known.tried());
    }

    /// What becomes of the posteriors if it brings what it is for: those that change the most.
    /// Takes its time: not on the FX thread.
    static String predicted(Snapshot now, ServiceId target, Words words) {
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
}
