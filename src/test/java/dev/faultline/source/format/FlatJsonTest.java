package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Own records and those of prometheus-kafka-adapter. The oracle is Jackson's tree.
class FlatJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void readsAnySpellingAsJacksonDoes() {
        long seed = 7;
        Spelling own = new Spelling(new Random(seed), false);
        Spelling prometheus = new Spelling(new Random(seed), true);
        for (Spelling spelling : List.of(own, prometheus)) {
            Gathered read = new Gathered();
            RecordDecoder decoder =
                    RecordDecoder.of(spelling.prometheus ? Format.PROMETHEUS : Format.OWN, read);
            for (int i = 0; i < 6_000; i++) {
                String record = spelling.next();
                Gathered.Point expected = spelling.read(JSON.readTree(record));
                read.points.clear();
                decoder.decode(record.getBytes(StandardCharsets.UTF_8), Gathered.RECORD_MILLIS);
                decoder.decode(record.getBytes(StandardCharsets.UTF_8), Gathered.RECORD_MILLIS);
                assertThat(read.points)
                        .as("%s, seed %d", record, seed)
                        .containsExactly(expected, expected);
            }
            assertThat(read.rejects).isEmpty();
            assertThat(read.series).doesNotHaveDuplicates().hasSizeLessThan(2_000);
        }
    }

    /// Writes the same few series in ever other spellings.
    private record Spelling(Random random, boolean prometheus) {
        String next() {
            List<String> fields = new ArrayList<>();
            String time = prometheus ? "timestamp" : "ts";
            if (random.nextInt(10) > 0) {
                fields.add(key(time) + time());
            }
            String number = number();
            fields.add(
                    key("value")
                            + (prometheus || random.nextInt(5) == 0 ? '"' + number + '"' : number));
            if (prometheus) {
                fields.add(key("name") + '"' + text() + '"');
            } else {
                fields.add(key("metric") + '"' + text() + '"');
                if (random.nextBoolean()) {
                    fields.add(key("service") + '"' + text() + '"');
                    fields.add(key("unit") + "\"ms\"");
                }
            }
            if (prometheus || random.nextBoolean()) {
                List<String> labels = new ArrayList<>();
                labels.add(key("a") + '"' + text() + '"');
                labels.add(key("b") + random.nextInt(2));
                labels.add(key("c") + random.nextBoolean());
                Collections.shuffle(labels, random);
                fields.add(
                        key("labels")
                                + "{"
                                + String.join(",", labels.subList(0, random.nextInt(4)))
                                + blank()
                                + "}");
            }
            if (random.nextInt(4) == 0) {
                fields.add(
                        key("seen")
                                + List.of("17", "\"}, {\\\" \"", "null", "-1.5e3", "{\"x\":[1]}")
                                        .get(random.nextInt(5)));
            }
            Collections.shuffle(fields, random);
            return blank() + "{" + String.join(",", fields) + blank() + "}" + blank();
        }

        private String key(String name) {
            return blank() + '"' + name + '"' + blank() + ":" + blank();
        }

        private String blank() {
            return random.nextInt(8) == 0
                    ? List.of(" ", "\n", "\t\r\n").get(random.nextInt(3))
                    : "";
        }

        private String text() {
            return List.of("up", "ä", "C:\\\\", "a\\\"b", "\\u0041", "10.0.0.1:9100")
                    .get(random.nextInt(6));
        }

        private String number() {
            return switch (random.nextInt(5)) {
                case 0 -> Integer.toString(random.nextInt());
                case 1 -> Double.toString(random.nextGaussian());
                case 2 -> "1e-05";
                case 3 -> Long.toString(random.nextLong());
                default -> Math.round(random.nextDouble() * 100) / 100. + "";
            };
        }

        private String time() {
            Instant at = Instant.ofEpochMilli(1_795_374_741_695L + random.nextInt(1_000_000));
            return switch (random.nextInt(3)) {
                case 0 -> "\"" + at + '"';
                case 1 -> Long.toString(at.toEpochMilli());
                default -> Long.toString(at.getEpochSecond());
            };
        }

        /// What a record says, by its tree.
        Gathered.Point read(JsonNode record) {
            Map<String, String> labels = new TreeMap<>();
            record.path("labels")
                    .properties()
                    .forEach(l -> labels.put(l.getKey(), l.getValue().asString()));
            TreeMap<String, String> sender = new TreeMap<>();
            if (record.has("service")) {
                sender.put("service", record.path("service").stringValue());
            }
            JsonNode time = record.path(prometheus ? "timestamp" : "ts");
            long at =
                    time.isMissingNode()
                            ? Gathered.RECORD_MILLIS
                            : time.isString()
                                    ? Instant.parse(time.stringValue()).toEpochMilli()
                                    : time.longValue() < 100_000_000_000L
                                            ? time.longValue() * 1000
                                            : time.longValue();
            return new Gathered.Point(
                    new RawSeries(
                            record.path(prometheus ? "name" : "metric").stringValue(),
                            record.path("unit").asString(""),
                            PointKind.UNTOLD,
                            sender,
                            new TreeMap<>(labels)),
                    at,
                    0,
                    Double.parseDouble(record.path("value").asString()),
                    null);
        }
    }

    @Test
    void passesOnWhatPrometheusCallsStale() {
        Gathered read =
                Gathered.of(
                        Format.PROMETHEUS,
                        "{\"timestamp\":\"2026-11-23T18:48:00Z\",\"value\":\"NaN\",\"name\":\"up\",\"labels\":{}}",
                        "{\"timestamp\":\"2026-11-23T18:48:10Z\",\"value\":\"NaN\",\"name\":\"up\",\"labels\":{}}",
                        "{\"timestamp\":\"2026-11-23T18:48:20Z\",\"value\":\"+Inf\",\"name\":\"up\",\"labels\":{}}");
        assertThat(read.rejects).isEmpty();
        assertThat(read.points)
                .extracting(Gathered.Point::value)
                .containsExactly(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ts\":1,\"value\":5}                                  | INCOMPLETE",
                "{\"ts\":1,\"metric\":\"m\"}                             | INCOMPLETE",
                "{\"ts\":1,\"metric\":\"m\",\"value\":null}              | INCOMPLETE",
                "{\"ts\":1,\"metric\":\"m\",\"value\":\"fast\"}          | NOT_A_NUMBER",
                "{\"ts\":1,\"metric\":\"m\",\"value\":[5]}               | NOT_A_NUMBER",
                "{\"ts\":1,\"metric\":\"m\",\"value\":true}              | NOT_A_NUMBER",
                "{\"ts\":-1,\"metric\":\"m\",\"value\":5}                | BAD_TIME",
                "{\"ts\":\"soon\",\"metric\":\"m\",\"value\":5}          | BAD_TIME",
                "{\"ts\":true,\"metric\":\"m\",\"value\":5}              | BAD_TIME",
                "{\"ts\":1,\"metric\":\"m\",\"value\":05}                | MALFORMED",
                "{\"ts\":1,\"metric\":\"m\",\"value\":5                  | MALFORMED",
                "{\"ts\":1,\"metric\":\"m\" \"value\":5}                 | MALFORMED",
                "{\"ts\":1,\"metric\":\"m\",\"value\":5,}                | MALFORMED",
                "[1,2]                                                   | MALFORMED",
                "5                                                       | MALFORMED"
            })
    void saysWhatIsWrong(String record, RejectReason reason) {
        String good = "{\"ts\":1,\"metric\":\"m\",\"value\":5}";
        Gathered read = Gathered.of(Format.OWN, good, record, record, good);
        assertThat(read.rejects).isSubsetOf(reason).hasSizeGreaterThanOrEqualTo(2);
        assertThat(read.points).hasSize(2);
        assertThat(read.details).noneMatch(d -> d.contains("fast") || d.contains("soon"));
    }

    @Test
    void aFieldWrittenTwiceOrWithEscapesIsReadAsJacksonReadsIt() {
        String twice = "{\"metric\":\"m\",\"value\":5,\"ts\":1,\"value\":6}";
        String escaped = "{\"metric\":\"m\",\"v\\u0061lue\":7,\"ts\":1}";
        Gathered read = Gathered.of(Format.OWN, twice, twice, escaped, escaped);
        assertThat(read.points).extracting(Gathered.Point::value).containsExactly(6., 6., 7., 7.);
    }

    @Test
    void readsListsAndLinesAndLosesOnlyTheLineThatIsBroken() {
        String one = "{\"ts\":1,\"metric\":\"m\",\"value\":1}";
        Gathered list = Gathered.of(Format.OWN, "[" + one + "," + one + "]");
        assertThat(list.points).hasSize(2);
        Gathered lines =
                Gathered.of(Format.OWN, one + "\n{\"ts\":1,\"met\n" + one + "\r\n" + one + "\n");
        assertThat(lines.points).hasSize(3);
        assertThat(lines.rejects).containsExactly(RejectReason.MALFORMED);
    }
}
