package dev.faultline.engine;

import dev.faultline.cause.Pin;
import dev.faultline.cause.Pins;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Something a person did with a pin. Acts are only ever added to a log, so that it also tells what
/// was taken back, by whom and when; which pins hold at a moment is folded from it.
public sealed interface PinAct {
    /// When it was done, by the time of the data: from then on it holds.
    Instant at();

    /// Who did it; empty where nobody is known.
    String by();

    /// The same, done later.
    PinAct notBefore(Instant earliest);

    /// A stance was taken.
    record Pinned(Pin pin, Instant at, String by) implements PinAct {
        @Override
        public PinAct notBefore(Instant earliest) {
            return at.isBefore(earliest) ? new Pinned(pin, earliest, by) : this;
        }
    }

    /// A stance was taken back.
    record Unpinned(Pin pin, Instant at, String by) implements PinAct {
        @Override
        public PinAct notBefore(Instant earliest) {
            return at.isBefore(earliest) ? new Unpinned(pin, earliest, by) : this;
        }
    }

    /// The last step, be it a stance or its removal, was taken back.
    record Undone(Instant at, String by) implements PinAct {
        @Override
        public PinAct notBefore(Instant earliest) {
            return at.isBefore(earliest) ? new Undone(earliest, by) : this;
        }
    }

    /// The pins that hold at `now` after all that was ever done: what was done later is not known
    /// yet.
    ///
    /// @param done in the order in which it was done
    static Pins held(Instant now, List<PinAct> done) {
        Pins pins = Pins.NONE;
        for (PinAct act : done.stream().sorted(Comparator.comparing(PinAct::at)).toList()) {
            if (act.at().isAfter(now)) {
                break;
            }
            pins =
                    switch (act) {
                        case Pinned(Pin pin, Instant at, String by) -> pins.with(pin, at, by);
                        case Unpinned(Pin pin, Instant _, String _) -> pins.without(pin);
                        case Undone _ -> pins.undo();
                    };
        }
        return pins;
    }
}
