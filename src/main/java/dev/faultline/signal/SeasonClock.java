package dev.faultline.signal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// Tells what time of what day it is where those live whose doings make the season: people get up
/// by local time, so that a season in UTC is off by an hour after each daylight-saving shift.
/// Immutable; O(1) a question, nothing is allocated.
///
/// The shifts of 1990 to 2080 are taken from java.time (the IANA time zone database) once; before
/// and after, the nearest offset holds.
public final class SeasonClock {
    static final long DAY = 86_400_000L;

    /// Length of a bucket of the shift table: 2^31 ms, 25 days. No zone shifts more often.
    private static final int BUCKET_BITS = 31;

    /// 1970-01-01 was a Thursday.
    private static final int EPOCH_DAY_OF_WEEK = 4;

    private static final long FIRST = millis(SpecialDays.FIRST_YEAR);
    private static final long LAST = millis(SpecialDays.LAST_YEAR + 1);

    /// Greenwich, and no special days.
    public static final SeasonClock UTC = new SeasonClock(ZoneOffset.UTC, SpecialDays.NONE);

    private final ZoneId zone;
    private final SpecialDays specialDays;

    /// Shifts, ms since the epoch, ascending.
    private final long[] shifts;

    /// Local minus UTC in ms: before the first shift, and after each.
    private final int[] offsets;

    /// How many shifts lie before the begin of each bucket.
    private final short[] before;

    public SeasonClock(ZoneId zone, SpecialDays specialDays) {
        this.zone = zone;
        this.specialDays = specialDays;
        ZoneRules rules = zone.getRules();
        List<ZoneOffsetTransition> found = new ArrayList<>();
        for (ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochMilli(FIRST));
                next != null && next.getInstant().toEpochMilli() < LAST;
                next = rules.nextTransition(next.getInstant())) {
            found.add(next);
        }
        shifts = new long[found.size()];
        offsets = new int[found.size() + 1];
        offsets[0] = 1000 * rules.getOffset(Instant.ofEpochMilli(FIRST)).getTotalSeconds();
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = found.get(i).getInstant().toEpochMilli();
            offsets[i + 1] = 1000 * found.get(i).getOffsetAfter().getTotalSeconds();
        }
        before = new short[shifts.length == 0 ? 0 : (int) ((LAST - FIRST) >> BUCKET_BITS) + 1];
        for (int bucket = 0, shift = 0; bucket < before.length; bucket++) {
            long begin = FIRST + ((long) bucket << BUCKET_BITS);
            while (shift < shifts.length && shifts[shift] < begin) {
                shift++;
            }
            before[bucket] = (short) shift;
        }
    }

    private static long millis(int year) {
        return Instant.parse(year + "-01-01T00:00:00Z").toEpochMilli();
    }

    public ZoneId zone() {
        return zone;
    }

    /// Local time as if it were UTC: ms since 1970-01-01T00:00 by the clock on the wall. In autumn
    /// an hour comes twice, in spring one is missing.
    ///
    /// @param millis ms since the epoch, UTC
    public long local(long millis) {
        int shift = 0;
        if (shifts.length > 0 && millis >= FIRST) {
            long bucket = (millis - FIRST) >> BUCKET_BITS;
            shift = bucket < before.length ? before[(int) bucket] : shifts.length;
            while (shift < shifts.length && shifts[shift] <= millis) {
                shift++;
            }
        }
        return millis + offsets[shift];
    }

    /// Since local midnight, ms, 0 to 86,399,999.
    ///
    /// @param millis ms since the epoch, UTC
    public long timeOfDay(long millis) {
        return Math.floorMod(local(millis), DAY);
    }

    /// The day of the week that people behave by: 1 (Monday) to 7, local; special days may resemble
    /// another one.
    ///
    /// @param millis ms since the epoch, UTC
    public int dayOfWeek(long millis) {
        long day = Math.floorDiv(local(millis), DAY);
        int as = specialDays.as(day);
        return as > 0 ? as : dayOfWeekOf(day);
    }

    /// How many times wider than usual values scatter on that day, at least 1.
    ///
    /// @param millis ms since the epoch, UTC
    public double widen(long millis) {
        return specialDays.widen(Math.floorDiv(local(millis), DAY));
    }

    /// Whether the calendar says anything about a day: it is no example of an ordinary one.
    ///
    /// @param localDay days since 1970-01-01
    boolean special(long localDay) {
        return specialDays.special(localDay);
    }

    /// 1 (Monday) to 7, whatever the calendar says.
    static int dayOfWeekOf(long localDay) {
        return (int) Math.floorMod(localDay + EPOCH_DAY_OF_WEEK - 1, 7L) + 1;
    }
}
