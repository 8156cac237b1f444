package dev.faultline.source.format;

import dev.faultline.source.RejectReason;

/// What all decoders share: how large a record may be, how many points it may hold, which times are
/// times.
abstract class BoundedDecoder implements RecordDecoder {
    /// Bytes of a record. Brokers refuse more than 1 MiB unless told otherwise.
    static final int MOST_BYTES = 8 << 20;

    /// How deep lists and objects may lie in each other.
    static final int MOST_DEPTH = 64;

    /// Points of one record.
    static final int MOST_POINTS = 1_000_000;

    /// Flaws of one record after which the rest of it is not read.
    static final int MOST_FLAWS = 1_000;

    /// The end of the year 9999, ms since the epoch.
    static final long LAST_MILLIS = 253_402_300_799_999L;

    final SeriesTable table = new SeriesTable();
    final SeriesNaming naming;
    private final Format format;
    private final PointSink sink;
    private int points;
    private int flaws;

    BoundedDecoder(Format format, PointSink sink) {
        this.format = format;
        this.sink = sink;
        naming = new SeriesNaming(sink, table);
    }

    @Override
    public final Format format() {
        return format;
    }

    @Override
    public final void decode(byte[] record, long recordMillis) {
        points = 0;
        flaws = 0;
        naming.begin();
        try {
            if (record.length > MOST_BYTES) {
                throw Unreadable.tooLarge(
                        "%,d bytes; at most %,d are read".formatted(record.length, MOST_BYTES));
            }
            read(record, recordMillis);
        } catch (Unreadable e) {
            sink.reject(e.reason, e.detail());
        }
    }

    abstract void read(byte[] record, long recordMillis) throws Unreadable;

    final void reject(RejectReason reason, String detail) throws Unreadable {
        if (++flaws > MOST_FLAWS) {
            throw Unreadable.malformed(
                    "more than %,d flaws; the rest of the record was not read"
                            .formatted(MOST_FLAWS));
        }
        sink.reject(reason, detail);
    }

    /// Delivers one number, unless its series is not wanted.
    ///
    /// @param series below 0 for one that is not
    /// @param atMillis [Times#NONE] for one that could not be read
    final void point(int series, long atMillis, long sinceMillis, double value) throws Unreadable {
        if (fits(series, atMillis)) {
            sink.point(series, atMillis, sinceMillis, value);
        }
    }

    final void distribution(int series, long atMillis, long sinceMillis, Distribution value)
            throws Unreadable {
        if (fits(series, atMillis)) {
            sink.distribution(series, atMillis, sinceMillis, value);
        }
    }

    /// Delivers one line of a log.
    final void line(int series, long atMillis, LogLine line) throws Unreadable {
        if (fits(series, atMillis)) {
            sink.line(series, atMillis, line);
        }
    }

    private boolean fits(int series, long atMillis) throws Unreadable {
        if (++points > MOST_POINTS) {
            throw Unreadable.tooLarge("more than %,d points".formatted(MOST_POINTS));
        }
        if (atMillis < 0 || atMillis > LAST_MILLIS) {
            reject(
                    RejectReason.BAD_TIME,
                    atMillis == Times.NONE
                            ? "a time that is none"
                            : "a time before 1970 or after 9999");
            return false;
        }
        return series >= 0;
    }
}
