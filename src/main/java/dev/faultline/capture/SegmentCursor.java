package dev.faultline.capture;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Goes through the rows of one segment, some thousand at a time.
final class SegmentCursor implements AutoCloseable {
    private static final int BATCH = 16_384;

    private final InputFile file;
    private final ParquetFileReader reader;
    private final ColumnReaders columns;
    private final List<ColumnReader> each;

    private SegmentCursor(InputFile file, ParquetFileReader reader, ColumnReaders columns) {
        this.file = file;
        this.reader = reader;
        this.columns = columns;
        this.each =
                List.of(
                        columns.getColumnReader("series"),
                        columns.getColumnReader("time"),
                        columns.getColumnReader("arrived"),
                        columns.getColumnReader("value"));
    }

    /// Some rows as read, before they are checked. The arrays are the reader's own, valid until the
    /// next are asked for, and may be longer than `size`.
    @SuppressWarnings("ArrayRecordComponent") // bulk data: compared by nobody, copied by nobody
    record Rows(int size, int[] series, long[] time, long[] arrived, double[] values) {}

    static SegmentCursor open(CaptureStore store, Segment segment, HardwoodContext context)
            throws IOException {
        InputFile file = store.parquet(segment.name());
        try {
            ParquetFileReader reader = ParquetFileReader.open(file, context);
            return new SegmentCursor(
                    file,
                    reader,
                    reader.buildColumnReaders(
                                    ColumnProjection.columns("series", "time", "arrived", "value"))
                            .batchSize(BATCH)
                            .build());
        } catch (RuntimeException e) {
            file.close();
            throw broken(e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// The next rows, in the order of the file; empty at its end.
    ///
    /// @throws IOException where a page is broken
    Optional<Rows> next() throws IOException {
        try {
            if (!columns.nextBatch()) {
                return Optional.empty();
            }
            for (ColumnReader column : each) {
                if (column.getLeafValidity().hasNulls()) {
                    throw new IOException("it has rows with empty cells");
                }
            }
            return Optional.of(
                    new Rows(
                            columns.getRecordCount(),
                            each.get(0).getInts(),
                            each.get(1).getLongs(),
                            each.get(2).getLongs(),
                            each.get(3).getDoubles()));
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    /// A damaged file makes the reader of Parquet throw whatever it stumbles upon: all of it is one
    /// failure here.
    static IOException broken(RuntimeException e) {
        return new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        columns.close();
        reader.close();
        file.close();
    }
}
