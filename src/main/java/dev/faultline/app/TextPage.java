package dev.faultline.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/// Lines for the terminal, at most [#WIDTH] columns wide where words allow it.
final class TextPage {
    static final int WIDTH = 100;

    private final Ansi ansi;
    private final List<String> lines = new ArrayList<>();

    /// @param ansi whether there is colour; it never says what is not said in words
    TextPage(Ansi ansi) {
        this.ansi = ansi;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void say(String line) {
        lines.add(line);
    }

    /// An empty line, then a heading.
    void title(String title, String remark) {
        say("");
        say(bold(title) + "  " + faint(remark));
    }

    void table(TextTable table) {
        List<String> rows = table.lines();
        say("  " + faint(rows.getFirst()));
        rows.subList(1, rows.size()).forEach(row -> say("  " + row));
    }

    /// A text on as many lines as it needs.
    ///
    /// @param first what stands before its first line
    /// @param others what stands before its other lines
    void wrapped(String first, String others, String text) {
        String indent = first;
        for (String line : TextTable.wrap(text, WIDTH - first.length())) {
            say(indent + line);
            indent = others;
        }
    }

    String bold(String text) {
        return styled("bold", text);
    }

    String faint(String text) {
        return styled("faint", text);
    }

    String alarm(String text) {
        return styled("bold,fg(yellow)", text);
    }

    /// Not by picocli's markup, in which a component called `|@` would mean something.
    private String styled(String style, String text) {
        Ansi.IStyle[] styles = Ansi.Style.parse(style);
        return ansi.enabled() ? Ansi.Style.on(styles) + text + Ansi.Style.reset.on() : text;
    }
}
