package dev.faultline.cause;

import dev.faultline.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What persons said, in the order in which they said it, with one stance on each subject of a
/// component. Immutable; every list knows the one it was made from, so that any step can be taken
/// back. Two are equal where their entries are.
public final class Pins {
    public static final Pins NONE = new Pins(List.of(), null);

    private final List<Entry> entries;
    private final @Nullable Pins before;
    private final int steps;

    private Pins(List<Entry> entries, @Nullable Pins before) {
        this.entries = List.copyOf(entries);
        this.before = before;
        steps = before == null ? 0 : before.steps + 1;
    }

    /// A pin with who made it and when.
    ///
    /// @param by a name for a person; empty where nobody is known
    public record Entry(Pin pin, Instant at, String by) {}

    /// With a stance taken: at the end, in place of an earlier one on the same subject.
    public Pins with(Pin pin, Instant at, String by) {
        List<Entry> next = new ArrayList<>(entries);
        next.removeIf(e ->
                e.pin().service().equals(pin.service()) && e.pin().subject().equals(pin.subject()));
        next.add(new Entry(pin, at, by));
        return new Pins(next, this);
    }

    /// With a stance taken back; the same where nobody took it.
    public Pins without(Pin pin) {
        List<Entry> next = entries.stream().filter(e -> !e.pin().equals(pin)).toList();
        return next.size() == entries.size() ? this : new Pins(next, this);
    }

    /// As it was before the last step, be it a pin or its removal.
    public Pins undo() {
        return before == null ? this : before;
    }

    public boolean canUndo() {
        return before != null;
    }

    /// How many steps can be taken back, one after the other.
    public int steps() {
        return steps;
    }

    public List<Entry> entries() {
        return entries;
    }

    public List<Pin> pins() {
        return entries.stream().map(Entry::pin).toList();
    }

    /// What is said about one component.
    public List<Pin> of(ServiceId service) {
        return pins().stream().filter(p -> p.service().equals(service)).toList();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pins pins && entries.equals(pins.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
