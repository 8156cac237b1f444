package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.AnomalyLabel.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFileTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir private Path folder;

    @Test
    void keepsWhatWasSaidForTheNextStart() throws IOException {
        Path file = folder.resolve("new/folder/session.ndjson");
        List<AnomalyLabel> said =
                List.of(
                        label(new Verdict.Real(), "Käse \"kaputt\"\n"),
                        label(new Verdict.FalseAlarm(), ""),
                        label(new Verdict.Expected(AT.plusSeconds(3600)), "deploy"));
        for (AnomalyLabel each : said) {
            new SessionFile(file).append("bank", each);
        }
        SessionFile.Told told = new SessionFile(file).labels("bank");
        assertThat(told.labels()).isEqualTo(said);
        assertThat(told.notices()).isEmpty();
        assertThat(new SessionFile(file).labels("another system").labels()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void leavesOutWhatIsBrokenAndReadsTheRest() throws IOException {
        Path file = folder.resolve("session.ndjson");
        SessionFile session = new SessionFile(file);
        session.append("bank", label(new Verdict.Real(), "first"));
        Files.writeString(
                file,
                "{\"kind\":\"pin\",\"of\":\"a newer program\"}\n"
                        + "{\"kind\":\"label\",\"system\":\"bank\"}\n\n"
                        + "{\"kind\":\"la",
                StandardOpenOption.APPEND);
        session.append("bank", label(new Verdict.FalseAlarm(), "after a torn line"));
        SessionFile.Told told = session.labels("bank");
        assertThat(told.labels())
                .extracting(AnomalyLabel::reason)
                .containsExactly("first", "after a torn line");
        assertThat(told.notices())
                .extracting(Notice::text)
                .satisfiesExactly(
                        t -> assertThat(t).contains("session.ndjson, line 3", "is missing"),
                        t -> assertThat(t).contains("session.ndjson, line 5"));
    }

    @Test
    void saysWhatItIsThatCannotBeReadOrKept() throws IOException {
        Path file = folder.resolve("session.ndjson");
        Files.write(file, new byte[] {'{', (byte) 0xff, '\n'});
        assertThat(new SessionFile(file).labels("bank").notices()).hasSize(1);
        SessionFile nowhere = new SessionFile(file.resolve("session.ndjson"));
        assertThatThrownBy(() -> nowhere.append("bank", label(new Verdict.Real(), "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be kept")
                .hasMessageContaining("session.ndjson");
    }

    private static AnomalyLabel label(Verdict verdict, String reason) {
        return new AnomalyLabel(
                new SeriesId(
                        new ServiceId("web"), "latency", new TreeMap<>(Map.of("route", "/pay"))),
                Anomaly.Rule.RESIDUAL,
                Anomaly.Direction.UP,
                AT.minusSeconds(600),
                Duration.ofMinutes(9),
                7.25,
                verdict,
                AT,
                reason);
    }
}
