package dev.faultline.engine.history;

/// What is kept of a cell.
enum Column {
    OBSERVED(0, 0),
    EXPECTED(1, 8),
    TREND(2, 8),
    SIGMA(3, 15);

    static final int COUNT = 4;

    /// Its place in a block.
    final int place;

    /// The lowest bits that are rounded away where it is packed.
    final int rounded;

    Column(int place, int rounded) {
        this.place = place;
        this.rounded = rounded;
    }
}
