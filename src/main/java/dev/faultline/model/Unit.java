package dev.faultline.model;

/// The base unit of a series.
public enum Unit {
    SECONDS("s"),
    /// A share of one, 0..1.
    RATIO(""),
    /// A share of a hundred, 0..100.
    PERCENT("%"),
    PER_SECOND("/s"),
    BYTES("B"),
    BYTES_PER_SECOND("B/s"),
    COUNT(""),
    UNKNOWN("");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /// What stands behind a number, without a space; empty where numbers carry none.
    public String symbol() {
        return symbol;
    }
}
