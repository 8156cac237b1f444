package dev.faultline.signal;

import dev.faultline.model.SpecialDay;
import java.time.LocalDate;
import java.util.List;

/// The calendar of the days on which people do not do as they usually do, as a table of days:
/// answers in O(1) and allocates nothing. Immutable. From 1990 to 2080; no day outside is special.
public final class SpecialDays {
    static final int FIRST_YEAR = 1990;
    static final int LAST_YEAR = 2080;

    /// No day is special.
    public static final SpecialDays NONE = new SpecialDays(new byte[0], new float[0]);

    private static final long FIRST_DAY = LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay();

    /// Per day: 0 where it stays the day of the week that it is, else 1 to 7 from Monday on.
    private final byte[] as;

    /// Per day: 0 where nothing is special about it, else how much it widens, at least 1.
    private final float[] widen;

    private SpecialDays(byte[] as, float[] widen) {
        this.as = as;
        this.widen = widen;
    }

    /// Where several rules speak of one day, it resembles what the first of them says, and the
    /// widest counts.
    public static SpecialDays of(List<SpecialDay> rules) {
        if (rules.isEmpty()) {
            return NONE;
        }
        int days = (int) (LocalDate.of(LAST_YEAR + 1, 1, 1).toEpochDay() - FIRST_DAY);
        byte[] as = new byte[days];
        float[] widen = new float[days];
        for (int i = 0; i < days; i++) {
            LocalDate day = LocalDate.ofEpochDay(FIRST_DAY + i);
            for (SpecialDay rule : rules) {
                if (rule.when().matches(day)) {
                    widen[i] = Math.max(widen[i], (float) rule.widen());
                    if (as[i] == 0 && rule.as().isPresent()) {
                        as[i] = (byte) rule.as().get().getValue();
                    }
                }
            }
        }
        return new SpecialDays(as, widen);
    }

    /// Whether anything is said about a day.
    boolean special(long epochDay) {
        return known(epochDay) && widen[(int) (epochDay - FIRST_DAY)] > 0;
    }

    /// 1 (Monday) to 7 where the day resembles another one, else 0.
    int as(long epochDay) {
        return known(epochDay) ? as[(int) (epochDay - FIRST_DAY)] : 0;
    }

    /// How many times wider than usual values scatter, at least 1.
    double widen(long epochDay) {
        return known(epochDay) ? Math.max(1, widen[(int) (epochDay - FIRST_DAY)]) : 1;
    }

    private boolean known(long epochDay) {
        return epochDay >= FIRST_DAY && epochDay < FIRST_DAY + as.length;
    }
}
