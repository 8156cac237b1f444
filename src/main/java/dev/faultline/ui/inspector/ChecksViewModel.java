package dev.faultline.ui.inspector;

import dev.faultline.cause.NextCheck;
import dev.faultline.cause.Pin;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Figures;
import dev.faultline.wording.Wording;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What to look at next, in the whole system: what tells most a minute comes first.
public final class ChecksViewModel {
    private static final double NATS_PER_BIT = Math.log(2);

    private final Workbench workbench;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<List<CheckRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");

    public ChecksViewModel(Workbench workbench, Words words, Wording wording) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
        workbench.insights().checksProperty().addListener((p, before, now) -> show(now));
        show(null);
    }

    public ReadOnlyObjectProperty<List<CheckRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// What stands above the checks, or in place of them.
    public ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Shows the component of a check everywhere.
    public void select(ServiceId service) {
        workbench.select(service);
    }

    /// A person did a check, or could not.
    public void done(NextCheck check, Pin.Outcome outcome) {
        workbench.pin(new Pin.Checked(check.service(), check.check(), outcome));
    }

    private void show(@Nullable List<NextCheck> checks) {
        if (checks == null) {
            rows.set(List.of());
            state.set(words.get("checks.working"));
            return;
        }
        rows.set(checks.stream().map(this::row).toList());
        state.set(words.get(checks.isEmpty() ? "checks.none" : "checks.some"));
    }

    private CheckRow row(NextCheck check) {
        return new CheckRow(
                check,
                wording.check(check.check()),
                words.get("checks.cost", number("%.0f", check.minutes())),
                words.get(
                        "checks.gain",
                        number("%.2f", check.expectedGain() / NATS_PER_BIT),
                        number("%.3f", check.gainPerMinute() / NATS_PER_BIT)),
                words.get(
                        "checks.abnormal",
                        Figures.probability(check.abnormal()),
                        check.ifAbnormal().first().value(),
                        Figures.probability(check.ifAbnormal().cause())),
                words.get(
                        "checks.normal",
                        Figures.probability(1 - check.abnormal()),
                        check.ifNormal().first().value(),
                        Figures.probability(check.ifNormal().cause())));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }
}
