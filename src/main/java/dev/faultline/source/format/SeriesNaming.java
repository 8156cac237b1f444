package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects what names a series and finds its number, in whatever order its labels come. Asks the
/// sink once for each series; nothing is built for one that is known.
final class SeriesNaming {
    /// Characters of the names and values of one series.
    private static final int MOST_TEXT = 1 << 16;

    /// Labels and attributes of one series.
    private static final int MOST_PAIRS = 1_000;

    /// Characters of names that are looked at for one record: a short record may multiply a long
    /// name by many points.
    private static final long MOST_SPENT = 1L << 27;

    /// What keeping a label of a new series costs, in characters.
    private static final long PAIR_COST = 64;

    /// What it costs to tell of a series that is refused.
    private static final long REFUSAL_COST = 4_096;

    private final PointSink sink;
    private final SeriesTable table;
    private final KeyedHash hash = new KeyedHash();
    private final Pairs resource = new Pairs();
    private final Pairs labels = new Pairs();
    private String metric = "";
    private String unit = "";
    private PointKind kind = PointKind.UNTOLD;
    private long spent;

    SeriesNaming(PointSink sink, SeriesTable table) {
        this.sink = sink;
        this.table = table;
    }

    /// Begins with a record.
    void begin() {
        spent = 0;
    }

    /// Begins with a sender of which nothing is known yet.
    void sender() {
        resource.clear();
    }

    void resource(String key, String value) {
        spent += key.length() + value.length();
        resource.add(key, value);
    }

    /// Begins with a series of the sender, without labels yet.
    void series(String metric, String unit, PointKind kind) {
        this.metric = metric;
        this.unit = unit;
        this.kind = kind;
        labels.clear();
    }

    /// The same sender and labels, another measurement.
    void metric(String metric, PointKind kind) {
        this.metric = metric;
        this.kind = kind;
    }

    void label(String key, String value) {
        spent += key.length() + value.length();
        labels.add(key, value);
    }

    /// Counts work that grows with the names of a record, and not with its length alone.
    void spend(long characters) throws Unreadable {
        spent += characters;
        if (spent > MOST_SPENT) {
            throw Unreadable.tooLarge(
                    "so many series with such names that naming them would take too long");
        }
    }

    /// The number of the series; below 0 where its points are not wanted, [SeriesTable#REFUSED]
    /// when there are too many series, or it is too large, which the sink was told.
    int number() throws Unreadable {
        spend(metric.length() + unit.length());
        hash.begin();
        hash.add(metric);
        hash.add(unit);
        hash.add(kind.name());
        resource.into(hash);
        labels.into(hash);
        hash.end();
        int known = table.find(hash);
        if (known != SeriesTable.ABSENT) {
            return known;
        }
        long text = (long) metric.length() + unit.length() + resource.text + labels.text;
        int pairs = resource.size() + labels.size();
        if (table.full()) {
            spend(REFUSAL_COST);
            sink.reject(
                    RejectReason.TOO_LARGE,
                    "a series beyond the first %,d of the topic".formatted(table.most()));
            return SeriesTable.REFUSED;
        }
        if (text > MOST_TEXT || pairs > MOST_PAIRS) {
            spend(REFUSAL_COST);
            sink.reject(
                    RejectReason.TOO_LARGE,
                    "a series of more than %,d characters or %,d labels"
                            .formatted(MOST_TEXT, MOST_PAIRS));
            return SeriesTable.REFUSED;
        }
        spend(text + pairs * PAIR_COST);
        int number = sink.series(new RawSeries(metric, unit, kind, resource.map(), labels.map()));
        table.add(hash, number);
        return number;
    }

    /// Keys and values, with a hash that does not depend on their order: the sum of those of the
    /// pairs.
    private static final class Pairs {
        private final KeyedHash hash = new KeyedHash();
        private final List<String> texts = new ArrayList<>();
        private long high;
        private long low;
        private int text;

        void clear() {
            texts.clear();
            high = 0;
            low = 0;
            text = 0;
        }

        int size() {
            return texts.size() / 2;
        }

        void add(String key, String value) {
            hash.begin();
            hash.add(key);
            hash.add(value);
            hash.end();
            high += hash.high();
            low += hash.low();
            text =
                    (int)
                            Math.min(
                                    Integer.MAX_VALUE / 4,
                                    (long) text + key.length() + value.length());
            texts.add(key);
            texts.add(value);
        }

        void into(KeyedHash whole) {
            whole.add(texts.size());
            whole.add(high);
            whole.add(low);
        }

        SortedMap<String, String> map() {
            SortedMap<String, String> map = new TreeMap<>();
            for (int i = 0; i < texts.size(); i += 2) {
                map.put(texts.get(i), texts.get(i + 1));
            }
            return map;
        }
    }
}
