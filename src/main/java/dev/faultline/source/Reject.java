package dev.faultline.source;

import java.time.Instant;

/// A record, or a part of one, that could not be taken in.
///
/// @param arrived when it came
/// @param detail what was found, without any value of the record
/// @param excerpt its beginning, masked
public record Reject(
        Position position, Instant arrived, RejectReason reason, String detail, String excerpt) {}
