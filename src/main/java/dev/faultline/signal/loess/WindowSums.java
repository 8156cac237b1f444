package dev.faultline.signal.loess;

/// For every x the sums Σ w·d^m·z over its window, d = j − x in cells, m = 0, 1, 2, each divided by
/// the full weight Σ w of that window.
sealed interface WindowSums permits DirectSums, MomentSums {
    /// Fills `into[m]` for m below `orders`.
    void sums(double[] z, int orders, double[][] into, LoessWork work);

    /// Fills the estimates that follow where all cells count the same.
    void estimate(double[] z, double[] into, LoessWork work);

    /// Tells the work space what these sums need of it.
    void reserve(LoessWork work);

    /// How far the sums can be relied on.
    LocalLine.Trust trust();
}
