package dev.faultline.ui.pins;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Pin;
import dev.faultline.cause.Pins;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Refusal;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.wording.Wording;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.MenuItem;
import org.jspecify.annotations.Nullable;

/// What persons asserted about components, and what can be asserted.
public final class PinsViewModel {
    private final Workbench workbench;
    private final Words words;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<List<Chip>> chips = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper contradiction = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final BooleanProperty named = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper undone = new ReadOnlyStringWrapper("");

    public PinsViewModel(Workbench workbench, Words words, Wording wording) {
        this.workbench = workbench;
        this.words = words;
        this.wording = wording;
        workbench.snapshotProperty().addListener((p, before, now) -> show(now));
        named.addListener((p, before, now) -> show(workbench.snapshotProperty().get()));
        show(null);
    }

    /// One assertion.
    ///
    /// @param text in a few words
    /// @param more the whole of it, who asserted it and when, and what must be known about it
    public record Chip(Pin pin, String text, String more) {}

    /// Whether persons are named: not while others see the screen.
    public BooleanProperty namedProperty() {
        return named;
    }

    public ReadOnlyObjectProperty<List<Chip>> chipsProperty() {
        return chips.getReadOnlyProperty();
    }

    /// Which assertions can't all be true, as a sentence; empty where they can.
    public ReadOnlyStringProperty contradictionProperty() {
        return contradiction.getReadOnlyProperty();
    }

    /// Whether there is a step to be taken back.
    public ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    /// What taking back the last step would take back, or assert again; empty where there is none.
    public ReadOnlyStringProperty undoneProperty() {
        return undone.getReadOnlyProperty();
    }

    private void show(@Nullable Snapshot snapshot) {
        undone.set(snapshot == null ? "" : undone(snapshot.diagnosis().pins()));
        if (snapshot == null) {
            chips.set(List.of());
            contradiction.set("");
            undoable.set(false);
            return;
        }
        Diagnosis diagnosis = snapshot.diagnosis();
        List<Pin> idle = diagnosis.withoutEffect();
        chips.set(
                diagnosis.pins().entries().stream()
                        .map(entry -> chip(snapshot, entry, idle.contains(entry.pin())))
                        .toList());
        undoable.set(diagnosis.pins().canUndo());
        contradiction.set(wording.answers().contradiction(diagnosis));
    }

    private String undone(Pins pins) {
        List<Pin> now = pins.pins();
        List<Pin> then = pins.undo().pins();
        return Stream.concat(
                        now.stream()
                                .filter(pin -> !then.contains(pin))
                                .map(pin -> words.get("pins.undone.back", wording.pin(pin))),
                        then.stream()
                                .filter(pin -> !now.contains(pin))
                                .map(pin -> words.get("pins.undone.again", wording.pin(pin))))
                .collect(Collectors.joining(" · "));
    }

    private Chip chip(Snapshot snapshot, Pins.Entry entry, boolean idle) {
        String who =
                words.get(
                        "pins.said",
                        entry.by().isEmpty() || !named.get()
                                ? words.get("pins.somebody")
                                : entry.by(),
                        Readouts.dayTime(entry.at()));
        String why =
                !idle
                        ? ""
                        : snapshot.topology().contains(entry.pin().service())
                                ? words.get("pins.idle.told.nothing")
                                : words.get("pins.idle.gone");
        return new Chip(
                entry.pin(),
                brief(entry.pin()) + (idle ? " " + words.get("pins.idle") : ""),
                (wording.pin(entry.pin()) + ". " + who + "\n" + why).strip());
    }

    /// A sentence is too long for a chip.
    private String brief(Pin pin) {
        String service = pin.service().value();
        return switch (pin) {
            case Pin.Healthy _ -> words.get("pins.chip.healthy", service);
            case Pin.InTrouble _ -> words.get("pins.chip.trouble", service);
            case Pin.IsCause _ -> words.get("pins.chip.cause", service);
            case Pin.NotCause _ -> words.get("pins.chip.not.cause", service);
            case Pin.Checked checked ->
                    words.get(
                            switch (checked.outcome()) {
                                case NORMAL -> "pins.chip.normal";
                                case ABNORMAL -> "pins.chip.abnormal";
                                case UNKNOWN -> "pins.chip.unknown";
                            },
                            service,
                            wording.check(checked.check()));
        };
    }

    /// Has an item of a menu say why it can't be chosen.
    ///
    /// @param why a key; empty where it can
    void refuse(MenuItem item, String title, String why) {
        Refusal.item(item, words.get(title), why.isEmpty() ? "" : words.get(why), words);
    }

    /// Whether this is asserted now.
    boolean holds(Pin pin) {
        return chips.get().stream().anyMatch(chip -> chip.pin().equals(pin));
    }

    /// Asserts it, or takes it back where it is asserted already.
    public void toggle(Stance stance, ServiceId service) {
        Pin pin = stance.of(service);
        if (holds(pin)) {
            workbench.unpin(pin);
        } else {
            workbench.pin(pin);
        }
    }

    void remove(Pin pin) {
        workbench.unpin(pin);
    }

    /// Takes back the last step.
    public void undo() {
        if (undoable.get()) {
            workbench.undoPin();
        }
    }

    /// What a menu says to assert it or to take it back.
    String item(Stance stance, ServiceId service) {
        String key =
                switch (stance) {
                    case CAUSE -> "pins.item.cause";
                    case NOT_CAUSE -> "pins.item.not.cause";
                    case HEALTHY -> "pins.item.healthy";
                    case TROUBLE -> "pins.item.trouble";
                };
        return words.get(
                holds(stance.of(service)) ? "pins.item.back" : "pins.item",
                words.get(key),
                stance.letter());
    }

    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }
}
