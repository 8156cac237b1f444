package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.source.RejectReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Telegraf, collectd, Graphite, Metricbeat, Vector: their true records or those of their
/// documentation, and what those leave out.
class AgentFormatsTest {
    @Test
    void readsCollectd() {
        List<byte[]> records = Samples.all().get(Format.COLLECTD_JSON);
        Gathered read = Gathered.of(Format.COLLECTD_JSON, records.toArray(byte[][]::new));
        assertThat(read.rejects).isEmpty();
        List<Double> values = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (byte[] record : records) {
            JsonNode list = JsonMapper.shared().readTree(record).path(0);
            for (JsonNode value : list.path("values")) {
                if (!value.isNull()) {
                    values.add(value.doubleValue());
                    times.add(Math.round(list.path("time").doubleValue() * 1000));
                }
            }
        }
        assertThat(read.points).extracting(Gathered.Point::value).isEqualTo(values);
        assertThat(read.points).extracting(Gathered.Point::at).isEqualTo(times);
        assertThat(read.series)
                .allMatch(s -> s.resource().equals(Map.of("host", "web-01.example.org")))
                .extracting(RawSeries::metric)
                .contains(
                        "load.shortterm",
                        "memory",
                        "df.df_complex",
                        "interface.if_octets.rx",
                        "cpu.percent")
                .doesNotContain("load.load.shortterm");
        RawSeries octets =
                read.series.stream()
                        .filter(s -> s.metric().equals("interface.if_octets.rx"))
                        .findFirst()
                        .orElseThrow();
        // the first is null: with StoreRates they are rates, whatever type collectd gives them
        assertThat(octets.kind()).isEqualTo(PointKind.GAUGE);
        assertThat(octets.labels()).containsOnlyKeys("plugin_instance");
    }

    @Test
    void readsCollectdRatesAndAbsoluteCounts() {
        Gathered read =
                Gathered.of(
                        Format.COLLECTD_JSON,
                        """
                        [{"values":[1.5,null,7],"dstypes":["gauge","derive","absolute"],"dsnames":["a","value","c"],
                        "time":1795374657.252,"interval":1.0,"host":"h","plugin":"p","plugin_instance":"","type":"t","type_instance":"x"}]
                        """);
        assertThat(read.rejects).isEmpty();
        assertThat(read.series)
                .extracting(RawSeries::metric, RawSeries::kind)
                .containsExactly(
                        tuple("p.t.a", PointKind.GAUGE),
                        tuple("p.t", PointKind.GAUGE),
                        tuple("p.t.c", PointKind.DELTA));
        assertThat(read.points).extracting(Gathered.Point::value).containsExactly(1.5, 7.);
    }

    @Test
    void readsCollectdCountersAsTheyAreUntilOneCannotBe() {
        String record =
                """
                [{"values":[%s],"dstypes":["derive"],"dsnames":["value"],"time":1795374657.252,
                "interval":1.0,"host":"h","plugin":"p","plugin_instance":"","type":"t","type_instance":"x"}]
                """;
        Gathered read =
                Gathered.of(
                        Format.COLLECTD_JSON,
                        record.formatted("1200"),
                        record.formatted("7.25"),
                        record.formatted("8"));
        assertThat(read.points)
                .extracting(p -> p.series().kind())
                .containsExactly(PointKind.CUMULATIVE, PointKind.GAUGE, PointKind.GAUGE);
    }

    @Test
    void readsGraphite() {
        List<byte[]> records = Samples.all().get(Format.GRAPHITE);
        Gathered read = Gathered.of(Format.GRAPHITE, records.toArray(byte[][]::new));
        List<String> lines =
                Samples.text("collectd-graphite.txt").lines().filter(l -> !l.isBlank()).toList();
        assertThat(read.rejects).isEmpty();
        assertThat(read.points)
                .extracting(p -> p.series().metric() + " " + p.value() + " " + p.at() / 1000)
                .isEqualTo(
                        lines.stream()
                                .map(l -> l.split(" "))
                                .map(l ->
                                        l[0]
                                                + " "
                                                + Double.parseDouble(l[1].replace("nan", "NaN"))
                                                + " "
                                                + l[2])
                                .toList());
        assertThat(read.series.getFirst().resource())
                .containsEntry("node.0", "prod")
                .containsEntry("node.1", "web-01");
    }

