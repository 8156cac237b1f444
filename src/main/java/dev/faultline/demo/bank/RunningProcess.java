package dev.faultline.demo.bank;

/// Something that runs and exports what it counts; when it starts again it has forgotten that.
/// Times are seconds since the bank began.
final class RunningProcess {
    /// Callers stop asking an instance that is gone after so many seconds.
    static final double NOTICED = 30;

    private double since;
    private double until = -1;
    private double gone = Double.NEGATIVE_INFINITY;
    private boolean hostDown;
    private int starts;
    private double leaked;

    /// When it began, s; negative for what ran before the bank began to be watched.
    double since() {
        return since;
    }

    /// How often it has begun anew.
    int starts() {
        return starts;
    }

    boolean alive() {
        return !hostDown && until < 0;
    }

    /// Whether it is gone, and callers still send it requests.
    boolean missed(double now) {
        return !alive() && now - gone < NOTICED;
    }

    /// A new one takes over without a gap.
    void replace(double now) {
        since = now;
        starts++;
        leaked = 0;
    }

    /// Memory that it took and never gives back, MiB.
    double leaked() {
        return leaked;
    }

    void leak(double more) {
        leaked += more;
    }

    /// Stops, and begins anew later.
    void stop(double now, double seconds) {
        if (alive()) {
            gone = now;
        }
        until = Math.max(until, now + seconds);
    }

    /// Its host is gone, or there again.
    void host(boolean down, double now) {
        if (down && alive()) {
            gone = now;
        }
        if (!down && hostDown) {
            replace(now);
        }
        hostDown = down;
    }

    boolean hostDown() {
        return hostDown;
    }

    void tick(double now) {
        if (until >= 0 && now >= until) {
            until = -1;
            replace(now);
        }
    }
}
