package dev.faultline.signal;

/// The few settings of [Surprise] that are worth tuning. Between half and twice each default the
/// score on NAB changes by a few points only (`assets/docs/nab.md`).
///
/// @param recordUnit excess over the range seen so far, as a share of it, that counts half
/// @param calmDecades surprise in powers of ten that counts nothing: 1.5 is once in 30 values
/// @param halfLife values after which a report must be only half as loud as the last one to be told
public record SurpriseParameters(double recordUnit, double calmDecades, double halfLife) {
    public SurpriseParameters {
        if (!(recordUnit > 0) || !(calmDecades >= 0) || !(halfLife > 0)) {
            throw new IllegalArgumentException(
                    "recordUnit, halfLife > 0 and calmDecades >= 0, not %s, %s, %s"
                            .formatted(recordUnit, halfLife, calmDecades));
        }
    }

    /// What is used where nothing else is said.
    public static SurpriseParameters defaults() {
        return new SurpriseParameters(.06, 1.5, 100);
    }
}
