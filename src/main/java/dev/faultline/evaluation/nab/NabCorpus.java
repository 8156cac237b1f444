package dev.faultline.evaluation.nab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files of a NAB checkout that are present: `data/**.csv` (timestamp, value) with the windows
/// of `labels/combined_windows.json`. Labels of files that are not there are left alone.
///
/// @param series by path
public record NabCorpus(List<NabSeries> series) {
    public NabCorpus {
        series = List.copyOf(series);
    }

    /// Reads a checkout.
    ///
    /// @throws IOException with a sentence, where there is none, or a file is not as NAB's are
    public static NabCorpus read(Path root) throws IOException {
        Path data = root.resolve("data");
        if (!Files.isDirectory(data)) {
            throw new IOException(
                    root + ": there is no folder 'data' in it. Name the root of a NAB checkout.");
        }
        JsonNode labels = labels(root.resolve("labels/combined_windows.json"));
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(f -> f.toString().endsWith(".csv")).toList();
        }
        if (files.isEmpty()) {
            throw new IOException(data + ": there is no CSV file in it.");
        }
        List<NabSeries> series = new ArrayList<>();
        for (Path file : files) {
            series.add(read(data, file, labels));
        }
        series.sort((a, b) -> a.path().compareTo(b.path()));
        return new NabCorpus(series);
    }

    /// Every other file, by path: those with an even place, counted from 0, or those with an odd.
    public NabCorpus half(boolean even) {
        return new NabCorpus(
                IntStream.range(0, series.size())
                        .filter(i -> (i % 2 == 0) == even)
                        .mapToObj(series::get)
                        .toList());
    }

    private static JsonNode labels(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file + ". NAB's labels belong there.", e);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s, line %d: this is not JSON (%s)."
                            .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
    }

    private static NabSeries read(Path data, Path file, JsonNode labels) throws IOException {
        String path = data.relativize(file).toString().replace('\\', '/');
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().startsWith("timestamp,value")) {
            throw new IOException(
                    file + ", line 1: the header is not 'timestamp,value'. Is this NAB's file?");
        }
        int size = lines.size() - 1;
        String[] times = new String[size];
        long[] seconds = new long[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            String where = file + ", line " + (i + 2);
            String[] cells = lines.get(i + 1).split(",", -1);
            times[i] = cells[0];
            seconds[i] = seconds(where, cells[0]);
            values[i] = cells.length < 2 ? Double.NaN : number(where, cells[1]);
        }
        JsonNode windows = labels.path(path);
        if (!windows.isArray()) {
            throw new IOException(
                    "labels/combined_windows.json says nothing about "
                            + path
                            + ", which is there.");
        }
        return new NabSeries(path, times, seconds, values, windows(path, seconds, windows));
    }

    /// A window's limits are rows of the file; the first row that has the time counts.
    private static List<NabSeries.Window> windows(String path, long[] seconds, JsonNode node)
            throws IOException {
        List<NabSeries.Window> windows = new ArrayList<>();
        int from = 0;
        for (JsonNode limits : node) {
            String where = "labels/combined_windows.json, window " + limits + " of " + path;
            int first = row(seconds, from, seconds(where, limits.path(0).asString("")));
            int last =
                    first < 0
                            ? -1
                            : row(seconds, first, seconds(where, limits.path(1).asString("")));
            if (last < 0) {
                throw new IOException(where + ": the file has no row at its start or its end.");
            }
            windows.add(new NabSeries.Window(first, last));
            from = last + 1;
        }
        return windows;
    }

    private static int row(long[] seconds, int from, long wanted) {
        for (int i = from; i < seconds.length; i++) {
            if (seconds[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static long seconds(String where, String text) throws IOException {
        try {
            return LocalDateTime.parse(text.strip().replace(' ', 'T'))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IOException(
                    where + ": '" + text + "' is no time like 2014-04-10 07:15:00.", e);
        }
    }

    private static double number(String where, String text) throws IOException {
        if (text.isBlank()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            throw new IOException(where + ": value '" + text + "' is not a number.", e);
        }
    }
}
