package dev.faultline.store.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.demo.broker.BrokerProperties;
import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Peers;
import dev.faultline.remedy.Peers.Notice;
import dev.faultline.remedy.Peers.State;
import dev.faultline.source.kafka.BrokerInJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class KafkaPeersTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final BrokerInJvm BROKER = BrokerInJvm.plain();

    @Test
    void oneOfTwoWinsATargetEachTime() throws Exception {
        String topic = BROKER.newTopic("actions", 3, Map.of("cleanup.policy", "compact"));
        CyclicBarrier together = new CyclicBarrier(2);
        try (KafkaPeers ann = peers(topic);
                KafkaPeers bob = peers(topic);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<KafkaPeers> both = List.of(ann, bob);
            int[] won = new int[2];
            for (int round = 0; round < 20; round++) {
                List<Future<Boolean>> claims = new ArrayList<>();
                for (int who = 0; who < 2; who++) {
                    Notice mine = notice(who + "-" + round, "db", "bench" + who, State.RUNNING);
                    KafkaPeers peers = both.get(who);
                    Callable<Boolean> claim =
                            () -> {
                                var _ = together.await();
                                return peers.claim(mine);
                            };
                    claims.add(threads.submit(claim));
                }
                boolean first = claims.get(0).get();
                boolean second = claims.get(1).get();
                assertThat(first ^ second).as("round " + round).isTrue();
                int winner = first ? 0 : 1;
                won[winner]++;
                both.get(winner)
                        .tell(notice(winner + "-" + round, "db", "bench" + winner, State.ENDED));
            }
            assertThat(won[0] + won[1]).isEqualTo(20);
            assertThat(ann.heard())
                    .containsExactlyInAnyOrderElementsOf(bob.heard())
                    .allMatch(n -> n.state() == State.ENDED || n.state() == State.NEVER_RAN);
        }
    }

    @Test
    void makesItsTopicAndTellsOthersTheNewestOfEachAction() throws Exception {
        Notice running = notice("a", "db", "bench1", State.RUNNING);
        try (KafkaPeers ann = new KafkaPeers(connection(), Duration.ofSeconds(10), () -> NOW);
                KafkaPeers bob = new KafkaPeers(connection(), Duration.ofSeconds(10), () -> NOW)) {
            assertThat(ann.heard()).isEmpty();
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, KafkaPeers.TOPIC);
            assertThat(
                            BROKER.admin()
                                    .describeConfigs(List.of(topic))
                                    .all()
                                    .get()
                                    .get(topic)
                                    .get("cleanup.policy")
                                    .value())
                    .isEqualTo("compact");
            assertThat(ann.claim(running)).isTrue();
            assertThat(bob.heard()).containsExactly(running);
            assertThat(bob.claim(notice("b", "db", "bench2", State.RUNNING))).isFalse();
            assertThat(bob.claim(notice("b", "web", "bench2", State.RUNNING)))
                    .as("another target")
                    .isTrue();
            assertThat(bob.claim(running)).as("an action is one's alone").isFalse();
            Notice worked = notice("a", "db", "bench1", State.WORKED);
            ann.tell(worked);
            try (KafkaProducer<byte[], byte[]> other = BROKER.newProducer()) {
                byte[] damaged = "{".getBytes(StandardCharsets.UTF_8);
                other.send(new ProducerRecord<>(KafkaPeers.TOPIC, damaged, damaged)).get();
            }
            assertThat(bob.heard()).hasSize(2).contains(worked);
            assertThat(bob.claim(notice("c", "db", "bench2", State.RUNNING))).isTrue();
        }
        // Whoever died is not waited for longer than its run may take.
        InstantSource later = () -> NOW.plusSeconds(121);
        try (KafkaPeers cid = new KafkaPeers(connection(), Duration.ofSeconds(10), later)) {
            assertThat(cid.claim(notice("d", "db", "bench3", State.RUNNING))).isTrue();
        }
    }

    @Test
    void aWordOfTheFutureBlocksNobodyForEver() throws Exception {
        String topic =
                BROKER.newTopic(
                        "future",
                        1,
                        Map.of(
                                "cleanup.policy",
                                "compact",
                                "message.timestamp.type",
                                "LogAppendTime"));
        Instant never = NOW.plus(Duration.ofDays(36_500));
        Notice forEver =
                new Notice(
                        "x",
                        "bank",
                        "restart",
                        new ServiceId("db"),
                        "eve",
                        "nowhere",
                        never,
                        never,
                        never,
                        State.RUNNING);
        // A minute for what this machine takes until here.
        InstantSource later = () -> NOW.plus(Peers.LONGEST).plusSeconds(60);
        try (KafkaPeers eve = peers(topic);
                KafkaPeers ann = peers(topic);
                KafkaPeers afterwards =
                        new KafkaPeers(connection(), topic, Duration.ofSeconds(10), later)) {
            eve.tell(forEver);
            assertThat(ann.claim(notice("a", "db", "bench1", State.RUNNING))).isFalse();
            assertThat(ann.heard())
                    .singleElement()
                    .satisfies(n -> {
                        assertThat(n.until()).isBetween(NOW.plus(Peers.LONGEST), later.instant());
                        assertThat(n.at()).isEqualTo(n.until());
                    });
            assertThat(afterwards.claim(notice("b", "db", "bench2", State.RUNNING))).isTrue();
        }
    }

    @Test
    void saysThatABrokerIsAwayAndComesBackToIt() throws Exception {
        Map<String, Object> nowhere =
                Map.of("bootstrap.servers", "127.0.0.1:" + BrokerProperties.freePort());
        try (KafkaPeers peers = new KafkaPeers(nowhere, Duration.ofMillis(400), () -> NOW)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> peers.claim(notice("a", "db", "x", State.RUNNING)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("can't be known from Kafka at 127.0.0.1")
                        .hasMessageContaining("no answer within 0.4 s");
            }
            assertThatThrownBy(peers::heard).isInstanceOf(IOException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> peers.claim(notice("a", "db", "x", State.RUNNING)))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    private static KafkaPeers peers(String topic) {
        return new KafkaPeers(connection(), topic, Duration.ofSeconds(10), () -> NOW);
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", BROKER.bootstrap());
    }

    private static Notice notice(String action, String target, String workbench, State state) {
        return new Peers.Notice(
                action,
                "bank",
                "restart",
                new ServiceId(target),
                "ann",
                workbench,
                NOW,
                NOW,
                NOW.plusSeconds(120),
                state);
    }
}
