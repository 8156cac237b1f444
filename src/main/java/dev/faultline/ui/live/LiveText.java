package dev.faultline.ui.live;

import dev.faultline.engine.Snapshot;
import dev.faultline.source.LiveState;
import dev.faultline.source.LiveState.Intake;
import dev.faultline.source.LiveState.Link;
import dev.faultline.source.LiveState.Loading;
import dev.faultline.source.LiveState.Partition;
import dev.faultline.source.LiveState.Topic;
import dev.faultline.source.RejectReason;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a running system's source says of itself, in words.
public final class LiveText {
    /// Topics named one by one, at most.
    private static final int NAMED = 3;

    private final Words words;

    public LiveText(Words words) {
        this.words = words;
    }

    /// What stands where the headline would, as long as nothing can be said about the system; empty
    /// where something can.
    public Optional<String> beforeAnything(LiveState state, @Nullable Snapshot shown) {
        if (shown != null && shown.counts().samples() > 0) {
            return Optional.empty();
        }
        if (!(state.link() instanceof Link.Connected)) {
            return Optional.of(words.get("live.headline.waiting", state.server()));
        }
        Intake intake = state.intake();
        if (intake.records() == 0) {
            return Optional.of(
                    words.get(
                            state.loading().isPresent()
                                    ? "live.headline.reading"
                                    : "live.headline.empty",
                            topicNames(state)));
        }
        String records = Readouts.count(intake.records());
        if (intake.points() == 0) {
            return Optional.of(words.get("live.headline.none.usable", records));
        }
        return Optional.of(
                intake.unassigned().isEmpty() || state.loading().isPresent()
                        ? words.get("live.headline.first", records)
                        : words.get("live.headline.unassigned", intake.unassigned().size()));
    }

    /// What must be known beside the headline: that it stands on part of the history, or how old it
    /// is. Empty where neither.
    ///
    /// @param now in the system
    public String beside(LiveState state, @Nullable Snapshot shown, Instant now) {
        List<String> parts = new ArrayList<>();
        Optional<Instant> at =
                Optional.ofNullable(shown).filter(s -> s.counts().samples() > 0).map(Snapshot::at);
        if (at.isPresent() && !(state.link() instanceof Link.Connected)) {
            parts.add(words.get("live.aged", since(at.get(), now), age(at.get(), now)));
        }
        state.loading().ifPresent(loading -> parts.add(loading(loading, at.orElse(now))));
        return String.join(" · ", parts);
    }

    private String loading(Loading loading, Instant at) {
        String share = Readouts.percent(loading.share());
        return loading.provisional()
                .map(from ->
                        words.get(
                                "live.provisional",
                                Figures.duration(Duration.between(from, at)),
                                share))
                .orElseGet(() -> words.get("live.loading", share));
    }

    /// What is wrong with the connection and what becomes of it; empty where nothing is.
    ///
    /// @param now by this machine's clock, as all times of the connection
    public String trouble(LiveState state, Instant now) {
        return switch (state.link()) {
            case Link.Connected _ -> "";
            case Link.Connecting(Instant since) ->
                    words.get(
                            "live.connecting",
                            state.server(),
                            Figures.duration(Duration.between(since, now)));
            case Link.Lost(Instant since, String why, Instant retryAt) -> {
                long seconds = Duration.between(now, retryAt).toSeconds();
                yield words.get(
                        seconds > 0 ? "live.lost" : "live.lost.trying",
                        since(since, now),
                        why,
                        seconds);
            }
            case Link.Refused(Instant since, String why) ->
                    words.get("live.refused", since(since, now), why);
        };
    }

    /// The connection in a few words.
    String connection(LiveState state) {
        return words.get(
                switch (state.link()) {
                    case Link.Connecting _ -> "live.status.connecting";
                    case Link.Connected _ ->
                            state.encrypted() ? "live.status.tls" : "live.status.plain";
                    case Link.Lost _ -> "live.status.lost";
                    case Link.Refused _ -> "live.status.refused";
                },
                state.server());
    }

    /// How far behind all partitions are together, and the worst of them.
    String lag(LiveState state) {
        if (state.partitions().isEmpty()) {
            return "";
        }
        long records = state.partitions().stream().mapToLong(Partition::records).sum();
        Duration worst =
                state.partitions().stream()
                        .map(Partition::behind)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        return records == 0
                ? words.get("live.lag.none")
                : words.get("live.lag", Readouts.count(records), Figures.duration(worst));
    }

