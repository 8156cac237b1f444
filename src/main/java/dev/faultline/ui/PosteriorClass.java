package dev.faultline.ui;

/// The five classes in which a probability is coloured.
public enum PosteriorClass {
    BELOW_2(0),
    TO_10(1),
    TO_35(2),
    TO_70(3),
    FROM_70(4);

    private final int step;

    PosteriorClass(int step) {
        this.step = step;
    }

    /// Its place on the ramp of colours, 0 is the lowest.
    public int step() {
        return step;
    }

    /// The class of a probability, 0..1.
    public static PosteriorClass of(double probability) {
        if (probability < 0.02) {
            return BELOW_2;
        }
        if (probability < 0.10) {
            return TO_10;
        }
        if (probability < 0.35) {
            return TO_35;
        }
        return probability < 0.70 ? TO_70 : FROM_70;
    }
}
