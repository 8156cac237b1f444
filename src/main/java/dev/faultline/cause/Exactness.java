package dev.faultline.cause;

/// How far a posterior may be from what its network means: the badge beside every number.
public sealed interface Exactness {
    /// No approximation.
    record Exact() implements Exactness {}

    /// Dependencies were left out, because they close a cycle.
    ///
    /// @param cutEdges how many
    record CyclesCut(int cutEdges) implements Exactness {}

    /// The mean of a Markov chain.
    ///
    /// @param samples how many states were averaged
    /// @param standardError the largest standard error of any posterior
    record Sampled(int samples, double standardError) implements Exactness {}
}
