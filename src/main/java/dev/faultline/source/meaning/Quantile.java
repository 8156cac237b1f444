package dev.faultline.source.meaning;

/// Names of quantiles.
final class Quantile {
    private Quantile() {}

    /// `p95` for 0.95, `p99.9` for 0.999.
    static String name(double share) {
        double percent = Math.rint(share * 1e6) / 1e4;
        return percent == Math.rint(percent) ? "p" + (long) percent : "p" + percent;
    }

    /// As [#name(double)] of how a producer writes it; its own words where that is no number.
    static String name(String share) {
        try {
            return name(Double.parseDouble(share));
        } catch (NumberFormatException e) {
            return share;
        }
    }
}
