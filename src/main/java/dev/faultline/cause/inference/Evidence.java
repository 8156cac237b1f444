package dev.faultline.cause.inference;

import java.util.Arrays;

/// What was seen, as log likelihood ratios of each component: on being in trouble (X) and on having
/// a fault of its own (R). 0 says nothing; +∞ and −∞ are certain.
///
/// Immutable; arrays are indexed like the components of the network.
public final class Evidence {
    private final double[] trouble;
    private final double[] fault;

    /// @param trouble ln P(e | X_i=1) − ln P(e | X_i=0)
    /// @param fault ln P(e | R_i=1) − ln P(e | R_i=0)
    public Evidence(double[] trouble, double[] fault) {
        if (trouble.length != fault.length) {
            throw new IllegalArgumentException(
                    "evidence on trouble and on faults differ in length");
        }
        for (int i = 0; i < trouble.length; i++) {
            if (Double.isNaN(trouble[i]) || Double.isNaN(fault[i])) {
                throw new IllegalArgumentException(
                        "evidence of component " + i + " is not a number");
            }
        }
        this.trouble = trouble.clone();
        this.fault = fault.clone();
    }

    /// Evidence on trouble alone.
    public static Evidence onTrouble(double[] logLikelihoodRatios) {
        return new Evidence(logLikelihoodRatios, new double[logLikelihoodRatios.length]);
    }

    public static Evidence none(int size) {
        return onTrouble(new double[size]);
    }

    public int size() {
        return trouble.length;
    }

    public double trouble(int i) {
        return trouble[i];
    }

    public double fault(int i) {
        return fault[i];
    }

    /// Whether both say the same of component `i`.
    public boolean equalsAt(Evidence other, int i) {
        return trouble[i] == other.trouble[i] && fault[i] == other.fault[i];
    }

    /// The same evidence with that of component `i` replaced.
    public Evidence with(int i, double newTrouble, double newFault) {
        double[] t = trouble.clone();
        double[] f = fault.clone();
        t[i] = newTrouble;
        f[i] = newFault;
        return new Evidence(t, f);
    }

    /// The same evidence, and exactly the components of `faulty` have a fault of their own.
    Evidence withExactly(int... faulty) {
        double[] f = new double[fault.length];
        Arrays.fill(f, Double.NEGATIVE_INFINITY);
        for (int i : faulty) {
            f[i] = Double.POSITIVE_INFINITY;
        }
        return new Evidence(trouble, f);
    }
}
