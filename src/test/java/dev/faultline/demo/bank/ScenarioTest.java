package dev.faultline.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {
    @Test
    void readsFaultsInTheOrderInWhichTheyCome() throws BankException {
        Scenario scenario =
                Scenario.parse(
                        "s.yaml",
                        """
                        - {after: 2h, fault: host-down@app-a1}
                        - {after: 5m, fault: db-pool-exhausted@payments-db, for: 30m, severity: 0.6}
                        """);
        assertThat(scenario.entries())
                .extracting(Scenario.Entry::after)
                .containsExactly(Duration.ofMinutes(5), Duration.ofHours(2));
        Fault first = scenario.entries().getFirst().fault();
        assertThat(first.severity()).isEqualTo(.6);
        assertThat(first.lasts()).contains(Duration.ofMinutes(30));
        assertThat(scenario.entries().getLast().fault().lasts()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: 1}|a list of faults was expected",
                "- {after: 5m}|fault 1: fault: db-pool-exhausted@payments-db or the like is missing",
                "- {fault: db-lock@x, after: soon}|is no length of time",
                "- {fault: db-lock@x, severity: 2}|severity is 2, not above 0 up to 1",
                "- {fault: db-lock@x, until: 5m}|'until' is not known",
                "- {fault: nothing@x}|There is no fault 'nothing'",
                "- [|line 1: it is not YAML"
            })
    void saysWhatIsWrongWithAFile(String text, String sentence) {
        assertThatThrownBy(() -> Scenario.parse("s.yaml", text))
                .isInstanceOf(BankException.class)
                .hasMessageStartingWith("s.yaml")
                .hasMessageContaining(sentence);
    }
}
