package dev.faultline.incident;

import java.time.Duration;

/// How much of a system an incident hits: what its severity is told from.
///
/// @param criticality of the most critical component in trouble, 1 (most critical) to 4
/// @param entriesHit how many of the ways in are in trouble, or lead to what is
/// @param entries how many ways in there are
/// @param hit how many components are in trouble
/// @param components how many there are
/// @param lasted how long it has been going on
public record Impact(
        int criticality, int entriesHit, int entries, int hit, int components, Duration lasted) {
    /// The same after another while.
    public Impact after(Duration length) {
        return new Impact(criticality, entriesHit, entries, hit, components, length);
    }

    /// The share of the ways in that are hit; of all components where no way in is known.
    public double breadth() {
        return entries > 0
                ? entriesHit / (double) entries
                : components > 0 ? hit / (double) components : 0;
    }
}
