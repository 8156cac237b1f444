package dev.faultline.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What a new series borrows from its siblings, which are the series of the same metric on
/// components of the same kind: the shape of their day, not their level. Only on the logarithmic
/// scale, on which a season is a share of the level and can be lent.
public final class SiblingProfile {
    /// One sibling may be odd, two may disagree.
    public static final int LEAST = 3;

    private SiblingProfile() {}

    /// The normal of a young series: its own level and scatter, and the median, phase by phase, of
    /// the seasons of its siblings.
    ///
    /// @param own what it knows of itself: a level
    /// @param siblings what is known of the others; those without a season of their own are left
    ///   out
    /// @param millis the newest moment that `own` speaks about, ms since the epoch
    /// @return empty where fewer than [#LEAST] siblings have a season of the same length
    public static Optional<Baseline> of(
            Baseline own, List<Baseline> siblings, long millis, SeasonClock clock) {
        if (own.method() != Method.LEVEL || !own.scale().logarithmic()) {
            return Optional.empty();
        }
        List<Season> seasons = new ArrayList<>();
        for (Baseline sibling : siblings) {
            boolean lends =
                    sibling.method() == Method.STL
                            && sibling.seasonal()
                            && sibling.scale().logarithmic();
            if (lends && (seasons.isEmpty() || alike(seasons.getFirst(), sibling.season()))) {
                seasons.add(sibling.season());
            }
        }
        if (seasons.size() < LEAST) {
            return Optional.empty();
        }
        Season first = seasons.getFirst();
        double[] profile = new double[first.profile().length];
        double mean = 0;
        for (int phase = 0; phase < profile.length; phase++) {
            int at = phase;
            profile[phase] = median(seasons, s -> s.profile()[at] * s.unit());
            mean += profile[phase] / profile.length;
        }
        for (int phase = 0; phase < profile.length; phase++) {
            profile[phase] -= mean;
        }
        Season season =
                Season.of(
                        clock,
                        first.cycleMillis(),
                        profile,
                        median(seasons, Season::saturday),
                        median(seasons, Season::sunday));
        return Optional.of(
                new Baseline(
                        Method.SIBLING,
                        own.scale(),
                        season,
                        own.level() - season.at(millis),
                        own.sigmas(),
                        own.wide(),
                        clock));
    }

    private static boolean alike(Season a, Season b) {
        return a.cycleMillis() == b.cycleMillis() && a.profile().length == b.profile().length;
    }

    private static double median(List<Season> seasons, ToDoubleFunction<Season> value) {
        double[] sorted = seasons.stream().mapToDouble(value).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
