package dev.faultline.ui.saying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cause.Pin;
import dev.faultline.engine.SmallShop;
import dev.faultline.model.ServiceId;
import dev.faultline.settings.Settings;
import dev.faultline.ui.Desk;
import dev.faultline.ui.Look;
import dev.faultline.ui.notifications.Notifications;
import dev.faultline.ui.saying.SayingViewModel.Since;
import dev.faultline.ui.saying.SayingViewModel.Topic;
import dev.faultline.ui.sheets.Sheets;
import dev.faultline.wording.Page;
import dev.faultline.wording.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SayingTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final Desk desk = new Desk();
    private final Sheets sheets = new Sheets();
    private final Look look = new Look();
    private final Notifications notifications = new Notifications(() -> NOON, sheets);
    private final AtomicReference<String> clipboard = new AtomicReference<>("");
    private final SayingViewModel model =
            desk.on(() ->
                    new SayingViewModel(
                            desk.workbench,
                            desk.incidents,
                            desk.words,
                            Wording.english(),
                            sheets,
                            look,
                            new Settings.Saying(
                                    Duration.ofMinutes(20), Map.of("data", "#data-oncall")),
                            notifications,
                            clipboard::set));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void saysOnTheCallWhatIsKnownBelievedAndNotKnownAndWhenTheNextUpdateIsDue() {
        desk.openShop();
        desk.run(model::copyForCall);
        await().until(() -> !clipboard.get().isEmpty());
        List<String> lines = clipboard.get().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("Known: since ").contains("behave", " expected ");
        assertThat(lines.get(1)).startsWith("Believed: an incident (").contains(", odds ");
        assertThat(lines.get(2))
                .startsWith("Not known yet: ")
                .contains("what would tell most", "whether it has to do with “Deploy of db");
        Instant shown = desk.on(() -> desk.workbench.snapshotProperty().get().at());
        assertThat(lines.get(3))
                .isEqualTo(
                        "Next update at "
                                + dev.faultline.wording.Figures.clock(
                                        shown.plus(Duration.ofMinutes(20))
                                                .truncatedTo(java.time.temporal.ChronoUnit.MINUTES))
                                + " UTC.");
        assertThat(desk.on(() -> notifications.all().getFirst().text())).contains("Known: since");

        clipboard.set("");
        desk.seek(SmallShop.FAULT - 20);
        desk.run(model::copyForCall);
        await().until(() -> !clipboard.get().isEmpty());
        assertThat(clipboard.get())
                .contains(
                        "Known: at ", "nothing behaves unusually", "Believed: there is no incident")
                .doesNotContain("odds", "what set it off");
    }

    @Test
    void handsOverWhatWasPinnedAndRuledOutByWhomButNamesNobodyOnASharedScreen(@TempDir Path folder)
            throws Exception {
        desk.openShop();
        ServiceId web = new ServiceId("web");
        desk.run(() -> desk.workbench.pin(new Pin.NotCause(web)));
        await().until(() ->
                desk.on(() ->
                        !desk.workbench.snapshotProperty().get().diagnosis().pins().isEmpty()));
        String user = System.getProperty("user.name");
        String sheet = paper(Topic.HAND_OVER).markdown();
        assertThat(sheet)
                .startsWith("# Hand-over: ")
                .contains(
                        "## Ruled out", "web is not the cause (" + user + ")", "## Running actions")
                .contains("Nobody has pinned one.", "runs no scripts");
        desk.run(() -> model.copy(true));
        assertThat(clipboard.get()).isEqualTo(sheet);
        Path file = folder.resolve("sheet.txt");
        desk.run(() -> model.save(file));
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        assertThat(Files.readString(file)).startsWith("Hand-over: ").doesNotContain("## ");
        desk.run(() -> model.save(folder.resolve("no").resolve("such.md")));
        await().until(() ->
                desk.on(() -> notifications.shown().getLast().level())
                        == Notifications.Level.ERROR);

        desk.run(() -> look.sharingProperty().set(true));
        desk.run(sheets::close);
        assertThat(paper(Topic.HAND_OVER).text())
                .contains("web is not the cause")
                .doesNotContain("(" + user + ")");
    }

    @Test
    void writesAMessageToTheOwnerAndSaysWhereNobodyIsKnown() {
        desk.openShop();
        desk.run(() -> desk.workbench.select(new ServiceId("db")));
        Page message = paper(Topic.MESSAGE);
        assertThat(message.title()).isEqualTo("For the owner of db");
        String team =
                desk.on(() -> {
                    var topology = desk.workbench.snapshotProperty().get().topology();
                    return topology.component(topology.indexOf(new ServiceId("db"))).team();
                });
        assertThat(message.sections().getFirst().lines())
                .first()
                .asString()
                .contains(team.isBlank() ? "No owner is known" : team);
        desk.run(() -> model.copy(false));
        assertThat(clipboard.get())
                .startsWith(team.isBlank() ? "To whoever owns it" : "To " + team)
                .contains("db is suspected as the cause with probability", "Please acknowledge.");
    }

    @Test
    void tellsWhoComesBackWhatChangedSince() {
        desk.openShop(SmallShop.at(SmallShop.FAULT - 20));
        desk.run(() -> model.lookedAway(NOON));
        desk.seek(SmallShop.FAULT + 8);
        desk.run(() -> model.cameBack(NOON.plusSeconds(60)));
        assertThat(desk.on(() -> model.awayProperty().get())).as("a minute is nothing").isNull();

        desk.seek(SmallShop.FAULT - 20);
        desk.run(() -> model.lookedAway(NOON));
        desk.seek(SmallShop.FAULT + 8);
        desk.run(() -> model.cameBack(NOON.plusSeconds(720)));
        assertThat(desk.on(() -> notifications.all().getFirst().text())).contains("12 min");
        assertThat(desk.on(() -> model.sinceProperty().get())).isEqualTo(Since.AWAY);
        Page digest = paper(Topic.DIGEST);
        assertThat(digest.text())
                .contains("It began in that time", "New anomalies", "Deploys and other changes");
        assertThat(section(digest, "New anomalies")).isNotEmpty().doesNotContain("None.");

        desk.run(() -> desk.workbench.transport(p -> p.seek(SmallShop.at(SmallShop.FAULT - 20))));
        desk.seek(SmallShop.FAULT - 20);
        desk.run(() -> model.sinceProperty().set(Since.QUARTER));
        desk.run(sheets::close);
        assertThat(section(paper(Topic.DIGEST), "New anomalies")).containsExactly("None.");
    }

    private static List<String> section(Page paper, String heading) {
        return paper.sections().stream()
                .filter(s -> s.title().equals(heading))
                .findFirst()
                .orElseThrow()
                .lines();
    }

    private Page paper(Topic topic) {
        desk.run(() -> model.show(topic));
        await().until(() ->
                desk.on(() ->
                        !model.workingProperty().get()
                                && !model.paperProperty().get().equals(Page.EMPTY)));
        return desk.on(() -> model.paperProperty().get());
    }
}
