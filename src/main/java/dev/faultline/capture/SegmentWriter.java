package dev.faultline.capture;

import com.jerolba.carpet.io.FileSystemOutputFile;
import dev.faultline.model.SampleBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/// Writes one `metrics-N.parquet`, column by column and without an object a row. The footer comes
/// last, so a file that is not closed cannot be read: it bears another name until it is.
final class SegmentWriter implements AutoCloseable {
    private static final MessageType SCHEMA =
            Types.buildMessage()
                    .required(PrimitiveTypeName.INT32)
                    .named("series")
                    .required(PrimitiveTypeName.INT64)
                    .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                    .named("time")
                    .required(PrimitiveTypeName.INT64)
                    .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                    .named("arrived")
                    .required(PrimitiveTypeName.DOUBLE)
                    .named("value")
                    .named("sample");

    /// No segment is larger: all of it is one group of rows.
    private static final long LARGEST = 1L << 30;

    private final Path file;
    private final Path unfinished;
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final ColumnWriter series;
    private final ColumnWriter time;
    private final ColumnWriter arrived;
    private final ColumnWriter value;
    private final ParquetFileWriter writer;
    private long rows;

    SegmentWriter(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        ParquetProperties properties = ParquetProperties.builder().build();
        pages =
                new ColumnChunkPageWriteStore(
                        new Zstd().getCompressor(CompressionCodecName.ZSTD),
                        SCHEMA,
                        HeapByteBufferAllocator.getInstance(),
                        ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                        true);
        columns = properties.newColumnWriteStore(SCHEMA, pages, pages);
        series = column("series");
        time = column("time");
        arrived = column("arrived");
        value = column("value");
        writer =
                new ParquetFileWriter(
                        new FileSystemOutputFile(unfinished.toFile()),
                        SCHEMA,
                        Mode.CREATE,
                        LARGEST,
                        0,
                        null, // in the clear
                        properties);
        writer.start();
    }

    private ColumnWriter column(String name) {
        return columns.getColumnWriter(SCHEMA.getColumnDescription(new String[] {name}));
    }

    long rows() {
        return rows;
    }

    /// Writes rows `from` up to `to`, exclusive.
    void write(SampleBatch batch, int from, int to) {
        for (int i = from; i < to; i++) {
            series.write(batch.series()[i], 0, 0);
            time.write(batch.atMillis()[i], 0, 0);
            arrived.write(batch.arrivedMillis()[i], 0, 0);
            value.write(batch.values()[i], 0, 0);
            columns.endRecord();
        }
        rows += to - from;
    }

    /// Writes the rows and the footer, and gives the file its name.
    @Override
    public void close() throws IOException {
        try (columns;
                pages;
                writer) {
            writer.startBlock(rows);
            columns.flush();
            pages.flushToFileWriter(writer);
            writer.endBlock();
            writer.end(Map.of());
        }
        Files.move(unfinished, file);
    }
}
