package dev.faultline.source.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.settings.Settings;
import dev.faultline.source.format.PointKind;
import dev.faultline.source.format.RawSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final String ALPHANUMERIC =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Masking masking = Masking.forOnce(Settings.DEFAULT.masking());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email      | jane.doe+x@mail.example.co.uk",
                "email      | jane%40example.com",
                "email      | jörg@müller.de",
                "card       | 4111111111111111",
                "card       | 5500 0000 0000 0004",
                "card       | 3782-822463-10005",
                "iban       | DE89370400440532013000",
                "iban       | GB82 WEST 1234 5698 7654 32",
                "iban       | fr1420041010050500013m02606",
                "jwt        | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
                "issued-key | AKIAIOSFODNN7EXAMPLE",
                "issued-key | ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "issued-key | xoxb-123456789012-abcdefghijkl",
                "id         | 078-05-1120",
                "id         | AB 12 34 56 C",
                "id         | 12345678Z",
                "id         | X1234567L",
                "id         | RSSMRA85T10A562S",
                "id         | 255081416802538",
                "id         | 85.07.30-033.28",
                "id         | 131052-308T",
                "id         | 811218-9876",
                "id         | 44051401359",
                "id         | 86095742719",
                "hex        | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            })
    void replacesWhatNamesAPersonOrOpensADoor(String kind, String secret) {
        for (String around :
                List.of("%s", "user %s came", "/accounts/%s/orders", "[\"%s\"]", "x=%s;")) {
            String masked = masking.text(around.formatted(secret));
            assertThat(masked)
                    .as(around)
                    .doesNotContain(secret)
                    .containsPattern("[a-z-]+:[0-9a-f]{12}");
        }
        assertThat(masking.text(secret)).startsWith(kind + ":");
        assertThat(masking.counts()).containsKey(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Bearer s3cr3tT0ken99 | s3cr3tT0ken99",
                "authorization=Basic YWxhZGRpbjpvcGVuc2VzYW1l | YWxhZGRpbjpvcGVuc2VzYW1l",
                "{\"password\":\"hunter22\"} | hunter22",
                "api_key=abcdef1234 | abcdef1234",
                "jdbc:postgresql://app:pa55word@db:5432/shop | pa55word",
                "amqp://guest:guestguest@mq/ | guestguest",
                "client_secret%3DzXy12345 | zXy12345",
            })
    void replacesTokensAndPasswordsBehindTheirNames(String text, String secret) {
        assertThat(masking.text(text)).doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "/cart/{id}/items",
                "checkout-7d9f8c6b5-x2x4z",
                "web-01.example.org",
                "4111111111111112", // an order number: Luhn fails
                "1795374741506000000", // ns since the epoch
                "1795374741506",
                "2026-11-23T18:47:27.123456Z",
                "2026-11-23 18:47:27",
                "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                "11111111-2222-3333-4444-555555555555",
                "1.27.4-gke.900",
                "v2.10.0-rc1+build.20261123",
                "sha256:e3b0c442",
                "10.244.12.7:9092",
                "2001:db8:85a3::8a2e:370:7334",
                "DE89370400440532013001", // IBAN with a wrong check digit
                "0000000000000000",
                "orders_total",
                "http.server.request.duration",
                "basic authentication",
                "token bucket",
                "bearer of news",
                "password reset page",
                "us-east-1a",
                "java.net.UnknownHostException",
                "00000000-0000-0000-0000-000000000000",
                "12345678A", // DNI with a wrong letter
                "kafka://broker-1:9092/topic",
                "a@b",
            })
    void leavesWhatOnlyLooksLikeIt(String text) {
        assertThat(masking.text(text)).isEqualTo(text);
    }

    @Test
    void theSameIsTheSameHoweverItIsWritten() {
        assertThat(masking.text("4111 1111 1111 1111")).isEqualTo(masking.text("4111111111111111"));
        assertThat(masking.text("Jane@Example.com")).isEqualTo(masking.text("jane@example.com"));
        assertThat(masking.text("jane@example.com")).isNotEqualTo(masking.text("john@example.com"));
    }

    @Test
    void whatIsMaskedIsNotMaskedAgain() {
        String once =
                masking.text(
                        "password=hunter22 token: abcd1234 jane@example.com Bearer a1b2c3d4e5");
        assertThat(masking.text(once)).isEqualTo(once);
    }

    @Test
    void labelsOnTheListAreReplacedWhateverTheyAre() {
        Masking own =
                Masking.forOnce(
                        new Settings.Masking(
                                List.of("customer.id"),
                                List.of(new Settings.MaskedPattern("order", "O-[0-9]+"))));
        RawSeries raw =
                own.series(
                        RawSeries.of(
                                "orders",
                                PointKind.GAUGE,
                                Map.of(
                                        "customer_id",
                                        "7",
                                        "user.email",
                                        "x",
                                        "ref",
                                        "O-12",
                                        "route",
                                        "/a")));
        assertThat(raw.labels().get("customer_id")).startsWith("hidden:");
        assertThat(raw.labels().get("user.email")).startsWith("hidden:");
        assertThat(raw.labels().get("ref")).startsWith("order:");
        assertThat(raw.labels()).containsEntry("route", "/a");
        assertThat(own.counts()).isEqualTo(Map.of("hidden", 2L, "order", 1L));
    }

    @Test
    void labelsOfThingsMayBeLongHex() {
        String container = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        assertThat(masking.label("container.id", container)).isEqualTo(container);
        assertThat(masking.label("flavour", container)).startsWith("hex:");
    }

    @Test
    void pseudonymsStayTheSameBetweenRunsOfOneUserOnly(@TempDir Path one, @TempDir Path two)
            throws IOException {
        Masking first = Masking.of(Settings.DEFAULT.masking(), one, n -> {});
        Masking again = Masking.of(Settings.DEFAULT.masking(), one, n -> {});
        Masking other = Masking.of(Settings.DEFAULT.masking(), two, n -> {});
        String text = "jane@example.com";
        assertThat(again.text(text)).isEqualTo(first.text(text));
        assertThat(other.text(text)).isNotEqualTo(first.text(text));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(one.resolve(Pseudonyms.KEY_FILE))))
                .isEqualTo("rw-------");
        try (var files = Files.list(one)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aKeyThatCannotBeKeptIsSaidAndMaskingGoesOn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        List<String> told = new ArrayList<>();
        Masking made = Masking.of(Settings.DEFAULT.masking(), file, n -> told.add(n.text()));
        assertThat(told).hasSize(1);
        assertThat(made.text("jane@example.com")).startsWith("email:");
    }

    /// What no text may keep, made by seed: each with a text around it.
    @Test
    void noOriginalSurvivesAnywhere() {
        for (long seed = 1; seed <= 3_000; seed++) {
            Random random = new Random(seed);
            String secret = secret(random);
            String text = noise(random) + secret + noise(random);
            RawSeries raw =
                    masking.series(
                            new RawSeries(
                                    "m." + text,
                                    "",
                                    PointKind.GAUGE,
                                    new TreeMap<>(Map.of("a" + text, text)),
                                    new TreeMap<>(Map.of("b", secret))));
            Set<String> all = new HashSet<>();
            all.add(raw.toString());
            all.add(Excerpt.of(("{\"x\":\"" + text + "\"}").getBytes(), masking));
            all.add(Excerpt.of(("x".repeat(random.nextInt(700)) + " " + text).getBytes(), masking));
            for (String kept : all) {
                assertThat(kept).as("seed %d: %s", seed, text).doesNotContain(secret);
            }
        }
    }

    /// Something without letters and digits at its end, so that the secret stands for itself.
    private static String noise(Random random) {
        String[] words = {
            " ", "/", "\"", ", ", " paid by ", "=> ", "; user ", "(", "[7] ", " | ", "\n", "\t"
        };
        return words[random.nextInt(words.length)];
    }

    private static String secret(Random random) {
        return switch (random.nextInt(6)) {
            case 0 ->
                    drawn(random, 1 + random.nextInt(12)).toLowerCase(Locale.ROOT)
                            + "."
                            + drawn(random, 3)
                            + "@"
                            + drawn(random, 5)
                            + ".com";
            case 1 -> card(random, 13 + random.nextInt(7), random.nextBoolean());
            case 2 -> iban(random, random.nextBoolean());
            case 3 -> "eyJ" + drawn(random, 12) + "." + drawn(random, 20) + "." + drawn(random, 20);
            case 4 ->
                    "%03d-%02d-%04d"
                            .formatted(
                                    1 + random.nextInt(600),
                                    1 + random.nextInt(99),
                                    1 + random.nextInt(9999));
            default -> "ghp_" + drawn(random, 36);
        };
    }

    private static String drawn(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
        }
        return text.toString();
    }

    private static String card(Random random, int length, boolean spaced) {
        StringBuilder digits = new StringBuilder().append(2 + random.nextInt(5));
        while (digits.length() < length - 1) {
            digits.append(random.nextInt(10));
        }
        for (char last = '0'; last <= '9'; last++) {
            if (Checks.luhn(digits.toString() + last)) {
                digits.append(last);
                break;
            }
        }
        return spaced ? digits.toString().replaceAll("(.{4})(?=.)", "$1 ") : digits.toString();
    }

    private static String iban(Random random, boolean spaced) {
        StringBuilder account = new StringBuilder();
        while (account.length() < 18) {
            account.append(random.nextInt(10));
        }
        int rest =
                new java.math.BigInteger(account + "131400")
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue();
        String iban = "DE%02d%s".formatted(98 - rest, account);
        return spaced ? iban.replaceAll("(.{4})(?=.)", "$1 ") : iban;
    }

    @Test
    void hugeTextsTakeNoLongerThanTheirLength() {
        for (String part :
                List.of(
                        "4",
                        "4 ",
                        "a",
                        "DE12",
                        "a.",
                        "@",
                        "eyJ.",
                        "x@",
                        "1-",
                        "password",
                        "A1",
                        "://a:")) {
            String huge = part.repeat(65_536 / part.length());
            long start = System.nanoTime();
            assertThat(masking.text(huge)).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("'%s' repeated", part)
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void anExcerptIsOneShortLine() {
        byte[] bytes =
                "a\r\n\u0000b\u202e\ud83d\ude00 \u00ff"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(Excerpt.of(bytes, masking))
                .isEqualTo("a\\r\\n\\u0000b\\u202e\ud83d\ude00 \u00ff");
        assertThat(Excerpt.of(new byte[] {(byte) 0xff, 1}, masking)).isEqualTo("\\ufffd\\u0001");
        assertThat(Excerpt.of("y".repeat(500).getBytes(), masking)).hasSize(Excerpt.LENGTH);
    }
}
