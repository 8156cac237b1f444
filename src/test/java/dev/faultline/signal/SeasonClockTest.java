package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.SpecialDay;
import dev.faultline.model.SpecialDay.When;
import dev.faultline.model.Unit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonClockTest {
    private static final long SEED = 20261025;
    private static final long STEP = 300_000;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final SeriesInfo RPS =
            new SeriesInfo(SeriesId.of("web", "rps"), Unit.PER_SECOND, Signal.TRAFFIC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Pacific/Apia"
            })
    void tellsTheTimeThatJavaTells(String name) {
        ZoneId zone = ZoneId.of(name);
        SeasonClock clock = new SeasonClock(zone, SpecialDays.NONE);
        Random random = new Random(SEED);
        long from = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("2081-01-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(from, to);
            ZonedDateTime there = Instant.ofEpochMilli(millis).atZone(zone);
            assertThat(clock.local(millis))
                    .as("%s, seed %d", there, SEED)
                    .isEqualTo(there.toLocalDateTime().toInstant(ZoneOffset.UTC).toEpochMilli());
            assertThat(clock.dayOfWeek(millis)).isEqualTo(there.getDayOfWeek().getValue());
        }
        for (var shift : zone.getRules().getTransitions()) {
            long at = shift.getInstant().toEpochMilli();
            if (at > from && at < to) {
                assertThat(clock.local(at) - at)
                        .isEqualTo(1000L * shift.getOffsetAfter().getTotalSeconds());
                assertThat(clock.local(at - 1) - at + 1)
                        .isEqualTo(1000L * shift.getOffsetBefore().getTotalSeconds());
            }
        }
    }

    @Test
    void hasAnAnswerForTimesThatNobodyLives() {
        SeasonClock clock = new SeasonClock(BERLIN, SpecialDays.NONE);
        for (long millis : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE / 2, Long.MAX_VALUE}) {
            assertThat(clock.timeOfDay(millis)).isBetween(0L, SeasonClock.DAY - 1);
            assertThat(clock.dayOfWeek(millis)).isBetween(1, 7);
            assertThat(clock.widen(millis)).isEqualTo(1);
        }
    }

    /// People get up at the same local time before and after the night in which the clocks change.
    @ParameterizedTest
    @ValueSource(strings = {"2026-10-25T01:00:00Z", "2026-03-29T01:00:00Z"})
    void aLocalSeasonStaysKnownAcrossTheChangeOfClocks(String change) {
        long shift = Instant.parse(change).toEpochMilli();
        long first = shift - 10 * SeasonClock.DAY;
        double[] window = new double[(int) (10 * SeasonClock.DAY / STEP)];
        Random random = new Random(SEED);
        for (int i = 0; i < window.length; i++) {
            window[i] = people(first + i * STEP) * Math.exp(.02 * random.nextGaussian());
        }
        SeasonClock here = new SeasonClock(BERLIN, SpecialDays.NONE);
        Baseline right = BaselineFit.own(RPS, window, first, STEP, here).orElseThrow();
        Baseline wrong = BaselineFit.own(RPS, window, first, STEP, SeasonClock.UTC).orElseThrow();
        assertThat(largestMiss(right, shift)).as("local, seed %d", SEED).isLessThan(.08);
        assertThat(largestMiss(wrong, shift)).as("UTC, seed %d", SEED).isGreaterThan(.2);
    }

    /// A fit whose window lies across the change knows the same season.
    @Test
    void learnsFromAWindowAcrossTheChangeOfClocks() {
        long shift = Instant.parse("2026-10-25T01:00:00Z").toEpochMilli();
        SeasonClock here = new SeasonClock(BERLIN, SpecialDays.NONE);
        // Also windows that begin or end within the hour that comes twice.
        for (long start : new long[] {shift - 5 * SeasonClock.DAY, shift - 1_800_000}) {
            double[] window = new double[(int) (8 * SeasonClock.DAY / STEP)];
            for (int i = 0; i < window.length; i++) {
                window[i] = people(start + i * STEP);
            }
            Baseline baseline = BaselineFit.own(RPS, window, start, STEP, here).orElseThrow();
            assertThat(largestMiss(baseline, start + 8 * SeasonClock.DAY)).isLessThan(.08);
        }
        double[] ending = new double[(int) (4 * SeasonClock.DAY / STEP) + 6];
        for (int i = 0; i < ending.length; i++) {
            ending[i] = people(shift - 4 * SeasonClock.DAY + i * STEP);
        }
        assertThat(
                        BaselineFit.own(RPS, ending, shift - 4 * SeasonClock.DAY, STEP, here)
                                .orElseThrow()
                                .seasonal())
                .isTrue();
    }

    @Test
    void aSpecialDayResemblesAnotherAndWidensTheBand() {
        SpecialDays days =
                SpecialDays.of(
                        List.of(
                                new SpecialDay(
                                        new When.On(LocalDate.of(2026, 12, 25)),
                                        Optional.of(DayOfWeek.SUNDAY),
                                        1),
                                new SpecialDay(new When.Monthly(31), Optional.empty(), 1.5),
                                new SpecialDay(
                                        new When.Yearly(MonthDay.of(2, 29)),
                                        Optional.of(DayOfWeek.MONDAY),
                                        2),
                                new SpecialDay(new When.Monthly(28), Optional.empty(), 4)));
        SeasonClock clock = new SeasonClock(BERLIN, days);
        long friday = Instant.parse("2026-12-25T12:00:00Z").toEpochMilli();
        assertThat(clock.dayOfWeek(friday)).isEqualTo(7);
        assertThat(clock.widen(friday)).isEqualTo(1);
        // 23:30 UTC on the 30th of November is the first of December in Berlin.
        assertThat(clock.widen(Instant.parse("2026-11-30T22:30:00Z").toEpochMilli()))
                .isEqualTo(1.5);
        assertThat(clock.widen(Instant.parse("2026-11-30T23:30:00Z").toEpochMilli())).isEqualTo(1);
        // The last of February: month-end, the 28th and the 29th of shorter years in one.
        long february = Instant.parse("2027-02-28T12:00:00Z").toEpochMilli();
        assertThat(clock.widen(february)).isEqualTo(4);
        assertThat(clock.dayOfWeek(february)).isEqualTo(1);
    }

    @Test
    void aHolidayIsExpectedToBeTheSundayThatItResembles() {
        SpecialDay christmas =
                new SpecialDay(
                        new When.Yearly(MonthDay.of(12, 25)), Optional.of(DayOfWeek.SUNDAY), 1.5);
        SeasonClock clock = new SeasonClock(BERLIN, SpecialDays.of(List.of(christmas)));
        long first = Instant.parse("2026-12-09T23:00:00Z").toEpochMilli();
        double[] window = new double[(int) (14 * SeasonClock.DAY / STEP)];
        for (int i = 0; i < window.length; i++) {
            long at = first + i * STEP;
            window[i] = people(at) * (clock.dayOfWeek(at) >= 6 ? .5 : 1);
        }
        long noon = Instant.parse("2026-12-25T11:00:00Z").toEpochMilli();
        Baseline known = BaselineFit.own(RPS, window, first, STEP, clock).orElseThrow();
        SeasonClock plain = new SeasonClock(BERLIN, SpecialDays.NONE);
        Baseline unknown = BaselineFit.own(RPS, window, first, STEP, plain).orElseThrow();
        assertThat(known.expected(noon) / unknown.expected(noon)).isBetween(.45, .6);
        assertThat(known.sigma(noon) / unknown.sigma(noon)).isBetween(1.4, 1.6);
        assertThat(known.sigma(noon - 2 * SeasonClock.DAY))
                .isEqualTo(unknown.sigma(noon - 2 * SeasonClock.DAY));
    }

    /// The largest miss in the day that follows, as a share.
    private static double largestMiss(Baseline baseline, long from) {
        double largest = 0;
        for (long at = from; at < from + SeasonClock.DAY; at += STEP) {
            long middle = at - STEP / 2;
            largest = Math.max(largest, Math.abs(baseline.expected(middle) / people(at) - 1));
        }
        return largest;
    }

    /// Traffic of people in Berlin in the cell that ends at `at`.
    private static double people(long at) {
        ZonedDateTime there = Instant.ofEpochMilli(at - STEP / 2).atZone(BERLIN);
        double hours = there.toLocalTime().toSecondOfDay() / 3600.0;
        return 100 * Math.exp(-Math.cos(2 * Math.PI * (hours - 3) / 24));
    }
}
