package dev.faultline.source.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a message of protobuf: fields one after the other, messages within messages. A length is
/// known when its message is closed, and what was written since moves to make room for it.
public final class Proto {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;

    private byte[] bytes = new byte[4096];
    private int length;

    /// What was written so far, which is forgotten.
    public byte[] take() {
        byte[] all = Arrays.copyOf(bytes, length);
        length = 0;
        return all;
    }

    /// Begins a message.
    ///
    /// @return where, for [#close]
    public int open(int field) {
        tag(field, BYTES);
        return length;
    }

    /// Ends the message that began there.
    public void close(int mark) {
        int size = length - mark;
        int room = size(size);
        reserve(room);
        System.arraycopy(bytes, mark, bytes, mark + room, size);
        length = mark;
        varint(size);
        length += size;
    }

    /// A whole number of a type that counts from 0: an enum, a boolean, an unsigned one.
    public void number(int field, long value) {
        tag(field, VARINT);
        varint(value);
    }

    /// `fixed64`.
    public void fixed(int field, long value) {
        tag(field, EIGHT_BYTES);
        eight(value);
    }

    /// `double`.
    public void real(int field, double value) {
        fixed(field, Double.doubleToRawLongBits(value));
    }

    /// One of several in a packed field, of which [#open] wrote the tag.
    public void packed(long value) {
        eight(value);
    }

    public void text(int field, String text) {
        raw(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A message that was written before, or text.
    public void raw(int field, byte[] value) {
        tag(field, BYTES);
        varint(value.length);
        append(value);
    }

    /// Fields that were written before.
    public void append(byte[] fields) {
        reserve(fields.length);
        System.arraycopy(fields, 0, bytes, length, fields.length);
        length += fields.length;
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void eight(long value) {
        reserve(8);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private static int size(int value) {
        return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
