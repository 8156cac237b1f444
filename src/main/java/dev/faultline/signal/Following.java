package dev.faultline.signal;

/// How the normal of a series follows its values between two fits: level, season and scatter each
/// take over a share of the residual, clipped at three sigmas; a level that has moved for good
/// ([Drift]) is set anew and a fit is asked for. State lies in a [WatcherState].
final class Following {
    /// Values after which scatter and drift say more about the series than about its beginning.
    private static final int SETTLED = 12;

    /// Share of a residual that one cycle of the season takes over.
    private static final double SEASON_GAIN = .1;

    /// How fast the scatter is followed, a cell: it doubles in some three hours of minutes.
    private static final double SPREAD_GAIN = .005;

    private static final double MOST_SPREAD = 4;

    /// 1.4826·median|r| is the standard deviation of normally distributed residuals.
    private static final double MEDIAN_TO_SIGMA = DeviationMeter.MAD_TO_SIGMA;

    private final WatcherState state;
    private final double[] reals;
    private final int[] wholes;
    private final long step;
    private final double gain;

    /// Cells between two fits that drift asks for, at least: a quarter of a day.
    private final int patience;

    Following(WatcherState state, long stepMillis) {
        this.state = state;
        reals = state.reals;
        wholes = state.wholes;
        step = stepMillis;
        gain = Level.gain(stepMillis);
        patience = (int) Math.max(1, Season.DAY / stepMillis / 4);
    }

    /// Takes a value of a calm series.
    ///
    /// @param rest the value on the scale, without the season
    /// @param known sigma as it was learned for this part of the day
    /// @param held whether only the level follows
    void follow(int series, int cell, long local, double rest, double known, boolean held) {
        int r = series * WatcherState.REALS;
        int w = series * WatcherState.WHOLES;
        double spread = known * reals[r + WatcherState.SPREAD];
        double apart = rest - reals[r + WatcherState.LEVEL];
        int updates = wholes[w + WatcherState.UPDATES];
        reals[r + WatcherState.LEVEL] =
                Level.follow(reals[r + WatcherState.LEVEL], apart, spread, updates, gain);
        if (updates < Integer.MAX_VALUE) {
            wholes[w + WatcherState.UPDATES] = updates + 1;
        }
        if (held || updates < SETTLED) {
            return;
        }
        double clipped = Level.clip(apart, spread);
        short[] profile = state.profiles[series];
        if (profile.length > 0 && wholes[w + WatcherState.METHOD] == Method.STL.code) {
            long cycle = wholes[w + WatcherState.CYCLE_MINUTES] * 60_000L;
            double share = SEASON_GAIN * Math.min(1, (double) step * profile.length / cycle);
            Season.follow(local, cycle, profile, reals[r + WatcherState.UNIT], share * clipped);
        }
        // Half of the residuals lie beyond the median: up and down keep the balance there.
        boolean wider = MEDIAN_TO_SIGMA * Math.abs(apart) > spread;
        double moved = reals[r + WatcherState.SPREAD] * (wider ? 1 + SPREAD_GAIN : 1 - SPREAD_GAIN);
        reals[r + WatcherState.SPREAD] = Math.clamp(moved, 1, MOST_SPREAD);
        if (Drift.seen(reals, r, clipped / spread)) {
            drifted(w, cell);
        }
    }

    /// Takes what an accepted anomaly left behind for the normal.
    void begin(int series, double rest) {
        int w = series * WatcherState.WHOLES;
        reals[series * WatcherState.REALS + WatcherState.LEVEL] = rest;
        wholes[w + WatcherState.UPDATES] = 0;
        wholes[w + WatcherState.ASKED] = RefitReason.DRIFT.code;
    }

    private void drifted(int w, int cell) {
        wholes[w + WatcherState.UPDATES] = Drift.SET_ANEW;
        int last = wholes[w + WatcherState.DRIFTED];
        if (last == WatcherState.NEVER || cell - last >= patience) {
            wholes[w + WatcherState.DRIFTED] = cell;
            wholes[w + WatcherState.ASKED] = RefitReason.DRIFT.code;
        }
    }
}
