package dev.faultline.source.format;

/// Numbers of series by 128-bit hashes: of their names, and of the spellings in which those were
/// met. Keeps hashes alone, no byte of a record. Open addressing, three longs a place: the hash and
/// the number.
final class SeriesTable {
    /// What [#find] gives for a hash that is not there.
    static final int ABSENT = Integer.MIN_VALUE;

    /// Stands for a series that is too large, or one too many: not kept, so that each of its points
    /// is told.
    static final int REFUSED = Integer.MIN_VALUE + 1;

    /// Series of one topic and format.
    private static final int MOST_SERIES = 2_000_000;

    private static final int PLACE = 3;

    private final int most;
    private long[] places = new long[PLACE * 64];
    private int used;
    private int series;

    SeriesTable() {
        this(MOST_SERIES);
    }

    /// @param most series, and as many further spellings: one beyond them is read the long way each
    ///   time
    SeriesTable(int most) {
        this.most = most;
    }

    /// How many series it takes.
    int most() {
        return most;
    }

    /// The number under a hash, or [#ABSENT].
    int find(KeyedHash hash) {
        int mask = places.length / PLACE - 1;
        long low = hash.low() | 1;
        long high = hash.high();
        for (int i = (int) high & mask; ; i = (i + 1) & mask) {
            long found = places[i * PLACE];
            if (found == low && places[i * PLACE + 1] == high) {
                return (int) places[i * PLACE + 2];
            }
            if (found == 0) {
                return ABSENT;
            }
        }
    }

    /// Whether there is room for one series more.
    boolean full() {
        return series == most;
    }

    /// Keeps the number of a series that is new.
    void add(KeyedHash hash, int number) {
        series++;
        put(hash.low() | 1, hash.high(), number);
    }

    /// Keeps a spelling of a series that is known.
    void alias(KeyedHash hash, int number) {
        if (number != REFUSED && used - series < most) {
            put(hash.low() | 1, hash.high(), number);
        }
    }

    private void put(long low, long high, long number) {
        used++;
        if (used * 2 > places.length / PLACE) {
            long[] old = places;
            places = new long[old.length * 2];
            for (int i = 0; i < old.length; i += PLACE) {
                if (old[i] != 0) {
                    place(old[i], old[i + 1], old[i + 2]);
                }
            }
        }
        place(low, high, number);
    }

    private void place(long low, long high, long number) {
        int mask = places.length / PLACE - 1;
        int i = (int) high & mask;
        while (places[i * PLACE] != 0) {
            i = (i + 1) & mask;
        }
        places[i * PLACE] = low;
        places[i * PLACE + 1] = high;
        places[i * PLACE + 2] = number;
    }
}
