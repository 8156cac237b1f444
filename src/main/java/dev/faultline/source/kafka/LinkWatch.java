package dev.faultline.source.kafka;

import dev.faultline.source.LiveState.Link;
import java.time.Duration;
import java.time.Instant;

/// Tells whether somebody answers. Kafka's client does not: to it, a broker that is gone looks like
/// a topic without news.
final class LinkWatch {
    /// Without any answer for so long nobody is there. A healthy cluster answers every second.
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private Link link = new Link.Connecting(Instant.now());
    private long silence;
    private long lastAnswer = Long.MIN_VALUE;

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
    void looked(long spent, long answer, boolean records, String server) {
        if (records || answer != lastAnswer) {
            lastAnswer = answer;
            silence = 0;
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
        if (!(link instanceof Link.Lost lost) || now.isAfter(lost.retryAt())) {
            Instant since = link instanceof Link.Lost lost ? lost.since() : now.minusNanos(silence);
            String why =
                    link instanceof Link.Lost lost ? lost.why() : "No answer from " + server + ".";
            link = new Link.Lost(since, why, now.plus(LOOK_AGAIN));
        }
    }

    /// A look begins anew: the clients are new.
    void reopened() {
        silence = 0;
        lastAnswer = Long.MIN_VALUE;
    }

    /// Why nobody answers, where somebody found out.
    void explained(String why) {
        if (link instanceof Link.Lost lost) {
            link = new Link.Lost(lost.since(), why, lost.retryAt());
        }
    }

    void lost(String why, Instant retryAt) {
        Instant since = link instanceof Link.Lost lost ? lost.since() : Instant.now();
        link = new Link.Lost(since, why, retryAt);
    }

    void refused(String why) {
        Instant since = link instanceof Link.Refused refused ? refused.since() : Instant.now();
        link = new Link.Refused(since, why);
    }
}
