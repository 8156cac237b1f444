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
        return switch (this) {
            case SEV1, SEV2 -> SEV1;
            case SEV3 -> SEV2;
            case SEV4 -> SEV3;
        };
    }
}
