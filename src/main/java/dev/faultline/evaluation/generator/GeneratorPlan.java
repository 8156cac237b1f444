package dev.faultline.evaluation.generator;

/// What is to be generated. The same plan gives the same incidents, to the last bit.
///
/// @param cases how many incidents in all
/// @param seed all that is drawn follows from it
/// @param fewest components of a system, at least so many
/// @param most components of a system, about so many at most
/// @param perSystem incidents of one system; they share its graph and its normal time
/// @param referenceRows minutes of normal time that a case is compared with, at most
/// @param calmShare share of the cases in which nothing is wrong, whatever it looks like
public record GeneratorPlan(
        int cases,
        long seed,
        int fewest,
        int most,
        int perSystem,
        int referenceRows,
        double calmShare) {
    public GeneratorPlan {
        if (cases < 1 || perSystem < 1 || fewest < 8 || most < fewest || referenceRows < 60) {
            throw new IllegalArgumentException(
                    "a plan needs at least one case, 8 components and an hour of reference; found "
                            + cases
                            + " cases, "
                            + fewest
                            + " to "
                            + most
                            + " components, "
                            + referenceRows
                            + " minutes");
        }
    }

    /// So many cases on systems of 10 to 60 components, with a day of normal time.
    public static GeneratorPlan of(int cases, long seed) {
        return new GeneratorPlan(cases, seed, 10, 60, 8, 1440, .2);
    }

    /// The same on systems of another size.
    public GeneratorPlan sized(int from, int to) {
        return new GeneratorPlan(cases, seed, from, to, perSystem, referenceRows, calmShare);
    }
}
