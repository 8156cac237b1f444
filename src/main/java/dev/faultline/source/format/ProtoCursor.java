package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A place in bytes of the protobuf wire format (protobuf.dev/programming-guides/encoding). Every
/// read is bounded by the end of the message that it belongs to.
final class ProtoCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int MESSAGE = 2;
    static final int FIXED32 = 5;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    byte[] bytes = new byte[0];
    int at;

    /// A field number and a wire type, as in a tag.
    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    /// The next tag.
    int tag(int end) throws Unreadable {
        int next = at < end ? bytes[at] : -1;
        if (next > 0) {
            at++;
            return next;
        }
        long tag = varint(end);
        if (tag < 8 || tag > 0xffff_ffffL) {
            throw Unreadable.malformed("a protobuf tag that is none at byte %,d".formatted(at));
        }
        return (int) tag;
    }

    /// Passes over fields up to the next of a tag, and reads that tag.
    ///
    /// @return whether there was one before the end
    boolean toNext(int wanted, int end) throws Unreadable {
        while (at < end) {
            int tag = tag(end);
            if (tag == wanted) {
                return true;
            }
            skip(tag, end);
        }
        return false;
    }

    long varint(int end) throws Unreadable {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                throw early();
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw Unreadable.malformed(
                "a protobuf number of more than ten bytes at byte %,d".formatted(at));
    }

    /// A zigzag number of 32 bits.
    int signed(int end) throws Unreadable {
        int value = (int) varint(end);
        return value >>> 1 ^ -(value & 1);
    }

    /// Reads a length.
    ///
    /// @return where the bytes end that follow
    int end(int end) throws Unreadable {
        long length = varint(end);
        if (length < 0 || length > end - at) {
            throw early();
        }
        return at + (int) length;
    }

    long fixed64(int end) throws Unreadable {
        if (end - at < Long.BYTES) {
            throw early();
        }
        long value = (long) WORDS.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    double real(int end) throws Unreadable {
        return Double.longBitsToDouble(fixed64(end));
    }

    /// Passes over the value of a field that is not read.
    void skip(int tag, int end) throws Unreadable {
        switch (tag & 7) {
            case VARINT -> varint(end);
            case FIXED64 -> fixed64(end);
            case MESSAGE -> at = end(end);
            case FIXED32 -> {
                if (end - at < Integer.BYTES) {
                    throw early();
                }
                at += Integer.BYTES;
            }
            default ->
                    throw new Unreadable(
                            RejectReason.MALFORMED,
                            "a protobuf field of a type that is not used at byte %,d"
                                    .formatted(at));
        }
    }

    private Unreadable early() {
        return Unreadable.malformed("protobuf that ends early, at byte %,d".formatted(at));
    }
}
