package dev.faultline.cause.learning;

import dev.faultline.cause.inference.Evidence;
import java.util.Optional;
import java.util.Set;

/// What is expected of one incident, the last that was taken in: who had a fault, whose trouble
/// could pass a dependency, and how often it did.
sealed interface Passages permits PassageTree, SoftPassages {
    /// Brings one incident in.
    ///
    /// @param lambda P(own fault) by component
    /// @param w P(trouble passes) by component and dependency; a new array where any number changed
    /// @return ln P(what was seen), up to a constant; −∞ where it cannot be with these roots
    double take(Evidence seen, Optional<Set<Integer>> roots, double[] lambda, double[][] w);

    /// Whether the strength of a dependency can be learned: it is in no cycle.
    boolean learns(int i, int k);

    /// P(own fault of `i` | the incident).
    double fault(int i);

    /// P(the `k`-th dependency of `i` is in trouble | the incident).
    double active(int i, int k);

    /// P(it is, and its trouble passes | the incident), where it passes with probability `w`.
    double passed(int i, int k, double w);
}
