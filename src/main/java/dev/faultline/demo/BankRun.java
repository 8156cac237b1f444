package dev.faultline.demo;

import dev.faultline.demo.bank.Bank;
import dev.faultline.demo.bank.BankException;
import dev.faultline.demo.bank.FaultRecord;
import dev.faultline.demo.bank.Scenario;
import dev.faultline.demo.broker.BrokerProcess;
import dev.faultline.demo.feed.FeedRecord;
import dev.faultline.demo.feed.FrameEncoder;
import dev.faultline.demo.feed.KafkaFeed;
import dev.faultline.source.WatchedTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bank as it runs: its history as fast as it can be computed, while the broker still starts,
/// then step by step as its time passes. Its thread, `demo-bank`, is the only one that touches it.
final class BankRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BankRun.class);

    /// Frames that are computed before the broker takes them.
    private static final int AHEAD = 500;

    private static final long LOOK_SECONDS = 1;

    /// Whoever asks is answered between two steps, and not during the history.
    private static final long PATIENCE_SECONDS = 60;

    private final DemoPlan plan;
    private final Bank bank;
    private final Instant live;
    private final BrokerProcess broker;
    private final FrameEncoder encoder;
    private final Queue<Scenario.Entry> coming;
    private final Thread thread = new Thread(this::run, "demo-bank");
    private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
    private final CompletableFuture<WatchedTime> living = new CompletableFuture<>();
    private volatile List<FaultRecord> truth = List.of();
    private volatile String doing = "Starting a Kafka broker…";

    /// Something that is done to the bank between two of its steps.
    interface Deed {
        String to(Bank bank) throws BankException;
    }

    /// @param bank one history ago
    /// @param live when its history ends
    BankRun(DemoPlan plan, Bank bank, Instant live, BrokerProcess broker) {
        this.plan = plan;
        this.bank = bank;
        this.live = live;
        this.broker = broker;
        encoder = new FrameEncoder(bank.series());
        coming = new ArrayDeque<>(plan.scenario().entries());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /// The time in the bank, as soon as its history is written.
    CompletableFuture<WatchedTime> living() {
        return living;
    }

    /// What is being done, for who waits.
    String doing() {
        return doing;
    }

    List<FaultRecord> truth() {
        return truth;
    }

    /// Does something to the bank and waits for it.
    String ask(Deed deed) throws BankException, InterruptedException {
        CompletableFuture<String> done = new CompletableFuture<>();
        asked.add(() -> {
            try {
                done.complete(deed.to(bank));
            } catch (BankException e) {
                done.completeExceptionally(e);
            }
            truth = bank.truth();
        });
        try {
            return done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BankException known
                    ? known
                    : new BankException(
                            "The bank did not come to it within "
                                    + PATIENCE_SECONDS
                                    + " s: is its history still being written?");
        }
    }

    private void run() {
        try (KafkaFeed feed = history()) {
            WatchedTime time = new WatchedTime(Instant.now(), live, plan.speed());
            living.complete(time);
            while (true) {
                Instant next = bank.now().plus(plan.bank().step());
                Runnable deed = asked.poll(Math.max(0, time.until(next)), TimeUnit.MILLISECONDS);
                if (deed != null) {
                    deed.run();
                } else {
                    due();
                    feed.send(encoder.encode(bank.step()));
                    truth = bank.truth();
                }
            }
        } catch (IOException e) {
            if (!living.completeExceptionally(e)) {
                LOG.error("The bank stands still: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            living.completeExceptionally(new IOException("The bank fell over: " + e, e));
            throw e;
        } catch (InterruptedException e) {
            living.completeExceptionally(new IOException("The demo was closed.", e));
        }
    }

    /// Lets happen what the scenario has for now.
    private void due() {
        Duration passed = Duration.between(live, bank.now());
        while (!coming.isEmpty() && coming.peek().after().compareTo(passed) <= 0) {
            try {
                bank.inject(coming.remove().fault());
            } catch (BankException e) {
                LOG.error("It was tried before and could be: {}", e.getMessage());
            }
        }
    }

    /// Writes the history: one thread computes, this one waits for the broker and sends.
    private KafkaFeed history() throws IOException, InterruptedException {
        long steps = plan.history().dividedBy(plan.bank().step());
        BlockingQueue<List<FeedRecord>> frames = new ArrayBlockingQueue<>(AHEAD);
        FutureTask<Long> computing =
                new FutureTask<>(() -> {
                    for (long i = 0; i < steps; i++) {
                        frames.put(encoder.encode(bank.step()));
                    }
                    return steps;
                });
        Thread.ofPlatform().daemon().name("demo-history").start(computing);
        boolean written = false;
        broker.await();
        LOG.debug("The broker is there, and {} steps of the history.", frames.size());
        KafkaFeed feed = KafkaFeed.open(broker.bootstrap());
        try {
            for (long i = 0; i < steps; i++) {
                List<FeedRecord> frame = frames.poll(LOOK_SECONDS, TimeUnit.SECONDS);
                while (frame == null && !computing.isDone()) {
                    frame = frames.poll(LOOK_SECONDS, TimeUnit.SECONDS);
                }
                feed.send(frame == null ? List.of() : frame);
                if (i % 64 == 0) {
                    doing =
                            "Writing %d days of the bank's history: %d %%"
                                    .formatted(plan.history().toDays(), 100 * i / steps);
                }
            }
            feed.flush();
            computing.get();
            LOG.debug("The history of {} steps is written.", steps);
            written = true;
            return feed;
        } catch (ExecutionException e) {
            throw new IOException("The bank's history can't be computed: " + e.getCause(), e);
        } finally {
            if (!written) {
                computing.cancel(true);
                feed.close();
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
