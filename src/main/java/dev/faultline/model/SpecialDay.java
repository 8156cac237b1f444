package dev.faultline.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;

/// A day on which people do not do as they usually do: a holiday, a payday, the end of a month.
///
/// @param when which days, in local time
/// @param as the day of the week that it resembles; empty where it stays the one it is
/// @param widen how many times wider than usual values scatter on it, at least 1
public record SpecialDay(When when, Optional<DayOfWeek> as, double widen) {
    public SpecialDay {
        if (!(widen >= 1 && widen <= 100)) {
            throw new IllegalArgumentException("widen is " + widen + ", not between 1 and 100");
        }
    }

    /// Which days are meant.
    public sealed interface When {
        boolean matches(LocalDate day);

        /// One day.
        record On(LocalDate date) implements When {
            @Override
            public boolean matches(LocalDate day) {
                return day.equals(date);
            }
        }

        /// The same day each year; the last of February where there is no 29th.
        record Yearly(MonthDay date) implements When {
            @Override
            public boolean matches(LocalDate day) {
                return day.equals(date.atYear(day.getYear()));
            }
        }

        /// The same day each month; its last where the month is shorter.
        ///
        /// @param day 1 to 31
        record Monthly(int day) implements When {
            public Monthly {
                if (day < 1 || day > 31) {
                    throw new IllegalArgumentException("no month has a day " + day);
                }
            }

            @Override
            public boolean matches(LocalDate date) {
                return date.getDayOfMonth() == Math.min(day, date.lengthOfMonth());
            }
        }
    }
}
