package dev.faultline.cause;

import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.model.ServiceId;
import java.util.List;

/// Why a component's posterior of being the cause is what it is, as terms of its log odds. The
/// contributions of all parts sum to [#posteriorLogOdds()].
///
/// @param rivals others whose being the cause would make it less suspect, or more: explaining away,
///   the strongest first
/// @param posteriorLogOdds ln P/(1−P) of P(own fault | evidence, an incident is going on)
public record Explanation(
        ServiceId service, List<Part> parts, List<Rival> rivals, double posteriorLogOdds) {
    public Explanation {
        parts = List.copyOf(parts);
        rivals = List.copyOf(rivals);
    }

    /// One term of the sum.
    public sealed interface Part {
        /// Natural-log odds that this part adds (or, negative, takes away).
        double contribution();

        /// What was believed before looking: a fault somewhere, here.
        record Prior(double contribution) implements Part {}

        /// A series of the component itself.
        record Own(SignalEvidence evidence, double contribution) implements Part {}

        /// All evidence of another component together.
        record Neighbour(ServiceId other, Relation relation, double logBayes, double contribution)
                implements Part {}

        /// A deploy or a change of configuration of the component shortly before the onset.
        record Changed(dev.faultline.model.ChangeEvent change, double contribution)
                implements Part {}

        /// All components together that are hardly in trouble, where there are too many to be told
        /// one by one.
        ///
        /// @param count how many
        record Well(int count, double contribution) implements Part {}

        /// What a person said, about this component or another.
        record Pinned(Pin pin, double contribution) implements Part {}

        /// What experience takes from an opinion that is too sure of itself, or adds.
        record Recalibrated(double contribution) implements Part {}

        /// What is left over: terms too small to be told, and the error of the numbers.
        record Remainder(double contribution) implements Part {}
    }

    /// Another possible cause that competes with this one, or goes along with it.
    ///
    /// @param itself P(the other's own fault), given an incident
    /// @param ifCause P(this one's own fault | the other has a fault)
    /// @param ifNot P(this one's own fault | the other has none), given an incident
    public record Rival(
            ServiceId other, Relation relation, double itself, double ifCause, double ifNot) {
        /// Whether it takes the blame: with its fault known, this one is less suspect.
        public boolean explainsAway() {
            return ifCause < ifNot;
        }
    }

    /// How another component stands to the explained one.
    public enum Relation {
        /// It depends on the explained one: its trouble may come from here.
        DEPENDANT,
        /// The explained one depends on it: its trouble may explain this away.
        DEPENDENCY,
        OTHER
    }
}