    @Test
    void readsGraphiteTagsSeveralLinesAndWhatIsWrongWithThem() {
        Gathered read =
                Gathered.of(
                        Format.GRAPHITE,
                        "disk.used;datacenter=dc1;server=web01 3.5 1795374657\r\n"
                                + "a.b nan -1\n\na.b fast 1795374657\na.b 5\na.b 5 soon\n a.b 6 1795374657.5");
        assertThat(read.rejects)
                .containsExactly(
                        RejectReason.NOT_A_NUMBER, RejectReason.MALFORMED, RejectReason.BAD_TIME);
        assertThat(read.details)
                .containsExactly(
                        "line 4 has a value that is no number",
                        "line 5 is no name, value and time",
                        "line 6 has a time that is none");
        assertThat(read.series.getFirst().labels())
                .isEqualTo(Map.of("datacenter", "dc1", "server", "web01"));
        assertThat(read.points)
                .extracting(Gathered.Point::at)
                .containsExactly(1_795_374_657_000L, Gathered.RECORD_MILLIS, 1_795_374_657_500L);
        assertThat(read.points.get(1).value()).isNaN();
    }

    @Test
    void readsInfluxLines() {
        Gathered read =
                Gathered.of(
                        Format.INFLUX,
                        "# comment\n"
                                + "cpu,cpu=cpu0,host=web\\ 1 usage_idle=98.5,usage_user=1i,up=t 1795374657252000000\n"
                                + "we\\,ather,loc\\=x=\\\\us temp=\"a, b=\\\"c\\\" 5\",value=82 1795374657\r\n"
                                + "net in=5u,out=-0.5e3\n"
                                + "prometheus,host=h http_requests_total=7 1795374657252\n"
                                + "http_requests_total,host=h counter=8 1795374657252000");
        assertThat(read.details).isEmpty();
        assertThat(read.points)
                .extracting(p -> p.series().metric() + p.series().labels() + " " + p.value())
                .containsExactly(
                        "cpu_usage_idle{cpu=cpu0, host=web 1} 98.5",
                        "cpu_usage_user{cpu=cpu0, host=web 1} 1.0",
                        "cpu_up{cpu=cpu0, host=web 1} 1.0",
                        "we,ather{loc=x=\\us} 82.0",
                        "net_in{} 5.0",
                        "net_out{} -500.0",
                        "http_requests_total{host=h} 7.0",
                        "http_requests_total{host=h} 8.0");
        assertThat(read.points)
                .extracting(Gathered.Point::at)
                .containsExactly(
                        1_795_374_657_252L,
                        1_795_374_657_252L,
                        1_795_374_657_252L,
                        1_795_374_657_000L,
                        Gathered.RECORD_MILLIS,
                        Gathered.RECORD_MILLIS,
                        1_795_374_657_252L,
                        1_795_374_657_252L);
        assertThat(read.series.getLast().kind()).isEqualTo(PointKind.CUMULATIVE);
    }

    @Test
    void aLineThatIsNoInfluxSpoilsNoOther() {
        Gathered read =
                Gathered.of(
                        Format.INFLUX,
                        "cpu a=1\nno line\ncpu =1\n,t=1 a=1\ncpu a=\ncpu a=1 soon\ncpu a=fast\ncpu a=\"open\ncpu a=2\n");
        assertThat(read.rejects).containsOnly(RejectReason.MALFORMED);
        assertThat(read.points).extracting(Gathered.Point::value).first().isEqualTo(1.);
        assertThat(read.details).contains("line 2 is no Influx line", "line 7 is no Influx line");
    }

    @Test
    void readsTelegrafJson() {
        List<byte[]> records = Samples.all().get(Format.TELEGRAF_JSON);
        Gathered read = Gathered.of(Format.TELEGRAF_JSON, records.toArray(byte[][]::new));
        assertThat(read.rejects).isEmpty();
        assertThat(read.points).hasSize(12);
        assertThat(read.series)
                .containsExactly(
                        Gathered.plain("docker_field_1", Map.of("host", "raynor")),
                        Gathered.plain("docker_field_2", Map.of("host", "raynor")),
                        Gathered.plain("docker_field_N", Map.of("host", "raynor")),
                        Gathered.plain("docker_n_images", Map.of("host", "raynor")));
        assertThat(read.points.getFirst().at()).isEqualTo(1_458_229_140_000L);
    }

