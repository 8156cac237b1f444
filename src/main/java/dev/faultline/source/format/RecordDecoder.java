package dev.faultline.source.format;

/// Reads the records of one format. Remembers which series it met, so it belongs to one topic (or
/// all of one format) and one sink. Not thread-safe. Whatever the bytes are, it returns: what
/// cannot be read is told to the sink.
public interface RecordDecoder {
    /// A decoder of a format.
    static RecordDecoder of(Format format, PointSink sink) {
        return switch (format) {
            case OTLP_PROTO -> new OtlpProtoDecoder(sink);
            case OTLP_JSON -> new OtlpJsonDecoder(sink);
            case PROMETHEUS -> new PrometheusDecoder(sink);
            case INFLUX -> new InfluxDecoder(sink);
            case TELEGRAF_JSON -> new TelegrafJsonDecoder(sink);
            case COLLECTD_JSON -> new CollectdJsonDecoder(sink);
            case GRAPHITE -> new GraphiteDecoder(sink);
            case METRICBEAT -> new MetricbeatDecoder(sink);
            case VECTOR -> new VectorDecoder(sink);
            case OWN -> new OwnDecoder(sink);
            case OTLP_LOGS_PROTO -> new OtlpLogsProtoDecoder(sink);
            case OTLP_LOGS_JSON -> new OtlpLogsJsonDecoder(sink);
            case LOG_JSON -> new LogJsonDecoder(sink);
        };
    }

    Format format();

    /// Reads one record.
    ///
    /// @param recordMillis the record's own time, for points that say none, ms since the epoch
    void decode(byte[] record, long recordMillis);
}
