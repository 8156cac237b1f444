package dev.faultline.source;

/// Why a record, or a part of one, could not be taken in.
public enum RejectReason {
    /// No known format fits the first records of the topic.
    UNKNOWN_FORMAT,
    /// It breaks the syntax of its format, or ends early.
    MALFORMED,
    /// It is larger, or nested deeper, than any producer writes.
    TOO_LARGE,
    /// A field without which nothing can be told is missing: a name, a time, a value.
    INCOMPLETE,
    /// A time that is none, or lies outside of what a clock could say.
    BAD_TIME,
    /// A value that is no finite number.
    NOT_A_NUMBER,
    /// A kind of data that this program does not read.
    UNSUPPORTED
}
