package dev.faultline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Notice;
import dev.faultline.model.Signal;
import dev.faultline.model.SpecialDay;
import dev.faultline.model.SpecialDay.When;
import dev.faultline.settings.SettingsFile.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final Path DOCS = Path.of("assets/docs");

    @Test
    void readsWhatAFileSaysAndKeepsTheRest() {
        Loaded loaded = SettingsFile.parse("settings.yaml", "window:\n  theme: light\n");
        assertThat(loaded.settings().window())
                .isEqualTo(new Settings.Window(Settings.Theme.LIGHT, 100, Settings.Times.UTC));
        assertThat(loaded.settings().playback()).isEqualTo(Settings.DEFAULT.playback());
        assertThat(loaded.notices()).isEmpty();
    }

    @Test
    void readsEverySetting() {
        Loaded loaded =
                SettingsFile.parse(
                        "settings.yaml",
                        """
                        window: {theme: system, zoom: 150, times: local}
                        playback: {speed: 7.5}
                        seasons:
                          timeZone: Europe/Berlin
                          specialDays:
                            - {date: 2026-12-25, as: sunday}
                            - {monthEnd: true, widen: 1.5}
                            - {yearly: 05-01, as: saturday, widen: 2}
                            - {monthly: 25, widen: 3}
                        intake: {seriesPerService: 50, logs: false, templatesPerService: 20}
                        sensitivity: {latency: 2, clientErrors: 0.5}
                        cause: {learned: bank.json}
                        mapping:
                          rules:
                            - match: {metric: 'shop_(.*)', labels: {env: prod}}
                              service: 'shop-${1}'
                              signal: clientErrors
                              unit: ms
                              kind: counter
                            - {match: {metric: debug_.*}, drop: true}
                        incidents: {quietMinutes: 20, longMinutes: 90, broad: 0.25, users: 12000, moneyPerMinute: 500.5, currency: CHF}
                        masking:
                          labels: [customer.id]
                          patterns: [{name: order, pattern: 'O-[0-9]+'}]
                        topology: {files: [catalog], callFades: 30m, placeGone: 2d}
                        saying:
                          updateEvery: 15m
                          contacts: [{team: pay, contact: '#pay-oncall'}]
                        remedy: {runbooks: /srv/runbooks}
                        """);
        assertThat(loaded.notices()).isEmpty();
        assertThat(loaded.settings())
                .isEqualTo(
                        new Settings(
                                new Settings.Window(
                                        Settings.Theme.SYSTEM, 150, Settings.Times.LOCAL),
                                new Settings.Playback(7.5),
                                new Settings.Seasons(
                                        ZoneId.of("Europe/Berlin"),
                                        List.of(
                                                new SpecialDay(
                                                        new When.On(LocalDate.of(2026, 12, 25)),
                                                        Optional.of(DayOfWeek.SUNDAY),
                                                        1),
                                                new SpecialDay(
                                                        new When.Monthly(31),
                                                        Optional.empty(),
                                                        1.5),
                                                new SpecialDay(
                                                        new When.Yearly(MonthDay.of(5, 1)),
                                                        Optional.of(DayOfWeek.SATURDAY),
                                                        2),
                                                new SpecialDay(
                                                        new When.Monthly(25),
                                                        Optional.empty(),
                                                        3))),
                                new Settings.Intake(50, false, 20),
                                Map.of(Signal.LATENCY, 2.0, Signal.CLIENT_ERRORS, 0.5),
                                new Settings.Cause("", "bank.json"),
                                new Settings.Incidents(20, 90, .25, 12_000, 500.5, "CHF"),
                                new Settings.Mapping(
                                        List.of(
                                                new Settings.MappingRule(
                                                        "shop_(.*)",
                                                        Map.of("env", "prod"),
                                                        "shop-${1}",
                                                        Optional.of(Signal.CLIENT_ERRORS),
                                                        "ms",
                                                        Optional.of(Settings.Counting.COUNTER),
                                                        false),
                                                new Settings.MappingRule(
                                                        "debug_.*",
                                                        Map.of(),
                                                        "",
                                                        Optional.empty(),
                                                        "",
                                                        Optional.empty(),
                                                        true))),
                                new Settings.Masking(
                                        List.of("customer.id"),
                                        List.of(new Settings.MaskedPattern("order", "O-[0-9]+"))),
                                new Settings.Topology(
                                        List.of("catalog"),
                                        Duration.ofMinutes(30),
                                        Duration.ofDays(8),
                                        Duration.ofMinutes(10),
                                        Duration.ofDays(2),
                                        Duration.ofDays(8)),
                                new Settings.Saying(
                                        Duration.ofMinutes(15), Map.of("pay", "#pay-oncall")),
                                new Settings.Remedy("/srv/runbooks")));
    }

    @Test
    void oneWrongSpecialDayIsLeftOutAndTheOthersStay() {
        Loaded loaded =
                SettingsFile.parse(
                        "settings.yaml",
                        """
                        seasons:
                          timeZone: Berlin
                          specialDays:
                            - {date: 2026-02-30, as: sunday}
                            - {monthEnd: true, widen: lots}
                            - {as: sunday}
                            - {monthly: 25}
                            - {monthly: 25, date: 2026-12-25, widen: 2}
                            - {yearly: 12-25, as: sunday, color: red}
                        """);
        assertThat(loaded.settings().seasons())
                .isEqualTo(
                        new Settings.Seasons(
                                ZoneId.of("UTC"),
                                List.of(
                                        new SpecialDay(
                                                new When.Yearly(MonthDay.of(12, 25)),
                                                Optional.of(DayOfWeek.SUNDAY),
                                                1))));
        assertThat(loaded.notices())
                .extracting(Notice::text)
                .containsExactlyInAnyOrder(
                        "settings.yaml, line 5: 'seasons.specialDays.1.widen' is lots, but must be a"
                                + " number from 1 to 100. The whole entry is left out.",
                        "settings.yaml, line 9: 'seasons.specialDays.5.color' is not a setting."
                                + " There are: as, date, monthEnd, monthly, widen, yearly.",
                        "settings.yaml, line 4: 'seasons.specialDays.0' is on 2026-02-30, and there is"
                                + " no such day. It is left out.",
                        "settings.yaml, line 6: 'seasons.specialDays.2' does not say when it is:"
                                + " date, yearly, monthly or monthEnd. It is left out.",
                        "settings.yaml, line 7: 'seasons.specialDays.3' does not say what is special:"
                                + " as, widen or both. It is left out.",
                        "settings.yaml, line 8: 'seasons.specialDays.4' says when it is twice: date"
                                + " and monthly. It is left out.",
                        "settings.yaml, line 2: 'seasons.timeZone' is Berlin, but must be the name of a"
                                + " time zone such as Europe/Berlin. UTC is used instead.");
    }

    @Test
    void oneWrongRuleIsLeftOutAndTheOthersStay() {
        Loaded loaded =
                SettingsFile.parse(
                        "settings.yaml",
                        """
                        mapping:
                          rules:
                            - {match: {metric: '('}, drop: true}
                            - {match: {metric: a}}
                            - {service: a}
                            - {match: {labels: {env: 7}}, service: a}
                            - {match: {metric: a}, signal: mood}
                            - {match: {labels: {env: '7'}}, service: a}
                        masking:
                          patterns: [{name: Order, pattern: x}, {name: order, pattern: '['}]
                        """);
        assertThat(loaded.settings().mapping().rules()).hasSize(1);
        assertThat(loaded.settings().masking().patterns()).isEmpty();
        assertThat(loaded.notices())
                .extracting(Notice::text)
                .contains(
                        "settings.yaml, line 3: 'mapping.rules.0.match.metric' is no regular"
                                + " expression (Unclosed group). The whole entry is left out.",
                        "settings.yaml, line 4: 'mapping.rules.1' says nothing: service, signal,"
                                + " unit, kind or drop. It is left out.",
                        "settings.yaml, line 5: 'mapping.rules.2' does not say what it matches:"
                                + " metric, labels or both. It is left out.",
                        "settings.yaml, line 6: 'mapping.rules.3.match.labels.env' is 7, but must be"
                                + " text such as prod-.*. The whole entry is left out.",
                        "settings.yaml, line 10: 'masking.patterns.0.name' is Order, but must be text"
                                + " such as customer. The whole entry is left out.",
                        "settings.yaml, line 10: 'masking.patterns.1.pattern' is no regular"
                                + " expression (Unclosed character class). The whole entry is left"
                                + " out.");
    }

    @Test
    void everyKindOfSignalHasItsSensitivity() {
        assertThat(SettingsSchema.shipped().settings())
                .containsAll(
                        Arrays.stream(Signal.values())
                                .map(signal -> "sensitivity." + SettingsFile.name(signal))
                                .toList());
    }

    @Test
    void hasDefaultsWithoutAFile(@TempDir Path folder) {
        assertThat(SettingsFile.load(folder.resolve(SettingsFile.NAME)))
                .isEqualTo(new Loaded(Settings.DEFAULT, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "---\n", "{}"})
    void takesAnEmptyFileForNone(String text) {
        assertThat(SettingsFile.parse("settings.yaml", text))
                .isEqualTo(new Loaded(Settings.DEFAULT, List.of()));
    }

    @Test
    void namesTheNearestRightKeyAndTheLine() {
        assertThat(notices("window:\n  teme: light\n  zoom: 120\n"))
                .containsExactly(
                        "settings.yaml, line 2: 'window.teme' is not a setting. Did you mean"
                                + " 'window.theme'?");
    }

    @Test
    void findsAKeyThatStandsInNoGroup() {
        assertThat(notices("theme: light\n"))
                .containsExactly(
                        "settings.yaml, line 1: 'theme' is not a setting. Did you mean"
                                + " 'window.theme'?");
    }

    @Test
    void listsTheSettingsWhereNoneIsNear() {
        assertThat(notices("kafka: broker1\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "settings.yaml, line 1: 'kafka' is not a setting. There are: window.theme,"
                                + " window.zoom, window.times, playback.speed, ");
    }

    @Test
    void onlyTheWrongValueFallsBack() {
        Loaded loaded =
                SettingsFile.parse("settings.yaml", "window:\n  theme: light\n  zoom: 300\n");
        assertThat(loaded.settings().window())
                .isEqualTo(new Settings.Window(Settings.Theme.LIGHT, 100, Settings.Times.UTC));
        assertThat(loaded.notices())
                .extracting(Notice::text)
                .containsExactly(
                        "settings.yaml, line 3: 'window.zoom' is 300, but must be a whole number"
                                + " from 80 to 200. 100 is used instead.");
    }

    @Test
    void namesWrongTypes() {
        assertThat(notices("window:\n  theme: pink\n  zoom: large\nplayback: fast\n"))
                .containsExactlyInAnyOrder(
                        "settings.yaml, line 2: 'window.theme' is pink, but must be dark, light or"
                                + " system. dark is used instead.",
                        "settings.yaml, line 3: 'window.zoom' is large, but must be a whole number"
                                + " from 80 to 200. 100 is used instead.",
                        "settings.yaml, line 4: 'playback' is fast, but must be a group of"
                                + " settings: speed. The defaults are used instead.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "window: [1, 2",
                "window:\n\ttheme: light\n",
                "window:\n  zoom: 90\n  zoom: 120\n",
                "- 1\n- 2\n",
                "just words",
                "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
                "window: !!javax.script.ScriptEngineManager [x]\n",
                "window: &w\n  theme: light\nplayback: *w\n"
            })
    void aFileThatIsNoSettingsAtAllIsToldAndLeftAside(String text) {
        Loaded loaded = SettingsFile.parse("settings.yaml", text);
        assertThat(loaded.settings()).isEqualTo(Settings.DEFAULT);
        assertThat(loaded.notices()).hasSize(1);
        assertThat(loaded.notices().getFirst().text()).startsWith("settings.yaml");
    }

    @Test
    void aHugeFileIsLeftAside(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(SettingsFile.NAME);
        Files.writeString(file, "window:\n  zoom: 90\n" + "#\n".repeat(40_000));
        assertThat(SettingsFile.load(file).settings()).isEqualTo(Settings.DEFAULT);
        assertThat(SettingsFile.load(file).notices().getFirst().text())
                .contains("larger than 64 KiB");
    }

    @Test
    void aFolderInTheFilesPlaceIsLeftAside(@TempDir Path folder) {
        assertThat(SettingsFile.load(folder).notices()).hasSize(1);
    }

    @Test
    void liesWhereEachSystemHasIt() {
        Path home = Path.of("/home/ada");
        assertThat(UserFolder.of(Map.of(), "Linux", home))
                .isEqualTo(home.resolve(".config/faultline"));
        assertThat(UserFolder.of(Map.of("XDG_CONFIG_HOME", "/cfg"), "Linux", home))
                .isEqualTo(Path.of("/cfg/faultline"));
        assertThat(UserFolder.of(Map.of("XDG_CONFIG_HOME", "cfg"), "Linux", home))
                .isEqualTo(home.resolve(".config/faultline"));
        assertThat(UserFolder.of(Map.of("APPDATA", "/roaming"), "Windows 11", home))
                .isEqualTo(Path.of("/roaming/Faultline"));
        assertThat(UserFolder.of(Map.of(), "Mac OS X", home))
                .isEqualTo(home.resolve("Library/Application Support/Faultline"));
        assertThat(UserFolder.of(Map.of("FAULTLINE_HOME", "/here"), "Mac OS X", home))
                .isEqualTo(Path.of("/here"));
        assertThat(UserFolder.data(Map.of(), "Linux", home))
                .isEqualTo(home.resolve(".local/share/faultline"));
        assertThat(UserFolder.data(Map.of("XDG_DATA_HOME", "/data"), "Linux", home))
                .isEqualTo(Path.of("/data/faultline"));
        assertThat(UserFolder.data(Map.of("FAULTLINE_HOME", "/here"), "Linux", home))
                .isEqualTo(Path.of("/here"));
        assertThat(UserFolder.data(Map.of(), "Mac OS X", home))
                .isEqualTo(home.resolve("Library/Application Support/Faultline"));
    }

    @Test
    void theDocumentedSchemaIsTheOneThatIsUsed() throws IOException {
        assertThat(Files.readString(DOCS.resolve("settings.schema.json")))
                .isEqualTo(
                        Files.readString(
                                Path.of("src/main/resources/dev/faultline/settings")
                                        .resolve("settings.schema.json")));
    }

    @Test
    void everySettingIsInTheDocsAndTheirExampleIsValid() throws IOException {
        String docs = Files.readString(DOCS.resolve("settings.md"));
        assertThat(SettingsSchema.shipped().settings())
                .allSatisfy(key -> assertThat(docs).contains("`" + key + "`"));
        String example = docs.split("```yaml\n", 2)[1].split("```", 2)[0];
        assertThat(SettingsFile.parse("settings.yaml", example))
                .isEqualTo(new Loaded(Settings.DEFAULT, List.of()));
    }

    private static List<String> notices(String text) {
        return SettingsFile.parse("settings.yaml", text).notices().stream()
                .map(Notice::text)
                .toList();
    }
}
