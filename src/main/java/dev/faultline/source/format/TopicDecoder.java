package dev.faultline.source.format;

import dev.faultline.source.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the records of a topic whatever they are written in: the format is recognised from the
/// first record that one can read without a flaw, or set by a person. Not thread-safe.
///
/// A record that the topic's format cannot read is tried with the others, so that a topic of
/// several producers is read whole; a producer that changed its format takes over after
/// [#CONVINCED] records in a row. Where a person set the format, nothing else is tried.
public final class TopicDecoder {
    /// Records in a row of another format until a topic is called by it.
    private static final int CONVINCED = 16;

    /// So many bytes are read of one record in all tries of other formats than the topic's.
    private static final int MOST_READ = 2 * BoundedDecoder.MOST_BYTES;

    /// The formats of JSON, each by fields that no other has. One that lacks them is not tried.
    private static final Map<Format, List<String>> JSON =
            new EnumMap<>(
                    Map.of(
                            Format.OWN, List.of("\"metric\""),
                            Format.PROMETHEUS, List.of("\"labels\""),
                            Format.OTLP_JSON,
                                    List.of("\"resourceMetrics\"", "\"resource_metrics\""),
                            Format.COLLECTD_JSON, List.of("\"dstypes\""),
                            Format.TELEGRAF_JSON, List.of("\"fields\""),
                            Format.VECTOR, List.of("\"kind\""),
                            Format.METRICBEAT, List.of("\"metricset\""),
                            Format.OTLP_LOGS_JSON, List.of("\"resourceLogs\"", "\"resource_logs\""),
                            Format.LOG_JSON, LogJsonDecoder.TEXTS));

    private static final List<Format> LINES = List.of(Format.INFLUX, Format.GRAPHITE);

    private final PointSink sink;
    private final boolean set;
    private final Held held;
    private final Map<Format, RecordDecoder> decoders = new EnumMap<>(Format.class);
    private @Nullable RecordDecoder main;
    private Format other = Format.OWN;
    private int inARow;

    /// A decoder that recognises the format.
    public TopicDecoder(PointSink sink) {
        this(sink, Optional.empty());
    }

    /// @param format as a person set it; empty to recognise it
    public TopicDecoder(PointSink sink, Optional<Format> format) {
        this.sink = sink;
        held = new Held(sink);
        set = format.isPresent();
        main = format.map(this::decoder).orElse(null);
    }

    /// What the topic's records are taken for; empty until one was read.
    public Optional<Format> format() {
        return Optional.ofNullable(main).map(RecordDecoder::format);
    }

    /// Whether a person said so.
    public boolean set() {
        return set;
    }

    /// Reads one record: all that comes of it is delivered before it returns.
    ///
    /// @param recordMillis the record's own time, ms since the epoch
    public void decode(byte[] record, long recordMillis) {
        if (record.length == 0) {
            return;
        }
        if (main != null && (read(main, record, recordMillis) || set)) {
            inARow = 0;
            held.tell();
            return;
        }
        List<Flaw> flaws = main == null ? List.of() : held.take();
        List<Format> fitting = candidates(record);
        // Those first that the topic had before.
        fitting.sort(Comparator.comparing(format -> !decoders.containsKey(format)));
        for (int i = 0; i < Math.min(fitting.size(), mostTried(record)); i++) {
            if (other(fitting.get(i), record, recordMillis)) {
                return;
            }
        }
        if (main != null) {
            flaws.forEach(f -> sink.reject(f.reason(), f.detail()));
        } else if (record.length > BoundedDecoder.MOST_BYTES) {
            RecordDecoder.of(Format.OWN, sink).decode(record, recordMillis); // says just that
        } else if (OtlpSignal.of(record) == OtlpSignal.TRACES) {
            sink.reject(
                    RejectReason.UNSUPPORTED,
                    OtlpSignal.TRACES.not(OtlpSignal.METRICS) + " or logs");
        } else {
            sink.reject(RejectReason.UNKNOWN_FORMAT, "none of the known formats");
        }
    }

    /// How many formats are tried: of a large record few, for each try reads all of it.
    private static int mostTried(byte[] record) {
        return Math.max(1, MOST_READ / record.length);
    }

