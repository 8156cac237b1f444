package dev.faultline.source.mask;

import dev.faultline.source.format.RawSeries;
import java.util.Map;

/// Replaces personal data and secrets before anything is kept.
public final class Masking {
    private Masking() {}

    /// Replaces nothing.
    public static Masking none() {
        return new Masking();
    }

    /// A text without what must not be kept.
    public String text(String text) {
        return text;
    }

    /// A series without what must not be kept.
    public RawSeries series(RawSeries raw) {
        return raw;
    }

    /// How often each kind was replaced.
    public Map<String, Long> counts() {
        return Map.of();
    }
}
