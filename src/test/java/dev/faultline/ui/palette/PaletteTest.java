package dev.faultline.ui.palette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.ui.Desk;
import dev.faultline.ui.commands.Commands;
import dev.faultline.ui.sheets.Sheets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void putsFirstWhatIsMeant() {
        assertThat(ranked("cart", "mycart", "cartservice", "cart", "chart-api-route"))
                .containsExactly("cart", "cartservice", "mycart", "chart-api-route");
        assertThat(ranked("pay", "display-payments", "payments-api", "pool-abc-y"))
                .containsExactly("payments-api", "display-payments", "pool-abc-y");
        assertThat(ranked("pa", "spa", "payments-api")).first().isEqualTo("payments-api");
        assertThat(ranked("papi", "payments-api", "paperpipe")).first().isEqualTo("payments-api");
        assertThat(ranked("db2", "db-12", "db-2")).first().isEqualTo("db-2");
        assertThat(ranked("api lat", "payments-api · latency", "latency of web"))
                .containsExactly("payments-api · latency");
        assertThat(ranked("LATENCY", "latency_p90")).containsExactly("latency_p90");
        assertThat(ranked("xyz", "payments-api")).isEmpty();
        assertThat(ranked("aba", "ab")).as("each letter counts once").isEmpty();
        assertThat(new Fuzzy("").score("anything")).isEqualTo(new Fuzzy(" ").score("something"));
        assertThat(new Fuzzy("i").score("\u0130\u0130xi")).isNotEqualTo(Fuzzy.NOT);
    }

    private static List<String> ranked(String typed, String... names) {
        return Stream.of(names)
                .filter(name -> new Fuzzy(typed).score(name) != Fuzzy.NOT)
                .sorted(Comparator.comparingInt(name -> -new Fuzzy(typed).score(name)))
                .toList();
    }

    @Test
    void answersWithinATenthOfASecondAmong2000ComponentsAnd10000Signals() {
        List<PaletteEntry> all = new ArrayList<>();
        IntStream.range(0, 2_000)
                .forEach(i -> all.add(entry(PaletteEntry.Kind.SERVICE, "service-" + i)));
        IntStream.range(0, 10_000)
                .forEach(i ->
                        all.add(
                                entry(
                                        PaletteEntry.Kind.SIGNAL,
                                        "service-" + i + " · latency_p99")));
        // The best of three: what else the machine does meanwhile is not the palette's.
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            List<PaletteEntry> found = PaletteViewModel.fitting("serv 1777", all);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(found).first().extracting(PaletteEntry::title).isEqualTo("service-1777");
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void showsOnlyTheAnswerToTheLastLetter() {
        try (Desk desk = new Desk()) {
            Sheets sheets = desk.on(Sheets::new);
            PaletteViewModel model =
                    desk.on(() ->
                            new PaletteViewModel(
                                    desk.workbench,
                                    desk.words,
                                    new Commands(List.of(), why -> {}),
                                    sheets,
                                    List.of(() ->
                                            List.of(
                                                    entry(PaletteEntry.Kind.SERVICE, "web"),
                                                    entry(PaletteEntry.Kind.SERVICE, "cart")))));
            desk.run(() -> sheets.show(Sheets.Sheet.PALETTE));
            for (String typed : List.of("w", "we", "c", "ca")) {
                desk.run(() -> model.typedProperty().set(typed));
            }
            await().until(() -> desk.on(() -> !model.searchingProperty().get()));
            assertThat(desk.on(() -> model.foundProperty().get()))
                    .extracting(PaletteEntry::title)
                    .containsExactly("cart");
            desk.run(() -> model.choose(model.foundProperty().get().getFirst()));
            assertThat(desk.on(() -> sheets.openProperty().get())).isNull();
        }
    }

    private static PaletteEntry entry(PaletteEntry.Kind kind, String title) {
        return new PaletteEntry(kind, title, "", "", "", () -> {});
    }
}
