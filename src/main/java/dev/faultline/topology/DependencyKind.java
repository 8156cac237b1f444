package dev.faultline.topology;

import java.util.Locale;
import java.util.Optional;

/// How one component depends on another.
public enum DependencyKind {
    CALLS,
    CONSUMES,
    RUNS_ON,
    IN_ZONE;

    /// As written in files: lower case, words joined by `-`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<DependencyKind> of(String label) {
        for (DependencyKind kind : values()) {
            if (kind.label().equals(label)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
