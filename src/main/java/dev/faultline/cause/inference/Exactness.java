package dev.faultline.cause.inference;

/// How far a posterior may be from what its network means: the badge beside every number.
public sealed interface Exactness {
    /// No approximation.
    record Exact() implements Exactness {}

    /// Exact among the components that matter; what the others could change was estimated from
    /// above.
    ///
    /// @param delta by how much a probability may be off, 0..1
    record Within(double delta) implements Exactness {}

    /// Drawn at random, from a fixed seed: too many components are in doubt for tables.
    ///
    /// @param draws how many states were drawn
    /// @param halfWidth half the width of the widest 95 % interval of a probability, 0..1
    record Sampled(int draws, double halfWidth) implements Exactness {}
}
