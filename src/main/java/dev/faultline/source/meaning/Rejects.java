package dev.faultline.source.meaning;

import dev.faultline.source.Position;
import dev.faultline.source.Reject;
import dev.faultline.source.RejectReason;
import dev.faultline.source.mask.Excerpt;
import dev.faultline.source.mask.Masking;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What could not be taken in: counted by reason, the newest kept with where they lie and a masked
/// excerpt. Not thread-safe.
public final class Rejects {
    /// How many are kept.
    public static final int KEPT = 1_000;

    /// Excerpts in one second of arrival: a flood is counted, its records look alike.
    private static final int EXCERPTS = 200;

    private final Masking masking;
    private final @Nullable RejectLog log;
    private final Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
    private final ArrayDeque<Reject> kept = new ArrayDeque<>();
    private @Nullable List<Reject> seen;
    private long second;
    private int excerpts;

    /// Rejects that are shown only.
    public Rejects(Masking masking) {
        this(masking, null);
    }

    /// @param log where they are written too; null for nowhere
    public Rejects(Masking masking, @Nullable RejectLog log) {
        this.masking = masking;
        this.log = log;
    }

    /// Counts and keeps one.
    ///
    /// @param detail what was found, without any value of the record
    /// @param record its bytes, of which a masked beginning is kept
    public void add(
            Position position, Instant arrived, RejectReason reason, String detail, byte[] record) {
        count(reason);
        if (arrived.getEpochSecond() != second) {
            second = arrived.getEpochSecond();
            excerpts = 0;
        }
        String excerpt = excerpts++ < EXCERPTS ? Excerpt.of(record, masking) : "";
        Reject reject = new Reject(position, arrived, reason, masking.text(detail), excerpt);
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(reject);
        seen = null;
        if (log != null) {
            log.add(reject);
        }
    }

    /// Counts one that is like others that are kept.
    void count(RejectReason reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    /// How many there were of each reason.
    public Map<RejectReason, Long> counts() {
        return Map.copyOf(counts);
    }

    /// The newest, oldest first.
    public List<Reject> newest() {
        List<Reject> now = seen;
        if (now == null) {
            now = List.copyOf(kept);
            seen = now;
        }
        return now;
    }
}
