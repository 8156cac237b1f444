package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicDecoderTest {
    private static final byte[] OWN = bytes("{\"ts\":1,\"metric\":\"m\",\"value\":5}");
    private static final byte[] INFLUX = bytes("cpu,host=a usage=5 1795374657252000000\n");

    private final Gathered read = new Gathered();

    @Test
    void recognisesEachFormatFromItsFirstRecord() {
        Map<Format, List<byte[]>> all = Samples.withMadeOnes();
        assertThat(all.keySet()).containsExactly(Format.values());
        all.forEach((format, records) -> {
            Gathered alone = Gathered.of(format, records.toArray(byte[][]::new));
            Gathered topic = new Gathered();
            TopicDecoder decoder = new TopicDecoder(topic);
            assertThat(decoder.format()).isEmpty();
            for (byte[] record : records) {
                decoder.decode(record, Gathered.RECORD_MILLIS);
                assertThat(decoder.format()).as("%s", format).contains(format);
            }
            assertThat(decoder.set()).isFalse();
            assertThat(OtlpDecodersTest.texts(topic.points))
                    .isEqualTo(OtlpDecodersTest.texts(alone.points));
            assertThat(topic.lines).isEqualTo(alone.lines);
            assertThat(topic.points.size() + topic.lines.size()).isPositive();
            assertThat(topic.rejects).isEmpty();
        });
    }

    @Test
    void readsATopicOfAllFormatsWhole() {
        List<byte[]> records = new ArrayList<>();
        int points = 0;
        int lines = 0;
        for (var each : Samples.withMadeOnes().entrySet()) {
            records.addAll(each.getValue());
            Gathered alone = Gathered.of(each.getKey(), each.getValue().toArray(byte[][]::new));
            points += alone.points.size();
            lines += alone.lines.size();
        }
        Collections.shuffle(records, new Random(1));
        TopicDecoder decoder = new TopicDecoder(read);
        records.forEach(r -> decoder.decode(r, Gathered.RECORD_MILLIS));
        assertThat(read.rejects).isEmpty();
        assertThat(read.points).hasSize(points);
        assertThat(read.lines).hasSize(lines);
    }

    /// Letters are tags of protobuf too: some lines are fields that nobody knows, from end to end.
    @Test
    void linesOnATopicOfProtobufAreNotPassedOver() {
        TopicDecoder decoder = new TopicDecoder(read);
        byte[] otlp = Samples.all().get(Format.OTLP_PROTO).getFirst();
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            decoder.decode(otlp, 1);
            read.points.clear();
            String name =
                    random.ints(1 + i % 20, 'a', 'z' + 1)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
            decoder.decode(bytes(name + ",host=a " + name + "=" + i + " 1795374657252000000"), 1);
            assertThat(read.points).as(name).hasSize(1);
        }
        assertThat(decoder.format()).contains(Format.OTLP_PROTO);
    }

    @Test
    void aRecordFullOfFlawsIsStillTriedWithTheOthers() {
        TopicDecoder decoder = new TopicDecoder(read);
        decoder.decode(INFLUX, 1);
        decoder.decode(bytes("a.b 5 1795374657\n".repeat(500)), 1);
        assertThat(read.points).hasSize(501);
        assertThat(read.rejects).isEmpty();
    }

    @Test
    void followsAProducerThatChangedItsFormat() {
        TopicDecoder decoder = new TopicDecoder(read);
        decoder.decode(OWN, 1);
        for (int i = 0; i < 10; i++) {
            decoder.decode(INFLUX, 1);
        }
        assertThat(decoder.format()).as("not at once").contains(Format.OWN);
        for (int i = 0; i < 10; i++) {
            decoder.decode(INFLUX, 1);
        }
        assertThat(decoder.format()).contains(Format.INFLUX);
        assertThat(read.points).hasSize(21);
        assertThat(read.series).hasSize(2);
        assertThat(read.rejects).isEmpty();
    }

    @Test
    void saysOfEachRecordThatNoFormatFits() {
        TopicDecoder decoder = new TopicDecoder(read);
        List<byte[]> strange = new ArrayList<>(Samples.lines("rsyslog-impstats.ndjson"));
        strange.addAll(Samples.lines("collectd-command.txt"));
        strange.add(bytes("2026-11-23 18:48:00 INFO started in 5 s"));
        strange.add(bytes("<xml/>"));
        strange.add(new byte[] {0x0a, 5, 1, 2, 3});
        strange.forEach(r -> decoder.decode(r, 1));
        assertThat(decoder.format()).isEmpty();
        assertThat(read.points).isEmpty();
        assertThat(read.series).isEmpty();
        assertThat(read.rejects).hasSize(strange.size()).containsOnly(RejectReason.UNKNOWN_FORMAT);
        decoder.decode(OWN, 1);
        assertThat(decoder.format()).contains(Format.OWN);
    }

    @Test
    void aBrokenRecordIsToldByTheFormatOfTheTopic() {
        TopicDecoder decoder = new TopicDecoder(read);
        decoder.decode(OWN, 1);
        decoder.decode(bytes("{\"ts\":1,\"metr"), 1);
        decoder.decode(bytes("{\"ts\":1,\"metric\":\"m\"}"), 1);
        assertThat(read.rejects).containsExactly(RejectReason.MALFORMED, RejectReason.INCOMPLETE);
        assertThat(decoder.format()).contains(Format.OWN);
    }

    @Test
    void triesNothingElseWhereAPersonSetTheFormat() {
        TopicDecoder decoder = new TopicDecoder(read, Optional.of(Format.GRAPHITE));
        assertThat(decoder.format()).contains(Format.GRAPHITE);
        assertThat(decoder.set()).isTrue();
        decoder.decode(INFLUX, 1);
        decoder.decode(bytes("a.b 5 1795374657"), 1);
        assertThat(read.rejects).containsExactly(RejectReason.NOT_A_NUMBER);
        assertThat(read.points).hasSize(1);
    }

    @Test
    void recordsWithoutBytesSayNothing() {
        TopicDecoder decoder = new TopicDecoder(read);
        decoder.decode(new byte[0], 1);
        assertThat(read.rejects).isEmpty();
        assertThat(decoder.format()).isEmpty();
    }

    @Test
    void aRecordThatIsTooLargeIsRefused() {
        byte[] large = new byte[BoundedDecoder.MOST_BYTES + 1];
        TopicDecoder decoder = new TopicDecoder(read);
        decoder.decode(large, 1);
        decoder.decode(OWN, 1);
        decoder.decode(large, 1);
        assertThat(read.rejects).containsExactly(RejectReason.TOO_LARGE, RejectReason.TOO_LARGE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
