package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValuesTest {
    private static final Parameter.Type ANY = new Parameter.Type.Text(Pattern.compile("(?s).*"));
    private static final Parameter.Type NAME = new Parameter.Type.Text(Pattern.compile("[a-z-]+"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "'single' \"double\"",
                "a; reboot",
                "$(reboot) `reboot` ${HOME} %PATH%",
                "a && b || c > /etc/passwd",
                "Zürich",
                "Москва",
                "支払い",
                "",
                "a..b",
                "/etc/hosts"
            })
    void whatAShellWouldMindIsTakenOnlyWhereThePatternSaysSo(String value) {
        assertThat(mistake(ANY, value)).as("harmless in an argument list").isEmpty();
        assertThat(mistake(NAME, value))
                .get()
                .asString()
                .contains("must match '[a-z-]+' as a whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "a\tb",
                "a\u0000b",
                "a\u001b[31mb",
                "\u007f",
                "a\u0085b",
                "a\u2028b",
                "a\u200bb",
                "a\u202eb",
                "\ufeffa",
                "a\u00adb",
                "\ud800",
                "\ue000",
                "a\uffffb",
                "-rf",
                "--force",
                "../etc/passwd",
                "a/../b",
                "..",
                "a\\..\\b",
                "cafe\u0301",
                "\uff50\uff41\uff59",
                "a\u00a0b",
                "\ufb01le",
                "p\u0430yments",
                "pa\u03bdments"
            })
    void noTypeTakesWhatCouldBeMisread(String value) {
        List<Parameter.Type> types =
                List.of(
                        ANY,
                        new Parameter.Type.Whole(0, 10),
                        new Parameter.Type.Choice(List.of(value)),
                        new Parameter.Type.Component());
        assertThat(types).allSatisfy(type -> assertThat(mistake(type, value)).isPresent());
        // Not by what a type itself asks for: it is refused where everything else would take it.
        assertThat(ParameterValues.mistake(parameter(ANY), value, _ -> true)).isPresent();
        assertThat(
                        ParameterValues.mistake(
                                parameter(new Parameter.Type.Component()), value, _ -> true))
                .isPresent();
    }

    @Test
    void saysWhatIsWrongAndOfWhat() {
        assertThat(mistake(ANY, "a\nb"))
                .contains("'x' has the character U+000A, which nobody sees.");
        assertThat(mistake(ANY, "-v")).contains("'x' begins with '-', as options of a program do.");
        assertThat(mistake(ANY, "a/../b")).contains("'x' has '..' in a path.");
        assertThat(mistake(ANY, "p\u0430y")).contains("'x' mixes letters of several scripts.");
    }

    @Test
    @Timeout(5)
    void aValueIsNoLongerThanItMayBe() {
        assertThat(mistake(ANY, "a".repeat(Parameter.LONGEST))).isEmpty();
        assertThat(mistake(ANY, "a".repeat(Parameter.LONGEST + 1))).isPresent();
        assertThat(mistake(ANY, "a".repeat(1 << 20)))
                .contains("'x' has 1,048,576 characters, 256 are taken.");
    }

    @Test
    @Timeout(5)
    void aPatternThatRunsWildIsGivenUp() {
        Parameter.Type wild = new Parameter.Type.Text(Pattern.compile("(a+)+\\1b"));
        assertThat(mistake(wild, "a".repeat(256)))
                .contains("'x' takes too long to be compared with '(a+)+\\1b'.");
        assertThat(mistake(wild, "aaab")).isEmpty();
    }

    @Test
    void aPatternMatchesTheWhole() {
        assertThat(mistake(new Parameter.Type.Text(Pattern.compile("a|ab")), "ab")).isEmpty();
        assertThat(mistake(NAME, "ok;reboot")).isPresent();
    }

    @Test
    void wholeNumbersAreInTheirRangeAndWrittenPlainly() {
        Parameter.Type type = new Parameter.Type.Whole(10, 500);
        assertThat(List.of("10", "500", "77"))
                .allSatisfy(v -> assertThat(mistake(type, v)).isEmpty());
        assertThat(
                        List.of(
                                "9",
                                "501",
                                "010",
                                "1e2",
                                "+50",
                                "50.0",
                                " 50",
                                "",
                                "٥٠",
                                "99999999999999999999"))
                .allSatisfy(v -> assertThat(mistake(type, v)).isPresent());
    }

    @Test
    void choicesAndComponentsAreOnesThatAreKnown() {
        Parameter.Type choice = new Parameter.Type.Choice(List.of("blue", "green"));
        assertThat(mistake(choice, "green")).isEmpty();
        assertThat(mistake(choice, "Green")).contains("'x' must be one of blue, green.");
        Parameter.Type component = new Parameter.Type.Component();
        assertThat(mistake(component, "payments-db")).isEmpty();
        assertThat(List.of("payments-bd", "", " ", "Payments-db"))
                .allSatisfy(v -> assertThat(mistake(component, v)).isPresent());
    }

    private static Parameter parameter(Parameter.Type type) {
        return new Parameter("x", "X", type, Parameter.From.ASKED, Optional.empty());
    }

    private static Optional<String> mistake(Parameter.Type type, String value) {
        return ParameterValues.mistake(
                parameter(type), value, Set.of("payments-db", "-db", "a/../b")::contains);
    }
}
