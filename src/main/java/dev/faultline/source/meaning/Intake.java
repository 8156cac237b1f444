package dev.faultline.source.meaning;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.settings.Settings;
import dev.faultline.source.LiveState;
import dev.faultline.source.Position;
import dev.faultline.source.RejectReason;
import dev.faultline.source.format.Distribution;
import dev.faultline.source.format.LogLine;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.PointSink;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.log.Logs;
import dev.faultline.source.mask.Masking;
import dev.faultline.source.meaning.MappingRules.Meaning;
import dev.faultline.source.meaning.Reading.Use;
import dev.faultline.topology.ComponentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From the points of decoders to samples: asks the rules what each raw series means, turns counts
/// into rates and calls into how they fared, converts units, and masks. One for a live source; not
/// thread-safe.
///
/// The hot path is [#point]: one look into arrays by the number of the raw series, no object. What
/// a raw series becomes is found out at its first point.
public final class Intake implements PointSink {
    /// Raw series that are kept.
    public static final int MOST_SERIES = 2_000_000;

    /// Series without a component that are listed.
    public static final int MOST_LISTED = 1_000;

    private static final int NOT_WANTED = -1;

    /// No clock said less since records are made: 2001-09-09.
    private static final long EARLIEST = 1_000_000_000_000L;

    /// A clock that is further ahead of this machine's is broken.
    private static final long AHEAD = Duration.ofDays(1).toMillis();

    /// What a raw series is on the hot path.
    private static final byte UNBOUND = 0;

    private static final byte VALUE = 1;
    private static final byte RATE = 2;
    private static final byte CALLS = 3;
    private static final byte LEFT = 4;
    private static final byte WHOLE = 5;
    private static final byte LINES = 6;

    private final MappingRules rules;
    private final Masking masking;
    private final Rejects rejects;
    private final long step;
    private final int mostSeries;
    private final boolean readsLogs;
    private final Logs logs;

    // By raw series.
    private byte[] uses = new byte[64];
    private int[] targets = new int[64];
    private int[] senders = new int[64];
    private @Nullable ServiceId[] measuredOn = new @Nullable ServiceId[64];
    private double[] factors = new double[64];
    private double[] offsets = new double[64];
    private @Nullable Object[] details = new @Nullable Object[64];
    private int[] clueOf = new int[64];
    private int raws;
    private final Counts counts = new Counts();
    private final Map<Long, Integer> rawNumbers = new HashMap<>();

    // What comes out.
    private final Map<SeriesId, Integer> numbers = new HashMap<>();
    private final Set<ServiceId> components = new HashSet<>();
    private Map<ServiceId, ComponentKind> met = new LinkedHashMap<>();
    private List<SeriesInfo> added = new ArrayList<>();
    private final SampleBatch.Builder samples = new SampleBatch.Builder(4096);
    private final Map<SeriesId, double[]> wholes = new HashMap<>();
    private final Map<Family, Calls> families = new HashMap<>();
    private final Map<String, Integer> senderNumbers = new HashMap<>();
    private final List<String> senderNames = new ArrayList<>();
    private final Emitted out = new Emitted();
    private final Clues clues;

    // The record at hand.
    private String topic = "";
    private int partition;
    private long offset;
    private long arrived;
    private byte[] record = {};

    private long records;
    private long points;
    private long closed = Long.MIN_VALUE;
    private long late;
    private long unread;
    private final Unassigned unassigned = new Unassigned();
    private final BitSet notANumber = new BitSet();

    private record Family(ServiceId service, String metric) {}

    /// A raw series as part of a family of calls.
    private static final class Part {
        private final Calls calls;
        private final Use use;
        private final int member;
        private final double bound; // of a bucket; NaN where it is none
        private @Nullable Distribution last;

        Part(Calls calls, Use use, int member, double bound) {
            this.calls = calls;
            this.use = use;
            this.member = member;
            this.bound = bound;
        }
    }

    /// As settings have it where they say nothing.
    public Intake(MappingRules rules, Masking masking, Rejects rejects, Duration step) {
        this(rules, masking, rejects, step, Settings.DEFAULT.intake());
    }

    /// @param step of the grid; cells end at its multiples since the epoch
    public Intake(
            MappingRules rules,
            Masking masking,
            Rejects rejects,
            Duration step,
            Settings.Intake settings) {
        this(rules, masking, rejects, step, settings, MOST_SERIES);
    }

    Intake(
            MappingRules rules,
            Masking masking,
            Rejects rejects,
            Duration step,
            Settings.Intake settings,
            int mostSeries) {
        this.rules = rules;
        this.masking = masking;
        this.rejects = rejects;
        this.step = step.toMillis();
        clues = new Clues(this.step);
        this.mostSeries = mostSeries;
        readsLogs = settings.logs();
        logs = new Logs(masking, settings.templatesPerService(), this.step);
    }

