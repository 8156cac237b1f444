package dev.faultline.capture;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.Statistics;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One `metrics-N.parquet` with what its footer says: enough to know whether it need be read.
///
/// @param time when its rows were measured, first and last
/// @param arrived when its rows arrived, first and last
record Segment(String name, long rows, Range time, Range arrived) {
    private static final Map<String, PhysicalType> COLUMNS =
            Map.of(
                    "series", PhysicalType.INT32,
                    "time", PhysicalType.INT64,
                    "arrived", PhysicalType.INT64,
                    "value", PhysicalType.DOUBLE);

    /// From and to, ms since the epoch, both included.
    record Range(long from, long to) {
        boolean contains(long millis) {
            return millis >= from && millis <= to;
        }

        boolean overlaps(Range other) {
            return from <= other.to && other.from <= to;
        }

        Range and(Range other) {
            return new Range(Math.min(from, other.from), Math.max(to, other.to));
        }
    }

    /// Reads the footer of a segment.
    ///
    /// @throws IOException where the file is no Parquet, broken, or has other columns
    static Segment open(CaptureStore store, String name, HardwoodContext context)
            throws IOException {
        try (InputFile file = store.parquet(name);
                ParquetFileReader reader = ParquetFileReader.open(file, context)) {
            checkColumns(reader.getFileSchema());
            Range time = null;
            Range arrived = null;
            for (RowGroup group : reader.getFileMetaData().rowGroups()) {
                time = join(time, range(group, "time"));
                arrived = join(arrived, range(group, "arrived"));
            }
            if (time == null || arrived == null) {
                throw new IOException("it has no rows");
            }
            return new Segment(name, reader.getFileMetaData().numRows(), time, arrived);
        } catch (RuntimeException e) {
            throw SegmentCursor.broken(e);
        }
    }

    private static void checkColumns(FileSchema schema) throws IOException {
        for (Map.Entry<String, PhysicalType> expected : COLUMNS.entrySet()) {
            ColumnSchema found = null;
            for (ColumnSchema column : schema.getColumns()) {
                if (column.name().equals(expected.getKey())) {
                    found = column;
                }
            }
            if (found == null || found.type() != expected.getValue()) {
                throw new IOException(
                        found == null
                                ? "it has no column '" + expected.getKey() + "'"
                                : "its column '"
                                        + expected.getKey()
                                        + "' is of type "
                                        + found.type());
            }
            if (found.logicalType() instanceof LogicalType.TimestampType stamp
                    && stamp.unit() != LogicalType.TimeUnit.MILLIS) {
                throw new IOException(
                        "its column '"
                                + expected.getKey()
                                + "' counts "
                                + stamp.unit()
                                + ", not ms");
            }
        }
    }

    private static @Nullable Range join(@Nullable Range a, Range b) {
        return a == null ? b : a.and(b);
    }

    /// From the statistics of a row group; without them anything may be in it.
    private static Range range(RowGroup group, String name) {
        for (ColumnChunk chunk : group.columns()) {
            if (chunk.metaData().pathInSchema().leafName().equals(name)) {
                Statistics statistics = chunk.metaData().statistics();
                if (statistics != null
                        && statistics.minValue() != null
                        && statistics.maxValue() != null) {
                    return new Range(
                            littleEndian(statistics.minValue()),
                            littleEndian(statistics.maxValue()));
                }
            }
        }
        return new Range(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
