package dev.faultline.engine.history;

/// What is kept of a cell.
enum Column {
    OBSERVED(0),
    EXPECTED(1),
    TREND(2),
    SIGMA(3);

    static final int COUNT = 4;

    /// Its place in a block.
    final int place;

    Column(int place) {
        this.place = place;
    }
}
