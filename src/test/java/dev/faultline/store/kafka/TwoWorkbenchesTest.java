package dev.faultline.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.Gate;
import dev.faultline.remedy.Gatekeeper;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Peers;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.RemedyRunner;
import dev.faultline.remedy.Role;
import dev.faultline.remedy.RunnerLab;
import dev.faultline.remedy.RunnerLab.Book;
import dev.faultline.remedy.Scene;
import dev.faultline.remedy.Signing;
import dev.faultline.source.kafka.BrokerInJvm;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Two workbenches with an audit each, one topic between them, and the gate itself.
@EnabledOnOs({OS.LINUX, OS.MAC})
class TwoWorkbenchesTest {
    private static final Identity ANN = Identity.create("ann");
    private static final ServiceId DB = new ServiceId("db");
    private static final Topology TOPOLOGY =
            Topology.of("test", List.of(Component.unowned(DB, ComponentKind.DATABASE)), List.of())
                    .topology();

    @TempDir private Path folder;

    @Test
    void oneHonoursWhatTheOtherDoes() throws Exception {
        String topic =
                BrokerInJvm.plain().newTopic("honoured", 1, Map.of("cleanup.policy", "compact"));
        Book waits =
                Book.of(
                        "echo ready; while [ ! -e \"$1/go\" ]; do sleep 0.02; done; exit 1",
                        folder.toString());
        try (RunnerLab here = new RunnerLab(folder.resolve("here"));
                RunnerLab there = new RunnerLab(folder.resolve("there"));
                KafkaPeers ours = peers(topic);
                KafkaPeers theirs = peers(topic)) {
            RemedyRunner runner = runner(here, waits, ours);
            RemedyRunner other = runner(there, waits, theirs);
            CompletableFuture<RemedyOutcome> run =
                    CompletableFuture.supplyAsync(() -> run(here, runner, waits, "one"));
            await().until(() -> here.lines.contains("ready"));
            assertThat(run(there, other, waits, "two"))
                    .as("it runs there")
                    .isEqualTo(new RemedyOutcome.Refused(new Refusal.Busy("one", "ann")));
            Files.createFile(folder.resolve("go"));
            assertThat(run.get()).isInstanceOf(RemedyOutcome.Ended.class);
            Book patient = waits.cooldown(Duration.ofMinutes(10));
            assertThat(run(there, runner(there, patient, theirs), patient, "three"))
                    .isInstanceOfSatisfying(
                            RemedyOutcome.Refused.class,
                            o -> assertThat(o.why()).isInstanceOf(Refusal.CoolingDown.class));
            assertThat(run(here, runner, waits, "four")).isInstanceOf(RemedyOutcome.Ended.class);
            assertThat(run(there, other, waits, "five"))
                    .as("it failed there twice")
                    .isInstanceOfSatisfying(
                            RemedyOutcome.Refused.class,
                            o -> assertThat(o.why()).isInstanceOf(Refusal.BreakerOpen.class));
            assertThat(there.actions().all()).as("nothing ran there").isEmpty();
        }
    }

    private static RemedyOutcome run(RunnerLab lab, RemedyRunner runner, Book book, String action) {
        Confirmation signed =
                Signing.sign(RunnerLab.confirmed(book, action, "db").statement(), ANN);
        return runner.run(signed, lab.lines::add, TwoWorkbenchesTest::scene);
    }

    private static RemedyRunner runner(RunnerLab lab, Book book, Peers peers) throws Exception {
        Policy policy =
                new Policy(
                        Map.of(
                                "ann",
                                new Policy.Person(
                                        "ann", ANN.key(), Set.of(Role.ADMIN, Role.RESPONDER))),
                        List.of(),
                        Policy.USUAL,
                        Role.ADMIN);
        lab.audit.append(
                new RemedyEvent.Approved(
                        Instant.now(), "ann", "restart", 1, book.copy().hash(), ""));
        Gatekeeper gate =
                (confirmation, copy, scene) ->
                        new Gate(policy, scene, lab.audit.events(), peers.heard(), Instant.now())
                                .refusal(confirmation, Optional.of(copy));
        return lab.runner(book, gate, lab.audit, peers, line -> line);
    }

    private static Scene scene() {
        return new Scene(
                "bank",
                true,
                Duration.ZERO,
                Duration.ofSeconds(60),
                TOPOLOGY,
                Map.of(DB, 0.9),
                Map.of(DB, 0.9),
                Map.of());
    }

    private static KafkaPeers peers(String topic) {
        return new KafkaPeers(
                Map.of("bootstrap.servers", BrokerInJvm.plain().bootstrap()),
                topic,
                Duration.ofSeconds(10),
                InstantSource.system());
    }
}