    @Test
    void readsMetricbeat() {
        Gathered read = Gathered.of(Format.METRICBEAT, Samples.text("metricbeat.json"));
        assertThat(read.only().series().metric()).isEqualTo("system.uptime.duration.ms");
        assertThat(read.only().series().resource())
                .containsEntry("host.name", "madsh01-I21350")
                .containsEntry("service.type", "system");
        assertThat(read.only().value()).isEqualTo(830231705);
        assertThat(read.only().at())
                .isEqualTo(Instant.parse("2019-04-22T12:40:16.608Z").toEpochMilli());
    }

    @Test
    void tellsMetricbeatsNumbersFromItsNames() {
        Gathered read =
                Gathered.of(
                        Format.METRICBEAT,
                        """
                        {"@timestamp":"2026-11-23T18:48:00.000Z","metricset":{"name":"core","period":10000},
                        "system":{"core":{"id":3,"user":{"pct":0.25}},"process":{"pid":7,"state":"sleeping","cpu":{"start_time":"2026-11-23T10:00:00.000Z","total":{"pct":0.5}}}},
                        "kubernetes":{"pod":{"name":"web-1"}},"host":{"name":"h","ip":["10.0.0.1"],"cpu":{"usage":0.1}},"tags":["x"]}
                        """);
        assertThat(read.details).isEmpty();
        assertThat(read.series)
                .extracting(RawSeries::metric)
                .containsExactly(
                        "system.core.user.pct", "system.process.cpu.total.pct", "host.cpu.usage");
        assertThat(read.series)
                .allMatch(s ->
                        s.labels()
                                        .equals(
                                                Map.of(
                                                        "system.core.id", "3",
                                                        "system.process.pid", "7",
                                                        "system.process.state", "sleeping"))
                                && s.resource()
                                        .equals(
                                                Map.of(
                                                        "host.name", "h",
                                                        "kubernetes.pod.name", "web-1")));
    }

    @Test
    void readsVector() {
        Gathered read = Gathered.of(Format.VECTOR, Samples.text("vector-json-metric.json"));
        assertThat(read.only().series())
                .isEqualTo(
                        RawSeries.of(
                                "login.count",
                                PointKind.CUMULATIVE,
                                Map.of("host", "my.host.com")));
        assertThat(read.only().value()).isEqualTo(24.2);
        assertThat(read.only().at()).isEqualTo(1_572_642_947_000L);
    }

    @Test
    void readsEveryKindOfVectorMetric() {
        String head = "{\"name\":\"m\",\"timestamp\":\"2026-11-23T18:48:00Z\",\"kind\":\"%s\",%s}";
        Gathered read =
                Gathered.of(
                        Format.VECTOR,
                        head.formatted("incremental", "\"counter\":{\"value\":2}"),
                        head.formatted(
                                "absolute",
                                "\"gauge\":{\"value\":-3},\"namespace\":\"ns\",\"tags\":null"),
                        head.formatted("incremental", "\"set\":{\"values\":[\"a\",\"b\"]}"),
                        head.formatted(
                                "incremental",
                                "\"distribution\":{\"samples\":[{\"value\":2,\"rate\":3},{\"value\":1,\"rate\":1}],\"statistic\":\"histogram\"}"),
                        head.formatted(
                                "absolute",
                                "\"aggregated_histogram\":{\"buckets\":[{\"upper_limit\":1,\"count\":4},{\"upper_limit\":null,\"count\":1}],\"count\":5,\"sum\":9}"),
                        head.formatted(
                                "absolute",
                                "\"aggregated_summary\":{\"quantiles\":[{\"quantile\":0.5,\"value\":8}],\"count\":5,\"sum\":9}"),
                        head.formatted("incremental", "\"gauge\":{\"value\":1}"),
                        head.formatted("absolute", "\"sketch\":{}"));
        assertThat(read.rejects)
                .containsExactly(RejectReason.UNSUPPORTED, RejectReason.UNSUPPORTED);
        assertThat(read.series)
                .extracting(s -> s.metric() + " " + s.kind())
                .containsExactly("m DELTA", "ns_m GAUGE", "m GAUGE", "m CUMULATIVE");
        assertThat(OtlpDecodersTest.texts(read.points.subList(3, 6)))
                .satisfiesExactly(
                        d -> assertThat(d).endsWith("Explicit 4.0 7.0 [1.0, 2.0] [1.0, 3.0, 0.0]"),
                        d -> assertThat(d).endsWith("Explicit 5.0 9.0 [1.0] [4.0, 1.0]"),
                        d -> assertThat(d).endsWith("Quantiles 5.0 9.0 [0.5][8.0]"));
    }
}
