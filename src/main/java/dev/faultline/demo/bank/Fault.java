package dev.faultline.demo.bank;

import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Something that goes wrong with one component.
///
/// @param severity 0 (hardly to be seen) to 1 (an outage)
/// @param lasts how long; empty: until it is mended
public record Fault(
        FaultKind kind, ServiceId component, double severity, Optional<Duration> lasts) {
    /// Where nobody says how severe it is.
    public static final double USUAL_SEVERITY = .8;

    public Fault {
        if (!(severity > 0 && severity <= 1)) {
            throw new IllegalArgumentException("severity " + severity + " is not above 0 up to 1");
        }
        if (lasts.isPresent() && !lasts.get().isPositive()) {
            throw new IllegalArgumentException("a fault can't last " + lasts.get());
        }
    }

    /// Reads `db-pool-exhausted@payments-db`: of the usual severity, until it is mended.
    ///
    /// @throws BankException where it is not written so, or there is no such kind
    public static Fault parse(String text) throws BankException {
        int at = text.indexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw new BankException(
                    "'"
                            + text
                            + "' is no fault. Write it as db-pool-exhausted@payments-db: a kind,"
                            + " @ and a component.");
        }
        String label = text.substring(0, at);
        FaultKind kind =
                FaultKind.of(label)
                        .orElseThrow(() ->
                                new BankException(
                                        "There is no fault '"
                                                + label
                                                + "'. There are "
                                                + Arrays.stream(FaultKind.values())
                                                        .map(FaultKind::label)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
        return new Fault(
                kind, new ServiceId(text.substring(at + 1)), USUAL_SEVERITY, Optional.empty());
    }

    public Fault withSeverity(double other) {
        return new Fault(kind, component, other, lasts);
    }

    public Fault lasting(Duration other) {
        return new Fault(kind, component, severity, Optional.of(other));
    }

    @Override
    public String toString() {
        return kind.label() + "@" + component;
    }
}