    /// The next record, before it is decoded.
    ///
    /// @param arrivedMillis when it came, by this machine's clock, ms since the epoch
    /// @param bytes the record, of which a reject keeps a masked beginning
    public void at(String topic, int partition, long offset, long arrivedMillis, byte[] bytes) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        arrived = arrivedMillis;
        record = bytes;
        records++;
    }

    @Override
    public int series(RawSeries series) {
        if (series.metric().isBlank()) {
            reject(RejectReason.INCOMPLETE, "a series without a name");
            return NOT_WANTED;
        }
        if (series.kind() == PointKind.LINES && !readsLogs) {
            return NOT_WANTED;
        }
        RawSeries raw = masking.series(series);
        Long identity = identity(raw);
        Integer known = rawNumbers.get(identity);
        if (known != null) {
            return known;
        }
        if (rawNumbers.size() >= mostSeries) {
            unread++;
            return NOT_WANTED;
        }
        int number =
                switch (rules.meaning(raw)) {
                    case Meaning.Watched watched -> watch(watched);
                    case Meaning.Dropped _ -> NOT_WANTED;
                    case Meaning.Unassigned(String why) -> {
                        unassigned.add(topic, raw, why);
                        yield NOT_WANTED;
                    }
                };
        rawNumbers.put(identity, number);
        return number;
    }

    private int watch(Meaning.Watched watched) {
        int raw = raws++;
        if (raw == uses.length) {
            int more = 2 * raw;
            uses = Arrays.copyOf(uses, more);
            targets = Arrays.copyOf(targets, more);
            senders = Arrays.copyOf(senders, more);
            measuredOn = Arrays.copyOf(measuredOn, more);
            factors = Arrays.copyOf(factors, more);
            offsets = Arrays.copyOf(offsets, more);
            details = Arrays.copyOf(details, more);
            clueOf = Arrays.copyOf(clueOf, more);
        }
        int clue = clues.of(watched, rules.metric(watched));
        clueOf[raw] = clue;
        if (components.add(watched.service())) {
            met.put(watched.service(), clues.kind(clue));
        }
        measuredOn[raw] = watched.service();
        uses[raw] = watched.raw().kind() == PointKind.LINES ? LINES : UNBOUND;
        counts.begin(raw, watched.raw().kind() == PointKind.DELTA);
        details[raw] = watched;
        senders[raw] =
                senderNumbers.computeIfAbsent(
                        watched.sender(),
                        name -> {
                            senderNames.add(name);
                            return senderNames.size() - 1;
                        });
        return raw;
    }

    @Override
    public void point(int series, long atMillis, long sinceMillis, double value) {
        points++;
        if (!(Math.abs(value) <= Double.MAX_VALUE)
                || atMillis < EARLIEST
                || atMillis > arrived + AHEAD) {
            unusable(series, atMillis);
            return;
        }
        switch (uses[series]) {
            case VALUE -> emit(series, atMillis, offsets[series] + factors[series] * value);
            case RATE -> {
                double growth = counts.growth(series, atMillis, sinceMillis, value);
                if (!Double.isNaN(growth)) {
                    emit(
                            series,
                            atMillis,
                            offsets[series] + factors[series] * growth * 1000 / counts.covered());
                }
            }
            case LEFT -> {
                double whole = whole(series)[0];
                if (whole > 0) {
                    emit(series, atMillis, 1 - value / whole);
                }
            }
            case WHOLE -> whole(series)[0] = value;
            case CALLS -> part(series, atMillis, sinceMillis, value);
            default -> {
                bind(series, false);
                points--;
                point(series, atMillis, sinceMillis, value);
            }
        }
    }

    private void emit(int series, long atMillis, double value) {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            samples.add(targets[series], atMillis, arrived, value);
        } else {
            unusable(series, atMillis);
        }
    }

    @Override
    public void distribution(int series, long atMillis, long sinceMillis, Distribution value) {
        points++;
        if (atMillis < EARLIEST || atMillis > arrived + AHEAD) {
            unusable(series, atMillis);
            return;
        }
        if (uses[series] == UNBOUND) {
            bind(series, true);
        }
        if (uses[series] != CALLS || !(details[series] instanceof Part part)) {
            reject(RejectReason.UNSUPPORTED, "a distribution in a series of single numbers");
            return;
        }
        String fault = Growth.fault(value);
        if (!fault.isEmpty()) {
            reject(RejectReason.MALFORMED, fault);
            return;
        }
        double count = counts.growth(series, atMillis, sinceMillis, value.count());
        Distribution before = part.last;
        if (counts.accepted() && counts.cumulative(series)) {
            part.last = value;
        }
        if (Double.isNaN(count)) {
            return;
        }
        Distribution growth = value;
        if (counts.cumulative(series) && !counts.restarted() && before != null) {
            Distribution more = Growth.between(before, value);
            // A bucket that falls while the count grows began anew as well.
            growth = more == null ? value : more;
        }
        if (isLate(atMillis)) {
            return;
        }
        part.calls.calls(part.member, atMillis, growth.count(), counts.covered());
        part.calls.sum(atMillis, growth.sum());
        part.calls.observations(atMillis, growth);
    }

    @Override
    public void line(int series, long atMillis, LogLine line) {
        points++;
        if (atMillis < EARLIEST || atMillis > arrived + AHEAD) {
            unusable(series, atMillis);
        } else if (uses[series] != LINES) {
            reject(RejectReason.UNSUPPORTED, "a line of a log in a series of numbers");
        } else if (!isLate(atMillis)) {
            logs.line(component(series), atMillis, line);
        }
    }

    private void part(int series, long atMillis, long sinceMillis, double value) {
        if (!(details[series] instanceof Part part) || part.use == Use.OBSERVATIONS) {
            reject(RejectReason.UNSUPPORTED, "a single number in a series of distributions");
            return;
        }
        double growth = counts.growth(series, atMillis, sinceMillis, value);
        if (Double.isNaN(growth) || isLate(atMillis)) {
            return;
        }
        switch (part.use) {
            case CALLS, COUNT -> part.calls.calls(part.member, atMillis, growth, counts.covered());
            case SUM -> part.calls.sum(atMillis, growth);
            default -> {
                part.calls.upTo(part.bound, atMillis, growth);
                if (part.member >= 0) {
                    part.calls.calls(part.member, atMillis, growth, counts.covered());
                }
            }
        }
    }

    private boolean isLate(long atMillis) {
        if (Math.ceilDiv(atMillis, step) * step > closed) {
            return false;
        }
        late++;
        return true;
    }

    private void bind(int raw, boolean distribution) {
        Meaning.Watched of = (Meaning.Watched) Objects.requireNonNull(details[raw]);
        Reading reading = distribution ? rules.distribution(of) : rules.point(of);
        details[raw] = null;
        if (reading.use().ofCalls()) {
            details[raw] = part(of, reading, clueOf[raw]);
            uses[raw] = CALLS;
            return;
        }
        SortedMap<String, String> labels = rules.without(of.labels(), reading.folded());
        SeriesId id = new SeriesId(of.service(), reading.metric(), labels);
        if (reading.use() == Use.LEFT || reading.use() == Use.WHOLE) {
            details[raw] = wholes.computeIfAbsent(id, _ -> new double[1]);
        }
        if (reading.use() != Use.WHOLE) {
            targets[raw] = number(new SeriesInfo(id, reading.unit(), reading.signal()));
            clues.target(targets[raw], clueOf[raw]);
        }
        factors[raw] = reading.factor();
        offsets[raw] = reading.offset();
        uses[raw] =
                switch (reading.use()) {
                    case VALUE -> VALUE;
                    case LEFT -> LEFT;
                    case WHOLE -> WHOLE;
                    default -> RATE;
                };
    }

    /// All there is of what a series tells the rest of: one number, shared by both.
    private double[] whole(int raw) {
        return details[raw] instanceof double[] whole ? whole : new double[1];
    }

    private Part part(Meaning.Watched of, Reading reading, int clue) {
        Calls calls =
                families.computeIfAbsent(
                        new Family(of.service(), reading.metric()),
                        _ -> new Calls(of.service(), reading, step));
        StatusClass answer = StatusClass.of(of.told()).orElse(null);
        return switch (reading.use()) {
            case BUCKET -> {
                double bound = bound(of.told().getOrDefault("le", ""));
                boolean all = bound == Double.POSITIVE_INFINITY;
                yield new Part(calls, Use.BUCKET, all ? calls.join(answer, true, clue) : -1, bound);
            }
            case SUM -> new Part(calls, Use.SUM, -1, Double.NaN);
            default -> new Part(calls, reading.use(), calls.join(answer, false, clue), Double.NaN);
        };
    }

    private static double bound(String le) {
        try {
            return le.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private int number(SeriesInfo info) {
        return numbers.computeIfAbsent(
                info.id(),
                _ -> {
                    added.add(info);
                    return numbers.size();
                });
    }

    private void unusable(int series, long atMillis) {
        if (atMillis < EARLIEST) {
            reject(RejectReason.BAD_TIME, "a time before the year 2002");
        } else if (atMillis > arrived + AHEAD) {
            reject(RejectReason.BAD_TIME, "a time more than a day ahead of this machine's clock");
        } else if (notANumber.get(series)) {
            rejects.count(RejectReason.NOT_A_NUMBER);
        } else {
            notANumber.set(series);
            reject(
                    RejectReason.NOT_A_NUMBER,
                    "NaN or infinity; Prometheus writes NaN where a series ends. Further ones of this"
                            + " series are counted only");
        }
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        rejects.add(
                new Position(topic, partition, offset),
                Instant.ofEpochMilli(arrived),
                reason,
                detail,
                record);
    }

    /// Series that came up since the last call; their numbers follow on those before.
    public List<SeriesInfo> added() {
        if (added.isEmpty()) {
            return List.of();
        }
        List<SeriesInfo> now = added;
        added = new ArrayList<>();
        return now;
    }

    /// What became of the points since the last call: values and rates at once, calls when their
    /// cell was closed.
    public SampleBatch take() {
        SampleBatch batch = samples.build();
        clues.samples(batch);
        return batch;
    }

    /// What further series tell of the graph; the numbers follow on those before.
    public List<Clue> clues() {
        return clues.added();
    }

    /// What series told of the graph by being there in the cells that end up to then, each once a
    /// cell; after [#closeUpTo] and [#take].
    public List<Clue.Seen> seen(long cellEndMillis) {
        return clues.upTo(cellEndMillis);
    }

    /// The cells that end up to then are over: what was counted of calls in them becomes samples.
    public void closeUpTo(long cellEndMillis) {
        closed = Math.max(closed, cellEndMillis);
        families.values().forEach(calls -> calls.closeUpTo(cellEndMillis, out));
        logs.closeUpTo(cellEndMillis, out);
    }

    private final class Emitted implements Calls.Out, Logs.Out {
        @Override
        public int series(SeriesInfo info) {
            return number(info);
        }

        @Override
        public int series(ServiceId service, String metric, Signal signal, Unit unit) {
            return number(
                    new SeriesInfo(new SeriesId(service, metric, new TreeMap<>()), unit, signal));
        }

        @Override
        public void counted(int clue, long cellEndMillis, boolean any) {
            clues.calls(clue, cellEndMillis, any);
        }

        @Override
        public void value(int series, long atMillis, double value) {
            if (Double.isFinite(value)) {
                samples.add(series, atMillis, arrived, value);
            } else {
                rejects.count(RejectReason.NOT_A_NUMBER);
            }
        }
    }

    /// The components that came up since the last call, and what they are: with their first record,
    /// though what is counted of calls becomes a sample only when its cell is closed.
    public Map<ServiceId, ComponentKind> met() {
        if (met.isEmpty()) {
            return Map.of();
        }
        Map<ServiceId, ComponentKind> now = met;
        met = new LinkedHashMap<>();
        return now;
    }

    /// What a raw series was measured on.
    public ServiceId component(int rawSeries) {
        return Objects.requireNonNull(measuredOn[rawSeries]);
    }

    /// The number of whose clock a raw series was measured by, from 0 on.
    public int sender(int rawSeries) {
        return senders[rawSeries];
    }

    /// What a sender calls itself, masked.
    public String senderName(int sender) {
        return senderNames.get(sender);
    }

    /// A sender's clock was set right, or is taken for right: its counts begin anew, since none of
    /// its times compare with those before.
    public void clockMoved(int sender) {
        for (int raw = 0; raw < raws; raw++) {
            if (senders[raw] == sender) {
                counts.forget(raw);
            }
        }
    }

    /// Points that came twice: left out.
    public long repeated() {
        return counts.repeated();
    }

    /// Points of counts that are older than one that was taken in: left out, as their growth is
    /// part of that one's.
    public long outOfOrder() {
        return counts.outOfOrder();
    }

    /// Points of calls, and lines of logs, whose cell was closed: left out.
    public long late() {
        return late;
    }

    /// What was done to components since the last call, as lines of logs told.
    public List<ChangeEvent> changes() {
        return logs.changes();
    }

    /// What a person should know of the logs since the last call.
    public List<Notice> notices() {
        return logs.notices();
    }

    /// What was taken in and what was left out.
    public LiveState.Intake state() {
        return new LiveState.Intake(
                records,
                points,
                rejects.counts(),
                rejects.newest(),
                unassigned.list(),
                masking.counts(),
                unread,
                logs.state());
    }

    /// 64 bits of what identifies a series: FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>)
    /// over all its names and values. Of two million series two share them once in ten million
    /// systems.
    private static long identity(RawSeries raw) {
        long hash = add(0xcbf29ce484222325L, raw.metric());
        hash = add(hash, raw.unit());
        hash = add(hash, raw.kind().name());
        for (Map.Entry<String, String> e : raw.resource().entrySet()) {
            hash = add(add(hash, e.getKey()), e.getValue());
        }
        hash = add(hash, "|");
        for (Map.Entry<String, String> e : raw.labels().entrySet()) {
            hash = add(add(hash, e.getKey()), e.getValue());
        }
        return hash;
    }

    private static long add(long hash, String text) {
        long h = hash;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (h ^ 0x1F) * 0x100000001b3L;
    }
}
