package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.remedy.RemedyDesk;
import dev.faultline.settings.Settings;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.store.kafka.KafkaPeers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemedyWorkshopTest {
    @Test
    void letsGoOfTheClusterWhenItIsClosed(@TempDir Path folder) throws Exception {
        BrokerInJvm broker = BrokerInJvm.plain();
        KafkaPeers peers =
                new KafkaPeers(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrap(),
                                "client.id",
                                "workshop-test"),
                        Duration.ofSeconds(10),
                        InstantSource.system());
        try (RemedyWorkshop workshop =
                RemedyWorkshop.of(
                        new RemedyDesk.Places(
                                folder.resolve("runbooks"),
                                folder.resolve("policy.yaml"),
                                folder.resolve("identity.pem"),
                                folder.resolve("runs")),
                        folder.resolve("faultline.db"),
                        peers,
                        Map.of(),
                        Settings.DEFAULT.masking())) {
            assertThat(workshop.desk().heard()).isEmpty();
            assertThat(clients()).isPositive();
        }
        await().until(() -> clients() == 0);
    }

    private static long clients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("workshop-test"))
                .count();
    }
}
