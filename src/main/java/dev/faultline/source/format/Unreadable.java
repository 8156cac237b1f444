package dev.faultline.source.format;

import dev.faultline.source.RejectReason;

/// The rest of a record cannot be read. Without a stack: a topic of nonsense makes one a record.
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    final RejectReason reason;

    /// @param detail what was found, without any value of the record
    Unreadable(RejectReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    static Unreadable malformed(String detail) {
        return new Unreadable(RejectReason.MALFORMED, detail);
    }

    static Unreadable tooLarge(String detail) {
        return new Unreadable(RejectReason.TOO_LARGE, detail);
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
