package dev.faultline.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// One column of numbers out of a CSV file.
///
/// @param values in the order of the lines; `NaN` where the field is empty or no finite number
/// @param notices what was found there that is neither empty nor a finite number, a sentence each
@SuppressWarnings("ArrayRecordComponent") // bulk numbers: compared by nobody
record SeriesCsv(double[] values, List<String> notices) {
    /// How many single notices are given before the rest is only counted.
    private static final int TOLD = 5;

    /// Reads the named column; a file ending in `.gz` is unpacked.
    ///
    /// @throws IOException with one sentence for the person, if there is nothing to read
    static SeriesCsv read(Path file, String column) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
            return read(file, column, lines);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file. Check the path.", e);
        } catch (MalformedInputException e) {
            throw new IOException(
                    file + " is not a text file in UTF-8. A CSV file with a header is needed.", e);
        }
    }

    private static SeriesCsv read(Path file, String column, BufferedReader lines)
            throws IOException {
        String header = Optional.ofNullable(lines.readLine()).orElse("");
        List<String> names =
                Arrays.stream(header.replace("\uFEFF", "").split(",", -1))
                        .map(SeriesCsv::unquoted)
                        .toList();
        int wanted = names.indexOf(column);
        if (wanted < 0) {
            throw new IOException(
                    "%s, line 1: no column '%s' among %s. Name the column of values '%s'."
                            .formatted(file, column, names, column));
        }
        double[] values = new double[1024];
        int size = 0;
        List<String> notices = new ArrayList<>();
        int bad = 0;
        int line = 1;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            if (text.isEmpty() && names.size() > 1) {
                continue;
            }
            String[] fields = text.split(",", -1);
            String field = wanted < fields.length ? unquoted(fields[wanted]) : "";
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            double value = number(field);
            values[size++] = Double.isInfinite(value) ? Double.NaN : value;
            if (!Double.isFinite(value) && !field.isEmpty() && !field.equalsIgnoreCase("nan")) {
                bad++;
                if (bad <= TOLD) {
                    notices.add(
                            "%s, line %d: value '%s' is not a finite number. It was taken as missing."
                                    .formatted(file, line, field));
                }
            }
        }
        if (bad > TOLD) {
            notices.add(
                    "%s: %,d more values are not finite numbers. They were taken as missing."
                            .formatted(file, bad - TOLD));
        }
        return new SeriesCsv(Arrays.copyOf(values, size), List.copyOf(notices));
    }

    private static double number(String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String unquoted(String field) {
        String trimmed = field.strip();
        boolean quoted = trimmed.length() > 1 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }
}
