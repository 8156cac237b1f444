package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Anomaly.Direction;
import dev.faultline.signal.Anomaly.Kind;
import dev.faultline.signal.Anomaly.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeriesWatcherTest {
    private static final long SEED = 9;
    private static final long STEP = 60_000;
    private static final SeriesInfo LATENCY =
            new SeriesInfo(SeriesId.of("web", "latency"), Unit.SECONDS, Signal.LATENCY);

    private final Random random = new Random(SEED);
    private final List<Anomaly> ended = new ArrayList<>();
    private SeriesWatcher watcher;
    private int cell;

    @BeforeEach
    void learnALevelOfOneSecond() {
        watcher = new SeriesWatcher(1, 0, STEP, WatchRule.of(Duration.ofMillis(STEP)));
        double[] window = new double[200];
        Arrays.setAll(window, i -> normal());
        watcher.learn(0, BaselineFit.own(LATENCY, window, -200 * STEP, STEP).orElseThrow());
        feedNormal(100);
    }

    @Test
    void opensOneAnomalyWithItsOnsetAndEndsItWhenTheSeriesIsBack() {
        int onset = cell;
        feed(2, 2, 2);
        assertThat(watcher.open(0)).get().extracting(Anomaly::onset).isEqualTo(time(onset));
        feed(2.5, 2, 2);
        feedNormal(4);
        assertThat(ended).isEmpty();
        feedNormal(1);
        Anomaly anomaly = ended.getFirst();
        assertThat(anomaly.direction()).isEqualTo(Direction.UP);
        assertThat(anomaly.rule()).isEqualTo(Rule.RECORD_MEAN);
        assertThat(anomaly.method()).isEqualTo(Method.LEVEL);
        assertThat(anomaly.lastSeen()).isEqualTo(time(onset + 5));
        assertThat(anomaly.ended()).contains(time(onset + 6));
        assertThat(anomaly.peakSigma()).isGreaterThan(10);
        assertThat(watcher.open(0)).isEmpty();
    }

    @Test
    void tellsOfASingleWildValueOnceAndLearnsNothingFromIt() {
        feed(50);
        feedNormal(1);
        feed(.01);
        feedNormal(10);
        assertThat(watcher.open(0)).isEmpty();
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().kind()).isEqualTo(Anomaly.Kind.SPIKE);
        assertThat(ended.getFirst().rule()).isEqualTo(Rule.RECORD_MEAN);
        assertThat(ended.getFirst().peakSigma()).isGreaterThan(50);
        assertThat(watcher.expected()).isBetween(.9, 1.1);
    }

    @Test
    void staysQuietInNormalNoise() {
        feedNormal(20_000);
        assertThat(ended).as("seed %d", SEED).isEmpty();
    }

    @Test
    void followsASlowDriftButNotAnOutage() {
        for (int i = 0; i < 1000; i++) {
            feed(normal() * (1 + i / 1000.0));
        }
        assertThat(ended).isEmpty();
        double before = watcher.expected();
        assertThat(before).isBetween(1.7, 2.1);
        for (int i = 0; i < 120; i++) {
            feed(6 * normal());
        }
        assertThat(watcher.expected()).isBetween(before * .97, before * 1.03);
    }

    @Test
    void takesANewLevelForNormalAfterADay() {
        int onset = cell;
        for (int i = 0; i <= 1441; i++) {
            feed(3 * normal());
        }
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().onset()).isEqualTo(time(onset));
        assertThat(watcher.open(0)).isEmpty();
        assertThat(watcher.expected()).isBetween(2.5, 3.5);
    }

    @Test
    void reportsTheSilenceOfASeriesThatAlwaysSpoke() {
        int onset = cell;
        feed(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(watcher.open(0)).isEmpty();
        feed(Double.NaN);
        assertThat(watcher.open(0)).get().extracting(Anomaly::rule).isEqualTo(Rule.SILENCE);
        feed(Double.NaN, Double.NaN);
        feedNormal(2);
        assertThat(ended.getFirst().onset()).isEqualTo(time(onset));
        assertThat(ended.getFirst().ended()).contains(time(onset + 7));
    }

    @Test
    void expectsNothingOfASeriesThatOftenPauses() {
        for (int i = 0; i < 50; i++) {
            feedNormal(10);
            feed(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] gap = new double[30];
        Arrays.fill(gap, Double.NaN);
        feed(gap);
        assertThat(watcher.open(0)).isEmpty();
        assertThat(ended).isEmpty();
    }

    @Test
    void comparesWithReferenceAndPastAndCountsTheWeaker() {
        watcher = new SeriesWatcher(1, 0, STEP, WatchRule.of(Duration.ofMillis(STEP)));
        cell = 0;
        double[] window = new double[200];
        Arrays.setAll(window, i -> normal());
        watcher.learn(0, BaselineFit.reference(LATENCY, window, -1_000_000, STEP).orElseThrow());
        for (int i = 0; i < 100; i++) {
            feed(1.8 * normal());
        }
        assertThat(watcher.open(0)).as("drifted since the reference, but no news").isEmpty();
        assertThat(watcher.expected()).isBetween(.95, 1.05);
        feed(5, 5, 5);
        assertThat(watcher.open(0)).get().extracting(Anomaly::method).isEqualTo(Method.REFERENCE);
    }

    @Test
    void tellsASpikeFromALevelShiftOnceItLasts() {
        feed(2, 2, 2);
        assertThat(watcher.open(0)).get().extracting(Anomaly::kind).isEqualTo(Kind.SPIKE);
        for (int i = 0; i < 20; i++) {
            feed(2 * normal());
        }
        assertThat(watcher.open(0)).get().extracting(Anomaly::kind).isEqualTo(Kind.LEVEL_SHIFT);
        feedNormal(5);
        assertThat(ended.getFirst().kind()).isEqualTo(Kind.LEVEL_SHIFT);
    }

    @Test
    void seesThatADistanceGrows() {
        for (int i = 0; i < 40; i++) {
            feed((1.5 + .1 * i) * normal());
        }
        assertThat(watcher.open(0)).get().extracting(Anomaly::kind).isEqualTo(Kind.TREND_CHANGE);
    }

    @Test
    void callsTheSameOutageADayLaterAChangeOfSeason() {
        double[] days = new double[4 * 1440];
        Arrays.setAll(days, i -> daily(i) * normal());
        watcher = new SeriesWatcher(1, 0, STEP, WatchRule.of(Duration.ofMillis(STEP)));
        cell = 0;
        watcher.learn(0, BaselineFit.own(LATENCY, days, -4L * 1440 * STEP, STEP).orElseThrow());
        for (int day = 0; day < 2; day++) {
            for (int minute = 0; minute < 1440; minute++) {
                feed(daily(minute) * normal() * (minute >= 600 && minute < 630 ? 3 : 1));
            }
        }
        assertThat(ended)
                .extracting(Anomaly::kind)
                .containsExactly(Kind.LEVEL_SHIFT, Kind.SEASON_CHANGE);
    }

    @Test
    void catchesUpWithALevelThatMovedALittleAndAsksForAFit() {
        assertThat(watcher.asked(0)).isEqualTo(RefitReason.NONE);
        int before = cell;
        while (watcher.asked(0) == RefitReason.NONE && cell < before + 200) {
            feed(1.15 * normal());
        }
        assertThat(watcher.asked(0)).as("seed %d", SEED).isEqualTo(RefitReason.DRIFT);
        assertThat(cell - before).isBetween(10, 60);
        for (int i = 0; i < 20; i++) {
            feed(1.15 * normal());
        }
        assertThat(watcher.expected()).isBetween(1.11, 1.19);
        assertThat(ended).isEmpty();
    }

    @Test
    void aLastingFaultIsNoDrift() {
        for (int i = 0; i < 600; i++) {
            feed(3 * normal());
        }
        assertThat(watcher.asked(0)).isEqualTo(RefitReason.NONE);
        assertThat(watcher.open(0)).isPresent();
        assertThat(watcher.expected()).isBetween(.9, 1.1);
    }

    @Test
    void widensItsBandWhenValuesScatterMore() {
        double before = watcher.sigma();
        for (int i = 0; i < 2000; i++) {
            feed(Math.exp(.1 * random.nextGaussian()));
        }
        assertThat(watcher.sigma() / before).as("seed %d", SEED).isBetween(1.6, 2.4);
    }

    @Test
    void doesNotLearnScatterOrDriftWhileAnIncidentIsGoingOn() {
        watcher.hold(true);
        double before = watcher.sigma() / watcher.expected();
        for (int i = 0; i < 500; i++) {
            feed(1.15 * Math.exp(.1 * random.nextGaussian()));
        }
        assertThat(watcher.sigma() / watcher.expected()).isBetween(before * .99, before * 1.01);
        assertThat(watcher.asked(0)).isEqualTo(RefitReason.NONE);
    }

    @Test
    void takesInfinitiesAndHugeValuesForGaps() {
        double presence = watcher.reliability(0).score();
        assertThat(presence).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            feed(Double.POSITIVE_INFINITY, normal(), 1e200, normal());
            feed(Double.NEGATIVE_INFINITY, normal(), -Double.MAX_VALUE, normal());
        }
        assertThat(watcher.open(0)).isEmpty();
        assertThat(watcher.expected()).isBetween(.9, 1.1);
        assertThat(watcher.reliability(0).score()).isLessThan(1);
        feed(1e99, 1e99, 1e99);
        assertThat(watcher.open(0)).get().extracting(Anomaly::peakSigma).isNotEqualTo(Double.NaN);
        feedNormal(10);
        assertThat(watcher.open(0)).isEmpty();
        assertThat(watcher.expected()).isBetween(.9, 1.1);
    }

    @Test
    void constantAndTwoValuedSeriesAreWatchedWithTheLeastScatter() {
        for (double other : new double[] {5, 5.2}) {
            double[] window = new double[400];
            Arrays.setAll(window, i -> i % 2 == 0 ? 5 : other);
            watcher = new SeriesWatcher(1, 0, STEP, WatchRule.of(Duration.ofMillis(STEP)));
            cell = 0;
            watcher.learn(0, BaselineFit.own(LATENCY, window, -400 * STEP, STEP).orElseThrow());
            for (int i = 0; i < 400; i++) {
                feed(window[i]);
            }
            assertThat(ended).as("5 and %s", other).isEmpty();
            assertThat(watcher.sigma()).isBetween(.09, .5);
            assertThat(watcher.reliability(0).reason())
                    .isEqualTo(other == 5 ? Reliability.Reason.CONSTANT : Reliability.Reason.FINE);
            feed(9, 9, 9);
            assertThat(watcher.open(0)).as("5 and %s", other).isPresent();
        }
    }

    @Test
    void saysWhatMakesASeriesUnreliable() {
        for (int i = 0; i < 500; i++) {
            feed(i % 2 == 0 ? Double.NaN : normal());
        }
        assertThat(watcher.reliability(0).reason()).isEqualTo(Reliability.Reason.GAPS);
        assertThat(watcher.reliability(0).score()).isBetween(.45, .7);
        feedNormal(2000);
        assertThat(watcher.reliability(0)).isEqualTo(Reliability.FINE);
        for (int i = 0; i < 200; i++) {
            watcher.late(0);
            watcher.late(0);
            feedNormal(1);
        }
        assertThat(watcher.reliability(0).reason()).isEqualTo(Reliability.Reason.LATENESS);
        feedNormal(3000);
        for (int i = 0; i < 12; i++) {
            feed(3, 3, 3);
            feedNormal(20);
        }
        assertThat(watcher.reliability(0).reason()).isEqualTo(Reliability.Reason.FLAPPING);
        assertThat(watcher.reliability(0).score()).isBetween(.3, .4);
    }

    @Test
    void aSensitiveSignalReportsSooner() {
        List<SeriesInfo> two =
                List.of(LATENCY, new SeriesInfo(SeriesId.of("web", "x"), Unit.SECONDS, Signal.CPU));
        Sensitivity sensitivity = new Sensitivity(Map.of(Signal.CPU, 2.0));
        WatchRule rule = WatchRule.of(Duration.ofMillis(STEP), sensitivity);
        watcher = new SeriesWatcher(two, 0, STEP, rule, SeasonClock.UTC);
        double[] window = new double[200];
        Arrays.setAll(window, i -> normal());
        for (int i = 0; i < two.size(); i++) {
            watcher.learn(i, BaselineFit.own(two.get(i), window, -200 * STEP, STEP).orElseThrow());
        }
        for (cell = 0; cell < 4; cell++) {
            watcher.step(0, cell, 1.2);
            watcher.step(1, cell, 1.2);
        }
        assertThat(watcher.open(0)).isEmpty();
        assertThat(watcher.open(1)).isPresent();
    }

    private static double daily(int minute) {
        return Math.exp(.5 * Math.sin(2 * Math.PI * minute / 1440));
    }

    @Test
    void copiesGoTheirOwnWay() {
        SeriesWatcher copy = watcher.copy();
        feed(3, 3, 3);
        assertThat(watcher.open(0)).isPresent();
        assertThat(copy.open(0)).isEmpty();
    }

    private double normal() {
        return Math.exp(.05 * random.nextGaussian());
    }

    private void feedNormal(int count) {
        for (int i = 0; i < count; i++) {
            feed(normal());
        }
    }

    private void feed(double... values) {
        for (double value : values) {
            watcher.step(0, cell++, value).ifPresent(ended::add);
        }
    }

    private static Instant time(int cell) {
        return Instant.ofEpochMilli(cell * STEP);
    }
}
