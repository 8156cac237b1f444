package dev.faultline.source.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/// A 128-bit hash of what names a series, under a key that is drawn when the program starts: what
/// was hashed cannot be found out from what is kept, nor can a sender make two series collide.
///
/// SipHash-1-3 with 128 bits of output (Aumasson and Bernstein, "SipHash: a fast short-input PRF",
/// INDOCRYPT 2012, and its reference code), over words instead of bytes: each run of bytes is its
/// length, its words, and its last eight bytes, so that no two sequences of runs make the same
/// words.
final class KeyedHash {
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long KEY_0;
    private static final long KEY_1;

    static {
        SecureRandom random = new SecureRandom();
        KEY_0 = random.nextLong();
        KEY_1 = random.nextLong();
    }

    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long high;
    private long low;

    /// Forgets what was added.
    void begin() {
        v0 = KEY_0 ^ 0x736f6d6570736575L;
        v1 = KEY_1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = KEY_0 ^ 0x6c7967656e657261L;
        v3 = KEY_1 ^ 0x7465646279746573L;
    }

    /// Goes on from where another stands.
    void from(KeyedHash other) {
        v0 = other.v0;
        v1 = other.v1;
        v2 = other.v2;
        v3 = other.v3;
    }

    void add(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }

    /// Adds the bytes `from..to`.
    void add(byte[] bytes, int from, int to) {
        int length = to - from;
        add(length);
        if (length == 0) {
            return;
        }
        if (length < Long.BYTES) {
            long word = 0;
            for (int i = from; i < to; i++) {
                word = word << 8 | (bytes[i] & 0xff);
            }
            add(word);
            return;
        }
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3;
        int last = to - Long.BYTES;
        for (int i = from; ; i = Math.min(i + Long.BYTES, last)) {
            long word = (long) WORDS.get(bytes, i);
            d ^= word;
            a += b;
            b = Long.rotateLeft(b, 13) ^ a;
            a = Long.rotateLeft(a, 32);
            c += d;
            d = Long.rotateLeft(d, 16) ^ c;
            a += d;
            d = Long.rotateLeft(d, 21) ^ a;
            c += b;
            b = Long.rotateLeft(b, 17) ^ c;
            c = Long.rotateLeft(c, 32);
            a ^= word;
            if (i == last) {
                break;
            }
        }
        v0 = a;
        v1 = b;
        v2 = c;
        v3 = d;
    }

    /// Adds the characters of a text.
    void add(String text) {
        int length = text.length();
        add(length);
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = word << 16 | text.charAt(i);
            if ((i & 3) == 3 || i == length - 1) {
                add(word);
                word = 0;
            }
        }
    }

    /// Makes [#high] and [#low] of all that was added.
    void end() {
        v2 ^= 0xee;
        round();
        round();
        round();
        high = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        round();
        round();
        round();
        low = v0 ^ v1 ^ v2 ^ v3;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
