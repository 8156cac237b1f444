package dev.faultline.source.format;

import static dev.faultline.source.format.ProtoCursor.FIXED64;
import static dev.faultline.source.format.ProtoCursor.MESSAGE;
import static dev.faultline.source.format.ProtoCursor.VARINT;
import static dev.faultline.source.format.ProtoCursor.tag;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One data point of OTLP, read off the wire; read again and again into the same object.
final class OtlpPoint {
    private static final double[] NONE = {};

    /// Parts of a point that are written one by one: each makes an array anew.
    private static final int MOST_SINGLE = 2_000;

    private final ProtoCursor in;

    /// When, and since when it counts, ns since the epoch; 0 where it is not told.
    long at;

    long since;

    /// The value of a number.
    double value;

    /// Where it is many observations; null where it is a number or does not fit itself.
    @Nullable Distribution distribution;

    private boolean none;
    private int attributesFrom;
    private int attributesTo;

    OtlpPoint(ProtoCursor in) {
        this.in = in;
    }

    /// The number of the field that holds the attributes of a point.
    static int attributesField(OtlpData data) {
        return switch (data) {
            case GAUGE, SUM, SUMMARY -> 7;
            case HISTOGRAM -> 9;
            case EXPONENTIAL -> 1;
        };
    }

    /// Whether it says that there is no value.
    boolean none() {
        return none;
    }

    /// Reads the message from where the cursor stands to its end.
    ///
    /// @param hash its attributes are added to it
    void read(OtlpData data, int to, KeyedHash hash) throws Unreadable {
        at = 0;
        since = 0;
        none = false;
        distribution = null;
        attributesFrom = -1;
        attributesTo = -1;
        switch (data) {
            case GAUGE, SUM -> number(to, hash);
            case HISTOGRAM -> histogram(to, hash);
            case EXPONENTIAL -> exponential(to, hash);
            case SUMMARY -> summary(to, hash);
        }
        if (attributesFrom >= 0) {
            hash.add(in.bytes, attributesFrom, attributesTo);
        }
    }

    private void number(int to, KeyedHash hash) throws Unreadable {
        value = 0;
        while (in.at < to) {
            int tagAt = in.at;
            int tag = in.tag(to);
            switch (tag) {
                case 2 << 3 | FIXED64 -> since = in.fixed64(to);
                case 3 << 3 | FIXED64 -> at = in.fixed64(to);
                case 4 << 3 | FIXED64 -> value = in.real(to);
                case 6 << 3 | FIXED64 -> value = in.fixed64(to);
                case 7 << 3 | MESSAGE -> attribute(tagAt, in.end(to), hash);
                case 8 << 3 | VARINT -> none = (in.varint(to) & OtlpData.NO_VALUE) != 0;
                default -> in.skip(tag, to);
            }
        }
    }

    private void histogram(int to, KeyedHash hash) throws Unreadable {
        double count = 0;
        double sum = Double.NaN;
        double[] counts = NONE;
        double[] bounds = NONE;
        while (in.at < to) {
            int tagAt = in.at;
            int tag = in.tag(to);
            switch (tag) {
                case 2 << 3 | FIXED64 -> since = in.fixed64(to);
                case 3 << 3 | FIXED64 -> at = in.fixed64(to);
                case 4 << 3 | FIXED64 -> count = unsigned(in.fixed64(to));
                case 5 << 3 | FIXED64 -> sum = in.real(to);
                case 6 << 3 | MESSAGE -> counts = packed(counts, in.end(to), true);
                case 6 << 3 | FIXED64 -> counts = one(counts, unsigned(in.fixed64(to)));
                case 7 << 3 | MESSAGE -> bounds = packed(bounds, in.end(to), false);
                case 7 << 3 | FIXED64 -> bounds = one(bounds, in.real(to));
                case 9 << 3 | MESSAGE -> attribute(tagAt, in.end(to), hash);
                case 10 << 3 | VARINT -> none = (in.varint(to) & OtlpData.NO_VALUE) != 0;
                default -> in.skip(tag, to);
            }
        }
        distribution = OtlpData.explicit(count, sum, bounds, counts);
    }