    String worst(LiveState state) {
        return state.partitions().stream()
                .filter(p -> p.records() > 0)
                .max(Comparator.comparing(Partition::behind).thenComparingLong(Partition::records))
                .map(p ->
                        words.get(
                                "live.lag.worst",
                                p.topic() + "-" + p.partition(),
                                Readouts.count(p.records()),
                                Figures.duration(p.behind())))
                .orElse(words.get("live.lag.all"));
    }

    String topics(LiveState state) {
        List<Topic> topics = state.topics();
        if (topics.size() == 1) {
            Topic only = topics.getFirst();
            return words.get(
                    "live.topic",
                    Readouts.shortened(only.name(), 24),
                    only.format().orElse(words.get("live.format.none")));
        }
        long unknown = topics.stream().filter(t -> t.format().isEmpty()).count();
        return topics.isEmpty()
                ? words.get("live.topics.none")
                : words.get("live.topics", topics.size(), unknown);
    }

    /// How a topic's format came about.
    String format(Topic topic) {
        return topic.format()
                .map(f -> words.get(topic.set() ? "live.format.set" : "live.format.found", f))
                .orElse(words.get("live.format.none"));
    }

    /// The age of the partition that has been silent for longest.
    String oldest(LiveState state, Instant now) {
        return oldest(state)
                .flatMap(Partition::newest)
                .map(at -> words.get("live.oldest", age(at, now)))
                .orElse("");
    }

    String oldestWho(LiveState state, Instant now) {
        return oldest(state)
                .map(p ->
                        words.get(
                                "live.oldest.who",
                                p.topic() + "-" + p.partition(),
                                p.newest().map(at -> since(at, now)).orElse("–")))
                .orElse("");
    }

    private static Optional<Partition> oldest(LiveState state) {
        return state.partitions().stream()
                .filter(p -> p.newest().isPresent())
                .min(Comparator.comparing(p -> p.newest().orElseThrow()));
    }

    String rejected(LiveState state) {
        long count = rejectedCount(state);
        return count == 0 ? "" : words.get("live.rejected", Readouts.count(count));
    }

    private static long rejectedCount(LiveState state) {
        return state.intake().rejected().values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many were rejected for each reason, the most frequent first.
    String rejectedBy(LiveState state) {
        return state.intake().rejected().entrySet().stream()
                .sorted(Map.Entry.<RejectReason, Long>comparingByValue().reversed())
                .map(e -> reason(e.getKey()) + ": " + Readouts.count(e.getValue()))
                .collect(Collectors.joining(" · "));
    }

    String reason(RejectReason reason) {
        return words.get(
                switch (reason) {
                    case UNKNOWN_FORMAT -> "live.reason.unknown.format";
                    case MALFORMED -> "live.reason.malformed";
                    case TOO_LARGE -> "live.reason.too.large";
                    case INCOMPLETE -> "live.reason.incomplete";
                    case BAD_TIME -> "live.reason.bad.time";
                    case NOT_A_NUMBER -> "live.reason.not.a.number";
                    case UNSUPPORTED -> "live.reason.unsupported";
                });
    }

    String unassigned(LiveState state) {
        int count = state.intake().unassigned().size();
        return count == 0 ? "" : words.get("live.unassigned", count);
    }

    String masked(LiveState state) {
        long count = state.intake().masked().values().stream().mapToLong(Long::longValue).sum();
        return count == 0 ? "" : words.get("live.masked", Readouts.count(count));
    }

    String unread(LiveState state) {
        long count = state.intake().unread();
        return count == 0 ? "" : words.get("live.unread", Readouts.count(count));
    }

    /// How many lines of logs came, and how many templates are told apart; empty where none came.
    String logs(LiveState state) {
        LiveState.Logs logs = state.intake().logs();
        return logs.lines() == 0
                ? ""
                : words.get("live.logs", Readouts.count(logs.lines()), logs.templates());
    }

    /// What was not told apart, and what lines told of.
    String logsAbout(LiveState state) {
        LiveState.Logs logs = state.intake().logs();
        return words.get(
                "live.logs.note", Readouts.count(logs.other()), logs.full(), logs.changes());
    }

    /// `14:02:11 UTC`, with the day where that is not today's night or day.
    static String since(Instant at, Instant now) {
        return Duration.between(at, now).abs().toHours() < 18
                ? Readouts.clock(at)
                : Readouts.dayTime(at);
    }

    /// How long ago; what claims to be of the future is as new as can be.
    static String age(Instant at, Instant now) {
        return Figures.duration(at.isAfter(now) ? Duration.ZERO : Duration.between(at, now));
    }

    private static String topicNames(LiveState state) {
        List<Topic> topics = state.topics();
        String names =
                topics.stream().limit(NAMED).map(Topic::name).collect(Collectors.joining(", "));
        return topics.size() <= NAMED ? names : names + ", …";
    }
}
