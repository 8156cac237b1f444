package dev.faultline.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.settings.Settings;
import dev.faultline.source.format.Severity;
import dev.faultline.source.mask.Masking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TemplateTreeTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private TemplateTree tree = tree(50);

    private static TemplateTree tree(int most) {
        return new TemplateTree(
                Masking.forOnce(Settings.DEFAULT.masking()), most, (from, to) -> {});
    }

    private List<String> names() {
        tree.name();
        return tree.named().stream().map(t -> t.name).toList();
    }

    private void seen(int times, String line) {
        for (int i = 0; i < times; i++) {
            tree.of(Severity.ERROR, line);
        }
    }

    @Test
    void aLineThatComesAgainHasANameAndOneThatIsSeldomHasNone() {
        seen(TemplateTree.SEEN, "connection refused to payments-db:5432");
        seen(TemplateTree.SEEN - 1, "out of memory");
        assertThat(names()).containsExactly("connection refused to payments-db:<*>");
        seen(1, "out of memory");
        assertThat(names())
                .containsExactly("connection refused to payments-db:<*>", "out of memory");
    }

    @Test
    void fewVariantsStayApartAndManyAreOne() {
        for (String db : List.of("payments-db", "ledger-db", "cards-db")) {
            seen(TemplateTree.SEEN, "connection refused to " + db);
        }
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            seen(1, "customer " + word(random) + " has no account");
        }
        assertThat(names())
                .containsExactly(
                        "connection refused to payments-db",
                        "connection refused to ledger-db",
                        "connection refused to cards-db",
                        "customer <*> has no account");
    }

    @Test
    void aNameStaysWhateverComesLater() {
        seen(TemplateTree.SEEN, "customer anna has no account");
        assertThat(names()).containsExactly("customer anna has no account");
        Random random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            seen(1, "customer " + word(random) + " has no account");
        }
        assertThat(names())
                .containsExactly("customer anna has no account", "customer <*> has no account");
    }

    @Test
    void severitiesAreToldApart() {
        seen(TemplateTree.SEEN, "disk is full");
        for (int i = 0; i < TemplateTree.SEEN; i++) {
            tree.of(Severity.WARN, "disk is full");
        }
        assertThat(names()).containsExactly("disk is full", "disk is full");
        assertThat(tree.named()).extracting(t -> t.severity).doesNotHaveDuplicates();
    }

    @Test
    void theSameLinesGiveTheSameTemplatesAndTheirOrderDoesNotDecide() {
        List<String> lines = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            lines.add(
                    switch (i % 5) {
                        case 0 -> "connection refused to payments-db:" + i;
                        case 1 -> "customer " + word(random) + " has no account at " + word(random);
                        case 2 -> "timeout of " + i + " ms calling ledger";
                        case 3 -> "GET /api/orders/" + i + " answered 503";
                        default -> "queue of " + word(random) + " is full";
                    });
        }
        TreeSet<String> first = null;
        for (int seed = 0; seed < 10; seed++) {
            List<String> again = null;
            for (int run = 0; run < 2; run++) {
                tree = tree(50);
                lines.sort(String::compareTo);
                Collections.shuffle(lines, new Random(seed));
                lines.forEach(l -> seen(1, l));
                List<String> names = names();
                assertThat(again == null ? names : again).isEqualTo(names);
                again = names;
            }
            TreeSet<String> found = new TreeSet<>(again);
            first = first == null ? found : first;
            assertThat(found).as("seed %d", seed).isEqualTo(first);
        }
        assertThat(first)
                .containsExactlyInAnyOrder(
                        "connection refused to payments-db:<*>",
                        "customer <*> has no account at <*>",
                        "timeout of <*> ms calling ledger",
                        "GET /api/orders/<*> answered <*>",
                        "queue of <*> is full");
    }

    @Test
    void personalDataIsInNoNameAndNoExample() {
        List<String> personal =
                List.of(
                        "anna.schmidt@bank.example",
                        "4111 1111 1111 1111",
                        "DE89370400440532013000",
                        "hunter2",
                        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U");
        List<String> texts =
                List.of(
                        "mail to %s bounced",
                        "card %s was declined",
                        "transfer to %s failed",
                        "login with password=%s was refused",
                        "bad token %s of client");
        for (int i = 0; i < texts.size(); i++) {
            seen(TemplateTree.SEEN, texts.get(i).formatted(personal.get(i)));
        }
        assertThat(names())
                .containsExactly(
                        "mail to <*> bounced",
                        "card <*> was declined",
                        "transfer to <*> failed",
                        "login with password=<*> was refused",
                        "bad token <*> of client");
        assertThat(tree.named())
                .allSatisfy(t -> personal.forEach(p -> assertThat(t.example).doesNotContain(p)));
        assertThat(tree.named().getFirst().example).matches("mail to email:[0-9a-f]{12} bounced");
    }

    @Test
    void theMostThatMayHaveANameIsHeldAndSaid() {
        tree = tree(3);
        for (String what : List.of("disk", "pool", "heap", "queue")) {
            seen(TemplateTree.SEEN, "alarm: " + what + " of this machine is used up by someone");
            seen(TemplateTree.SEEN, what + " overflow");
        }
        assertThat(names()).hasSize(3);
        assertThat(tree.full()).isTrue();
    }

    @Test
    void aFloodOfDistinctLinesStaysBoundedAndHidesNoTemplate() {
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder line = new StringBuilder();
            int words = 1 + random.nextInt(30);
            for (int w = 0; w < words; w++) {
                line.append(word(random)).append(' ');
            }
            seen(1, line.toString());
            if (i % 50 == 0) {
                seen(1, "connection refused to payments-db:" + i);
            }
        }
        assertThat(tree.size()).isLessThanOrEqualTo(50 + TemplateTree.MOST_UNNAMED);
        assertThat(names()).contains("connection refused to payments-db:<*>");
    }

    static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 3 + random.nextInt(8); i > 0; i--) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
