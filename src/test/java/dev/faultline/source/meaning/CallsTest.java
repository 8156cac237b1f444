package dev.faultline.source.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.SampleBatch;
import dev.faultline.model.SeriesInfo;
import dev.faultline.settings.Settings;
import dev.faultline.source.RejectReason;
import dev.faultline.source.format.Distribution;
import dev.faultline.source.format.Format;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import dev.faultline.source.format.TopicDecoder;
import dev.faultline.source.mask.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How calls become traffic, shares and times, by hand-made distributions and by true records.
class CallsTest {
    private static final long T = 1_795_374_720_000L;
    private static final long MINUTE = 60_000;
    private static final Path RECORDS = Path.of("src/test/resources/records");

    private final Masking masking = Masking.forOnce(Settings.DEFAULT.masking());
    private final Intake intake =
            new Intake(
                    MappingRules.defaults(), masking, new Rejects(masking), Duration.ofMinutes(1));
    private final List<SeriesInfo> series = new ArrayList<>();

    CallsTest() {
        intake.at("metrics", 0, 7, T + 10 * MINUTE, new byte[0]);
    }

    private int raw(String metric, String unit, PointKind kind, String... labels) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return intake.series(
                new RawSeries(
                        metric,
                        unit,
                        kind,
                        new TreeMap<>(Map.of("service.name", "shop")),
                        new TreeMap<>(all)));
    }

    /// The last value of each series since the last call.
    private Map<String, Double> taken() {
        SampleBatch batch = intake.take();
        series.addAll(intake.added());
        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < batch.size(); i++) {
            values.put(
                    series.get(batch.series()[i]).id().toString(),
                    Math.rint(batch.values()[i] * 1e6) / 1e6);
        }
        return values;
    }

    private static Distribution.Explicit of(double sum, double... counts) {
        double count = 0;
        for (double c : counts) {
            count += c;
        }
        return new Distribution.Explicit(count, sum, new double[] {100, 200}, counts);
    }

    @Test
    void cumulativeHistogramsBecomeRateMeanAndQuantilesInSeconds() {
        int ok =
                raw(
                        "http.server.request.duration",
                        "ms",
                        PointKind.CUMULATIVE,
                        "http.response.status_code",
                        "200");
        int bad =
                raw(
                        "http.server.request.duration",
                        "ms",
                        PointKind.CUMULATIVE,
                        "http.response.status_code",
                        "500");
        intake.distribution(ok, T, T - 1000, of(5000, 10, 10, 0));
        intake.distribution(bad, T, T - 1000, of(0, 0, 0, 0));
        intake.distribution(ok, T + MINUTE, T - 1000, of(11_000, 70, 20, 0)); // 60 and 10 more
        intake.distribution(bad, T + MINUTE, T - 1000, of(6_000, 0, 10, 0));
        intake.closeUpTo(T + MINUTE);
        assertThat(taken())
                .isEqualTo(
                        Map.of(
                                "shop/http.server.request.duration.rate", 1.333333,
                                "shop/http.server.request.duration.error_share", .125,
                                "shop/http.server.request.duration.client_error_share", 0.,
                                "shop/http.server.request.duration.denied_share", 0.,
                                "shop/http.server.request.duration.throttled_share", 0.,
                                "shop/http.server.request.duration.mean", .15,
                                "shop/http.server.request.duration.p50", .066667,
                                "shop/http.server.request.duration.p95", .18,
                                "shop/http.server.request.duration.p99", .196));
    }

    @Test
    void aHistogramThatBeganAnewCountsFromZero() {
        int raw = raw("http.server.request.duration", "ms", PointKind.CUMULATIVE);
        intake.distribution(raw, T, T - 1000, of(5000, 100, 10, 0));
        intake.distribution(raw, T + 30_000, T + 10_000, of(1000, 10, 0, 0));
        intake.distribution(raw, T + 60_000, T + 10_000, of(4000, 40, 0, 0));
        intake.closeUpTo(T + MINUTE);
        assertThat(taken())
                .containsEntry("shop/http.server.request.duration.rate", .8) // 40 in 50 s
                .containsEntry("shop/http.server.request.duration.mean", .1);
    }

    @Test
    void deltaHistogramsCountWhatTheySay() {
        int raw = raw("rpc.server.duration", "ms", PointKind.DELTA);
        intake.distribution(raw, T + 30_000, T, of(1500, 30, 0, 0));
        intake.distribution(raw, T + 60_000, T + 30_000, of(1500, 0, 30, 0));
        intake.closeUpTo(T + MINUTE);
        assertThat(taken())
                .containsEntry("shop/rpc.server.duration.rate", 1.)
                .containsEntry("shop/rpc.server.duration.mean", .05)
                .containsEntry("shop/rpc.server.duration.p50", .1);
    }

    @Test
    void summariesKeepTheirQuantiles() {
        int raw = raw("http.server.request.duration", "s", PointKind.CUMULATIVE);
        double[] quantiles = {.5, .99};
        intake.distribution(
                raw, T, 0, new Distribution.Quantiles(10, 5, quantiles, new double[] {.1, .2}));
        intake.distribution(
                raw,
                T + 30_000,
                0,
                new Distribution.Quantiles(40, 20, quantiles, new double[] {.3, .6}));
        intake.closeUpTo(T + MINUTE);
        assertThat(taken())
                .containsEntry("shop/http.server.request.duration.rate", 1.)
                .containsEntry("shop/http.server.request.duration.mean", .5)
                .containsEntry("shop/http.server.request.duration.p50", .3)
                .containsEntry("shop/http.server.request.duration.p99", .6);
    }

    @Test
    void histogramsOfPrometheusComeBucketByBucket() {
        String metric = "http_request_duration_seconds";
        int[] raws = {
            raw(metric + "_bucket", "", PointKind.UNTOLD, "le", "0.1", "code", "200"),
            raw(metric + "_bucket", "", PointKind.UNTOLD, "le", "0.5", "code", "200"),
            raw(metric + "_bucket", "", PointKind.UNTOLD, "le", "+Inf", "code", "200"),
            raw(metric + "_sum", "", PointKind.UNTOLD, "code", "200"),
            raw(metric + "_count", "", PointKind.UNTOLD, "code", "200"),
        };
        double[] growth = {30, 60, 60, 9, 60};
        for (int i = 0; i < raws.length; i++) {
            intake.point(raws[i], T, 0, 1000);
            intake.point(raws[i], T + 60_000, 0, 1000 + growth[i]);
        }
        intake.closeUpTo(T + MINUTE);
        assertThat(taken())
                .containsEntry("shop/http_request_duration_seconds.rate", 1.)
                .containsEntry("shop/http_request_duration_seconds.mean", .15)
                .containsEntry("shop/http_request_duration_seconds.p50", .1)
                .containsEntry("shop/http_request_duration_seconds.p95", .46)
                .containsEntry("shop/http_request_duration_seconds.error_share", 0.)
                .hasSize(9);
    }

    @Test
    void whereNothingElseCountsTheUppermostBucketDoes() {
        int raw = raw("rpc_server_duration_seconds_bucket", "", PointKind.UNTOLD, "le", "+Inf");
        intake.point(raw, T, 0, 0);
        intake.point(raw, T + 60_000, 0, 120);
        intake.closeUpTo(T + MINUTE);
        assertThat(taken()).containsEntry("shop/rpc_server_duration_seconds.rate", 2.);
    }

    @Test
    void whatComesAfterItsCellClosedIsCounted() {
        int raw = raw("rpc.server.duration", "ms", PointKind.DELTA);
        intake.closeUpTo(T + MINUTE);
        intake.distribution(raw, T + 30_000, T, of(1500, 30, 0, 0));
        intake.closeUpTo(T + 2 * MINUTE);
        assertThat(taken()).isEmpty();
        assertThat(intake.late()).isEqualTo(1);
    }

    @Test
    void distributionsThatAreNoneAreRejected() {
        int raw = raw("rpc.server.duration", "ms", PointKind.DELTA);
        List.of(
                        new Distribution.Explicit(
                                1, 1, new double[] {2, 1}, new double[] {1, 0, 0}),
                        new Distribution.Explicit(1, 1, new double[] {1}, new double[] {1}),
                        new Distribution.Explicit(-1, 1, new double[] {1}, new double[] {1, 0}),
                        new Distribution.Exponential(1, 1, 99, 0, 0, new double[] {1}, 0),
                        new Distribution.Exponential(
                                1, 1, 3, 0, Integer.MAX_VALUE, new double[] {1}, 0),
                        new Distribution.Exponential(1, 1, 3, Double.NaN, 0, new double[] {1}, 0),
                        new Distribution.Quantiles(1, 1, new double[] {.5}, new double[0]))
                .forEach(bad -> intake.distribution(raw, T + 1000, T, bad));
        assertThat(intake.state().rejected()).isEqualTo(Map.of(RejectReason.MALFORMED, 7L));
    }

    private void read(Format format, byte[]... records) {
        TopicDecoder decoder = new TopicDecoder(intake, Optional.of(format));
        for (byte[] record : records) {
            intake.at(
                    "metrics",
                    0,
                    0,
                    System.currentTimeMillis() + Duration.ofDays(3650).toMillis(),
                    record);
            decoder.decode(record, T);
        }
    }

    @Test
    void trueRecordsOfOpenTelemetryBecomeTheServicesSignals() throws IOException {
        read(
                Format.OTLP_JSON,
                Files.readAllLines(RECORDS.resolve("otlp_json.ndjson")).stream()
                        .map(String::getBytes)
                        .toArray(byte[][]::new));
        Map<String, Double> atOnce = taken();
        assertThat(series).extracting(s -> s.service().value()).containsOnly("checkout");
        assertThat(atOnce.keySet())
                .extracting(k -> k.replaceAll("\\{.*", ""))
                .contains(
                        "checkout/orders.placed.rate",
                        "checkout/http.server.active_requests",
                        "checkout/process.memory.usage");
        intake.closeUpTo(T + 60 * MINUTE);
        assertThat(taken().keySet())
                .contains(
                        "checkout/http.server.request.duration.rate",
                        "checkout/http.server.request.duration.error_share",
                        "checkout/http.server.request.duration.p95");
        assertThat(intake.state().rejected()).isEmpty();
        assertThat(intake.state().unassigned()).isEmpty();
    }

    @Test
    void bothEncodingsOfOpenTelemetryAreOneService() throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(Files.readAllBytes(RECORDS.resolve("otlp_proto/%03d.pb".formatted(i))));
        }
        read(Format.OTLP_PROTO, records.toArray(byte[][]::new));
        intake.closeUpTo(T + 60 * MINUTE);
        assertThat(taken().keySet()).contains("checkout/http.server.request.duration.p95");
    }

    @Test
    void trueRecordsOfCollectdBecomeTheHostsSignals() throws IOException {
        read(
                Format.COLLECTD_JSON,
                Files.readAllLines(RECORDS.resolve("collectd-json.txt")).stream()
                        .filter(line -> !line.isBlank())
                        .map(String::getBytes)
                        .toArray(byte[][]::new));
        Map<String, Double> values = taken();
        assertThat(series).extracting(s -> s.service().value()).containsOnly("web-01.example.org");
        assertThat(values)
                .containsEntry("web-01.example.org/load.shortterm", 13.802246)
                .containsKey("web-01.example.org/cpu.utilization")
                .containsKey("web-01.example.org/memory{type_instance=used}");
        assertThat(intake.state().rejected()).isEmpty();
    }

    @Test
    void nothingPersonalOfALiveSourceIsKept() {
        String mail = "jane.doe@example.com";
        String card = "4111111111111111";
        int raw = raw("orders", "", PointKind.GAUGE, "customer", mail, "route", "/pay/" + card);
        intake.point(raw, T, 0, 1);
        intake.series(RawSeries.of("lost", PointKind.GAUGE, Map.of("who", mail)));
        intake.at(
                "metrics",
                0,
                8,
                T,
                ("{\"who\":\"" + mail + "\",\"card\":" + card + "}").getBytes());
        intake.reject(RejectReason.MALFORMED, "what " + mail + " wrote");
        taken();
        assertThat(series + " " + intake.state() + intake.senderName(intake.sender(raw)))
                .doesNotContain(mail)
                .doesNotContain(card)
                .contains("email:")
                .contains("card:");
        assertThat(intake.state().masked()).containsEntry("email", 4L).containsEntry("card", 2L);
    }
}
