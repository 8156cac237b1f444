package dev.faultline.evaluation;

import dev.faultline.cause.Recalibration;
import dev.faultline.evaluation.Calibration.Forecast;
import dev.faultline.evaluation.RankingEvaluation.Forecasts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Learns a [Recalibration] from forecasts that came true or not, of all places of a ranking (it is
/// applied to all of them, and what is true of first places is not true of others): bins of equal
/// mass, half by the number of forecasts and half by how many causes they expect, are pooled until
/// they ascend (isotonic regression by pooling adjacent violators), each becomes a knot at its mean
/// log odds, drawn towards even odds by half a case of either outcome.
public final class RecalibrationLearner {
    private static final int BINS = 24;

    /// Certainty in log odds ends here: more is rounding.
    private static final double MOST = 30;

    /// A knot ascends from the one before by at least so much of the step: no ties.
    private static final double LEAST_SLOPE = .02;

    /// How the folds of a cross-validation are numbered.
    private static final int FOLDS = 5;

    private RecalibrationLearner() {}

    /// @param knot mean log odds
    private record Pool(double knot, double right, double n) {
        double meant() {
            double rate = (right + .5) / (n + 1);
            return Math.log(rate) - Math.log1p(-rate);
        }

        Pool with(Pool other) {
            double all = n + other.n;
            return new Pool((knot * n + other.knot * other.n) / all, right + other.right, all);
        }
    }

    /// Learns from forecasts.
    ///
    /// @param version a name for it
    public static Recalibration learn(String version, List<Forecast> forecasts) {
        List<Forecast> sorted =
                forecasts.stream().sorted(Comparator.comparingDouble(Forecast::sure)).toList();
        List<Pool> pools = new ArrayList<>();
        double mass = sorted.stream().mapToDouble(Forecast::sure).sum();
        int to = 0;
        double seen = 0;
        for (int b = 0; b < BINS; b++) {
            int from = to;
            while (to < sorted.size() && (seen < 2.0 * (b + 1) / BINS || b == BINS - 1)) {
                seen += sorted.get(to++).sure() / mass + 1.0 / sorted.size();
            }
            if (from == to) {
                continue;
            }
            List<Forecast> bin = sorted.subList(from, to);
            pools.add(
                    new Pool(
                            bin.stream()
                                    .mapToDouble(f -> logOdds(f.sure()))
                                    .average()
                                    .orElseThrow(),
                            bin.stream().filter(Forecast::right).count(),
                            bin.size()));
            while (pools.size() > 1 && violates(pools)) {
                Pool last = pools.removeLast();
                pools.add(pools.removeLast().with(last));
            }
        }
        double[] said = pools.stream().mapToDouble(Pool::knot).toArray();
        double[] meant = pools.stream().mapToDouble(Pool::meant).toArray();
        for (int i = 1; i < meant.length; i++) {
            meant[i] = Math.max(meant[i], meant[i - 1] + LEAST_SLOPE * (said[i] - said[i - 1]));
        }
        return new Recalibration(version, said, meant);
    }

    private static boolean violates(List<Pool> pools) {
        Pool last = pools.getLast();
        Pool before = pools.get(pools.size() - 2);
        return last.right / last.n <= before.right / before.n || last.knot <= before.knot;
    }

    private static double logOdds(double probability) {
        return Math.clamp(Math.log(probability) - Math.log1p(-probability), -MOST, MOST);
    }

    /// The first places as they would be shown by what is learned, from all places, without their
    /// own fold.
    ///
    /// @param byFold what belongs together, such as all cases of one system, in groups that must
    ///   not be split
    public static List<Forecast> crossValidated(Collection<Forecasts> byFold) {
        List<Forecasts> groups = List.copyOf(byFold);
        List<Forecast> shown = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Forecast> others = new ArrayList<>();
            List<Forecast> own = new ArrayList<>();
            for (int g = 0; g < groups.size(); g++) {
                if (g % FOLDS == fold) {
                    own.addAll(groups.get(g).first());
                } else {
                    others.addAll(groups.get(g).places());
                }
            }
            shown.addAll(shown(learn("fold " + fold, others), own));
        }
        return shown;
    }

    /// The forecasts as they are shown by a recalibration.
    public static List<Forecast> shown(Recalibration by, List<Forecast> forecasts) {
        return forecasts.stream()
                .map(f -> new Forecast(by.apply(f.sure()), f.right(), f.prior()))
                .toList();
    }
}
