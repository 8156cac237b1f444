package dev.faultline.cause.inference;

import java.util.Arrays;

/// A binary heap of the numbers 0..n−1 by keys that may change, the least first, equal keys by
/// number. (`java.util.PriorityQueue` cannot change a key.)
final class KeyHeap {
    private final int[] heap;
    private final int[] place;
    private final double[] key;
    private int count;

    KeyHeap(int n) {
        this.heap = new int[n];
        this.place = new int[n];
        this.key = new double[n];
        Arrays.fill(place, -1);
    }

    /// Puts `v` in, or changes its key.
    void put(int v, double newKey) {
        if (place[v] < 0) {
            place[v] = count;
            heap[count++] = v;
        }
        key[v] = newKey;
        up(place[v]);
        down(place[v]);
    }

    /// Takes the least out.
    int poll() {
        int least = heap[0];
        place[least] = -1;
        int last = heap[--count];
        if (count > 0) {
            heap[0] = last;
            place[last] = 0;
            down(0);
        }
        return least;
    }

    private boolean before(int a, int b) {
        return key[a] < key[b] || (key[a] == key[b] && a < b);
    }

    private void up(int from) {
        int at = from;
        int v = heap[at];
        while (at > 0 && before(v, heap[(at - 1) >> 1])) {
            move(heap[(at - 1) >> 1], at);
            at = (at - 1) >> 1;
        }
        move(v, at);
    }

    private void down(int from) {
        int at = from;
        int v = heap[at];
        while (2 * at + 1 < count) {
            int child = 2 * at + 1;
            if (child + 1 < count && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], v)) {
                break;
            }
            move(heap[child], at);
            at = child;
        }
        move(v, at);
    }

    private void move(int v, int at) {
        heap[at] = v;
        place[v] = at;
    }
}
