package dev.faultline.evaluation.generator;

/// One fault of one component.
///
/// @param component which, by its place in the [RandomSystem]
/// @param severity 0..1, from hardly to be seen to an outage
/// @param onset when it begins, in rows; the part of a row counts for that part
/// @param ramp rows until it has its full strength; 0 at once
/// @param flapping whether it comes and goes
record Fault(
        FaultKind kind, int component, double severity, double onset, int ramp, boolean flapping) {
    /// How strong it is in a row that ends at `row`, 0..1.
    double strength(int row) {
        double since = row - onset;
        if (since <= 0 || (flapping && Math.floorMod(row, 4) == 3)) {
            return 0;
        }
        return Math.min(1, since) * (ramp == 0 ? 1 : Math.min(1, (since + 1) / ramp));
    }

    Fault harder() {
        return new Fault(kind, component, Math.min(1, severity * 1.6), onset, ramp, flapping);
    }
}
