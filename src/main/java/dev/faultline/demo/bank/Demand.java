package dev.faultline.demo.bank;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;

/// How much customers want, by errand: by the hour and day of their local time, more on payday, and
/// never quite the same.
final class Demand {
    /// Slow noise is forgotten by 1/e in so many seconds.
    private static final double MEMORY = 1800;

    private static final double NOISE = .035;

    /// Requests by hour of a working day, share of the busiest hour.
    private static final double[] OFFICE = {
        .05, .03, .03, .03, .04, .07, .18, .38, .7, .95, 1, .96, .84, .86, .92, .9, .82, .72, .62,
        .55, .45, .32, .2, .1
    };

    private static final double[] EVENING = {
        .13, .08, .05, .05, .06, .12, .32, .62, .72, .66, .64, .68, .78, .7, .64, .66, .72, .84,
        .95, 1, .98, .82, .52, .27
    };

    private static final double[] SHOPS = {
        .08, .05, .04, .04, .05, .1, .2, .4, .58, .7, .78, .88, .95, .86, .78, .8, .9, 1, .96, .74,
        .52, .38, .25, .14
    };

    private final Blueprint bank;
    private final ZoneId clock;
    private final SplittableRandom chance;
    private final double[] noise;

    Demand(Blueprint bank, ZoneId clock, SplittableRandom chance) {
        this.bank = bank;
        this.clock = clock;
        this.chance = chance;
        noise = new double[bank.errands().size()];
    }

    /// Requests a second of each errand.
    ///
    /// @param seconds since the last call
    double[] at(Instant now, double seconds) {
        ZonedDateTime local = now.atZone(clock);
        double kept = Math.exp(-seconds / MEMORY);
        double[] wanted = new double[noise.length];
        for (int e = 0; e < wanted.length; e++) {
            Blueprint.Errand errand = bank.errands().get(e);
            noise[e] = noise[e] * kept + NOISE * Math.sqrt(1 - kept * kept) * chance.nextGaussian();
            wanted[e] = errand.peak() * usual(errand.day(), local) * Math.exp(noise[e]);
        }
        return wanted;
    }

    /// What planned work asks of a component on top, requests a second.
    double planned(Blueprint.Batch batch, Instant now) {
        ZonedDateTime local = now.atZone(clock);
        long since =
                Math.floorMod(
                        local.toLocalTime().toSecondOfDay() - batch.at().toSecondOfDay(), 86_400);
        return since < batch.minutes() * 60L ? batch.rate() : 0;
    }

    private static double usual(Blueprint.Day day, ZonedDateTime local) {
        double[] hours =
                switch (day) {
                    case OFFICE -> OFFICE;
                    case EVENING -> EVENING;
                    case SHOPS -> SHOPS;
                };
        // An hour's figure is that of its middle.
        double hour = local.toLocalTime().toSecondOfDay() / 3600.0 - .5;
        int before = Math.floorMod((int) Math.floor(hour), 24);
        double part = hour - Math.floor(hour);
        double share = hours[before] * (1 - part) + hours[(before + 1) % 24] * part;
        DayOfWeek weekday = local.getDayOfWeek();
        double ofWeek =
                switch (day) {
                    case OFFICE ->
                            weekday == DayOfWeek.SUNDAY
                                    ? .35
                                    : weekday == DayOfWeek.SATURDAY ? .45 : 1;
                    case EVENING -> weekday.getValue() >= 6 ? .88 : 1;
                    case SHOPS ->
                            weekday == DayOfWeek.SUNDAY
                                    ? .5
                                    : weekday == DayOfWeek.SATURDAY ? 1.1 : .9;
                };
        return share * ofWeek * payday(local);
    }

    /// Salaries come at the end of a month: the last day and the first two are busier.
    private static double payday(ZonedDateTime local) {
        int day = local.getDayOfMonth();
        int last = local.toLocalDate().lengthOfMonth();
        return day == last || day == 1 ? 1.25 : day == 2 || day == last - 1 ? 1.1 : 1;
    }
}
