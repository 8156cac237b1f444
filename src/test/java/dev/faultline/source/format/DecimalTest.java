package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The oracle is [Double#parseDouble(String)].
class DecimalTest {
    private final Decimal decimal = new Decimal();

    @Test
    void readsToTheLastBitWhatJavaReads() {
        long seed = 20261123;
        Random random = new Random(seed);
        for (int i = 0; i < 60_000; i++) {
            double number =
                    switch (i % 4) {
                        case 0 -> random.nextGaussian() * 1000;
                        case 1 -> Double.longBitsToDouble(random.nextLong());
                        case 2 -> random.nextInt();
                        default -> Math.round(random.nextDouble() * 1e6) / 1e3;
                    };
            if (!Double.isFinite(number)) {
                continue;
            }
            String text =
                    switch (i % 5) {
                        case 0 -> String.format(Locale.ROOT, "%.3f", number);
                        case 1 -> String.format(Locale.ROOT, "%.17e", number);
                        case 2 -> String.format(Locale.ROOT, "%.9e", number);
                        default -> Double.toString(number);
                    };
            byte[] bytes = (text + ",").getBytes(StandardCharsets.US_ASCII);
            assertThat(decimal.json(bytes, 0, bytes.length))
                    .as("the end of %s, seed %d", text, seed)
                    .isEqualTo(text.length());
            assertThat(decimal.value())
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "9007199254740993",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551615",
                "99999999999999999999",
                "0.1",
                "1e22",
                "1e23",
                "-0.0",
                "4.9e-324",
                "2.2250738585072011e-308",
                "1e400",
                "1e-400",
                "123456789012345678901234567890.5e-20",
                "0.000000000000000000000000000000000001"
            })
    void readsWhatIsHardToRead(String text) {
        assertThat(decimal.read(text)).isTrue();
        assertThat(decimal.value()).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "-7, true",
        "1795374741695000000, true",
        "9223372036854775807, true",
        "9223372036854775808, false",
        "1.0, false",
        "1e3, false"
    })
    void tellsWholeNumbers(String text, boolean whole) {
        assertThat(decimal.read(text)).isTrue();
        assertThat(decimal.isWhole()).isEqualTo(whole);
        if (whole) {
            assertThat(decimal.whole()).isEqualTo(Long.parseLong(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN",
        "nan, NaN",
        "+Inf, Infinity",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "+5, 5",
        ".5, .5",
        "5., 5",
        "007, 7"
    })
    void readsWhatProgramsPrintBeyondJson(String text, double value) {
        assertThat(decimal.read(text)).isTrue();
        assertThat(Double.valueOf(decimal.value())).isEqualTo(Double.valueOf(value));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(decimal.json(bytes, 0, bytes.length)).isNotEqualTo(bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "+", ".", "e5", "1e", "0x10", "1d", "1_000", "1,5", "--1", "١"})
    void refusesWhatIsNoNumber(String text) {
        assertThat(decimal.read(text)).isFalse();
    }
}
