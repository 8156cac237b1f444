package dev.faultline.source.meaning;

import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import java.util.Set;

/// How the numbers of a raw series are to be read.
///
/// @param metric name of what comes out; of a family of calls the name before `.rate`, `.p95`, …
/// @param signal of the value, or of what a distribution observes
/// @param unit likewise, the base unit
/// @param factor what a number is multiplied by to be in the base unit
/// @param offset what is added then: 1 where it says what is left of a whole
/// @param folded normalised names of labels that tell parts of one value from each other: left out
record Reading(
        String metric,
        Use use,
        Signal signal,
        Unit unit,
        double factor,
        double offset,
        Set<String> folded) {

    /// What becomes of the numbers.
    enum Use {
        /// Each is a value.
        VALUE,
        /// A count: its growth a second is the value.
        RATE,
        /// What is left of something: the share in use is the value, once the whole is known.
        LEFT,
        /// All there is of what something is left of.
        WHOLE,
        /// A count of calls, of all routes and instances together, by their answers.
        CALLS,
        /// The calls that took up to a bound.
        BUCKET,
        /// What all calls took together.
        SUM,
        /// How many calls there were.
        COUNT,
        /// Whole distributions.
        OBSERVATIONS;

        /// Whether it goes into a family of calls.
        boolean ofCalls() {
            return switch (this) {
                case VALUE, RATE, LEFT, WHOLE -> false;
                case CALLS, BUCKET, SUM, COUNT, OBSERVATIONS -> true;
            };
        }
    }

    Reading(String metric, Use use, Signal signal, Unit unit, double factor) {
        this(metric, use, signal, unit, factor, 0, Set.of());
    }

    /// Numbers of which their producer said what they are: none of it is told from names.
    static Reading said(String metric, Signal signal, String unit) {
        Measure measure = Measure.told(unit).orElse(new Measure(Unit.UNKNOWN, 1));
        return new Reading(metric, Use.VALUE, signal, measure.unit(), measure.factor());
    }

    /// The same under another name and signal: calls that are not those a component answers.
    Reading named(String suffix, Signal other) {
        return new Reading(metric + "." + suffix, use, other, unit, factor, offset, folded);
    }
}
