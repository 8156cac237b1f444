package dev.faultline.source.kafka;

import dev.faultline.source.LiveState.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells whether somebody answers, and if not, why. Kafka's client does not: to it, a broker that
/// is gone looks like a topic without news.
final class LinkWatch {
    /// Without any answer for so long nobody is there. A healthy cluster answers every second.
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Executor THREADS = Thread::startVirtualThread;

    private final String server;
    private final Supplier<Optional<Finding>> obstacle;
    private Link link = new Link.Connecting(Instant.now());
    private long silence;
    private long lastAnswer = Long.MIN_VALUE;
    private @Nullable CompletableFuture<Optional<Finding>> looking;

    /// @param obstacle finds out why nobody answers; may take seconds, is asked on another thread
    LinkWatch(String server, Supplier<Optional<Finding>> obstacle) {
        this.server = server;
        this.obstacle = obstacle;
    }

    Link link() {
        return link;
    }

    boolean connected() {
        return link instanceof Link.Connected;
    }

    /// What came of a look at the network.
    ///
    /// @param spent nanoseconds that the look took: only then could an answer have been noticed
    /// @param answer when the cluster last answered; the same as before for no news
    /// @param records whether records came, an answer too
    void looked(long spent, long answer, boolean records) {
        if (records || answer != lastAnswer) {
            lastAnswer = answer;
            silence = 0;
            looking = null;
            if (!connected()) {
                link = new Link.Connected(Instant.now());
            }
            return;
        }
        silence += spent;
        if (silence < PATIENCE.toNanos()) {
            return;
        }
        Instant now = Instant.now();
        if (connected() || link instanceof Link.Connecting) {
            lost("No answer from " + server + ".", now.plus(LOOK_AGAIN), now.minusNanos(silence));
            looking = CompletableFuture.supplyAsync(obstacle, THREADS);
        } else if (looking != null && looking.isDone()) {
            looking.resultNow().ifPresent(found -> explained(found, now.plus(LOOK_AGAIN)));
            looking = null;
        } else if (looking == null
                && link instanceof Link.Lost lost
                && now.isAfter(lost.retryAt())) {
            looking = CompletableFuture.supplyAsync(obstacle, THREADS);
        }
    }

    private void explained(Finding found, Instant retryAt) {
        if (found.passes()) {
            lost(words(found), retryAt, Instant.now());
        } else {
            refused(words(found));
        }
    }

    /// A look begins anew: the clients are new.
    void reopened() {
        silence = 0;
        lastAnswer = Long.MIN_VALUE;
        looking = null;
    }

    void lost(Finding found, Instant retryAt) {
        lost(words(found), retryAt, Instant.now());
    }

    private void lost(String why, Instant retryAt, Instant newly) {
        link = new Link.Lost(link instanceof Link.Lost lost ? lost.since() : newly, why, retryAt);
    }

    void refused(Finding found) {
        refused(words(found));
    }

    private void refused(String why) {
        Instant since = link instanceof Link.Refused refused ? refused.since() : Instant.now();
        link = new Link.Refused(since, why);
    }

    private static String words(Finding found) {
        return (found.sentence() + " " + found.advice()).strip();
    }
}
