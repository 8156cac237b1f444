package dev.faultline.ui.saying;

import java.util.List;
import java.util.stream.Collectors;

/// A text with a title and sections, to be read on the screen, copied or saved.
public record Paper(String title, List<Section> sections) {
    public Paper {
        sections = List.copyOf(sections);
    }

    /// Nothing to be read.
    static final Paper EMPTY = new Paper("", List.of());

    /// @param heading empty for one that needs none
    /// @param lines a sentence each
    public record Section(String heading, List<String> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /// As Markdown: names with signs that mean something there stay what they are.
    public String markdown() {
        return "# "
                + escaped(title)
                + "\n"
                + sections.stream()
                        .map(section ->
                                (section.heading().isEmpty()
                                                ? ""
                                                : "\n## " + escaped(section.heading()) + "\n")
                                        + section.lines().stream()
                                                .map(line -> "\n* " + escaped(line))
                                                .collect(Collectors.joining())
                                        + "\n")
                        .collect(Collectors.joining());
    }

    /// As plain text.
    public String plain() {
        return title
                + "\n"
                + sections.stream()
                        .map(section ->
                                "\n"
                                        + (section.heading().isEmpty()
                                                ? ""
                                                : section.heading() + "\n")
                                        + String.join("\n", section.lines())
                                        + "\n")
                        .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1").replace("\n", " ");
    }
}
