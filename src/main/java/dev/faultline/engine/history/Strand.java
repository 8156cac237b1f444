package dev.faultline.engine.history;

import java.util.Arrays;
import java.util.function.Predicate;

/// A list that grows at its end, is cut there, and forgets its beginning; places stay what they
/// are. Views share what is there and never change. One thread writes; views may be read by all
/// once they were handed over safely.
public final class Strand<T> {
    private static final int CHUNK = 128;
    private static final Object[][] NONE = {};

    private Object[][] chunks = NONE;
    private int dropped;
    private int size;

    /// What a strand held at one moment.
    ///
    /// @param from the first place that is kept
    /// @param to the place behind the last
    @SuppressWarnings("ArrayRecordComponent") // shared, never compared
    public record View<T>(Object[][] chunks, int dropped, int from, int to) {
        @SuppressWarnings("unchecked") // only what was added is there
        public T get(int place) {
            if (place < from || place >= to) {
                throw new IndexOutOfBoundsException(
                        "place %d of %d to %d".formatted(place, from, to));
            }
            return (T) chunks[place / CHUNK - dropped][place % CHUNK];
        }

        /// The same up to a place.
        public View<T> until(int place) {
            return new View<>(chunks, dropped, Math.min(from, place), Math.min(to, place));
        }

        /// The first place for which something holds that holds for all that come after; `to` where
        /// there is none.
        public int first(Predicate<T> holds) {
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (holds.test(get(middle))) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    public int size() {
        return size;
    }

    public void add(T value) {
        if (size % CHUNK == 0) {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new Object[CHUNK];
        }
        chunks[chunks.length - 1][size % CHUNK] = value;
        size++;
    }

    /// Cuts it off at a place. Views made before keep what they have.
    public void rewind(int to) {
        if (to >= size) {
            return;
        }
        size = to;
        chunks = Arrays.copyOf(chunks, Math.max(0, Math.ceilDiv(to, CHUNK) - dropped));
        if (to % CHUNK != 0) {
            chunks[chunks.length - 1] = chunks[chunks.length - 1].clone();
        }
    }

    /// Forgets what lies before a place, as far as that makes room.
    public void forget(int from) {
        int gone = Math.min(from, size) / CHUNK - dropped;
        if (gone > 0) {
            chunks = Arrays.copyOfRange(chunks, gone, chunks.length);
            dropped += gone;
        }
    }

    /// What is there now.
    public View<T> view() {
        return new View<>(chunks, dropped, Math.min(size, dropped * CHUNK), size);
    }
}
