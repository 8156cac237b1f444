package dev.faultline.wording;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.Verdict;
import dev.faultline.incident.Impact;
import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Sentences about incidents: what one is called, why it is as bad as it is, what its log says.
public final class IncidentWords {
    private static final int MOST_NAMED = 3;

    private final Phrases phrases;
    private final boolean named;

    /// @param named whether persons are named, and what they wrote is said
    IncidentWords(Phrases phrases, boolean named) {
        this.phrases = phrases;
        this.named = named;
    }

    /// The same for a screen that others see: it names no person and repeats no note.
    public IncidentWords discreet() {
        return new IncidentWords(phrases, false);
    }

    /// What it is called: whom it is suspected to come from.
    public String title(Incident incident) {
        return incident.suspects().isEmpty()
                ? incident.id().first().value()
                : names(incident.suspects());
    }

    /// Whom its trouble comes from, and how sure that is now.
    public String headline(Incident incident, Ranking ranking) {
        ServiceId first = incident.suspects().stream().findFirst().orElse(incident.id().first());
        Optional<RankedCause> now = ranking.of(first);
        return switch (incident.state()) {
            case Incident.State.Open _ ->
                    now.map(c ->
                                    phrases.say(
                                            c.cause() >= Verdict.LIKELY
                                                    ? "headline.likely"
                                                    : "headline.suspected",
                                            first.value(),
                                            Figures.probability(c.cause())))
                            .orElse(first.value());
            case Incident.State.Closed closed ->
                    phrases.say("incident.over", title(incident), Figures.clock(closed.at()));
            case Incident.State.Merged(Instant _, var into) ->
                    phrases.say("incident.merged.into", title(incident), into.first().value());
        };
    }

    /// Why it is as bad as it is.
    ///
    /// @param lasting whether its length has made it worse
    public String reason(Impact impact, boolean lasting) {
        String where =
                impact.entries() == 0
                        ? phrases.say(
                                "incident.hit",
                                Integer.toString(impact.hit()),
                                Integer.toString(impact.components()))
                        : phrases.say(
                                "incident.entries",
                                Integer.toString(impact.entriesHit()),
                                Integer.toString(impact.entries()),
                                Integer.toString(impact.hit()),
                                Integer.toString(impact.components()));
        String critical =
                phrases.say("incident.criticality", Integer.toString(impact.criticality()));
        return lasting
                ? String.join(
                        " · ",
                        where,
                        critical,
                        phrases.say("incident.lasts", Figures.duration(impact.lasted())))
                : String.join(" · ", where, critical);
    }

    /// How it stands, and since when.
    public String state(Incident incident) {
        return switch (incident.state()) {
            case Incident.State.Open _ -> phrases.say("incident.open");
            case Incident.State.Closed closed ->
                    closed.by().isEmpty()
                            ? phrases.say("incident.closed.quiet")
                            : phrases.say("incident.closed.by", person(closed.by()));
            case Incident.State.Merged(Instant _, var into) ->
                    phrases.say("incident.merged", into.first().value());
        };
    }

    /// How long it has lasted, or lasted.
    public Duration length(Incident incident, Instant now) {
        return Duration.between(incident.onset(), incident.ended().orElse(now));
    }

    /// What an entry in its log says.
    public String entry(IncidentEvent event) {
        return switch (event) {
            case IncidentEvent.Opened e ->
                    phrases.say(
                            "incident.event.opened",
                            e.severity().name(),
                            names(e.suspects()),
                            Integer.toString(e.components().size()),
                            Figures.clock(e.incident().onset()));
            case IncidentEvent.Spread e ->
                    phrases.say("incident.event.spread", names(e.components()));
            case IncidentEvent.SuspectsChanged e ->
                    phrases.say("incident.event.suspects", names(e.suspects()));
            case IncidentEvent.SeverityChanged e ->
                    e.said()
                            ? phrases.say("incident.event.rated", e.severity().name())
                            : phrases.say(
                                    "incident.event.severity",
                                    e.severity().name(),
                                    reason(e.impact(), false));
            case IncidentEvent.Noted e -> written(e.text());
            case IncidentEvent.Acknowledged _ -> phrases.say("incident.event.acknowledged");
            case IncidentEvent.Told e -> phrases.say("incident.event.told", person(e.whom()));
            case IncidentEvent.Merged e ->
                    phrases.say("incident.event.merged", e.into().first().value());
            case IncidentEvent.Split e ->
                    phrases.say("incident.event.split", names(e.components()));
            case IncidentEvent.Closed e ->
                    e.said()
                            ? e.reason().isEmpty()
                                    ? phrases.say("incident.event.closed")
                                    : phrases.say(
                                            "incident.event.closed.reason", written(e.reason()))
                            : phrases.say("incident.event.quiet");
            case IncidentEvent.Reopened e ->
                    phrases.say(e.said() ? "incident.event.reopened" : "incident.event.back");
            case IncidentEvent.TakenBack e ->
                    phrases.say("incident.event.taken.back", entry(e.what()));
        };
    }

    /// Who made an entry.
    public String by(IncidentEvent event) {
        return event.said() ? person(event.by()) : phrases.say("incident.by.engine");
    }

    /// A person's name.
    public String person(String name) {
        return named ? name : phrases.say("incident.somebody");
    }

    /// What a person wrote.
    public String written(String text) {
        return named ? text : phrases.say("incident.hidden");
    }

    private String names(Collection<ServiceId> services) {
        if (services.isEmpty()) {
            return phrases.say("incident.nobody");
        }
        List<String> names = services.stream().map(ServiceId::value).sorted().toList();
        List<String> kept =
                services instanceof List<ServiceId> order
                        ? order.stream().map(ServiceId::value).limit(MOST_NAMED).toList()
                        : names.stream().limit(MOST_NAMED).toList();
        int left = names.size() - kept.size();
        return left > 0
                ? phrases.say("incident.and.more", String.join(", ", kept), Integer.toString(left))
                : phrases.list(kept, "list.and");
    }
}
