package dev.faultline.wording;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Explanation.Rival;
import dev.faultline.cause.NextCheck;
import dev.faultline.cause.Pin;
import dev.faultline.cause.Sensitivity;
import dev.faultline.cause.Verdict;
import dev.faultline.cause.WhatIf;
import dev.faultline.model.ServiceId;
import java.util.List;

/// What persons said, and what a diagnosis answers when it is asked, in words.
public record AnswerWords(Phrases phrases, Wording wording) {
    /// What a person said.
    public String pin(Pin pin) {
        String service = pin.service().value();
        return switch (pin) {
            case Pin.Healthy h ->
                    h.certain()
                            ? say("pin.healthy", service)
                            : say(
                                    "pin.healthy.rates",
                                    service,
                                    Figures.share(h.sensitivity()),
                                    Figures.share(h.specificity()));
            case Pin.InTrouble _ -> say("pin.trouble", service);
            case Pin.IsCause _ -> say("pin.cause", service);
            case Pin.NotCause _ -> say("pin.notCause", service);
            case Pin.Checked c ->
                    say("pin.checked." + c.outcome().name(), service, wording.check(c.check()));
        };
    }

    /// That findings contradict each other, which, and what became of them; empty where none do.
    public String contradiction(Diagnosis diagnosis) {
        List<Pin> pins = diagnosis.contradictory();
        return pins.isEmpty()
                ? ""
                : say(
                        "pin.contradiction",
                        phrases.list(pins.stream().map(this::pin).toList(), "list.and"));
    }

    /// What may be said about who the cause is.
    public String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Clear(ServiceId first, double lead) ->
                    say("verdict.clear", first.value(), Figures.probability(lead));
            case Verdict.Together(List<ServiceId> causes) ->
                    say("verdict.together", names(causes, "list.and"));
            case Verdict.Tie(List<ServiceId> between) ->
                    say("verdict.tie", names(between, "list.and"));
            case Verdict.CannotTell(Verdict.Reason reason) ->
                    say("verdict.cannotTell." + reason.name());
        };
    }

    /// Another cause that competes with a component or goes along with it.
    public String rival(Rival rival) {
        return say(
                rival.explainsAway() ? "rival.away" : "rival.along",
                rival.other().value(),
                Figures.probability(rival.ifCause()),
                Figures.probability(rival.ifNot()));
    }

    /// What to look at, of whom.
    public String check(NextCheck check) {
        return say("next.check", wording.check(check.check()), check.service().value());
    }

    /// What either outcome of a check would tell.
    public String outlook(NextCheck check) {
        return say("next.outlook", outlook(check.ifAbnormal()), outlook(check.ifNormal()));
    }

    private String outlook(NextCheck.Outlook outlook) {
        return say(
                "headline.candidate",
                outlook.first().value(),
                Figures.probability(outlook.cause()));
    }

    /// What is supposed.
    public String supposed(WhatIf whatIf) {
        return say("whatIf.supposed", whatIf.held().value());
    }

    /// A change that would give the first place to somebody else.
    public String change(Sensitivity.Change change) {
        String first = change.newFirst().value();
        return switch (change) {
            case Sensitivity.Unseen u -> say("hangs.unseen", first, u.service().value());
            case Sensitivity.Unpinned u -> say("hangs.unpinned", first, pin(u.pin()));
            case Sensitivity.Prior p when p.service().equals(p.newFirst()) ->
                    say("hangs.prior.own", first, by(p.factor()));
            case Sensitivity.Prior p ->
                    say(
                            times("hangs.prior", p.factor()),
                            first,
                            p.service().value(),
                            by(p.factor()));
            case Sensitivity.Trust t ->
                    say(times("hangs.trust", t.factor()), first, by(t.factor()));
            case Sensitivity.Strength s ->
                    say(
                            times("hangs.strength", s.factor()),
                            first,
                            s.to().value(),
                            s.from().value(),
                            by(s.factor()));
        };
    }

    private static String times(String key, double factor) {
        return key + (factor >= 1 ? ".more" : ".less");
    }

    /// How many times as much or as little: never below 1.
    private static String by(double factor) {
        return "%.1f".formatted(Math.exp(Math.abs(Math.log(factor))));
    }

    private String names(List<ServiceId> services, String last) {
        return phrases.list(services.stream().map(ServiceId::value).toList(), last);
    }

    private String say(String key, String... parts) {
        return phrases.say(key, parts);
    }
}
