package dev.faultline.cause;

import dev.faultline.model.ServiceId;
import java.util.List;

/// What the first place hangs on: changes that would give it to somebody else, the smallest first.
/// Empty where none of those tried does.
public record Sensitivity(List<Change> changes) {
    public Sensitivity {
        changes = List.copyOf(changes);
    }

    /// One change with whom it would put first.
    public sealed interface Change {
        ServiceId newFirst();

        /// How much had to be changed, in nats of log odds.
        double size();
    }

    /// Without all that was seen of one component.
    ///
    /// @param logBayes what that weighs, ln
    public record Unseen(ServiceId service, double logBayes, ServiceId newFirst) implements Change {
        @Override
        public double size() {
            return Math.abs(logBayes);
        }
    }

    /// Without one thing that a person said.
    public record Unpinned(Pin pin, ServiceId newFirst) implements Change {
        /// A word of a person is not weighed: it comes last.
        @Override
        public double size() {
            return Double.POSITIVE_INFINITY;
        }
    }

    /// With other odds of a fault of one component before looking.
    ///
    /// @param factor from this factor on
    public record Prior(ServiceId service, double factor, ServiceId newFirst) implements Change {
        @Override
        public double size() {
            return Math.abs(Math.log(factor));
        }
    }

    /// With all that was measured counting more (above 1) or less.
    ///
    /// @param factor from this factor on
    public record Trust(double factor, ServiceId newFirst) implements Change {
        @Override
        public double size() {
            return Math.abs(Math.log(factor));
        }
    }

    /// With other odds that trouble passes one dependency.
    ///
    /// @param factor from this factor on
    public record Strength(ServiceId from, ServiceId to, double factor, ServiceId newFirst)
            implements Change {
        @Override
        public double size() {
            return Math.abs(Math.log(factor));
        }
    }
}
