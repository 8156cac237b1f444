package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private final Times times = new Times();

    @Test
    void readsWhatJavaReads() {
        long seed = 5;
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            Instant at = Instant.ofEpochMilli(random.nextLong(0, 4_102_444_800_000L));
            OffsetDateTime local =
                    at.atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-14 * 4, 14 * 4) * 900));
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
            if (text.length() < 20 || text.charAt(16) != ':') {
                continue; // Java leaves seconds out that are zero
            }
            assertThat(times.iso(text)).as("%s, seed %d", text, seed).isEqualTo(at.toEpochMilli());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2026-11-23T18:48:00, 1795459680000",
        "2026-11-23 18:48:00.1Z, 1795459680100",
        "2026-11-23t18:48:00.123456789z, 1795459680123",
        "2019-11-01T21:15:47+00:00, 1572642947000",
        "2026-11-23T19:48:00+0100, 1795459680000",
        "2026-11-23T13:48:00-05, 1795459680000",
        "2024-02-29T12:00:00Z, 1709208000000"
    })
    void readsIso(String text, long millis) {
        assertThat(times.iso(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-23",
                "2026-11-23T18:48",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T18:60:00Z",
                "2026-11-23T18:48:00.Z",
                "2026-11-23T18:48:00+1",
                "2026-11-23T18:48:00 UTC",
                "2026-11-23T18:4a:00Z",
                "2026/11/23T18:48:00Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(times.iso("2026-11-23T18:48:00Z")).isPositive();
        assertThat(times.iso(text)).isEqualTo(Times.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "1795374741, 1795374741000",
        "1795374741695, 1795374741695",
        "1795374741695123, 1795374741695",
        "1795374741695123456, 1795374741695",
        "60000, 60000",
        "0, 0"
    })
    void tellsTheUnitByTheMagnitude(long number, long millis) {
        assertThat(Times.ofEpoch(number, 1_000_000)).isEqualTo(millis);
        assertThat(Times.ofEpoch((double) number, 1_000_000)).isCloseTo(millis, within(1));
    }

    @Test
    void refusesWhatIsBeforeTheEpoch() {
        assertThat(Times.ofEpoch(-1, 1)).isEqualTo(Times.NONE);
        assertThat(Times.ofEpoch(Double.NaN, 1)).isEqualTo(Times.NONE);
        assertThat(Times.ofEpoch(1e300, 1)).isEqualTo(Times.NONE);
    }

    private static org.assertj.core.data.Offset<Long> within(long millis) {
        return org.assertj.core.data.Offset.offset(millis);
    }
}
