package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.faultline.source.RejectReason;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Records that were damaged on their way, or written to do damage.
class HostileRecordsTest {
    private static final int EACH_FORMAT = 2_000;
    private static final int EACH_FORMAT_SOAKED = 10_000;
    private static final long SECOND = 1_000_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(Format.class)
    void damagedRecordsNeitherCrashNorStallNorSpoilOthers(Format format) {
        damage(format, EACH_FORMAT);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Format.class)
    void neitherDoAHundredThousandOfAllFormatsTogether(Format format) {
        damage(format, EACH_FORMAT_SOAKED);
    }

    private static void damage(Format format, int count) {
        long seed = 20261123 + format.hashCode() % 100;
        Random random = new Random(seed);
        List<byte[]> records = Samples.withMadeOnes().get(format);
        List<byte[]> foreign =
                Samples.withMadeOnes().values().stream().flatMap(List::stream).toList();
        List<List<String>> expected = new ArrayList<>();
        for (byte[] record : records) {
            expected.add(OtlpDecodersTest.texts(Gathered.of(format, record).points));
        }
        Newest read = new Newest();
        TopicDecoder decoder = new TopicDecoder(read);
        decoder.decode(records.getFirst(), Gathered.RECORD_MILLIS);
        Damage damage = new Damage(random, foreign);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = damage.of(records.get(random.nextInt(records.size())));
            bytes += damaged.length;
            bounded(decoder, damaged, "record %d of %s, seed %d".formatted(i, format, seed));
            int good = random.nextInt(records.size());
            read.gathered.points.clear();
            decoder.decode(records.get(good), Gathered.RECORD_MILLIS);
            assertThat(OtlpDecodersTest.texts(read.gathered.points))
                    .as("the record after damaged %d of %s, seed %d", i, format, seed)
                    .isEqualTo(expected.get(good));
        }
        assertThat(bytes).isGreaterThan(count * 50L);
        assertThat(read.rejects).as("of %s", format).isGreaterThan(count / 20);
    }

    /// Neither a second of processor time, nor more memory than a record may ask for.
    private static void bounded(TopicDecoder decoder, byte[] record, String what) {
        long began = THREADS.getCurrentThreadCpuTime();
        long had = THREADS.getCurrentThreadAllocatedBytes();
        decoder.decode(record, Gathered.RECORD_MILLIS);
        long took = THREADS.getCurrentThreadCpuTime() - began;
        long used = THREADS.getCurrentThreadAllocatedBytes() - had;
        assertThat(took).as("processor time of %s", what).isLessThan(SECOND);
        assertThat(used)
                .as("memory of %s, %d bytes", what, record.length)
                .isLessThan(4_000_000 + 400L * record.length);
    }

    @Test
    void largeRecordsOfOneThingStayBounded() {
        large(BoundedDecoder.MOST_BYTES / 8);
    }

    @Tag("soak")
    @Test
    void theLargestRecordsOfOneThingStayBounded() {
        large(BoundedDecoder.MOST_BYTES);
    }

    private static void large(int most) {
        String flat = "{\"ts\":1,\"metric\":\"m\",\"value\":5}\n";
        List<String> units =
                List.of(
                        "{",
                        "[",
                        "{\"a\":",
                        "[{\"a\":",
                        "{\"metric\":\"",
                        "{\"metric\":\"\n",
                        "\\\"",
                        "9",
                        "a=1,",
                        "a a=1\n",
                        "a.b 1 1\n",
                        ",",
                        " ",
                        "\n",
                        "\"",
                        flat,
                        flat.replace("5", "x"),
                        flat.replace("\"m\"", "\"\\u0041\""),
                        "\n\2\n\0",
                        "\n\4\n\2\n\0");
        for (String unit : units) {
            byte[] one = unit.getBytes(StandardCharsets.ISO_8859_1);
            byte[] record = new byte[most];
            for (int i = 0; i < most; i++) {
                record[i] = one[i % one.length];
            }
            for (Format format : Format.values()) {
                Newest read = new Newest();
                RecordDecoder decoder = RecordDecoder.of(format, read);
                long began = THREADS.getCurrentThreadCpuTime();
                decoder.decode(record, 1);
                assertThat(THREADS.getCurrentThreadCpuTime() - began)
                        .as("%,d bytes of '%s' as %s", most, unit, format)
                        .isLessThan(SECOND);
            }
        }
    }

    /// A long name that many points share costs nothing on the wire but once.
    @Test
    void recordsThatMultiplyTheirNamesStayBounded() {
        int most = BoundedDecoder.MOST_BYTES / 4;
        String name = "n".repeat(60_000);
        Map<Format, List<String>> heads =
                Map.of(
                        Format.INFLUX,
                        List.of(name + ",t=" + name + " ", "m," + "t=v,".repeat(900) + "u=v "),
                        Format.TELEGRAF_JSON,
                        List.of(
                                "{\"name\":\"" + name + "\",\"tags\":{},\"fields\":{",
                                "{\"name\":\"" + "n".repeat(1_000_000) + "\",\"fields\":{"),
                        Format.METRICBEAT,
                        List.of(
                                "{\"@timestamp\":0,\"metricset\":1"
                                        + ",\"%s\":{\"a\":1"
                                                .formatted("n".repeat(16_000))
                                                .repeat(60)
                                        + ","),
                        Format.COLLECTD_JSON,
                        List.of("[{\"plugin\":\"" + name + "\",\"type\":\"t\",\"values\":["));
        heads.forEach((format, beginnings) ->
                beginnings.forEach(head -> {
                    StringBuilder record = new StringBuilder(head);
                    for (int i = 0; record.length() < most - 100; i++) {
                        record.append(format == Format.INFLUX ? "f" : "\"f")
                                .append(i)
                                .append(format == Format.INFLUX ? "=1," : "\":1,");
                    }
                    if (format == Format.COLLECTD_JSON) {
                        record.setLength(0);
                        int values = 400_000;
                        record.append(head)
                                .append("1,".repeat(values))
                                .append("1],\"dstypes\":[")
                                .append("\"gauge\",".repeat(values))
                                .append("\"gauge\"],\"dsnames\":[")
                                .append("\"d\",".repeat(values))
                                .append("\"d\"]}]");
                    } else {
                        record.setLength(record.length() - 1);
                        record.append(format == Format.INFLUX ? "" : "}".repeat(62));
                    }
                    quick(format, record.toString().getBytes(StandardCharsets.UTF_8));
                }));
        byte[] attribute =
                concat(
                        message(1, "k".getBytes(StandardCharsets.UTF_8)),
                        message(2, message(1, name.getBytes(StandardCharsets.UTF_8))));
        ByteArrayOutputStream few = new ByteArrayOutputStream();
        for (int i = 0; i < 900; i++) {
            few.writeBytes(
                    message(
                            1,
                            concat(
                                    message(1, ("k" + i).getBytes(StandardCharsets.UTF_8)),
                                    message(2, message(1, new byte[] {'v'})))));
        }
        ByteArrayOutputStream points = new ByteArrayOutputStream();
        for (int i = 0; points.size() < most - 200_000; i++) {
            byte[] value =
                    message(2, message(1, Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
            points.writeBytes(message(1, message(7, concat(message(1, new byte[] {'a'}), value))));
        }
        for (byte[] sender : List.of(message(1, attribute), few.toByteArray())) {
            byte[] metric =
                    concat(
                            message(1, name.substring(0, 100).getBytes(StandardCharsets.UTF_8)),
                            message(5, points.toByteArray()));
            quick(
                    Format.OTLP_PROTO,
                    message(1, concat(message(1, sender), message(2, message(2, metric)))));
        }
    }

    /// A topic tries a record with all formats that may fit.
    @Test
    void aRecordThatMightBeOfAnyFormatStaysBounded() {
        String fields =
                "\"metric\":1,\"labels\":1,\"resourceMetrics\":1,\"dstypes\":1,\"fields\":1,\"kind\":1,\"metricset\":1";
        for (String part : List.of("1,", "{\"a\":1},", "\"text\",", "[1],")) {
            StringBuilder record = new StringBuilder("{").append(fields).append(",\"x\":[");
            while (record.length() < BoundedDecoder.MOST_BYTES / 2) {
                record.append(part);
            }
            record.append("1]}");
            Newest read = new Newest();
            TopicDecoder decoder = new TopicDecoder(read);
            byte[] bytes = record.toString().getBytes(StandardCharsets.UTF_8);
            long began = THREADS.getCurrentThreadCpuTime();
            decoder.decode(bytes, 1);
            long took = THREADS.getCurrentThreadCpuTime() - began;
            assertThat(took).as("%,d bytes of %s", bytes.length, part).isLessThan(SECOND);
            assertThat(read.rejects).isEqualTo(1);
        }
    }

    private static void quick(Format format, byte[] record) {
        assertThat(record.length).isBetween(1_000_000, BoundedDecoder.MOST_BYTES);
        Newest read = new Newest();
        read.keep = false;
        RecordDecoder decoder = RecordDecoder.of(format, read);
        long began = THREADS.getCurrentThreadCpuTime();
        decoder.decode(record, 1);
        assertThat(THREADS.getCurrentThreadCpuTime() - began)
                .as("%,d bytes of %s", record.length, format)
                .isLessThan(SECOND);
        assertThat(read.rejects).as("of %s", format).isPositive();
    }

    @Test
    void protobufNestedInItselfIsRefusedInsteadOfReadToTheBottom() {
        byte[] any = {};
        for (int depth = 0; depth < 3_000; depth++) {
            any = message(5, message(1, any));
        }
        byte[] point =
                message(
                        7,
                        concat(message(1, "k".getBytes(StandardCharsets.UTF_8)), message(2, any)));
        byte[] metric =
                concat(
                        message(1, "m".getBytes(StandardCharsets.UTF_8)),
                        message(5, message(1, point)));
        byte[] request = message(1, message(2, message(2, metric)));
        Gathered read = Gathered.of(Format.OTLP_PROTO, request);
        assertThat(read.rejects).containsExactly(RejectReason.TOO_LARGE);
    }

    @Test
    void aTopicOfEndlessSeriesIsToldSoAndKeepsTheFirst() throws Unreadable {
        SeriesTable table = new SeriesTable(100_000);
        Newest read = new Newest();
        read.keep = false;
        SeriesNaming naming = new SeriesNaming(read, table);
        naming.sender();
        for (int i = 0; i <= table.most(); i++) {
            naming.series("m" + i, "", PointKind.GAUGE);
            assertThat(naming.number()).isEqualTo(i < table.most() ? i : SeriesTable.REFUSED);
        }
        assertThat(read.rejects).isEqualTo(1);
        naming.series("m7", "", PointKind.GAUGE);
        assertThat(naming.number()).isEqualTo(7);
    }

    @Test
    void noDetailHoldsAnythingOfARecord() {
        String secret = "kennwort";
        for (Format format : Format.values()) {
            for (byte[] sample : Samples.withMadeOnes().get(format).stream().limit(4).toList()) {
                String text = new String(sample, StandardCharsets.ISO_8859_1);
                for (int i = 0; i < text.length(); i += 11) {
                    byte[] record =
                            (text.substring(0, i) + secret + text.substring(i))
                                    .getBytes(StandardCharsets.ISO_8859_1);
                    assertThat(Gathered.of(format, record).details)
                            .as("%s with something at %d", format, i)
                            .noneMatch(d -> d.contains(secret));
                }
            }
        }
    }

    private static byte[] message(int field, byte[] content) {
        int length = content.length;
        byte[] head = new byte[6];
        int at = 0;
        head[at++] = (byte) (field << 3 | 2);
        for (; length >= 128; length >>>= 7) {
            head[at++] = (byte) (length | 128);
        }
        head[at++] = (byte) length;
        return concat(Arrays.copyOf(head, at), content);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /// Keeps the points of the newest record, and the series.
    private static final class Newest implements PointSink {
        final Gathered gathered = new Gathered();
        boolean keep = true;
        int rejects;
        private int series;

        @Override
        public int series(RawSeries added) {
            return keep ? gathered.series(added) : series++;
        }

        @Override
        public void point(int number, long atMillis, long sinceMillis, double value) {
            if (keep && gathered.points.size() < 1_000) {
                gathered.point(number, atMillis, sinceMillis, value);
            }
        }

        @Override
        public void distribution(int number, long atMillis, long sinceMillis, Distribution value) {
            gathered.distribution(number, atMillis, sinceMillis, value);
        }

        @Override
        public void line(int number, long atMillis, LogLine line) {
            if (keep && gathered.lines.size() < 1_000) {
                gathered.line(number, atMillis, line);
            }
        }

        @Override
        public void reject(RejectReason reason, String detail) {
            rejects++;
        }
    }

    /// Damages records.
    private record Damage(Random random, List<byte[]> others) {
        byte[] of(byte[] record) {
            byte[] damaged = once(record);
            return random.nextInt(3) == 0 ? once(damaged) : damaged;
        }

        private byte[] once(byte[] record) {
            if (record.length == 0) {
                return record;
            }
            int at = random.nextInt(record.length);
            return switch (random.nextInt(10)) {
                case 0, 1, 2 -> {
                    byte[] flipped = record.clone();
                    for (int i = random.nextInt(8); i >= 0; i--) {
                        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    yield flipped;
                }
                case 3 -> Arrays.copyOf(record, at);
                case 4 -> Arrays.copyOfRange(record, at, record.length);
                case 5 -> {
                    int to = at + random.nextInt(record.length - at);
                    yield spliced(record, at, Arrays.copyOfRange(record, at, to));
                }
                case 6 ->
                        spliced(
                                record,
                                at,
                                filled(
                                        List.of(
                                                        "[", "{\"a\":", "{", "\n", "\"", "\\", "9",
                                                        "\n\4", "-")
                                                .get(random.nextInt(9)),
                                        size()));
                case 7 ->
                        spliced(
                                record,
                                at,
                                List.of(
                                                "1e99999",
                                                "-1e-99999",
                                                "NaN",
                                                "0x7f",
                                                "1".repeat(399),
                                                "0." + "1".repeat(500),
                                                "null",
                                                "\0")
                                        .get(random.nextInt(8))
                                        .getBytes(StandardCharsets.ISO_8859_1));
                case 8 -> {
                    byte[] other = others.get(random.nextInt(others.size()));
                    int from = random.nextInt(other.length);
                    yield spliced(record, at, Arrays.copyOfRange(other, from, other.length));
                }
                default -> {
                    byte[] noise = new byte[random.nextInt(64)];
                    random.nextBytes(noise);
                    yield spliced(record, at, noise);
                }
            };
        }

        /// Mostly small; one in 500 is as large as brokers take by default.
        private int size() {
            return random.nextInt(500) == 0 ? 1 << 20 : 1 << random.nextInt(14);
        }

        private static byte[] filled(String unit, int size) {
            byte[] one = unit.getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = new byte[size];
            for (int i = 0; i < size; i++) {
                all[i] = one[i % one.length];
            }
            return all;
        }

        private static byte[] spliced(byte[] record, int at, byte[] part) {
            byte[] all = Arrays.copyOf(record, record.length + part.length);
            System.arraycopy(part, 0, all, at, part.length);
            System.arraycopy(record, at, all, at + part.length, record.length - at);
            return all;
        }
    }
}
