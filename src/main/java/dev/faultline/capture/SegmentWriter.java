package dev.faultline.capture;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.TimeUnit;
import com.jerolba.carpet.io.FileSystemOutputFile;
import dev.faultline.model.SampleBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// Writes one `metrics-N.parquet`. The footer comes last, so a file that is not closed cannot be
/// read: it bears another name until it is.
final class SegmentWriter implements AutoCloseable {
    /// One row, as Parquet sees it.
    record Row(int series, Instant time, Instant arrived, double value) {}

    private final Path file;
    private final Path unfinished;
    private final CarpetWriter<Row> writer;
    private long rows;

    SegmentWriter(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        this.writer =
                new CarpetWriter.Builder<>(new FileSystemOutputFile(unfinished.toFile()), Row.class)
                        .withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new Zstd())
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withDefaultTimeUnit(TimeUnit.MILLIS)
                        .build();
    }

    long rows() {
        return rows;
    }

    /// Writes rows `from` up to `to`, exclusive.
    void write(SampleBatch batch, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            writer.write(
                    new Row(
                            batch.series()[i],
                            Instant.ofEpochMilli(batch.atMillis()[i]),
                            Instant.ofEpochMilli(batch.arrivedMillis()[i]),
                            batch.values()[i]));
        }
        rows += to - from;
    }

    /// Writes the footer and gives the file its name.
    @Override
    public void close() throws IOException {
        writer.close();
        Files.move(unfinished, file);
    }
}
