package dev.faultline.demo.feed;

/// One record of a topic.
///
/// @param timestampMillis when it was measured, ms since the epoch
@SuppressWarnings("ArrayRecordComponent") // a carrier: nobody compares two of them
public record FeedRecord(Topic topic, long timestampMillis, byte[] value) {}
