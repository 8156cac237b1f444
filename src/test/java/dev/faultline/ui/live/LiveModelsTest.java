package dev.faultline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.engine.Snapshot;
import dev.faultline.source.LiveState;
import dev.faultline.source.LiveState.Intake;
import dev.faultline.source.LiveState.Link;
import dev.faultline.source.LiveState.Loading;
import dev.faultline.source.LiveState.Partition;
import dev.faultline.source.LiveState.Topic;
import dev.faultline.source.LiveState.Unassigned;
import dev.faultline.source.RejectReason;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.Desk;
import dev.faultline.ui.LiveSources.Finding;
import dev.faultline.ui.ShopSystem;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.connect.ConnectViewModel;
import dev.faultline.ui.connect.ConnectViewModel.Field;
import dev.faultline.ui.incidentbar.IncidentBarViewModel;
import dev.faultline.ui.incidentbar.IncidentBarViewModel.Mode;
import dev.faultline.ui.incidentbar.IncidentBarViewModel.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the window says of a running system, without a window.
class LiveModelsTest {
    private static final Instant NOW = ShopSystem.NOW;

    private final Desk desk = new Desk();
    private final LiveText text = new LiveText(desk.words);

    @AfterEach
    void close() {
        desk.close();
    }

    private static LiveState with(List<Topic> topics, Intake intake) {
        LiveState well = ShopSystem.WELL;
        return new LiveState(
                well.server(),
                well.encrypted(),
                well.link(),
                Optional.empty(),
                topics,
                well.partitions(),
                intake);
    }

    private static Intake intake(long records, long points, Unassigned... unassigned) {
        return new Intake(records, points, Map.of(), List.of(), List.of(unassigned), Map.of(), 0);
    }

    private static Topic topic(String name) {
        return new Topic(name, Optional.empty(), false, 0, 0);
    }

    @Test
    void saysWhyThereIsNothingToSee() {
        assertThat(text.beforeAnything(with(List.of(topic("metrics")), Intake.NONE), null))
                .contains("No records yet on metrics");
        assertThat(
                        text.beforeAnything(
                                with(
                                        List.of(topic("a"), topic("b"), topic("c"), topic("d")),
                                        Intake.NONE),
                                null))
                .contains("No records yet on a, b, c, …");
        assertThat(text.beforeAnything(with(List.of(), intake(1204, 0)), null))
                .contains(
                        "1,204 records were read, none could be taken in: see what was rejected,"
                                + " at the bottom");
        assertThat(text.beforeAnything(with(List.of(), intake(10, 20)), null).orElseThrow())
                .startsWith("10 records were read; the first picture follows");
        Unassigned one = new Unassigned("m", "x", "", "no service");
        assertThat(text.beforeAnything(with(List.of(), intake(10, 20, one)), null).orElseThrow())
                .startsWith("1 series comes in, none is known to belong");
        assertThat(
                        text.beforeAnything(
                                ShopSystem.with(new Link.Connecting(NOW.minusSeconds(3))), null))
                .contains("Waiting for Kafka at broker1:9092");
    }

    @Test
    void saysWhatStandsOnPartOfTheHistoryAndHowOldItIs() {
        desk.connectShop();
        await().until(() -> desk.on(() -> shown().at().equals(NOW)));
        Snapshot shown = desk.on(this::shown);
        Instant from = NOW.minus(Duration.ofHours(6));
        assertThat(
                        text.beside(
                                ShopSystem.with(new Loading(from, from, .414, Optional.of(from))),
                                shown,
                                NOW))
                .isEqualTo("From the last 6 h, history still loading, 41 %");
        assertThat(
                        text.beside(
                                ShopSystem.with(new Loading(from, from, .1, Optional.empty())),
                                shown,
                                NOW))
                .isEqualTo("History still loading, 10 %");
        assertThat(text.beside(ShopSystem.WELL, shown, NOW.plusSeconds(90))).isEmpty();
        assertThat(
                        text.beside(
                                ShopSystem.with(new Link.Refused(NOW, "the password was changed.")),
                                shown,
                                NOW.plus(Duration.ofDays(2))))
                .isEqualTo("As of 2026-01-08 17:50:00 UTC, 2 d old");
    }

