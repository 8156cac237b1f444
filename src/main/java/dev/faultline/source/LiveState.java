package dev.faultline.source;

import dev.faultline.model.SeriesId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a live source knows of itself at one moment: whether what it delivers can be trusted.
///
/// @param server the address it was given, without any secret
/// @param encrypted whether the connection is by TLS
/// @param loading how far the history is; empty when it is all there
/// @param topics what is read
/// @param partitions how far behind
/// @param intake what was taken in and what was left out
public record LiveState(
        String server,
        boolean encrypted,
        Link link,
        Optional<Loading> loading,
        List<Topic> topics,
        List<Partition> partitions,
        Intake intake) {
    public LiveState {
        topics = List.copyOf(topics);
        partitions = List.copyOf(partitions);
    }

    /// How the connection stands.
    public sealed interface Link {
        /// Since when.
        Instant since();

        /// Not there yet.
        record Connecting(Instant since) implements Link {}

        /// Records can be read.
        record Connected(Instant since) implements Link {}

        /// It was there and is not any more; it is tried again without end.
        ///
        /// @param why one sentence
        record Lost(Instant since, String why, Instant retryAt) implements Link {}

        /// Trying again would not help; a person must do something.
        ///
        /// @param why what was found and what to do
        record Refused(Instant since, String why) implements Link {}
    }

    /// How much of the history was read.
    ///
    /// @param from how far back it shall go
    /// @param reached up to when it was read
    /// @param share of it, 0..1
    /// @param provisional since when the samples lie that the ranking stands on meanwhile; empty
    ///   where there is none yet
    public record Loading(
            Instant from, Instant reached, double share, Optional<Instant> provisional) {}

    /// One topic.
    ///
    /// @param format what its records are taken for; empty until it is recognised
    /// @param set whether a person said so
    /// @param records read so far
    /// @param points taken out of them
    public record Topic(
            String name, Optional<String> format, boolean set, long records, long points) {}

    /// One partition.
    ///
    /// @param records behind its end
    /// @param behind the age of the newest record read, where there are newer ones; else zero
    /// @param newest time of the newest record read; empty for none
    public record Partition(
            String topic, int partition, long records, Duration behind, Optional<Instant> newest) {}

    /// What was taken in and what was left out.
    ///
    /// @param rejected records or parts of them, by reason
    /// @param rejects the newest of those
    /// @param unassigned series that no rule knows a component for
    /// @param masked how often each kind of personal data was replaced
    /// @param unread series that were left out since there were too many
    /// @param logs what lines of logs became
    public record Intake(
            long records,
            long points,
            Map<RejectReason, Long> rejected,
            List<Reject> rejects,
            List<Unassigned> unassigned,
            Map<String, Long> masked,
            long unread,
            Logs logs) {
        /// Nothing came yet.
        public static final Intake NONE =
                new Intake(0, 0, Map.of(), List.of(), List.of(), Map.of(), 0);

        /// Of a source without logs.
        public Intake(
                long records,
                long points,
                Map<RejectReason, Long> rejected,
                List<Reject> rejects,
                List<Unassigned> unassigned,
                Map<String, Long> masked,
                long unread) {
            this(records, points, rejected, rejects, unassigned, masked, unread, Logs.NONE);
        }

        public Intake {
            rejected = Map.copyOf(rejected);
            rejects = List.copyOf(rejects);
            unassigned = List.copyOf(unassigned);
            masked = Map.copyOf(masked);
        }
    }

    /// What lines of logs became.
    ///
    /// @param lines taken in
    /// @param templates that are told apart and have a series
    /// @param other lines from WARN on that were counted under no template of their own
    /// @param full components whose logs have more templates than are told apart
    /// @param changes deploys and other changes that lines told of
    /// @param examples a masked line of each template, by its series
    public record Logs(
            long lines,
            int templates,
            long other,
            int full,
            long changes,
            Map<SeriesId, String> examples) {
        /// No line came yet.
        public static final Logs NONE = new Logs(0, 0, 0, 0, 0, Map.of());

        public Logs {
            examples = Map.copyOf(examples);
        }
    }

    /// A series that is not watched since no rule says what it is about.
    ///
    /// @param metric its name
    /// @param labels its labels, masked
    /// @param why what is missing
    public record Unassigned(String topic, String metric, String labels, String why) {}
}
