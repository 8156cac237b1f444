package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The bundles and what asks them for words.
class WordsTest {
    private static final Path JAVA = Path.of("src/main/java/dev/faultline");
    private static final Path RESOURCES = Path.of("src/main/resources/dev/faultline");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]*\\b");
    private static final Pattern IN_FXML = Pattern.compile("=\"%([\\w.]+)\"");
    private static final Pattern ASKED =
            Pattern.compile(
                    "(?:words\\.get|\\bword|\\bsay)\\(\\s*\"([a-z]\\w*(?:\\.\\w+)+)\"\\s*[,)]");

    private final String java = text(JAVA, ".java");
    private final String fxml = text(RESOURCES, ".fxml");
    private final Set<String> literals =
            LITERAL.matcher(java).results().map(m -> m.group(1)).collect(Collectors.toSet());
    private final Set<String> constants =
            CONSTANT.matcher(java)
                    .results()
                    .map(m -> m.group())
                    .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toSet());
    private final Set<String> inFxml =
            IN_FXML.matcher(fxml).results().map(m -> m.group(1)).collect(Collectors.toSet());
    private final Set<String> words = keys("dev.faultline.ui.words");
    private final Set<String> wording = keys("dev.faultline.wording.wording");
    private final Set<String> remedy = keys("dev.faultline.remedy.remedy");

    @Test
    void everyWordIsUsed() {
        assertThat(Stream.of(words, wording, remedy).flatMap(Set::stream).filter(k -> !used(k)))
                .isEmpty();
    }

    /// As it stands, or put together of texts that stand in the sources and the name of a constant.
    private boolean used(String key) {
        if (literals.contains(key) || inFxml.contains(key)) {
            return true;
        }
        return IntStream.range(1, key.length())
                .filter(i -> literals.contains(key.substring(0, i)))
                .anyMatch(i -> madeOf(key.substring(i)));
    }

    private boolean madeOf(String rest) {
        return literals.contains(rest)
                || constants.contains(rest)
                || IntStream.range(2, rest.length())
                        .filter(i ->
                                literals.contains(rest.substring(0, i))
                                        || constants.contains(rest.substring(0, i)))
                        .anyMatch(i -> madeOf(rest.substring(i)));
    }

    @Test
    void everyWordThatIsAskedForIsThere() {
        assertThat(inFxml).isNotEmpty().isSubsetOf(words);
        Set<String> asked =
                ASKED.matcher(java).results().map(m -> m.group(1)).collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(200);
        Set<String> known = new HashSet<>(words);
        known.addAll(wording);
        known.addAll(remedy);
        assertThat(asked).isSubsetOf(known);
    }

    @Test
    void noTextStandsInAView() {
        Pattern text = Pattern.compile("(?:text|promptText|accessibleText)=\"([^%\"$][^\"]*)\"");
        List<String> hard =
                text.matcher(fxml)
                        .results()
                        .map(m -> m.group(1))
                        .filter(t -> t.chars().anyMatch(Character::isLetter))
                        .filter(t -> !t.matches("\\d+[smhd]|P|&lt; 2 %"))
                        .toList();
        assertThat(hard).isEmpty();
    }

    @Test
    void anotherLanguageTakesThePlaceOfEnglishKeyByKey() {
        Words german = new Words(Locale.GERMAN);
        assertThat(german.get("window.name"))
                .as("where there is none of it")
                .isEqualTo("Faultline");
        assertThat(german.bundle().keySet()).isEqualTo(words);
    }

    private static Set<String> keys(String bundle) {
        return ResourceBundle.getBundle(bundle, Locale.ROOT).keySet();
    }

    private static String text(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