    @Test
    void countsDownToTheNextAttempt() {
        Link lost = new Link.Lost(NOW, "connection refused.", NOW.plusSeconds(10));
        assertThat(text.trouble(ShopSystem.with(lost), NOW.plusSeconds(2)))
                .isEqualTo(
                        "Kafka unreachable since 17:50:00 UTC, retry in 8 s: connection refused.");
        assertThat(text.trouble(ShopSystem.with(lost), NOW.plusSeconds(11)))
                .isEqualTo(
                        "Kafka unreachable since 17:50:00 UTC, trying again now: connection"
                                + " refused.");
        assertThat(text.trouble(ShopSystem.WELL, NOW)).isEmpty();
    }

    @Test
    void sumsTheLagAndNamesTheWorstPartition() {
        LiveState well = ShopSystem.WELL;
        LiveState state =
                new LiveState(
                        well.server(),
                        true,
                        well.link(),
                        Optional.empty(),
                        List.of(),
                        List.of(
                                new Partition("m", 0, 4, Duration.ofSeconds(80), Optional.of(NOW)),
                                new Partition(
                                        "m",
                                        1,
                                        1200,
                                        Duration.ofSeconds(3),
                                        Optional.of(NOW.minusSeconds(40))),
                                new Partition("m", 2, 0, Duration.ZERO, Optional.empty())),
                        new Intake(
                                1,
                                1,
                                Map.of(
                                        RejectReason.MALFORMED, 2L,
                                        RejectReason.TOO_LARGE, 5L),
                                List.of(),
                                List.of(),
                                Map.of(),
                                0));
        assertThat(text.lag(state)).isEqualTo("lag 1,204 records, 1 min 20 s");
        assertThat(text.worst(state)).isEqualTo("Farthest behind: m-0, 4 records, 1 min 20 s");
        assertThat(text.oldest(state, NOW)).isEqualTo("oldest 40 s");
        assertThat(text.oldestWho(state, NOW)).contains("m-1", "17:49:20 UTC");
        assertThat(text.connection(state)).isEqualTo("broker1:9092, TLS");
        assertThat(text.rejected(state)).isEqualTo("7 rejected");
        assertThat(text.rejectedBy(state)).isEqualTo("too large: 5 · malformed: 2");
        assertThat(text.lag(well)).isEqualTo("no lag");
    }

    @Test
    void saysThatItIsBlindInsteadOfARanking() {
        IncidentBarViewModel bar = desk.on(() -> desk.bar());
        LiveStripViewModel strip =
                desk.on(() -> new LiveStripViewModel(desk.workbench, desk.words));
        desk.connectShop();
        await().until(() -> desk.on(() -> shown().at().equals(NOW)));
        assertThat(desk.on(() -> bar.severityProperty().get())).isNotEqualTo(Severity.BLIND);
        Instant later = desk.shop.goOn(6);
        await().until(() -> desk.on(() -> shown().at().equals(later)));
        assertThat(desk.on(() -> bar.severityProperty().get())).isEqualTo(Severity.BLIND);
        assertThat(desk.on(() -> bar.headlineProperty().get()))
                .matches("I am blind since 17:\\d\\d:00 UTC");
        assertThat(desk.on(() -> bar.besideProperty().get())).startsWith("Nothing comes from");
        assertThat(desk.on(() -> bar.ownerProperty().get())).isEqualTo("–");
        assertThat(desk.on(() -> bar.modeProperty().get())).isEqualTo(Mode.LIVE);
        assertThat(desk.on(() -> strip.agedProperty().get())).isTrue();
    }

