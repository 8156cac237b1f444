package dev.faultline.wording;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Worded answers on their way out of the program, into a chat or a ticket.
///
/// @param title what it is about
/// @param lines what stands before the first section
public record Page(String title, List<String> lines, List<Section> sections) {
    /// What would mean something to a reader of Markdown: names come from outside.
    private static final Pattern MARKS = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~]");

    private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

    /// Nothing to be read.
    public static final Page EMPTY = new Page("", List.of(), List.of());

    public Page {
        lines = List.copyOf(lines);
        sections = sections.stream().filter(s -> !s.empty()).toList();
    }

    /// A page of sections alone.
    public static Page of(String title, List<Section> sections) {
        return new Page(title, List.of(), sections);
    }

    /// A part with a title, or empty without one; one that says nothing is left out.
    ///
    /// @param lines sentences
    /// @param columns titles of the columns of its table
    /// @param rows cells of its table, as many as there are columns
    public record Section(
            String title, List<String> lines, List<String> columns, List<List<String>> rows) {
        public Section {
            lines = List.copyOf(lines);
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }

        public static Section of(String title, List<String> lines) {
            return new Section(title, lines, List.of(), List.of());
        }

        public static Section of(String title, List<String> columns, List<List<String>> rows) {
            return new Section(title, List.of(), columns, rows);
        }

        private boolean empty() {
            return lines.isEmpty() && rows.isEmpty();
        }
    }

    /// As plain text: a line each, cells with a dot between them.
    public String text() {
        StringBuilder text = new StringBuilder(oneLine(title)).append('\n');
        lines.forEach(line -> text.append(oneLine(line)).append('\n'));
        for (Section section : sections) {
            text.append('\n');
            if (!section.title().isEmpty()) {
                text.append(oneLine(section.title())).append('\n');
            }
            section.lines().forEach(line -> text.append("- ").append(oneLine(line)).append('\n'));
            for (List<String> row : section.rows()) {
                text.append("- ")
                        .append(
                                row.stream()
                                        .map(Page::oneLine)
                                        .filter(cell -> !cell.isEmpty())
                                        .collect(Collectors.joining(" · ")))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /// As Markdown, in which nothing of what is said is a mark of it.
    public String markdown() {
        StringBuilder text = new StringBuilder("# ").append(plain(title)).append('\n');
        lines.forEach(line -> text.append('\n').append(plain(line)).append('\n'));
        for (Section section : sections) {
            text.append('\n');
            if (!section.title().isEmpty()) {
                text.append("## ").append(plain(section.title())).append("\n\n");
            }
            section.lines().forEach(line -> text.append("- ").append(plain(line)).append('\n'));
            if (!section.rows().isEmpty()) {
                text.append(row(section.columns()));
                text.append("|").append(" --- |".repeat(section.columns().size())).append('\n');
                section.rows().forEach(row -> text.append(row(row)));
            }
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Page::plain).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String plain(String text) {
        return MARKS.matcher(oneLine(text)).replaceAll("\\\\$0");
    }

    private static String oneLine(String text) {
        return BREAKS.matcher(text.strip()).replaceAll(" ");
    }
}
