package dev.faultline.source.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.source.RejectReason;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.mask.Masking;
import dev.faultline.topology.ComponentKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final long T = 1_795_374_720_000L; // a whole minute
    private static final long MINUTE = 60_000;

    private final Intake intake =
            new Intake(
                    MappingRules.defaults(),
                    Masking.none(),
                    new Rejects(Masking.none()),
                    Duration.ofMinutes(1));

    private final List<SeriesInfo> series = new ArrayList<>();

    IntakeTest() {
        intake.at("metrics", 0, 7, T + 10 * MINUTE, "a record".getBytes());
    }

    private int raw(String metric, PointKind kind, String... labels) {
        return intake.series(RawSeries.of(metric, kind, labels(labels)));
    }

    private static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    /// All samples since the last call, as text: series, seconds after the start, value.
    private List<String> taken() {
        SampleBatch batch = intake.take();
        series.addAll(intake.added());
        List<String> told = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            told.add(
                    "%s @%d %.6g"
                            .formatted(
                                    series.get(batch.series()[i]).id(),
                                    (batch.atMillis()[i] - T) / 1000,
                                    batch.values()[i]));
        }
        return told;
    }

    @Test
    void aGaugeIsASampleInItsBaseUnit() {
        RawSeries raw =
                new RawSeries(
                        "queue.wait",
                        "ms",
                        PointKind.GAUGE,
                        new TreeMap<>(
                                Map.of("service.name", "checkout", "telemetry.sdk.name", "x")),
                        new TreeMap<>(Map.of("queue", "mail")));
        intake.point(intake.series(raw), T + 1000, 0, 250);
        assertThat(taken()).containsExactly("checkout/queue.wait{queue=mail} @1 0.250000");
        assertThat(series).extracting(SeriesInfo::unit).containsExactly(Unit.SECONDS);
    }

    @Test
    void aCountBecomesARateOverTheTrueTimeBetweenItsPoints() {
        int raw = raw("orders_total", PointKind.UNTOLD, "job", "checkout");
        intake.point(raw, T, 0, 100);
        assertThat(taken()).isEmpty();
        intake.point(raw, T + 15_000, 0, 130);
        intake.point(raw, T + 45_000, 0, 160);
        assertThat(taken())
                .containsExactly(
                        "checkout/orders.rate @15 2.00000", "checkout/orders.rate @45 1.00000");
    }

    @Test
    void aCountThatFellCountsFromZeroAgain() {
        int raw = raw("orders_total", PointKind.CUMULATIVE, "job", "checkout");
        intake.point(raw, T, 0, 1000);
        intake.point(raw, T + 10_000, 0, 50);
        intake.point(raw, T + 20_000, 0, 60);
        assertThat(taken())
                .containsExactly(
                        "checkout/orders.rate @10 5.00000", "checkout/orders.rate @20 1.00000");
    }

    @Test
    void aNewStartIsANewCountEvenWhereItIsLarger() {
        int raw = raw("orders", PointKind.CUMULATIVE, "service.name", "checkout");
        intake.point(raw, T, T - 5000, 10);
        intake.point(raw, T + 10_000, T + 5_000, 40); // 40 in the 5 s since its start
        assertThat(taken()).containsExactly("checkout/orders.rate @10 8.00000");
    }

    @Test
    void deltasCountWhatTheySayTheyCover() {
        int raw = raw("orders", PointKind.DELTA, "service.name", "checkout");
        intake.point(raw, T + 10_000, T, 20);
        intake.point(raw, T + 40_000, T + 20_000, 20);
        intake.point(raw, T + 20_000, T + 10_000, 30); // late, and of a time of its own
        assertThat(taken())
                .containsExactly(
                        "checkout/orders.rate @10 2.00000",
                        "checkout/orders.rate @40 1.00000",
                        "checkout/orders.rate @20 3.00000");
    }

    @Test
    void repeatedAndOlderPointsOfACountAreLeftOutAndCounted() {
        int raw = raw("orders_total", PointKind.UNTOLD, "job", "checkout");
        intake.point(raw, T, 0, 100);
        intake.point(raw, T + 20_000, 0, 120);
        intake.point(raw, T + 20_000, 0, 120);
        intake.point(raw, T + 10_000, 0, 110);
        intake.point(raw, T + 30_000, 0, 130);
        assertThat(taken())
                .containsExactly(
                        "checkout/orders.rate @20 1.00000", "checkout/orders.rate @30 1.00000");
        assertThat(intake.repeated()).isEqualTo(1);
        assertThat(intake.outOfOrder()).isEqualTo(1);
    }

    @Test
    void callsOfAllRoutesAreOneTrafficWithSharesByAnswer() {
        int ok =
                raw(
                        "http_requests_total",
                        PointKind.UNTOLD,
                        "job",
                        "a",
                        "code",
                        "200",
                        "path",
                        "/x");
        int ok2 =
                raw(
                        "http_requests_total",
                        PointKind.UNTOLD,
                        "job",
                        "a",
                        "code",
                        "204",
                        "path",
                        "/y");
        int bad =
                raw(
                        "http_requests_total",
                        PointKind.UNTOLD,
                        "job",
                        "a",
                        "code",
                        "503",
                        "path",
                        "/x");
        int denied = raw("http_requests_total", PointKind.UNTOLD, "job", "a", "code", "401");
        int much = raw("http_requests_total", PointKind.UNTOLD, "job", "a", "code", "429");
        int missing = raw("http_requests_total", PointKind.UNTOLD, "job", "a", "code", "404");
        int[] all = {ok, ok2, bad, denied, much, missing};
        double[] perSecond = {10, 5, 2, 1, 1, 1};
        for (int minute = 0; minute <= 1; minute++) {
            for (int i = 0; i < all.length; i++) {
                intake.point(all[i], T + minute * MINUTE, 0, 1000 + minute * 60 * perSecond[i]);
            }
        }
        assertThat(taken()).isEmpty();
        intake.closeUpTo(T + MINUTE);
        assertThat(taken())
                .containsExactly(
                        "a/http_requests.rate @60 20.0000",
                        "a/http_requests.error_share @60 0.100000",
                        "a/http_requests.client_error_share @60 0.0500000",
                        "a/http_requests.denied_share @60 0.0500000",
                        "a/http_requests.throttled_share @60 0.0500000");
        assertThat(series)
                .extracting(SeriesInfo::signal)
                .containsExactly(
                        Signal.TRAFFIC,
                        Signal.ERRORS,
                        Signal.CLIENT_ERRORS,
                        Signal.CLIENT_ERRORS,
                        Signal.CLIENT_ERRORS);
    }

    @Test
    void whereThereAreNoCallsThereIsNoShare() {
        int ok = raw("http_requests_total", PointKind.UNTOLD, "job", "a", "code", "200");
        intake.point(ok, T, 0, 5);
        intake.point(ok, T + MINUTE, 0, 5);
        intake.closeUpTo(T + MINUTE);
        assertThat(taken()).containsExactly("a/http_requests.rate @60 0.00000");
    }

    @Test
    void anInstanceWhosePointFallsJustBehindTheEndOfACellStillCounts() {
        int one = raw("http_requests_total", PointKind.UNTOLD, "job", "a", "pod", "1");
        int two = raw("http_requests_total", PointKind.UNTOLD, "job", "a", "pod", "2");
        for (int minute = 0; minute <= 3; minute++) {
            intake.point(one, T - 1000 + minute * MINUTE, 0, minute * 600);
            // every minute, a little late from the second on
            intake.point(two, T + minute * MINUTE + (minute >= 2 ? 400 : 0), 0, minute * 300);
        }
        intake.closeUpTo(T + 3 * MINUTE);
        assertThat(taken())
                .containsExactly(
                        "a/http_requests.rate @60 15.0000",
                        "a/http_requests.rate @120 15.0000",
                        "a/http_requests.rate @180 " + "%.4f".formatted(10 + 300 / 60.4));
    }

    @Test
    void idleTimeOfAllCoresBecomesOneShareInUse() {
        for (int core = 0; core < 4; core++) {
            int idle =
                    raw(
                            "node_cpu_seconds_total",
                            PointKind.UNTOLD,
                            "instance",
                            "web-01:9100",
                            "job",
                            "node",
                            "cpu",
                            "" + core,
                            "mode",
                            "idle");
            intake.point(idle, T, 0, 1000);
            intake.point(idle, T + 10_000, 0, 1000 + 2.5 * core);
        }
        assertThat(taken())
                .containsExactly(
                        "web-01/cpu.utilization @10 1.00000",
                        "web-01/cpu.utilization @10 0.750000",
                        "web-01/cpu.utilization @10 0.500000",
                        "web-01/cpu.utilization @10 0.250000");
        assertThat(series).hasSize(1);
        assertThat(intake.met()).containsEntry(series.getFirst().service(), ComponentKind.HOST);
    }

    @Test
    void whatIsLeftAndAllThereIsBecomeTheShareInUse() {
        int left = raw("node_memory_MemAvailable_bytes", PointKind.UNTOLD, "instance", "h:9100");
        int all = raw("node_memory_MemTotal_bytes", PointKind.UNTOLD, "instance", "h:9100");
        intake.point(left, T, 0, 4e9); // of nobody knows what yet
        intake.point(all, T, 0, 16e9);
        intake.point(left, T + 15_000, 0, 4e9);
        assertThat(taken()).containsExactly("h/memory.utilization @15 0.750000");
    }

    @Test
    void whatHasNoComponentIsListed() {
        assertThat(raw("mood", PointKind.GAUGE, "colour", "red")).isNegative();
        assertThat(intake.state().unassigned())
                .singleElement()
                .satisfies(u -> assertThat(u.metric()).isEqualTo("mood"))
                .satisfies(u -> assertThat(u.labels()).isEqualTo("colour=red"));
    }

    @Test
    void valuesThatAreNoNumbersAndTimesThatAreNoneAreCounted() {
        int raw = raw("up", PointKind.GAUGE, "job", "a");
        intake.point(raw, T, 0, Double.NaN);
        intake.point(raw, T, 0, Double.POSITIVE_INFINITY);
        intake.point(raw, 0, 0, 1);
        intake.point(raw, T + Duration.ofDays(3).toMillis(), 0, 1);
        assertThat(taken()).isEmpty();
        assertThat(intake.state().rejected())
                .isEqualTo(Map.of(RejectReason.NOT_A_NUMBER, 2L, RejectReason.BAD_TIME, 2L));
        assertThat(intake.state().rejects()).hasSize(3);
        assertThat(intake.state().rejects().getFirst().excerpt()).isEqualTo("a record");
    }

    @Test
    void oneSeriesHasOneNumberForAllDecoders() {
        assertThat(raw("up", PointKind.GAUGE, "job", "a"))
                .isEqualTo(raw("up", PointKind.GAUGE, "job", "a"));
    }

    @Test
    void sendersAreToldApartByTheirHosts() {
        int one = raw("up", PointKind.GAUGE, "job", "a", "host", "h1");
        int two = raw("up", PointKind.GAUGE, "job", "a", "host", "h2");
        assertThat(intake.senderName(intake.sender(one))).isEqualTo("h1");
        assertThat(intake.senderName(intake.sender(two))).isEqualTo("h2");
    }
}
