package dev.faultline.cause.inference;

/// How far a posterior may be from what its network means: the badge beside every number.
public sealed interface Exactness {
    /// No approximation.
    record Exact() implements Exactness {}

    /// Weak dependencies were left out of the network.
    ///
    /// @param cycles how many, because they close a cycle
    /// @param tooWide how many, because the tables would have been too large with them
    record EdgesCut(int cycles, int tooWide) implements Exactness {}
}
