package dev.faultline.evaluation.nab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The published results of NAB's windowedGaussian, unpacked to a checkout of the data with a score
/// a row.
///
/// @param corpus the data that were in the results
/// @param scores by series, then row
record PublishedResults(NabCorpus corpus, List<double[]> scores) {
    private static final Path HOME = Path.of("src/test/resources/nab");
    private static final String DETECTOR = "windowedGaussian";

    /// Unpacks them into a folder laid out as a NAB checkout is.
    static PublishedResults unpack(Path checkout) throws IOException {
        Path labels = Files.createDirectories(checkout.resolve("labels"));
        Files.copy(
                HOME.resolve("labels/combined_windows.json"),
                labels.resolve("combined_windows.json"));
        List<Path> packed;
        try (Stream<Path> walk = Files.walk(HOME.resolve(DETECTOR))) {
            packed = walk.filter(f -> f.toString().endsWith(".gz")).toList();
        }
        for (Path file : packed) {
            Path target = checkout.resolve("data").resolve(path(file));
            Files.createDirectories(target.getParent());
            List<String> rows = new ArrayList<>();
            for (String line : lines(file)) {
                rows.add(line.substring(0, line.lastIndexOf(',')));
            }
            Files.write(target, rows);
        }
        NabCorpus corpus = NabCorpus.read(checkout);
        List<double[]> scores = new ArrayList<>();
        for (NabSeries series : corpus.series()) {
            int slash = series.path().lastIndexOf('/') + 1;
            Path file =
                    HOME.resolve(DETECTOR)
                            .resolve(series.path().substring(0, slash))
                            .resolve(DETECTOR + "_" + series.path().substring(slash) + ".gz");
            scores.add(
                    lines(file).stream()
                            .skip(1)
                            .map(line -> line.substring(line.lastIndexOf(',') + 1))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }
        unround(corpus, scores);
        return new PublishedResults(corpus, scores);
    }

    /// Puts back the digits that rounding took from the highest scores (`unrounded.py`).
    private static void unround(NabCorpus corpus, List<double[]> scores) throws IOException {
        List<String> paths = corpus.series().stream().map(NabSeries::path).toList();
        for (String line : Files.readAllLines(HOME.resolve("unrounded.csv"))) {
            String[] cells = line.split(",", -1);
            if (paths.contains(cells[0])) {
                scores.get(paths.indexOf(cells[0]))[Integer.parseInt(cells[1])] =
                        Double.parseDouble(cells[2]);
            }
        }
    }

    private static String path(Path packed) {
        String name = packed.getFileName().toString();
        return packed.getParent().getFileName()
                + "/"
                + name.substring(DETECTOR.length() + 1, name.length() - ".gz".length());
    }

    private static List<String> lines(Path packed) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(packed)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
