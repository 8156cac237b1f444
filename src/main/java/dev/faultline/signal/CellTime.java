package dev.faultline.signal;

/// What the calendar says about the newest cell: looked up once, used for all series.
final class CellTime {
    private final SeasonClock clock;
    private final long start;
    private final long step;
    private int cell = -1;

    /// The middle of the cell by the local time that people behave by, ms.
    long local;

    /// Which of the [WatcherState#SIGMAS] parts of the day.
    int partOfDay;

    /// 1 (Monday) to 7, or what the day resembles.
    int dayOfWeek;

    /// How many times wider than usual values scatter.
    double widen;

    CellTime(SeasonClock clock, long startMillis, long stepMillis) {
        this.clock = clock;
        start = startMillis;
        step = stepMillis;
    }

    void look(int newest) {
        if (newest != cell) {
            long middle = start + newest * step - step / 2;
            cell = newest;
            local = Season.behaved(clock, middle);
            partOfDay = Baseline.partOfDay(local);
            dayOfWeek = clock.dayOfWeek(middle);
            widen = clock.widen(middle);
        }
    }
}
