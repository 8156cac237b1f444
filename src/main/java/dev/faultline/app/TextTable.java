package dev.faultline.app;

import java.util.ArrayList;
import java.util.List;

/// Rows of text in aligned columns.
final class TextTable {
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param widest characters; what is longer loses its middle to a `…`
    record Column(String title, boolean right, int widest) {
        static Column left(String title, int widest) {
            return new Column(title, false, widest);
        }

        static Column right(String title, int widest) {
            return new Column(title, true, widest);
        }
    }

    TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    void add(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /// The rows, the titles first, without trailing spaces.
    List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(columns.stream().map(Column::title).toList());
        all.addAll(rows);
        int[] widths = new int[columns.size()];
        for (List<String> row : all) {
            for (int c = 0; c < widths.length; c++) {
                int wanted = Math.min(row.get(c).length(), columns.get(c).widest());
                widths[c] = Math.max(widths[c], wanted);
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = squeeze(row.get(c), widths[c]);
            String pad = " ".repeat(widths[c] - cell.length());
            line.append(c == 0 ? "" : "  ");
            line.append(columns.get(c).right() ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }

    /// At most `width` characters; what was longer ends in `…`.
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    /// At most `width` characters; what was longer lost its middle: long names often differ only at
    /// their ends.
    static String squeeze(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int tail = (width - 1) / 2;
        return text.substring(0, width - 1 - tail) + "…" + text.substring(text.length() - tail);
    }

    /// Breaks a sentence at its spaces into lines of at most `width` characters.
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+(?![σ%])", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// A bar of at most `width` characters, in eighths.
    static String bar(double share, int width) {
        int eighths = (int) Math.round(Math.clamp(share, 0, 1) * width * 8);
        String rest = eighths % 8 == 0 ? "" : String.valueOf((char) ('▉' + 7 - eighths % 8));
        return "█".repeat(eighths / 8) + rest;
    }
}
