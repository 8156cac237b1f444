package dev.faultline.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Several seasons at once, such as day and week: Bandara, Hyndman and Bergmeir 2021, *MSTL: A
/// Seasonal-Trend Decomposition Algorithm for Time Series with Multiple Seasonal Patterns*,
/// algorithm 1 without the Box-Cox transform, as in statsmodels 0.14 `MSTL(y, periods)`.
///
/// Each season in turn, the shortest first, is put back into what the others left and estimated
/// anew by [Stl]; twice around. The trend and the weights are those of the last [Stl]. Missing
/// values are treated as there.
public final class Mstl {
    /// How often every season is estimated.
    public static final int ITERATIONS = 2;

    private Mstl() {}

    /// The parameters of statsmodels for each period: seasonal 11 for the shortest, then 15, 19, …
    ///
    /// @param periods cells in one season each, at least one
    public static List<StlParameters> parameters(boolean robust, int... periods) {
        int[] sorted = periods.clone();
        Arrays.sort(sorted);
        List<StlParameters> seasons = new ArrayList<>();
        for (int i = 0; i < sorted.length; i++) {
            seasons.add(
                    StlParameters.of(
                            sorted[i],
                            robust,
                            7 + 4 * (i + 1),
                            Optional.empty(),
                            Optional.empty(),
                            new int[] {1, 1, 1}));
        }
        return seasons;
    }

    /// Takes a series apart.
    ///
    /// @param y values on a regular grid, `NaN` = missing; at least two of the longest period
    /// @param seasons one or more, in any order; each period once
    /// @throws IllegalArgumentException if there is no season or one twice, or for what [Stl]
    ///   refuses
    public static MstlResult decompose(double[] y, List<StlParameters> seasons) {
        List<StlParameters> order =
                seasons.stream().sorted(Comparator.comparingInt(StlParameters::period)).toList();
        long different = order.stream().mapToInt(StlParameters::period).distinct().count();
        if (order.isEmpty() || different < order.size()) {
            throw new IllegalArgumentException(
                    "the periods are %s, one or more different ones are needed"
                            .formatted(order.stream().map(StlParameters::period).toList()));
        }
        int longest = order.getLast().period();
        if (y.length < 2L * longest) {
            throw new IllegalArgumentException(
                    "%d values are fewer than two periods of %d".formatted(y.length, longest));
        }
        double[][] seasonal = new double[order.size()][y.length];
        double[] rest = y.clone();
        StlResult last = null;
        int rounds = order.size() == 1 ? 1 : ITERATIONS;
        for (int round = 0; round < rounds; round++) {
            for (int s = 0; s < order.size(); s++) {
                for (int i = 0; i < rest.length; i++) {
                    rest[i] += seasonal[s][i];
                }
                last = Stl.decompose(rest, order.get(s));
                seasonal[s] = last.seasonal();
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= seasonal[s][i];
                }
            }
        }
        if (last == null) {
            throw new IllegalStateException("no season was estimated");
        }
        double[] trend = last.trend();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= trend[i];
        }
        return new MstlResult(order, seasonal, trend, rest, last.weights());
    }
}
