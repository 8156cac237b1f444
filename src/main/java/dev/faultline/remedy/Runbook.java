package dev.faultline.remedy;

import dev.faultline.model.Signal;
import dev.faultline.topology.ComponentKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A known fix: what it is for, the script that does it, and what it is expected to bring. Values
/// only; read by [RunbookFiles].
///
/// @param id unique in a folder: lower case, digits, `-`
/// @param version grows by one with every change of what it does
/// @param purpose what it does, in a sentence
/// @param limits what it cannot fix, in a sentence
/// @param risk as written; a freeze makes it [RiskClass#IRREVERSIBLE]
/// @param parameters in the order in which they are asked for
/// @param timeout after which the script and all that it started are killed
/// @param environment names of variables that the script is given; all others are kept from it
/// @param effect what a run is judged by; empty for one that changes nothing and brings nothing
/// @param cooldown after a run on a target, so long none on the same target
/// @param roles who may run it
/// @param outlives whether a run goes on when the window is closed
public record Runbook(
        String id,
        int version,
        String title,
        String purpose,
        String limits,
        Applies applies,
        RiskClass risk,
        Script script,
        List<Parameter> parameters,
        Duration timeout,
        Set<String> environment,
        List<Secret> secrets,
        List<Precondition> preconditions,
        Optional<Effect> effect,
        Duration cooldown,
        Set<Role> roles,
        boolean outlives) {
    /// No script may run longer: until then its target is nobody else's.
    public static final Duration LONGEST = Duration.ofHours(6);

    public Runbook {
        parameters = List.copyOf(parameters);
        environment = Set.copyOf(environment);
        secrets = List.copyOf(secrets);
        preconditions = List.copyOf(preconditions);
        roles = Set.copyOf(roles);
    }

    /// For what it is meant. Empty parts hold for all.
    ///
    /// @param kinds of components
    /// @param services names of components, `*` for any characters
    /// @param faults what people call what it mends: words, for the reader and the history
    /// @param evidence all of it must be out of the ordinary
    public record Applies(
            Set<ComponentKind> kinds,
            List<String> services,
            Set<String> faults,
            List<Evidence> evidence) {
        public Applies {
            kinds = Set.copyOf(kinds);
            services = List.copyOf(services);
            faults = Set.copyOf(faults);
            evidence = List.copyOf(evidence);
        }
    }

    /// A signal of the target is out of the ordinary by so many robust sigmas or more.
    public record Evidence(Signal signal, double sigmas) {}

    /// The script and its argument lists. Each entry becomes exactly one argument, whatever is put
    /// in place of its braces.
    ///
    /// @param file inside the runbook's folder
    /// @param arguments of a run
    /// @param dryRun of one that only says what would be done; empty where there is none
    /// @param rollback of one that takes back what was done; empty where that cannot be
    public record Script(
            Path file,
            List<String> arguments,
            Optional<List<String>> dryRun,
            Optional<List<String>> rollback) {
        public Script {
            arguments = List.copyOf(arguments);
            dryRun = dryRun.map(List::copyOf);
            rollback = rollback.map(List::copyOf);
        }

        /// The arguments of a mode; empty where the script has none for it.
        public Optional<List<String>> arguments(Mode mode) {
            return switch (mode) {
                case RUN -> Optional.of(arguments);
                case DRY_RUN -> dryRun;
                case ROLLBACK -> rollback;
            };
        }
    }

    /// What a script is started for.
    public enum Mode {
        RUN,
        DRY_RUN,
        ROLLBACK
    }

    /// Something that the script needs and nobody may see: given in a variable of its own.
    ///
    /// @param variable of the script
    /// @param from where it is read when the script starts
    public record Secret(String variable, From from) {
        /// Where a secret lies.
        public sealed interface From {
            record Environment(String variable) implements From {}

            record File(Path path) implements From {}
        }
    }

    /// What must hold before a run.
    public sealed interface Precondition {
        /// The target is the cause with at least this probability.
        record Cause(double least) implements Precondition {}

        /// Another component is not likely to be in trouble itself.
        record Healthy(String component, double mostTrouble) implements Precondition {}
    }

    /// What a run is expected to bring.
    ///
    /// @param signals of which those that were out of the ordinary come back to what was usual
    ///   before
    /// @param component of which; empty for the target
    /// @param within so long after the end of the run
    public record Effect(Set<Signal> signals, Optional<String> component, Duration within) {
        public Effect {
            signals = Set.copyOf(signals);
        }
    }
}
