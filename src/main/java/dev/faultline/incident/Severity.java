package dev.faultline.incident;

/// How bad an incident is, the worst first.
public enum Severity {
    SEV1,
    SEV2,
    SEV3,
    SEV4;

    public boolean worseThan(Severity other) {
        return compareTo(other) < 0;
    }

    /// One step worse; the worst stays what it is.
    Severity raised() {
        return this == SEV1 ? SEV1 : values()[ordinal() - 1];
    }
}
