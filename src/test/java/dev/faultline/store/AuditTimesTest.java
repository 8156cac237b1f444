package dev.faultline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.Statement;
import dev.faultline.remedy.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What it costs to read the audit, and to check it (assets/docs/runbooks.md).
@Tag("soak")
class AuditTimesTest {
    private static final int RUNS = 2_500;
    private static final Instant AT = Instant.parse("2026-11-02T14:00:00Z");
    private static final Identity KEYS = Identity.create("bench");

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    @TempDir private Path folder;

    /// What is timed.
    private interface Read {
        List<RemedyEvent> events() throws IOException;
    }

    @Test
    void tenThousandEntries() throws Exception {
        try (Database database = new Database(folder.resolve(Database.NAME))) {
            SqliteAudit writer = audit(database);
            for (int run = 0; run < RUNS; run++) {
                write(writer, "action " + run);
            }
            SqliteAudit[] cold = {audit(database)};
            List<RemedyEvent> all = writer.events();
            assertThat(all).hasSize(4 * RUNS);
            time("read", writer::events);
            time(
                    "checked, the first time",
                    () -> {
                        cold[0] = audit(database);
                        return cold[0].verified(Policy.NOBODY);
                    });
            time("checked again", () -> cold[0].verified(Policy.NOBODY));
            assertThat(cold[0].verified(Policy.NOBODY)).isEqualTo(all);
        }
    }

    /// In CPU time: others use the machine too.
    private static void time(String what, Read read) throws IOException {
        double[] millis = new double[5];
        for (int i = 0; i < millis.length; i++) {
            long begun = CPU.getCurrentThreadCpuTime();
            assertThat(read.events()).hasSize(4 * RUNS);
            millis[i] = (CPU.getCurrentThreadCpuTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%s: %.0f ms, median of 5%n", what, millis[millis.length / 2]);
    }

    /// A run as they are: 2 KiB of output.
    private static void write(SqliteAudit audit, String action) throws IOException {
        Statement statement =
                new Statement(
                        action,
                        "bank",
                        "restart",
                        3,
                        "ab".repeat(32),
                        Runbook.Mode.RUN,
                        new TreeMap<>(Map.of("component", "payments-db", "size", "80")),
                        new ServiceId("payments-db"),
                        "db 14:00",
                        AT,
                        "ann",
                        0.9);
        String output = "a line of output\n".repeat(120);
        audit.append(new RemedyEvent.Started(AT, "ann", statement, "", "here 1 " + AT));
        audit.append(new RemedyEvent.Running(AT, "ann", action, 1234, AT));
        audit.append(
                new RemedyEvent.Ended(
                        AT,
                        "ann",
                        action,
                        new RemedyOutcome.Ended(0, Duration.ofSeconds(12), "a line of output\n"),
                        output.length(),
                        output));
        audit.append(
                new RemedyEvent.Verified(
                        AT,
                        "",
                        action,
                        new Verdict.Worked(new Verdict.Figures(9.5, .1, .9, .02, .03, 12))));
    }

    private static SqliteAudit audit(Database database) {
        return new SqliteAudit(database, KEYS, KEYS.publicText());
    }
}
