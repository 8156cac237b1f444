package dev.faultline.capture.importer;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

/// Reads a CSV file, gzipped or not, row by row; quoted cells are understood. One buffer is reused
/// for all rows.
final class CsvRows implements AutoCloseable {
    private final Path file;
    private final JsonParser parser;
    private String[] cells = new String[256];
    private int size;
    private long line;

    /// @throws ImportException where the file is missing or cannot be opened
    CsvRows(Path file) throws ImportException {
        this.file = file;
        try {
            this.parser =
                    CsvFactory.builder()
                            .enable(CsvReadFeature.WRAP_AS_ARRAY)
                            .enable(CsvReadFeature.SKIP_EMPTY_LINES)
                            .build()
                            .createParser(ObjectReadContext.empty(), open(file));
            parser.nextToken();
        } catch (IOException | JacksonException e) {
            throw unreadable(e);
        }
    }

    /// Goes to the next row; false at the end.
    ///
    /// @throws ImportException where the file ends or breaks in the middle
    boolean next() throws ImportException {
        try {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return false;
            }
            size = 0;
            JsonToken token;
            while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token == null) {
                    return false;
                }
                if (size == 0) {
                    line = parser.currentTokenLocation().getLineNr();
                }
                if (size == cells.length) {
                    cells = Arrays.copyOf(cells, size * 2);
                }
                cells[size++] = parser.getString();
            }
            return true;
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /// The number of cells of the row.
    int size() {
        return size;
    }

    /// The line of the file the row begins on, from 1.
    long line() {
        return line;
    }

    String cell(int column) {
        return cells[column].strip();
    }

    String[] copy() {
        String[] row = new String[size];
        for (int i = 0; i < size; i++) {
            row[i] = cell(i);
        }
        return row;
    }

    @Override
    public void close() {
        parser.close();
    }

    private static Reader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return new InputStreamReader(
                zipped ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8);
    }

    private ImportException unreadable(Exception e) {
        Throwable cause = e;
        while (cause instanceof JacksonException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String found =
                switch (cause) {
                    case NoSuchFileException missing -> "there is no such file";
                    case EOFException truncated ->
                            "the gzip file ends in the middle after line " + line;
                    case ZipException broken -> "the gzip file is damaged after line " + line;
                    case JacksonException format ->
                            "the table breaks off after line "
                                    + line
                                    + ": "
                                    + format.getOriginalMessage();
                    default ->
                            cause.getMessage() == null
                                    ? cause.getClass().getSimpleName()
                                    : cause.getMessage();
                };
        return new ImportException("Can't read " + file + ": " + found + ".", e);
    }
}
