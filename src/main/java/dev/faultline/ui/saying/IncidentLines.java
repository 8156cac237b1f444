package dev.faultline.ui.saying;

import dev.faultline.incident.Incident;
import dev.faultline.incident.IncidentEvent;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;
import java.util.Optional;

/// What happened to incidents, a line each.
///
/// @param named whether persons may be named, and what they wrote be shown
record IncidentLines(Words words, boolean named) {
    /// How an open one stands.
    String standing(Incident incident) {
        return words.get(
                "handover.incident",
                incident.severity(),
                incident.suspects().isEmpty()
                        ? incident.id().first()
                        : incident.suspects().getFirst(),
                Figures.clock(incident.onset()),
                incident.components().size(),
                incident.acknowledged()
                        .map(who ->
                                named
                                        ? words.get("handover.acknowledged.by", who.by())
                                        : words.get("handover.acknowledged"))
                        .orElse(words.get("handover.acknowledged.none")));
    }

    /// What one entry of its log says; nothing where it says nothing to who was away.
    Optional<String> of(Incident incident, IncidentEvent event) {
        String which = incident.id().first().value();
        Optional<String> what =
                switch (event) {
                    case IncidentEvent.Opened e ->
                            Optional.of(words.get("digest.incident.opened", which, e.severity()));
                    case IncidentEvent.SeverityChanged e ->
                            Optional.of(words.get("digest.incident.severity", which, e.severity()));
                    case IncidentEvent.Noted e ->
                            named
                                    ? Optional.of(
                                            words.get("digest.incident.noted", which, e.text()))
                                    : Optional.empty();
                    case IncidentEvent.Acknowledged _ ->
                            Optional.of(words.get("digest.incident.acknowledged", which));
                    case IncidentEvent.Told e ->
                            Optional.of(
                                    named
                                            ? words.get("digest.incident.told", which, e.whom())
                                            : words.get("digest.incident.owners", which));
                    case IncidentEvent.Merged e ->
                            Optional.of(
                                    words.get("digest.incident.merged", which, e.into().first()));
                    case IncidentEvent.Split e ->
                            Optional.of(words.get("digest.incident.split", which, e.off().first()));
                    case IncidentEvent.Closed e ->
                            Optional.of(
                                    e.reason().isEmpty() || !named
                                            ? words.get("digest.incident.closed", which)
                                            : words.get(
                                                    "digest.incident.closed.why",
                                                    which,
                                                    e.reason()));
                    case IncidentEvent.Reopened _ ->
                            Optional.of(words.get("digest.incident.reopened", which));
                    case IncidentEvent.Spread _,
                            IncidentEvent.SuspectsChanged _,
                            IncidentEvent.TakenBack _ ->
                            Optional.empty();
                };
        return what.map(text -> words.get("saying.at", Figures.clock(event.at()), text))
                .map(text ->
                        named && event.said() ? words.get("saying.by", text, event.by()) : text);
    }
}
