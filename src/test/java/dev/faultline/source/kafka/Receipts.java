package dev.faultline.source.kafka;

import dev.faultline.model.Notice;
import dev.faultline.source.RecordReceiver;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what a reader delivers, by the number that each record carries as its first eight
/// bytes.
final class Receipts implements RecordReceiver {
    private final BitSet numbers = new BitSet();
    private final Map<Part, Long> last = new HashMap<>();
    private long records;
    private long twice;
    private long disordered;
    private long tombstones;

    final List<String> notices = new CopyOnWriteArrayList<>();
    volatile Set<Part> held = Set.of();
    volatile boolean busy;
    volatile Set<Part> atEnd = Set.of();
    volatile Set<Part> assigned = Set.of();
    volatile long polls;

    /// A record with a number in it, and further bytes.
    static byte[] numbered(long number, int length) {
        byte[] value = new byte[length];
        java.nio.ByteBuffer.wrap(value).putLong(number);
        return value;
    }

    @Override
    public synchronized void record(
            String topic, int partition, long offset, long timestampMillis, byte[] value) {
        records++;
        Part part = new Part(topic, partition);
        Long before = last.put(part, offset);
        if (before != null && before >= offset) {
            disordered++;
        }
        if (value.length == 0) {
            tombstones++;
            return;
        }
        int number = (int) java.nio.ByteBuffer.wrap(value).getLong();
        if (numbers.get(number)) {
            twice++;
        }
        numbers.set(number);
    }

    @Override
    public void polled(Instant now, Set<Part> atEnd, Set<Part> assigned) {
        this.atEnd = atEnd;
        this.assigned = assigned;
        polls++;
    }

    @Override
    public Set<Part> held() {
        return held;
    }

    @Override
    public boolean busy() {
        return busy;
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice.text());
    }

    synchronized long records() {
        return records;
    }

    synchronized long twice() {
        return twice;
    }

    synchronized long disordered() {
        return disordered;
    }

    synchronized long tombstones() {
        return tombstones;
    }

    /// How many different numbers came.
    synchronized int different() {
        return numbers.cardinality();
    }

    /// The first number that did not come.
    synchronized int firstMissing() {
        return numbers.nextClearBit(0);
    }

    synchronized boolean has(int number) {
        return numbers.get(number);
    }
}
