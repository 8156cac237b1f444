package dev.faultline.demo.bank;

/// The few formulas that the mechanics rest on.
final class Queueing {
    /// Nearer to 1 a stationary queue says nothing any more: what is beyond is a backlog.
    static final double FULLEST = .97;

    /// How much times of single requests differ: deviation of their logarithm.
    static final double SPREAD = .5;

    private Queueing() {}

    /// Seconds that a request waits for one of `workers`, in a queue M/M/c that is stationary:
    /// Sakasegawa, "An approximation formula L_q ≈ α·ρ^β/(1−ρ)", Ann. Inst. Stat. Math. 29 (1977).
    ///
    /// @param busy share of the workers that are busy; above [#FULLEST] taken for that
    /// @param holds seconds that a request holds a worker
    static double waits(double busy, double workers, double holds) {
        double rho = Math.min(FULLEST, busy);
        return rho <= 0
                ? 0
                : holds * Math.pow(rho, Math.sqrt(2 * (workers + 1)) - 1) / (workers * (1 - rho));
    }

    /// Share of requests that take longer than `limit`, where their times are log-normal.
    ///
    /// @param mean seconds
    static double longer(double limit, double mean) {
        if (mean <= 0) {
            return 0;
        }
        double z = (Math.log(limit / mean) + SPREAD * SPREAD / 2) / SPREAD;
        return 1 / (1 + Math.exp(1.702 * z)); // logistic for the normal tail
    }

    /// Attempts a call, each of which fails with `fails` and is repeated up to `retries` times.
    static double attempts(double fails, int retries) {
        return fails < 1e-9
                ? 1
                : fails > 1 - 1e-9 ? retries + 1 : (1 - Math.pow(fails, retries + 1)) / (1 - fails);
    }

    /// How much longer computing takes on a host whose cores are wanted by `threads` more than
    /// those of its services: by turns, where there are more than cores.
    ///
    /// @param load cores that services would use if they were alone
    static double stretch(double load, double threads, double cores) {
        double used = Math.min(.95, load / cores);
        double queueing = 1 + .5 * Math.pow(used, 6) / (1 - used);
        return Math.min(25, Math.max(queueing, (load + threads) / cores));
    }
}