    /// Whether another format than the topic's reads a record; then it is delivered.
    private boolean other(Format format, byte[] record, long recordMillis) {
        if (main != null && main.format() == format) {
            return false;
        }
        if (!decoders.containsKey(format)) {
            Probe probe = new Probe();
            RecordDecoder.of(format, probe).decode(record, recordMillis);
            if (!probe.read || probe.flawed) {
                return false;
            }
        }
        RecordDecoder decoder = decoder(format);
        if (!read(decoder, record, recordMillis)) {
            return false;
        }
        held.tell();
        inARow = format == other ? inARow + 1 : 1;
        other = format;
        if (main == null || inARow == CONVINCED) {
            main = decoder;
            inARow = 0;
        }
        return true;
    }

    /// Whether a decoder reads any of a record, or finds nothing wrong with it.
    private boolean read(RecordDecoder decoder, byte[] record, long recordMillis) {
        held.begin();
        decoder.decode(record, recordMillis);
        return held.something || held.flaws.isEmpty();
    }

    private RecordDecoder decoder(Format format) {
        return decoders.computeIfAbsent(format, f -> RecordDecoder.of(f, held));
    }

    /// The formats that a record with such a beginning may have.
    private static List<Format> candidates(byte[] record) {
        List<Format> fitting = new ArrayList<>();
        if (record[0] == OtlpProtoDecoder.BEGIN) {
            fitting.add(Format.OTLP_PROTO);
            fitting.add(Format.OTLP_LOGS_PROTO);
        }
        int at = 0;
        while (at < record.length - 1 && record[at] >= 0 && record[at] <= ' ') {
            at++;
        }
        if (record[at] != '{' && record[at] != '[') {
            fitting.addAll(LINES);
            return fitting;
        }
        String text = new String(record, StandardCharsets.ISO_8859_1);
        JSON.forEach((format, fields) -> {
            if (fields.stream().anyMatch(text::contains)) {
                fitting.add(format);
            }
        });
        return fitting;
    }

    /// A flaw of a record, not told yet.
    private record Flaw(RejectReason reason, String detail) {}

    /// Passes on what a decoder reads, and holds back what it cannot read: another may.
    private static final class Held implements PointSink {
        private final PointSink sink;
        private final List<Flaw> flaws = new ArrayList<>();
        private boolean something;

        Held(PointSink sink) {
            this.sink = sink;
        }

        void begin() {
            something = false;
            flaws.clear();
        }

        List<Flaw> take() {
            return List.copyOf(flaws);
        }

        void tell() {
            flaws.forEach(f -> sink.reject(f.reason(), f.detail()));
            flaws.clear();
        }

        @Override
        public int series(RawSeries series) {
            something = true;
            return sink.series(series);
        }

        @Override
        public void point(int series, long atMillis, long sinceMillis, double value) {
            something = true;
            sink.point(series, atMillis, sinceMillis, value);
        }

        @Override
        public void distribution(int series, long atMillis, long sinceMillis, Distribution value) {
            something = true;
            sink.distribution(series, atMillis, sinceMillis, value);
        }

        @Override
        public void line(int series, long atMillis, LogLine line) {
            something = true;
            sink.line(series, atMillis, line);
        }

        @Override
        public void reject(RejectReason reason, String detail) {
            if (something) {
                tell();
                sink.reject(reason, detail);
            } else {
                flaws.add(new Flaw(reason, detail));
            }
        }
    }

    /// Finds out whether a decoder can read a record, and keeps nothing.
    private static final class Probe implements PointSink {
        private boolean read;
        private boolean flawed;

        @Override
        public int series(RawSeries series) {
            read = true;
            return -1;
        }

        @Override
        public void point(int series, long atMillis, long sinceMillis, double value) {
            read = true;
        }

        @Override
        public void distribution(int series, long atMillis, long sinceMillis, Distribution value) {
            read = true;
        }

        @Override
        public void line(int series, long atMillis, LogLine line) {
            read = true;
        }

        @Override
        public void reject(RejectReason reason, String detail) {
            flawed = true;
        }
    }
}
