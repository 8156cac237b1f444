package dev.faultline.app;

import dev.faultline.app.TextTable.Column;
import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.NextCheck;
import dev.faultline.cause.Pin;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Sensitivity;
import dev.faultline.cause.WhatIf;
import dev.faultline.wording.AnswerWords;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Wording;
import java.util.List;
import java.util.Locale;

/// What a diagnosis answers when it is asked, for the terminal: findings, what to check next, what
/// if, and what the first place hangs on.
record AnswersText(TextPage page, Diagnosis diagnosis, Wording wording) {
    private static final int CHECKS = 5;
    private static final int EFFECTS = 6;
    private static final int CHANGES = 4;

    /// A probability that moves by less is not told.
    private static final double MOVED = 0.005;

    /// What persons said and how it moved the ranking.
    void found() {
        AnswerWords words = wording.answers();
        if (diagnosis.pins().isEmpty()) {
            return;
        }
        page.title("FOUND", "what was said besides the measurements");
        for (Pin pin : diagnosis.pins().pins()) {
            String effect =
                    diagnosis.withoutEffect().contains(pin)
                            ? " (without effect: no such component, or nothing learned)"
                            : "";
            page.wrapped("  ", "    ", words.pin(pin) + effect);
        }
        if (!diagnosis.contradictory().isEmpty()) {
            page.wrapped("  ", "  ", words.contradiction(diagnosis));
        }
        TextTable table =
                new TextTable(
                        Column.left("moved by it", 36),
                        Column.right("before", 7),
                        Column.right("now", 7));
        List<RankedCause> moved =
                diagnosis.ranking().causes().stream()
                        .filter(c -> Math.abs(c.cause() - before(c)) >= MOVED)
                        .limit(EFFECTS)
                        .toList();
        for (RankedCause cause : moved) {
            table.add(
                    cause.service().value(),
                    Figures.probability(before(cause)),
                    Figures.probability(cause.cause()));
        }
        if (moved.isEmpty()) {
            page.say("  No posterior moved.");
        } else {
            page.table(table);
        }
    }

    private double before(RankedCause cause) {
        return diagnosis.before().of(cause.service()).map(RankedCause::cause).orElse(0.0);
    }

    /// What is worth looking at.
    void checkNext() {
        page.title("CHECK NEXT", "expected gain in nats a minute; who would be first then");
        List<NextCheck> checks = diagnosis.nextChecks(CHECKS);
        if (checks.isEmpty()) {
            page.say("  nothing left to look at that would tell anything");
            return;
        }
        TextTable table =
                new TextTable(
                        Column.left("", 32),
                        Column.right("min", 3),
                        Column.right("gain/min", 8),
                        Column.right("P(abn.)", 7),
                        Column.left("abnormal: first", 18),
                        Column.left("normal: first", 18));
        for (NextCheck check : checks) {
            table.add(
                    wording.answers().check(check),
                    "%.0f".formatted(check.minutes()),
                    String.format(Locale.ROOT, "%.3f", check.gainPerMinute()),
                    Figures.probability(check.abnormal()),
                    outlook(check.ifAbnormal()),
                    outlook(check.ifNormal()));
        }
        page.table(table);
    }

    private static String outlook(NextCheck.Outlook outlook) {
        return TextTable.cut(outlook.first().value(), 12)
                + " "
                + Figures.probability(outlook.cause());
    }

    /// Who would recover with the first place.
    void whatIf() {
        RankedCause first = diagnosis.ranking().top().orElse(null);
        if (first == null) {
            return;
        }
        WhatIf whatIf = diagnosis.whatIf(first.service());
        page.title(
                "WHAT IF",
                wording.answers().supposed(whatIf)
                        + (whatIf.tolerance() > 0
                                ? ", ±" + Figures.tolerance(whatIf.tolerance())
                                : ", exact"));
        List<WhatIf.Effect> healed =
                whatIf.effects().stream().filter(e -> e.relief() >= MOVED).toList();
        if (healed.isEmpty()) {
            page.say("  nobody else would recover");
            return;
        }
        TextTable table =
                new TextTable(
                        Column.left("P(trouble) of", 36),
                        Column.right("before", 7),
                        Column.right("after", 7));
        for (WhatIf.Effect effect : healed.subList(0, Math.min(EFFECTS, healed.size()))) {
            table.add(
                    effect.service().value(),
                    Figures.probability(effect.before()),
                    Figures.probability(effect.after()));
        }
        page.table(table);
        if (healed.size() > EFFECTS) {
            page.say(page.faint("  and %d less relieved".formatted(healed.size() - EFFECTS)));
        }
    }

    /// What would give the first place to somebody else.
    void hangsOn() {
        page.title("HANGS ON", "the smallest changes with another first place");
        List<Sensitivity.Change> changes = diagnosis.sensitivity().changes();
        for (Sensitivity.Change change : changes.subList(0, Math.min(CHANGES, changes.size()))) {
            page.wrapped("  ", "    ", wording.answers().change(change));
        }
        if (changes.isEmpty()) {
            page.say("  none of those tried");
        }
    }
}
