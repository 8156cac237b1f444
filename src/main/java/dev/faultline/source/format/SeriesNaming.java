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

    private final PointSink sink;
    private final SeriesTable table;
    private final KeyedHash hash = new KeyedHash();
    private final Pairs resource = new Pairs();
    private final Pairs labels = new Pairs();
    private String metric = "";
    private String unit = "";
    private PointKind kind = PointKind.UNTOLD;

    SeriesNaming(PointSink sink, SeriesTable table) {
        this.sink = sink;
        this.table = table;
    }

    /// Begins with a sender of which nothing is known yet.
    void sender() {
        resource.clear();
    }

    void resource(String key, String value) {
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
        labels.add(key, value);
    }

    /// The number of the series; below 0 where its points are not wanted, or when there are too
    /// many series, which the sink was told.
    int number() {
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
        if (table.full()) {
            sink.reject(
                    RejectReason.TOO_LARGE,
                    "a series beyond the first %,d of the topic".formatted(table.most()));
            return -1;
        }
        if (metric.length() + unit.length() + resource.text + labels.text > MOST_TEXT) {
            sink.reject(
                    RejectReason.TOO_LARGE,
                    "a series whose names and labels have more than %,d characters"
                            .formatted(MOST_TEXT));
            return -1;
        }
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
