package dev.faultline.ui.act;

import dev.faultline.remedy.RefusalWords;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.Verdict;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;

/// How a run ended, and whether it helped, in sentences.
public final class OutcomeText {
    private OutcomeText() {}

    /// How a run ended.
    public static String of(RemedyOutcome outcome, Words words, RefusalWords refusals) {
        return switch (outcome) {
            case RemedyOutcome.Refused(var why) -> words.get("act.refused", refusals.of(why));
            case RemedyOutcome.NotStarted(String reason) -> words.get("act.not.started", reason);
            case RemedyOutcome.Ended ended ->
                    ended.succeeded()
                            ? words.get("act.ended", Figures.duration(ended.took()))
                            : words.get("act.failed", ended.code(), Figures.duration(ended.took()));
            case RemedyOutcome.TimedOut(var took, var _) ->
                    words.get("act.timed.out", Figures.duration(took));
            case RemedyOutcome.Cancelled _ -> words.get("act.cancelled");
            case RemedyOutcome.Interrupted _ -> words.get("act.interrupted");
        };
    }

    /// The verdict with the figures that say so.
    public static String of(Verdict verdict, Words words) {
        Verdict.Figures f = verdict.figures();
        String figures =
                words.get(
                        "act.verdict.figures",
                        Figures.sigmas(f.before()),
                        Figures.sigmas(f.after()),
                        Figures.probability(f.causeBefore()),
                        Figures.probability(f.causeAfter()),
                        f.cells());
        String said =
                switch (verdict) {
                    case Verdict.Worked _ ->
                            words.get("act.worked", Figures.probability(f.byItself()));
                    case Verdict.DidNot _ -> words.get("act.did.not");
                    case Verdict.Worse _ -> words.get("act.worse");
                    case Verdict.CannotTell(var _, var why) ->
                            words.get(
                                    switch (why) {
                                        case HEALS_BY_ITSELF -> "act.cannot.tell.heals";
                                        case PARTLY -> "act.cannot.tell.partly";
                                        case TOO_LITTLE_DATA -> "act.cannot.tell.data";
                                        case SOMETHING_ELSE -> "act.cannot.tell.else";
                                        case NOBODY_WATCHED -> "act.cannot.tell.unwatched";
                                    },
                                    Figures.probability(f.byItself()));
                };
        boolean none =
                verdict instanceof Verdict.CannotTell(var _, var why)
                        && why == Verdict.Reason.NOBODY_WATCHED;
        return none ? said : said + " " + figures;
    }
}