    @Test
    void listsTheSeriesThatAreFarBehindTheOthers() {
        LiveStatusViewModel status =
                desk.on(() -> new LiveStatusViewModel(desk.workbench, desk.words, List.of("own")));
        desk.connectShop();
        await().until(() -> desk.on(() -> shown().at().equals(NOW)));
        assertThat(desk.on(() -> status.figuresProperty().get().stale())).isEmpty();
        Instant later = desk.shop.goOn(StaleSeries.CELLS + 1, "web", "orders");
        await().until(() -> desk.on(() -> shown().at().equals(later)));
        desk.run(desk.workbench::heartbeat);
        assertThat(desk.on(() -> status.figuresProperty().get().stale()))
                .isEqualTo("4 of 12 series stale");
        assertThat(desk.on(status::stale))
                .allSatisfy(s -> assertThat(s.id().service().value()).isEqualTo("db"))
                .extracting(s -> s.newest().orElseThrow())
                .isSorted()
                .allSatisfy(at -> assertThat(at).isBeforeOrEqualTo(NOW));
    }

    @Test
    void saysThatAnEmptyTopicIsEmptyAndCountsAsSettled() {
        IncidentBarViewModel bar = desk.on(() -> desk.bar());
        desk.shop.say(with(List.of(topic("metrics")), Intake.NONE));
        desk.run(() -> desk.workbench.connect(ConnectRequest.of("empty:9092", "metrics")));
        await().until(() ->
                desk.on(() -> desk.workbench.stateProperty().get() instanceof WorkbenchState.Open));
        desk.awaitSettled();
        assertThat(desk.on(() -> bar.headlineProperty().get()))
                .isEqualTo("No records yet on metrics");
        assertThat(desk.on(() -> bar.modeProperty().get())).isEqualTo(Mode.LIVE);
    }

    @Test
    void theFormAsksFilesAndNetworkBehindTheScreenAndDropsLateAnswers(@TempDir Path folder) {
        ConnectViewModel form =
                desk.on(() ->
                        new ConnectViewModel(
                                desk.workbench,
                                desk.shop,
                                desk.words,
                                ForkJoinPool.commonPool(),
                                work -> desk.run(work)));
        desk.run(() -> {
            form.show();
            form.text(Field.SERVERS).set("refused:9092");
            form.text(Field.TOPICS).set("shop prod[");
            form.text(Field.SINCE).set("soon");
            form.connect();
        });
        assertThat(desk.on(() -> form.problem(Field.TOPICS).get())).endsWith("expression: prod[");
        assertThat(desk.on(() -> form.problem(Field.SINCE).get())).contains("6h, 14d");
        assertThat(desk.on(() -> form.problem(Field.SERVERS).get())).isEmpty();

        Path missing = folder.resolve("tls.properties");
        desk.run(() -> {
            form.text(Field.TOPICS).set("shop  prod[.].*");
            form.text(Field.SINCE).set("6h");
            form.text(Field.CONFIG).set(missing.toString());
            form.test();
        });
        await().until(() -> !desk.on(() -> form.problem(Field.CONFIG).get()).isEmpty());
        assertThat(desk.on(() -> form.findings().size())).isZero();

        desk.run(() -> {
            form.text(Field.CONFIG).set("");
            form.test();
        });
        await().until(() ->
                desk.on(() -> form.findings().stream().map(Finding::mark).toList())
                        .equals(List.of(Finding.Mark.GOOD, Finding.Mark.WRONG)));
        desk.run(() -> {
            form.test();
            form.cancel();
        });
        assertThat(desk.on(() -> form.openProperty().get())).isFalse();
        assertThat(desk.on(() -> form.testingProperty().get())).isFalse();

        desk.run(() -> {
            form.show();
            form.text(Field.SERVERS).set("broker1:9092");
            form.connect();
        });
        await().until(() ->
                !desk.on(() -> form.recentProperty().get().connections()).isEmpty()
                        || desk.on(() -> {
                            form.findRecent();
                            return false;
                        }));
        ConnectRequest kept = desk.on(() -> form.recentProperty().get().connections().getFirst());
        assertThat(kept.topics()).containsExactly("shop", "prod[.].*");
        assertThat(kept.since()).isEqualTo(Duration.ofHours(6));
    }

    private Snapshot shown() {
        Snapshot shown = desk.workbench.snapshotProperty().get();
        assertThat(shown).isNotNull();
        return shown;
    }
}
