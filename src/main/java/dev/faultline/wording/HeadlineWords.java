package dev.faultline.wording;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.Verdict;
import dev.faultline.model.ServiceId;
import java.util.List;

/// Chooses and words the headline.
record HeadlineWords(Phrases phrases) {
    private static final int MOST_NAMED = 3;

    /// With less known, that nothing deviates says nothing.
    private static final double ENOUGH = 0.5;

    Headline of(Ranking ranking, int components, double learned) {
        List<RankedCause> causes = ranking.causes();
        double floor = causes.isEmpty() ? Wording.LIKELY : Wording.POSSIBLE;
        if (ranking.incident() < floor) {
            if (learned < ENOUGH) {
                String text = say("headline.learning", Figures.share(learned));
                return new Headline(Headline.State.LEARNING, text, List.of(), ranking.incident());
            }
            double highest = causes.stream().mapToDouble(RankedCause::trouble).max().orElse(0);
            String text =
                    components == 1
                            ? say("headline.calm.one", Figures.probability(highest))
                            : say(
                                    "headline.calm.many",
                                    Figures.probability(highest),
                                    Integer.toString(components));
            return new Headline(Headline.State.CALM, text, List.of(), highest);
        }
        if (causes.isEmpty()) {
            String text = say("headline.nobody", Figures.probability(ranking.incident()));
            return new Headline(Headline.State.UNSURE, text, List.of(), ranking.incident());
        }
        double top = causes.getFirst().cause();
        if (ranking.incident() < Wording.LIKELY) {
            RankedCause first = causes.getFirst();
            String text =
                    say("headline.possible", first.service().value(), Figures.probability(top));
            return new Headline(Headline.State.POSSIBLE, text, List.of(first.service()), top);
        }
        return switch (Verdict.of(ranking)) {
            case Verdict.Clear _ -> ahead(causes.subList(0, 1));
            case Verdict.Together(List<ServiceId> together) ->
                    ahead(causes.subList(0, together.size()));
            case Verdict.Tie _, Verdict.CannotTell _ -> unsure(causes);
        };
    }

    private Headline ahead(List<RankedCause> first) {
        return first.getFirst().cause() >= Verdict.LIKELY
                ? headline(Headline.State.LIKELY, "headline.likely", first)
                : headline(Headline.State.SUSPECTED, "headline.suspected", first);
    }

    private Headline unsure(List<RankedCause> causes) {
        double top = causes.getFirst().cause();
        List<RankedCause> near =
                causes.stream().filter(c -> top - c.cause() < Verdict.MARGIN).toList();
        List<RankedCause> named = near.stream().limit(MOST_NAMED).toList();
        List<String> candidates =
                named.stream()
                        .map(c ->
                                say(
                                        "headline.candidate",
                                        c.service().value(),
                                        Figures.probability(c.cause())))
                        .toList();
        return new Headline(
                Headline.State.UNSURE,
                say("headline.unsure", phrases.list(candidates, "list.or")),
                named.stream().map(RankedCause::service).toList(),
                top);
    }

    private Headline headline(Headline.State state, String key, List<RankedCause> causes) {
        List<RankedCause> named = causes.stream().limit(MOST_NAMED).toList();
        List<String> names = named.stream().map(c -> c.service().value()).toList();
        List<String> figures = named.stream().map(c -> Figures.probability(c.cause())).toList();
        return new Headline(
                state,
                say(key, phrases.list(names, "list.and"), phrases.list(figures, "list.and")),
                named.stream().map(RankedCause::service).toList(),
                named.getFirst().cause());
    }

    private String say(String key, String... parts) {
        return phrases.say(key, parts);
    }
}
