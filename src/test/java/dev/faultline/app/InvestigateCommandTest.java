package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.model.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InvestigateCommandTest {
    /// A real incident, small enough to be replayed in a moment; it opens at its end, 05:32 UTC.
    private static final String PETSHOP = "sample-data/petshop-low-latency.capture";

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void printsRankingEvidenceTimeLineAndTheWayToTheWindow() {
        Run run = run("investigate", PETSHOP, "--top", "4");
        assertThat(run.code).isZero();
        assertThat(run.out)
                .contains("PetShop, low traffic: slow answers", "2023-04-19 05:32 UTC")
                .contains(
                        "SUSPECTS",
                        "CHECK NEXT",
                        "WHAT IF",
                        "HANGS ON",
                        "TOGETHER",
                        "TIME LINE",
                        "INPUT")
                .contains("faultline open " + PETSHOP)
                .doesNotContain("\u001b");
        assertThat(run.out.lines().filter(line -> line.startsWith("WHY "))).hasSize(3);
        assertThat(run.out.lines().filter(line -> line.matches(" +[0-9]+  .*[0-9]\\.[0-9]{2} .*")))
                .hasSize(4);
    }

    @Test
    void tellsWhatWasFoundAndHowItMovedTheRanking() {
        assertThat(run(pinned()).out)
                .contains("FOUND", PETSITE + " is not the cause")
                .contains("latency of S3_AWS::S3: abnormal", "Said: ");
        JsonNode root = json(pinned("--json", "--top", "50"));
        JsonNode alone = json("investigate", PETSHOP, "--json", "--top", "50");
        assertThat(root.path("pins").size()).isEqualTo(3);
        assertThat(root.path("pins").path(2).path("effect").asString()).isEqualTo("none");
        for (JsonNode cause : root.path("ranking")) {
            String component = cause.path("component").asString();
            double sum =
                    cause.path("explanation")
                            .valueStream()
                            .mapToDouble(part -> part.path("logOdds").asDouble())
                            .sum();
            assertThat(sum).as(component).isCloseTo(cause.path("logOdds").asDouble(), within(1e-9));
            if (component.equals(PETSITE)) {
                assertThat(cause.path("cause").asDouble()).isZero();
            }
            assertThat(cause.path("before").asDouble())
                    .as(component)
                    .isEqualTo(
                            alone.path("ranking")
                                    .valueStream()
                                    .filter(c ->
                                            c.path("component").equals(cause.path("component")))
                                    .findFirst()
                                    .orElseThrow()
                                    .path("cause")
                                    .asDouble());
        }
    }

    private static final String PETSITE = "PetSite";

    private static String[] pinned(String... options) {
        return Stream.concat(
                        Stream.of(
                                "investigate",
                                PETSHOP,
                                "--pin",
                                "not-cause:" + PETSITE,
                                "--pin",
                                "abnormal:S3_AWS::S3:latency",
                                "--pin",
                                "healthy:nobody"),
                        Stream.of(options))
                .toArray(String[]::new);
    }

    @Test
    void saysWhichFindingsContradictEachOther() {
        Run run = run("investigate", PETSHOP, "--pin", "healthy:PetSite", "--pin", "cause:PetSite");
        assertThat(run.code).isZero();
        assertThat(run.out.replaceAll("\\s+", " "))
                .contains("Cannot tell: what was found contradicts itself")
                .contains("PetSite was checked, it is fine and PetSite is the cause")
                .doesNotContain("NaN");
    }

    @Test
    void keepsToOneHundredColumns() {
        assertThat(run(pinned("--top", "50")).out.lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
    }

    @Test
    void saysTheSameAsJsonAndTheExplanationsAddUp() {
        JsonNode root = json("investigate", PETSHOP, "--json", "--top", "5");
        assertThat(root.propertyNames())
                .containsExactly(
                        "capture",
                        "title",
                        "at",
                        "incident",
                        "onset",
                        "headline",
                        "exactness",
                        "verdict",
                        "pins",
                        "ranking",
                        "joint",
                        "nextChecks",
                        "whatIf",
                        "sensitivity",
                        "timeline",
                        "notices",
                        "counts");
        assertThat(root.path("ranking").size()).isEqualTo(5);
        for (JsonNode cause : root.path("ranking")) {
            double p = cause.path("cause").asDouble();
            double logOdds = cause.path("logOdds").asDouble();
            double sum =
                    cause.path("explanation")
                            .valueStream()
                            .mapToDouble(part -> part.path("logOdds").asDouble())
                            .sum();
            String component = cause.path("component").asString();
            assertThat(sum).as(component).isCloseTo(logOdds, within(1e-9));
            assertThat(logOdds).as(component).isCloseTo(Math.log(p / (1 - p)), within(1e-6));
            assertThat(cause.path("evidence").isArray()).isTrue();
        }
        assertThat(root.path("ranking").valueStream().map(c -> c.path("rank").asInt()))
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(root.path("at").asString()).isEqualTo("2023-04-19T05:32:00Z");
    }

    @Test
    void documentsEveryFieldOfTheJson() throws IOException {
        String docs = Files.readString(Path.of("assets/docs/investigate.md"));
        JsonNode root = json(pinned("--json", "--top", "3"));
        assertThat(fields(root).distinct())
                .allSatisfy(field -> assertThat(docs).contains("`" + field + "`"));
    }

    @Test
    void knowsLessAtAnEarlierTime() {
        JsonNode before = json("investigate", PETSHOP, "--json", "--at", "05:12");
        JsonNode after = json("investigate", PETSHOP, "--json");
        assertThat(before.path("at").asString()).isEqualTo("2023-04-19T05:12:00Z");
        assertThat(before.path("timeline").size()).isLessThan(after.path("timeline").size());
        assertThat(before.path("counts").path("samples").asLong())
                .isLessThan(after.path("counts").path("samples").asLong());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--at | soon  | 2 | is no time such as",
                "--at | 23:59 | 2 | is not within the capture, which reaches from",
                "--pin | db-1 | 2 | names no component",
                "--top | 0    | 2 | --top 0 is not positive.",
                "--top | many | 2 | is not an int",
            })
    void saysWhatIsWrongWithAnOption(String option, String value, int code, String sentence) {
        Run run = run("investigate", PETSHOP, option, value);
        assertThat(run.code).isEqualTo(code);
        assertThat(run.err).contains(sentence);
        assertThat(run.out).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchCapture(@TempDir Path folder) {
        Run run = run("investigate", folder.resolve("friday.capture").toString());
        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("friday.capture").doesNotContain("\tat ");
    }

    @Test
    void findsTheBundledCapturesWhereverTheProgramLies(@TempDir Path folder) throws IOException {
        Path samples = Files.createDirectories(folder.resolve("sample-data"));
        Files.createFile(samples.resolve(SampleData.FIRST));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        assertThat(
                        Stream.of("faultline.jar", "target/faultline.jar", "target/classes")
                                .map(jar -> Optional.of(folder.resolve(jar)))
                                .map(jar -> SampleData.folder(null, elsewhere, jar)))
                .containsOnly(Optional.of(samples));
        assertThat(SampleData.folder(null, folder, Optional.empty())).contains(samples);
        assertThat(SampleData.folder(samples.toString(), elsewhere, Optional.empty()))
                .contains(samples);
        assertThat(SampleData.folder(elsewhere.toString(), folder, Optional.empty())).isEmpty();
    }

    @Test
    void readsTimesAsPeopleWriteThem() {
        TimeSpan span =
                new TimeSpan(
                        Instant.parse("2023-04-19T05:12:00Z"),
                        Instant.parse("2023-04-20T05:32:00Z"));
        assertThat(
                        Stream.of(
                                        "2023-04-19T06:00:00Z",
                                        "2023-04-19T06:00Z",
                                        "2023-04-19 06:00",
                                        "06:00")
                                .map(text -> TimeArgument.parse(text, span)))
                .containsOnly(Instant.parse("2023-04-19T06:00:00Z"));
        assertThatThrownBy(() -> TimeArgument.parse("04:00", span))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("not within the capture");
    }

    @Test
    void knowsWhetherThereIsADisplay() {
        assertThat(Display.present(system("Linux", "false"), Map.of("DISPLAY", ":0"))).isTrue();
        assertThat(Display.present(system("Linux", "false"), Map.of("WAYLAND_DISPLAY", "w")))
                .isTrue();
        assertThat(Display.present(system("Linux", "false"), Map.of("DISPLAY", ""))).isFalse();
        assertThat(Display.present(system("Linux", "true"), Map.of("DISPLAY", ":0"))).isFalse();
        assertThat(Display.present(system("Windows 11", "false"), Map.of())).isTrue();
    }

    private static Properties system(String name, String headless) {
        Properties properties = new Properties();
        properties.setProperty("os.name", name);
        properties.setProperty("java.awt.headless", headless);
        return properties;
    }

    @Test
    void drawsBarsInEighths() {
        assertThat(Stream.of(0.0, 0.05, 0.5, 0.99, 1.0).map(share -> TextTable.bar(share, 4)))
                .containsExactly("", "▎", "██", "████", "████");
    }

    @Test
    void alignsColumnsAndCutsTheMiddleOfLongNames() {
        TextTable table =
                new TextTable(TextTable.Column.left("name", 6), TextTable.Column.right("n", 3));
        table.add("a", "1");
        table.add("a-long-name", "12");
        assertThat(table.lines()).containsExactly("name     n", "a        1", "a-l…me  12");
    }

    static List<CommandLine> commands() {
        return Main.commandLine().getSubcommands().values().stream()
                .flatMap(c -> Stream.concat(Stream.of(c), c.getSubcommands().values().stream()))
                .filter(command -> !command.getCommandName().equals("help"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHelpsWithExamples(CommandLine command) {
        StringWriter help = new StringWriter();
        command.usage(new PrintWriter(help));
        assertThat(help.toString()).contains("Examples:", "  faultline ");
    }

    private static Stream<String> fields(JsonNode node) {
        return Stream.concat(
                node.propertyNames().stream(),
                node.valueStream().flatMap(InvestigateCommandTest::fields));
    }

    private static JsonNode json(String... args) {
        Run run = run(args);
        assertThat(run.code).as(run.err).isZero();
        return JSON.readTree(run.out);
    }

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                        .execute(args);
        return new Run(code, out.toString(), err.toString());
    }
}
