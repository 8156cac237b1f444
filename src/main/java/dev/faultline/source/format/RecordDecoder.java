package dev.faultline.source.format;

/// Reads the records of one format. Remembers which series it met, so it belongs to one topic (or
/// all of one format) and one sink. Not thread-safe. Whatever the bytes are, it returns: what
/// cannot be read is told to the sink.
public interface RecordDecoder {
    Format format();

    /// Reads one record.
    ///
    /// @param recordMillis the record's own time, for points that say none, ms since the epoch
    void decode(byte[] record, long recordMillis);
}
