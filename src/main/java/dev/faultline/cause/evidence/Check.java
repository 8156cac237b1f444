package dev.faultline.cause.evidence;

import dev.faultline.model.Signal;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that a person can look at to learn more about one component.
public enum Check {
    ERRORS(Signal.ERRORS),
    LATENCY(Signal.LATENCY),
    SATURATION(Signal.SATURATION),
    CPU(Signal.CPU),
    MEMORY(Signal.MEMORY),
    DISK(Signal.DISK),
    CONNECTIONS(Signal.CONNECTIONS),
    /// Reading the component's own logs.
    LOGS(null),
    /// What its provider says in public.
    STATUS_PAGE(null),
    /// Asking whoever answers for it.
    OWNER(null);

    /// Nobody of us runs these: there is nothing to log in to.
    private static final Set<ComponentKind> FOREIGN =
            EnumSet.of(
                    ComponentKind.ENTRY,
                    ComponentKind.THIRD_PARTY,
                    ComponentKind.REMOTE_SIDE,
                    ComponentKind.ZONE,
                    ComponentKind.ZONE_LINK);

    private static final Set<ComponentKind> WITH_STATUS_PAGE =
            EnumSet.of(
                    ComponentKind.THIRD_PARTY,
                    ComponentKind.DNS,
                    ComponentKind.ZONE,
                    ComponentKind.ZONE_LINK);

    private final @Nullable Signal signal;

    Check(@Nullable Signal signal) {
        this.signal = signal;
    }

    /// The kind of series that shows the same; nothing for what no series shows.
    public Optional<Signal> signal() {
        return Optional.ofNullable(signal);
    }

    /// As written in files and on the command line: lower case, words joined by `-`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Check> of(String label) {
        for (Check check : values()) {
            if (check.label().equals(label)) {
                return Optional.of(check);
            }
        }
        return Optional.empty();
    }

    /// Whether it can be done on such a component at all.
    public boolean appliesTo(Component component) {
        ComponentKind kind = component.kind();
        return switch (this) {
            case ERRORS, LATENCY -> kind != ComponentKind.HOST && kind != ComponentKind.ZONE;
            case CPU, MEMORY, DISK, CONNECTIONS, SATURATION, LOGS -> !FOREIGN.contains(kind);
            case STATUS_PAGE -> WITH_STATUS_PAGE.contains(kind);
            case OWNER -> !component.team().isBlank();
        };
    }

    /// Whether its answer speaks about a fault of the component itself rather than about its being
    /// in trouble for whatever reason: as a series of that signal would.
    public boolean ofOwnFault(ComponentKind kind) {
        return signal == null || EvidenceModel.ofOwnFault(signal, kind);
    }
}
