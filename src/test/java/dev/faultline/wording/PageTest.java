package dev.faultline.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Page PAGE =
            new Page(
                    "pay_ments",
                    List.of("The cause with probability 0.83."),
                    List.of(
                            Page.Section.of("Nothing", List.of()),
                            Page.Section.of("Sentences", List.of("One.\n  Still one.", "# Two")),
                            Page.Section.of(
                                    "Signals",
                                    List.of("signal", "sigma"),
                                    List.of(List.of("a|b", "+3 σ"), List.of("<b>c</b>", "")))));

    @Test
    void leavesOutSectionsThatSayNothingAndKeepsASentenceOnALine() {
        assertThat(PAGE.text())
                .isEqualTo(
                        """
                        pay_ments
                        The cause with probability 0.83.

                        Sentences
                        - One. Still one.
                        - # Two

                        Signals
                        - a|b · +3 σ
                        - <b>c</b>
                        """);
    }

    @Test
    void letsNothingThatIsSaidBecomeAMarkOfMarkdown() {
        assertThat(PAGE.markdown())
                .isEqualTo(
                        """
                        # pay\\_ments

                        The cause with probability 0.83.

                        ## Sentences

                        - One. Still one.
                        - \\# Two

                        ## Signals

                        | signal | sigma |
                        | --- | --- |
                        | a\\|b | +3 σ |
                        | \\<b\\>c\\</b\\> |  |
                        """);
    }
}
