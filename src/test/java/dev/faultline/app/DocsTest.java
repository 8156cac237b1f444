package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What the documents say can be done.
class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");

    /// In a line of its own or in backticks; not the synopses, which have brackets.
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:^|`)faultline ([a-z]+ [^`\\[\\n]+)(?:`|$)");

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("assets/docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("jlink/README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) {
        assertThat(found(LINK, text(document)).filter(link -> !link.contains("://")))
                .allSatisfy(link ->
                        assertThat(
                                        Path.of("")
                                                .toAbsolutePath()
                                                .resolve(document)
                                                .resolveSibling(link))
                                .exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandCanBeGivenAsWritten(Path document) {
        assertThat(found(COMMAND, text(document))).allSatisfy(DocsTest::parses);
    }

    static Stream<CommandLine> commands() {
        return InvestigateCommandTest.commands().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleOfTheHelpCanBeGivenAsWritten(CommandLine command) {
        String[] footer = command.getCommandSpec().usageMessage().footer();
        assertThat(Stream.of(footer).map(String::strip).filter(l -> l.startsWith("faultline ")))
                .isNotEmpty()
                .allSatisfy(line -> parses(line.substring("faultline ".length())));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyDocumentIsFoundFromTheReadme(Path document) {
        String readme = text(Path.of("README.md"));
        assertThat(document.equals(Path.of("README.md")) || readme.contains("(" + document + ")"))
                .as("%s is linked from the README", document)
                .isTrue();
    }

    private static void parses(String arguments) {
        assertThatCode(() ->
                        Main.commandLine()
                                .parseArgs(
                                        // What follows a # is for the reader.
                                        arguments.replaceFirst(" #.*", "").strip().split(" +", -1)))
                .as("faultline %s", arguments)
                .doesNotThrowAnyException();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
