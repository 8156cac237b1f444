package dev.faultline.remedy;

import dev.faultline.wording.Figures;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// Refusals in sentences: what was found, and what to do.
public final class RefusalWords {
    private final ResourceBundle bundle =
            ResourceBundle.getBundle("dev.faultline.remedy.remedy", Locale.ROOT);

    private final boolean named;

    public RefusalWords() {
        this(true);
    }

    /// @param named whether persons are named: not on a screen that others see
    public RefusalWords(boolean named) {
        this.named = named;
    }

    /// Why nothing ran, for a person.
    public String of(Refusal refusal) {
        String said = sentence(refusal);
        // A name is left as it is; 'somebody' may begin the sentence.
        return named ? said : Character.toUpperCase(said.charAt(0)) + said.substring(1);
    }

    private String person(String name) {
        return named ? name : say("somebody");
    }

    private String sentence(Refusal refusal) {
        return switch (refusal) {
            case Refusal.UnknownRunbook(String id) -> say("refusal.unknownRunbook", id);
            case Refusal.NotApproved(String id) -> say("refusal.notApproved", id);
            case Refusal.OtherThanConfirmed(String id) -> say("refusal.otherThanConfirmed", id);
            case Refusal.BadSignature(String person) -> say("refusal.badSignature", person(person));
            case Refusal.UnknownPerson(String person) ->
                    say("refusal.unknownPerson", person(person));
            case Refusal.NoRole(String person, var needed) ->
                    say(
                            "refusal.noRole",
                            person(person),
                            needed.stream()
                                    .sorted()
                                    .map(Role::label)
                                    .collect(Collectors.joining(", ")));
            case Refusal.NeedsSecond() -> say("refusal.needsSecond");
            case Refusal.SamePersonTwice(String person) ->
                    say("refusal.samePersonTwice", person(person));
            case Refusal.Expired(var at) ->
                    say(
                            "refusal.expired",
                            Figures.moment(at),
                            String.valueOf(Confirmation.LASTS.toMinutes()));
            case Refusal.FromTheFuture(var at) -> say("refusal.fromTheFuture", Figures.moment(at));
            case Refusal.UsedBefore(String action) -> say("refusal.usedBefore", action);
            case Refusal.BadParameter(_, String reason) -> say("refusal.badParameter", reason);
            case Refusal.NoSuchMode(Runbook.Mode mode) -> say("refusal.noSuchMode." + mode.name());
            case Refusal.NoDryRun() ->
                    say("refusal.noDryRun", String.valueOf(Gate.SEEN.toMinutes()));
            case Refusal.NotFor(String target) -> say("refusal.notFor", target);
            case Refusal.NotLive() -> say("refusal.notLive");
            case Refusal.Stale(var age, var most) ->
                    say(
                            "refusal.stale",
                            String.valueOf(age.toSeconds()),
                            String.valueOf(most.toSeconds()));
            case Refusal.Changed(double before, double now) ->
                    say("refusal.changed", probability(before), probability(now));
            case Refusal.PreconditionFailed(Runbook.Precondition.Cause(double least)) ->
                    say("refusal.precondition.cause", probability(least));
            case Refusal.PreconditionFailed(
                            Runbook.Precondition.Healthy(String component, double most)) ->
                    say("refusal.precondition.healthy", component, probability(most));
            case Refusal.CoolingDown(var until, String person) ->
                    say("refusal.coolingDown", person(person), Figures.moment(until));
            case Refusal.Busy(String action, String person) ->
                    say("refusal.busy", action, person(person));
            case Refusal.BreakerOpen(var until) ->
                    say(
                            "refusal.breakerOpen",
                            String.valueOf(Gate.FAILURES),
                            String.valueOf(Gate.BREAKER.toMinutes()),
                            Figures.moment(until));
            case Refusal.PeersUnknown(String reason) -> say("refusal.peersUnknown", reason);
            case Refusal.NotRecorded(String reason) -> say("refusal.notRecorded", reason);
        };
    }

    private String probability(double value) {
        return Double.isNaN(value) ? say("unknown") : Figures.probability(value);
    }

    private String say(String key, String... parts) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(parts);
    }
}
