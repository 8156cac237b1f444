package dev.faultline.demo.feed;

/// One record of a topic.
///
/// @param timestampMillis when it was measured, ms since the epoch
public record FeedRecord(Topic topic, long timestampMillis, byte[] value) {}
