package dev.faultline.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Anomaly.Direction;
import dev.faultline.signal.Anomaly.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        assertThat(anomaly.rule()).isEqualTo(Rule.RESIDUAL);
        assertThat(anomaly.method()).isEqualTo(Method.LEVEL);
        assertThat(anomaly.lastSeen()).isEqualTo(time(onset + 5));
        assertThat(anomaly.ended()).contains(time(onset + 6));
        assertThat(anomaly.peakSigma()).isGreaterThan(10);
        assertThat(watcher.open(0)).isEmpty();
    }

    @Test
    void letsASingleWildValuePass() {
        feed(50);
        feedNormal(1);
        feed(.01);
        feedNormal(10);
        assertThat(watcher.open(0)).isEmpty();
        assertThat(ended).isEmpty();
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
