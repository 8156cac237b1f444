package dev.faultline.source.replay;

import static dev.faultline.engine.SmallShop.CELLS;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.faultline.capture.CaptureInfo;
import dev.faultline.engine.CommandSink;
import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineThread;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.engine.Snapshots;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SampleBatch;
import dev.faultline.model.TimeSpan;
import dev.faultline.source.Playback;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    @Test
    void standsAtTheStartUntilItIsMoved() throws InterruptedException {
        Player player = player(SmallShop.withReference());
        Snapshot first = player.snapshotAt(at(0));
        assertThat(first.history().length()).isEqualTo(1);
        assertThat(first.notices()).extracting(Notice::text).containsExactly("simulated");
        assertThat(player.replay.state().playing()).isFalse();
        assertThat(player.replay.state().span()).isEqualTo(new TimeSpan(at(0), at(CELLS - 1)));
    }

    @Test
    void givesTheSameBySeekingAndByPlayingAtFullSpeed() throws InterruptedException {
        Player seeking = player(SmallShop.whole());
        seeking.replay.seek(at(CELLS - 1));
        Snapshot bySeeking = seeking.snapshotAt(at(CELLS - 1));

        Player playing = player(SmallShop.whole());
        // A cell of ten minutes takes a second of wall time: only the last one is played.
        playing.replay.speed(Playback.FASTEST);
        playing.replay.seek(at(CELLS - 2));
        playing.replay.play();
        Snapshot byPlaying = playing.snapshotAt(at(CELLS - 1));
        Snapshots.assertSame(byPlaying, bySeeking);
        await().untilAsserted(() -> assertThat(playing.replay.state().playing()).isFalse());
    }

    @Test
    void givesTheSameFromTheWholeTapeAndFromTheTapeCutThere() throws InterruptedException {
        Instant cut = at(SmallShop.FAULT + 5);
        Player whole = player(SmallShop.withReference());
        whole.replay.seek(cut);
        Player part = player(SmallShop.withReference().cutAt(cut));
        part.replay.seek(cut);
        Snapshots.assertSame(whole.snapshotAt(cut), part.snapshotAt(cut));
    }

    @Test
    void givesTheSameAfterSeekingBackAndForth() throws InterruptedException {
        long seed = 5;
        Random random = new Random(seed);
        Player player = player(SmallShop.whole());
        for (int i = 0; i < 8; i++) {
            int cell = random.nextInt(CELLS);
            player.replay.seek(at(cell));
            Snapshot sought = player.snapshotAt(at(cell));
            Player straight = player(SmallShop.whole());
            straight.replay.seek(at(cell));
            Snapshots.assertSame(sought, straight.snapshotAt(at(cell)));
        }
    }

    @Test
    void givesTheSameWithoutAnyThread() throws IOException, InterruptedException {
        for (Instant at : List.of(at(SmallShop.FAULT + 5), Instant.MAX, Instant.MIN)) {
            SmallShop shop = SmallShop.withReference();
            Engine engine = new Engine();
            engine.apply(shop.start());
            CommandSink sink = engine::apply;
            Delivery.upTo(at, shop, sink);
            Player player = player(shop);
            player.replay.seek(at);
            Snapshots.assertSame(
                    engine.snapshot(), player.snapshotAt(player.replay.state().target()));
        }
    }

    @Test
    void followsTheNewestOfManySeeksWithoutWaitingForTheOthers() throws InterruptedException {
        Player player = player(SmallShop.whole());
        for (int i = 0; i < 200; i++) {
            player.replay.seek(at(i * 37 % CELLS));
        }
        player.replay.seek(at(77));
        assertThat(player.snapshotAt(at(77)).history().length()).isEqualTo(78);
    }

    @Test
    void clipsASeekToTheTimeLine() throws InterruptedException {
        Player player = player(SmallShop.whole());
        player.replay.seek(Instant.MAX);
        player.snapshotAt(at(CELLS - 1));
        player.replay.seek(Instant.MIN);
        player.snapshotAt(at(0));
        assertThat(player.replay.state().target()).isEqualTo(at(0));
    }

    @Test
    void playsPausesAndKeepsThePlayhead() throws InterruptedException {
        Player player = player(SmallShop.whole());
        player.replay.seek(at(100));
        player.snapshotAt(at(100));
        player.replay.speed(600);
        player.replay.play();
        await().until(() -> player.replay.state().target().isAfter(at(100).plusSeconds(60)));
        assertThat(player.replay.state().playing()).isTrue();
        player.replay.pause();
        Instant paused = player.replay.state().target();
        assertThat(player.replay.state().target()).isEqualTo(paused);
        await().until(() -> !player.replay.state().seeking());
        assertThat(player.replay.state().target()).isEqualTo(paused);
        assertThat(player.replay.state().playing()).isFalse();
    }

    @Test
    void refusesSpeedsOutsideItsRange() {
        Player player = player(SmallShop.whole());
        assertThatIllegalArgumentException().isThrownBy(() -> player.replay.speed(.4));
        assertThatIllegalArgumentException().isThrownBy(() -> player.replay.speed(601));
        assertThatIllegalArgumentException().isThrownBy(() -> player.replay.speed(Double.NaN));
    }

    @Test
    void saysThatATapeBrokeInsteadOfFallingSilent() {
        SmallShop shop = SmallShop.whole();
        Player player = player(new TornTape(shop), shop);
        player.replay.seek(at(CELLS - 1));
        await().untilAsserted(() ->
                assertThat(player.engine.get().notices())
                        .extracting(Notice::text)
                        .contains("The replay of 'small shop' stopped: page 3 is torn"));
    }

    @Test
    void endsItsThreadsWhenClosed() {
        Player player = player(SmallShop.whole());
        player.replay.seek(at(CELLS - 1));
        player.replay.close();
        player.engine.close();
        await().untilAsserted(() -> assertThat(player.replay.running()).isFalse());
        await().untilAsserted(() -> assertThat(player.engine.running()).isFalse());
    }

    private Player player(SmallShop shop) {
        return player(shop, shop);
    }

    private Player player(Tape tape, SmallShop shop) {
        EngineThread engine = new EngineThread();
        open.add(engine);
        try {
            engine.send(shop.start());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Replay replay = new Replay(tape, engine);
        open.add(replay);
        replay.start();
        return new Player(replay, engine);
    }

    private record Player(Replay replay, EngineThread engine) {
        Snapshot snapshotAt(Instant at) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !replay.state().seeking() && engine.get().at().equals(at));
            return engine.get();
        }
    }

    /// A tape that cannot be read beyond its middle.
    private record TornTape(SmallShop shop) implements Tape {
        @Override
        public CaptureInfo info() {
            return shop.info();
        }

        @Override
        public List<ChangeEvent> changes() {
            return shop.changes();
        }

        @Override
        public List<Notice> notices() {
            return shop.notices();
        }

        @Override
        public void read(TimeSpan arrivedWithin, Consumer<SampleBatch> receiver)
                throws IOException {
            shop.read(arrivedWithin, receiver);
            if (arrivedWithin.to().isAfter(at(300))) {
                throw new IOException("page 3 is torn");
            }
        }

        @Override
        public void readReference(Consumer<SampleBatch> receiver) {}
    }
}