    private void exponential(int to, KeyedHash hash) throws Unreadable {
        double count = 0;
        double sum = Double.NaN;
        int scale = 0;
        double zeros = 0;
        int offset = 0;
        double[] counts = NONE;
        double negatives = 0;
        while (in.at < to) {
            int tagAt = in.at;
            int tag = in.tag(to);
            switch (tag) {
                case 1 << 3 | MESSAGE -> attribute(tagAt, in.end(to), hash);
                case 2 << 3 | FIXED64 -> since = in.fixed64(to);
                case 3 << 3 | FIXED64 -> at = in.fixed64(to);
                case 4 << 3 | FIXED64 -> count = unsigned(in.fixed64(to));
                case 5 << 3 | FIXED64 -> sum = in.real(to);
                case 6 << 3 | VARINT -> scale = in.signed(to);
                case 7 << 3 | FIXED64 -> zeros = unsigned(in.fixed64(to));
                case 8 << 3 | MESSAGE -> {
                    int end = in.end(to);
                    while (in.at < end) {
                        int inner = in.tag(end);
                        if (inner == tag(1, VARINT)) {
                            offset = in.signed(end);
                        } else {
                            counts = buckets(counts, inner, end);
                        }
                    }
                }
                case 9 << 3 | MESSAGE -> {
                    int end = in.end(to);
                    double[] below = NONE;
                    while (in.at < end) {
                        below = buckets(below, in.tag(end), end);
                    }
                    negatives += Arrays.stream(below).sum();
                }
                case 10 << 3 | VARINT -> none = (in.varint(to) & OtlpData.NO_VALUE) != 0;
                default -> in.skip(tag, to);
            }
        }
        distribution = OtlpData.exponential(count, sum, scale, zeros, offset, counts, negatives);
    }

    private void summary(int to, KeyedHash hash) throws Unreadable {
        double count = 0;
        double sum = 0;
        double[] quantiles = NONE;
        double[] values = NONE;
        while (in.at < to) {
            int tagAt = in.at;
            int tag = in.tag(to);
            switch (tag) {
                case 2 << 3 | FIXED64 -> since = in.fixed64(to);
                case 3 << 3 | FIXED64 -> at = in.fixed64(to);
                case 4 << 3 | FIXED64 -> count = unsigned(in.fixed64(to));
                case 5 << 3 | FIXED64 -> sum = in.real(to);
                case 6 << 3 | MESSAGE -> {
                    int end = in.end(to);
                    double quantile = 0;
                    double of = 0;
                    while (in.at < end) {
                        int inner = in.tag(end);
                        switch (inner) {
                            case 1 << 3 | FIXED64 -> quantile = in.real(end);
                            case 2 << 3 | FIXED64 -> of = in.real(end);
                            default -> in.skip(inner, end);
                        }
                    }
                    quantiles = one(quantiles, quantile);
                    values = one(values, of);
                }
                case 7 << 3 | MESSAGE -> attribute(tagAt, in.end(to), hash);
                case 8 << 3 | VARINT -> none = (in.varint(to) & OtlpData.NO_VALUE) != 0;
                default -> in.skip(tag, to);
            }
        }
        distribution = new Distribution.Quantiles(count, sum, quantiles, values);
    }

    /// Attributes that lie side by side are hashed as one run of bytes.
    private void attribute(int tagAt, int end, KeyedHash hash) {
        if (tagAt != attributesTo) {
            if (attributesFrom >= 0) {
                hash.add(in.bytes, attributesFrom, attributesTo);
            }
            attributesFrom = tagAt;
        }
        attributesTo = end;
        in.at = end;
    }

    /// Counts of buckets of an exponential histogram, packed or one by one.
    private double[] buckets(double[] before, int tag, int end) throws Unreadable {
        if (tag == tag(2, VARINT)) {
            return one(before, unsigned(in.varint(end)));
        }
        if (tag != tag(2, MESSAGE)) {
            in.skip(tag, end);
            return before;
        }
        int stop = in.end(end);
        int more = 0;
        for (int i = in.at; i < stop; i++) {
            more += in.bytes[i] >= 0 ? 1 : 0;
        }
        double[] all = Arrays.copyOf(before, before.length + more);
        for (int i = before.length; i < all.length; i++) {
            all[i] = unsigned(in.varint(stop));
        }
        if (in.at != stop) {
            throw Unreadable.malformed("buckets that end early at byte %,d".formatted(stop));
        }
        return all;
    }

    private double[] packed(double[] before, int end, boolean counts) throws Unreadable {
        int more = (end - in.at) / Long.BYTES;
        double[] all = Arrays.copyOf(before, before.length + more);
        for (int i = before.length; i < all.length; i++) {
            all[i] = counts ? unsigned(in.fixed64(end)) : in.real(end);
        }
        if (in.at != end) {
            throw Unreadable.malformed("buckets that end early at byte %,d".formatted(end));
        }
        return all;
    }

    private static double[] one(double[] before, double further) throws Unreadable {
        if (before.length == MOST_SINGLE) {
            throw Unreadable.tooLarge("a point of more than %,d parts".formatted(MOST_SINGLE));
        }
        double[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = further;
        return all;
    }

    private static double unsigned(long count) {
        return count >= 0 ? count : (count >>> 1) * 2.0;
    }
}
