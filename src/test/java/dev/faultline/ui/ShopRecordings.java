package dev.faultline.ui;

import dev.faultline.capture.CaptureInfo;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.EngineThread;
import dev.faultline.engine.PinAct;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.Notice;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.source.Playback;
import dev.faultline.source.replay.Replay;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Topology;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens the small shop, whatever is asked for: a real replay into a real engine. `broken.capture`
/// cannot be opened; `endless.capture` never comes to an end.
public final class ShopRecordings implements Recordings {
    private final CountDownLatch never = new CountDownLatch(1);
    private final EngineCommand.Start start;

    public ShopRecordings() {
        this(SmallShop.withReference().start());
    }

    /// The same samples under other names, in another system.
    public ShopRecordings(EngineCommand.Start start) {
        this.start = start;
    }

    @Override
    public List<Bundled> bundled() {
        return List.of(new Bundled(Path.of("shop.capture"), "small shop", "made from a seed"));
    }

    @Override
    public Session open(
            Path file, @Nullable Instant at, Consumer<Snapshot> screen, Consumer<String> progress)
            throws CannotOpen, InterruptedException {
        switch (file.toString()) {
            case "broken.capture" ->
                    throw new CannotOpen("broken.capture: it is no capture.", null);
            case "endless.capture" -> never.await();
            default -> progress.accept("reading");
        }
        SmallShop shop = SmallShop.withReference();
        AtomicReference<EngineThread> self = new AtomicReference<>();
        EngineThread engine =
                new EngineThread(() -> {
                    EngineThread running = self.get();
                    if (running != null) {
                        screen.accept(running.get());
                    }
                });
        self.set(engine);
        engine.send(start);
        Replay replay = new Replay(shop, engine);
        replay.seek(at == null ? SmallShop.at(SmallShop.FAULT + 6) : at);
        replay.start();
        return new Open(shop, start.topology(), engine, replay);
    }

    private record Open(SmallShop shop, Topology topology, EngineThread engine, Replay replay)
            implements RecordedSession {
        @Override
        public CaptureInfo info() {
            return shop.info();
        }

        @Override
        public Playback playback() {
            return replay;
        }

        @Override
        public List<Notice> notices() {
            return shop.notices();
        }

        @Override
        public void label(AnomalyLabel label) throws InterruptedException {
            engine.send(new EngineCommand.Label(label));
        }

        @Override
        public void correct(Correction.Act act) throws InterruptedException {
            engine.send(new EngineCommand.Correct(act));
        }

        @Override
        public void pin(PinAct act) throws InterruptedException {
            engine.send(new EngineCommand.Pin(act));
        }

        @Override
        public void close() {
            replay.close();
            engine.close();
        }
    }
}
